package fieldwork

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// CalendarOf gives the iCalendar file (RFC 5545) of an assignment's window: a moment of the
// day when the window is one day with hours, otherwise whole days during which its owner
// stays free for other things. Place is where it is, title what the entry is called, address
// the page that opens with it, zone the project's. An assignment without any day has no
// file: "".
func CalendarOf(a Assignment, place, title, address string, zone *time.Location) string {
	first, last := a.calendarDays()
	if first == "" {
		return ""
	}
	lines := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Touchstone//Field work//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"BEGIN:VEVENT", "UID:" + calendarText(a.ID) + "@touchstone",
		"DTSTAMP:" + calendarInstant(a.stamped()),
	}
	start, startErr := time.ParseInLocation(dayFormat+" 15:04", first+" "+a.From, zone)
	end, endErr := hourOf(last, a.To, zone)
	day, err := time.Parse(dayFormat, last)
	switch {
	case err != nil:
		return ""
	case first == last && startErr == nil && endErr == nil && end.After(start):
		lines = append(lines, "DTSTART:"+calendarInstant(start), "DTEND:"+calendarInstant(end), "TRANSP:OPAQUE")
	default:
		// The end of whole days is the day after (RFC 5545, 3.6.1).
		lines = append(lines, "DTSTART;VALUE=DATE:"+strings.ReplaceAll(first, "-", ""), "DTEND;VALUE=DATE:"+day.AddDate(0, 0, 1).Format("20060102"), "TRANSP:TRANSPARENT")
	}
	lines = append(lines, fmt.Sprintf("SEQUENCE:%d", len(a.Events)), "SUMMARY:"+calendarText(title))
	if place != "" {
		lines = append(lines, "LOCATION:"+calendarText(place))
	}
	if address != "" {
		lines = append(lines, "URL:"+oneLine(address), "DESCRIPTION:"+calendarText(address))
	}
	status := "CONFIRMED"
	if a.CurrentState() == AssignmentCancelled {
		status = "CANCELLED"
	}
	lines = append(lines, "STATUS:"+status, "END:VEVENT", "END:VCALENDAR")
	var file strings.Builder
	for _, line := range lines {
		foldInto(&file, line)
	}
	return file.String()
}

// calendarDays gives the days of an assignment; a missing end is the other one.
func (a *Assignment) calendarDays() (first, last string) {
	first, last = a.FirstDay, a.LastDay
	if first == "" {
		first = last
	}
	if last == "" {
		last = first
	}
	return first, last
}

// stamped is when the assignment was last changed.
func (a *Assignment) stamped() time.Time {
	if n := len(a.Events); n > 0 {
		return a.Events[n-1].At.Time
	}
	return a.CreatedAt.Time
}

// hourOf gives the instant of an hour of a day; 24:00 is the next midnight.
func hourOf(day, hour string, zone *time.Location) (time.Time, error) {
	if hour != "24:00" {
		return time.ParseInLocation(dayFormat+" 15:04", day+" "+hour, zone)
	}
	midnight, err := time.ParseInLocation(dayFormat, day, zone)
	return midnight.AddDate(0, 0, 1), err
}

func calendarInstant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// calendarText escapes a TEXT value (RFC 5545, 3.3.11); control characters have no place in it.
func calendarText(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	text = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(text)
	return oneLine(text)
}

// oneLine leaves out control characters, so that no value can begin a line of its own.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// foldInto writes a content line in parts of at most 75 octets, never cutting a character
// (RFC 5545, 3.1).
func foldInto(file *strings.Builder, line string) {
	room := 75
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		file.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], 74 // the blank counts
	}
	file.WriteString(line + "\r\n")
}
