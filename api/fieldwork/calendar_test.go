package fieldwork_test

import (
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

func zurich(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestCalendarOf(t *testing.T) {
	at := fieldwork.At(time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC))
	for _, vector := range []struct {
		name  string
		given fieldwork.Assignment
		want  []string // lines that must be there; none: no file
	}{
		{"without days there is no file", fieldwork.Assignment{ID: "a", CreatedAt: at}, nil},
		{"one day with hours is a moment, in UTC", fieldwork.Assignment{ID: "a", FirstDay: "2026-07-01", LastDay: "2026-07-01", From: "10:00", To: "12:30", CreatedAt: at},
			[]string{"DTSTART:20260701T080000Z", "DTEND:20260701T103000Z", "TRANSP:OPAQUE", "UID:a@touchstone", "DTSTAMP:20260501T080000Z", "SEQUENCE:0", "STATUS:CONFIRMED"}},
		{"hours until midnight end on the next day", fieldwork.Assignment{ID: "a", FirstDay: "2026-01-31", LastDay: "2026-01-31", From: "20:00", To: "24:00", CreatedAt: at},
			[]string{"DTSTART:20260131T190000Z", "DTEND:20260131T230000Z"}},
		{"a night when the clock is put forward", fieldwork.Assignment{ID: "a", FirstDay: "2026-03-29", LastDay: "2026-03-29", From: "01:00", To: "04:00", CreatedAt: at},
			[]string{"DTSTART:20260329T000000Z", "DTEND:20260329T020000Z"}},
		{"several days are whole days, and leave one free", fieldwork.Assignment{ID: "a", FirstDay: "2026-02-27", LastDay: "2026-02-28", From: "10:00", To: "12:00", CreatedAt: at},
			[]string{"DTSTART;VALUE=DATE:20260227", "DTEND;VALUE=DATE:20260301", "TRANSP:TRANSPARENT"}},
		{"only the last day", fieldwork.Assignment{ID: "a", LastDay: "2026-12-31", CreatedAt: at},
			[]string{"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"}},
		{"changed twice, then cancelled", fieldwork.Assignment{ID: "a", LastDay: "2026-12-31", State: fieldwork.AssignmentCancelled, CreatedAt: at,
			Events: []fieldwork.AssignmentEvent{{At: at}, {At: fieldwork.At(at.Add(time.Hour))}}},
			[]string{"SEQUENCE:2", "DTSTAMP:20260501T090000Z", "STATUS:CANCELLED"}},
	} {
		t.Run(vector.name, func(t *testing.T) {
			got := fieldwork.CalendarOf(vector.given, "Somewhere 1", "Visit", "https://touchstone.test/field/assignments/a", zurich(t))
			if vector.want == nil {
				if got != "" {
					t.Fatalf("got %q, want none", got)
				}
				return
			}
			lines := strings.Split(got, "\r\n")
			for _, want := range vector.want {
				if !contains(lines, want) {
					t.Errorf("no line %q in\n%s", want, got)
				}
			}
			if lines[0] != "BEGIN:VCALENDAR" || lines[len(lines)-2] != "END:VCALENDAR" || lines[len(lines)-1] != "" {
				t.Errorf("the file does not begin and end as one:\n%s", got)
			}
		})
	}
}

func contains(lines []string, want string) bool {
	for _, line := range lines {
		if line == want {
			return true
		}
	}
	return false
}

func TestCalendarTextsStayInTheirLine(t *testing.T) {
	hostile := "Rue; \"A\", 1\\2\r\nBEGIN:VALARM\nEND:VALARM\x00\x1b"
	title := strings.Repeat("Ä🙂", 60)
	a := fieldwork.Assignment{ID: "a", LastDay: "2026-12-31"}
	got := fieldwork.CalendarOf(a, hostile, title, "https://touchstone.test/\r\nATTENDEE:mailto:x@example.org", zurich(t))
	for _, line := range strings.Split(got, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line has %d octets: %q", len(line), line)
		}
		if strings.HasPrefix(line, "BEGIN:VALARM") || strings.HasPrefix(line, "ATTENDEE") || strings.ContainsAny(line, "\x00\x1b\n\r") {
			t.Errorf("a text got out of its line: %q", line)
		}
	}
	whole := strings.ReplaceAll(got, "\r\n ", "")
	for _, want := range []string{"SUMMARY:" + title, `LOCATION:Rue\; "A"\, 1\\2\nBEGIN:VALARM\nEND:VALARM`} {
		if !contains(strings.Split(whole, "\r\n"), want) {
			t.Errorf("no line %q in\n%s", want, whole)
		}
	}
}
