package fieldwork_test

import (
	"encoding/json"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

func submission(t *testing.T, content string) fieldwork.Submission {
	t.Helper()
	var s fieldwork.Submission
	if err := json.Unmarshal([]byte(content), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

const photo = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

const whole = `{"id":"` + uuid + `","definition":{"id":"d","version":1},"answers":{"a":1,"b":["x"]},"language":"en",
	"startedAt":"2026-03-01T10:00:00Z","submittedAt":"2026-03-01T10:05:00Z","attachments":[{"id":"` + photo + `","question":"p","name":"p.jpg","size":5}]}`

func TestSubmissionChecks(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"whole", whole, ""},
		{"without answers", `{"id":"` + uuid + `","definition":{"id":"d","version":1},"submittedAt":"2026-03-01T10:05:00Z"}`, "answers"},
		{"empty", `{}`, "answers definition.id definition.version id submittedAt"},
		{"with every other mistake", `{"id":"` + uuid + `","definition":{"id":"d","version":1},"answers":{},"language":"?","submittedAt":"2026-03-01T10:05:00Z","attachments":[{"id":"x"}]}`,
			"attachments[0].id attachments[0].question attachments[0].size language"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := submission(t, c.given)
			if got := paths(s.Check()); got != c.want {
				t.Errorf("mistakes at %q, want %q", got, c.want)
			}
		})
	}
}

func TestDigestTellsARepeatFromAConflict(t *testing.T) {
	s := submission(t, whole)
	base := s.Digest("link x")
	// Phones send again what they sent to earlier versions of the server; it must be the same then.
	if base != "c219cd1939f9da3d6ab48234e007984ee35c35831311228e563d144d366117c1" {
		t.Errorf("the digest of a submission from before is another: %s", base)
	}
	for _, c := range []struct {
		name, given, where string
		same               bool
	}{
		{"the same", whole, "link x", true},
		{"members in another order", `{"submittedAt":"2026-03-01T11:05:00.000+01:00","startedAt":"2026-03-01T10:00:00Z","language":"en","answers":{"b":["x"],"a":1.0},"definition":{"version":1,"id":"d"},"id":"` + uuid + `","attachments":[{"size":5,"name":"p.jpg","question":"p","id":"` + photo + `"}]}`, "link x", true},
		{"for another link", whole, "link y", false},
		{"another answer", `{"id":"` + uuid + `","definition":{"id":"d","version":1},"answers":{"a":2,"b":["x"]},"language":"en","startedAt":"2026-03-01T10:00:00Z","submittedAt":"2026-03-01T10:05:00Z"}`, "link x", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := submission(t, c.given)
			if same := other.Digest(c.where) == base; same != c.same {
				t.Errorf("same is %v, want %v", same, c.same)
			}
		})
	}
	r := s.Begin(fieldwork.At(time.Now()), "link x")
	if err := r.Repeats(base); err != nil {
		t.Errorf("a repeat: %v", err)
	}
	if err := r.Repeats("other"); !fault.Is(err, fault.Conflict) {
		t.Errorf("other content: %v", err)
	}
}

func TestReceiving(t *testing.T) {
	s := submission(t, whole)
	r := s.Begin(fieldwork.At(time.Now()), "assignment x")
	if r.Complete || len(r.Missing()) != 1 || r.Missing()[0] != photo {
		t.Fatalf("at first: complete %v, missing %v", r.Complete, r.Missing())
	}
	if r.Receive("another", "image/jpeg", 5) || r.Complete {
		t.Error("a file that was not announced changed something")
	}
	if !r.Receive(photo, "image/jpeg", 6) || !r.Complete || len(r.Missing()) != 0 {
		t.Errorf("after the file: complete %v, missing %v", r.Complete, r.Missing())
	}
	if a := r.Attachments[0]; a.Type != "image/jpeg" || a.Size != 6 {
		t.Errorf("the server's type and size are not kept: %+v", a)
	}
	if r.Receive(photo, "image/png", 7) {
		t.Error("a file that was there arrived again")
	}
}

func TestAnonymousFiles(t *testing.T) {
	at := fieldwork.At(time.Now())
	given := []fieldwork.Announcement{{ID: photo, Question: "p", Name: "p.jpg", Size: 5, TakenAt: &at, Position: &fieldwork.Position{Lat: 1}, Source: "camera"}}
	if bare := fieldwork.Anonymous(given); bare[0] != (fieldwork.Announcement{ID: photo, Question: "p", Name: "p.jpg", Size: 5}) || given[0].TakenAt == nil {
		t.Errorf("%+v from %+v", bare[0], given[0])
	}
}

func TestTimeFlags(t *testing.T) {
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) fieldwork.Instant {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return fieldwork.At(moment)
	}
	received := at("2026-03-10T12:00:00Z")
	for _, c := range []struct {
		name, started, submitted, first, last string
		want                                  string
	}{
		{"in order", "2026-03-10T11:00:00Z", "2026-03-10T11:30:00Z", "2026-03-10", "2026-03-10", ""},
		{"sent days later", "2026-03-01T11:00:00Z", "2026-03-01T11:30:00Z", "2026-03-01", "", ""},
		{"a little ahead", "2026-03-10T11:00:00Z", "2026-03-10T12:09:00Z", "", "", ""},
		{"far ahead", "2026-03-10T11:00:00Z", "2026-03-10T12:11:00Z", "", "", "clockAhead"},
		{"backwards", "2026-03-10T11:31:00Z", "2026-03-10T11:30:00Z", "", "", "clockBackwards"},
		{"after midnight there, not in UTC", "2026-03-09T22:00:00Z", "2026-03-09T23:30:00Z", "2026-03-10", "2026-03-10", ""},
		{"the evening before", "2026-03-09T22:00:00Z", "2026-03-09T22:30:00Z", "2026-03-10", "2026-03-10", "outsideWindow"},
		{"the day after", "2026-03-10T22:00:00Z", "2026-03-10T23:30:00Z", "2026-03-10", "2026-03-10", "outsideWindow clockAhead"},
	} {
		t.Run(c.name, func(t *testing.T) {
			started := at(c.started)
			r := fieldwork.Response{StartedAt: &started, SubmittedAt: at(c.submitted), ReceivedAt: received}
			got := ""
			for _, flag := range append(r.WindowFlags(zurich, c.first, c.last), r.ClockFlags()...) {
				got += flag.Code + " "
			}
			if got != c.want && got != c.want+" " {
				t.Errorf("flags %q, want %q", got, c.want)
			}
		})
	}
}

func TestStatesThatCount(t *testing.T) {
	every := []fieldwork.State{"submitted", "inReview", "returned", "approved", "rejected", "excluded"}
	for _, c := range []struct {
		name   string
		states []fieldwork.State
		want   string
	}{
		{"by default", nil, "submitted inReview approved "},
		{"approved only", []fieldwork.State{"approved"}, "approved "},
	} {
		p := fieldwork.Project{CountedStates: c.states}
		got := ""
		for _, state := range every {
			if p.Counts(state) {
				got += string(state) + " "
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
