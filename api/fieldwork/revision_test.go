package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

func id(n int) string { return fmt.Sprintf("0190a000-0000-7000-8000-%012d", n) }

func revision(n int, base string, answers string) fieldwork.Revision {
	r := fieldwork.Revision{ID: id(n), Base: base, Definition: fieldwork.DefinitionRef{ID: "d", Version: 1}, SubmittedAt: noon}
	if err := json.Unmarshal([]byte(answers), &r.Answers); err != nil {
		panic(err)
	}
	return r
}

// A revision replaces the answers of a returned report if nothing came after what it
// corrects; every other is kept aside.
func TestRevising(t *testing.T) {
	submitted := fieldwork.Event{ID: id(1), Kind: fieldwork.EventSubmitted, Answers: map[string]any{"a": 1.0}}
	returned := fieldwork.Event{ID: id(2), Kind: fieldwork.EventReviewed}
	for _, c := range []struct {
		name   string
		state  fieldwork.State
		events []fieldwork.Event
		base   string
		want   string // state, answers that count, flag
	}{
		{"returned", fieldwork.Returned, []fieldwork.Event{submitted, returned}, id(2), "submitted 9"},
		{"it is paid meanwhile", fieldwork.Returned, []fieldwork.Event{submitted, returned, {ID: id(3), Kind: fieldwork.EventPaid}}, id(2), "submitted 9"},
		{"an appeal meanwhile", fieldwork.Returned, []fieldwork.Event{submitted, returned, {ID: id(3), Kind: fieldwork.EventAppealed}}, id(2), "submitted 9"},
		{"another revision aside meanwhile", fieldwork.Returned, []fieldwork.Event{submitted, returned, {ID: id(3), Kind: fieldwork.EventRevised, Aside: true}}, id(2), "submitted 9"},
		{"returned again meanwhile", fieldwork.Returned, []fieldwork.Event{submitted, returned, {ID: id(3), Kind: fieldwork.EventReviewed}}, id(2), "returned 1 revisedAfterDecision"},
		{"corrected by a reviewer meanwhile", fieldwork.Returned, []fieldwork.Event{submitted, returned, {ID: id(3), Kind: fieldwork.EventCorrected, Answers: map[string]any{"a": 2.0}}}, id(2), "returned 2 revisedAfterDecision"},
		{"of an event nobody knows", fieldwork.Returned, []fieldwork.Event{submitted, returned}, id(7), "returned 1 revisedAfterDecision"},
		{"not returned yet", fieldwork.Submitted, []fieldwork.Event{submitted}, id(1), "submitted 1 revisedAfterDecision"},
		{"in review", fieldwork.InReview, []fieldwork.Event{submitted}, id(1), "inReview 1 revisedAfterDecision"},
		{"approved", fieldwork.Approved, []fieldwork.Event{submitted, returned}, id(2), "approved 1 revisedAfterDecision"},
		{"rejected", fieldwork.Rejected, []fieldwork.Event{submitted, returned}, id(2), "rejected 1 revisedAfterDecision"},
		{"excluded", fieldwork.Excluded, []fieldwork.Event{submitted, returned}, id(2), "excluded 1 revisedAfterDecision"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := fieldwork.Response{ID: uuid, State: c.state, Events: c.events, Deadline: "2026-03-12"}
			given := revision(9, c.base, `{"a":9}`)
			isNew, err := r.Revise(given, "me", noon)
			if !isNew || err != nil {
				t.Fatalf("new %v, %v", isNew, err)
			}
			got := fmt.Sprint(r.State, " ", r.Given()["a"])
			for _, flag := range r.Flags {
				got += " " + flag.Code
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if last := r.Events[len(r.Events)-1]; last.Kind != fieldwork.EventRevised || last.Answers["a"] != 9.0 || last.Person != "me" {
				t.Errorf("the history ends with %+v", last)
			}
			if (r.Deadline == "") != (c.want == "submitted 9") {
				t.Errorf("deadline %q", r.Deadline)
			}
			before := len(r.Events)
			if isNew, err := r.Revise(given, "me", noon); isNew || err != nil || len(r.Events) != before {
				t.Errorf("again: new %v, %v, %d events", isNew, err, len(r.Events))
			}
			if _, err := r.Revise(revision(9, c.base, `{"a":8}`), "me", noon); !fault.Is(err, fault.Conflict) {
				t.Errorf("other content under its id: %v", err)
			}
		})
	}
}

// Files that the newest revision does not name stay, superseded; receipts and proofs stay
// current unless the revision speaks of expenses or the visit.
func TestFilesOfRevisions(t *testing.T) {
	digest := func(n int) string { return fmt.Sprintf("%064x", n) }
	begun := func(state fieldwork.State) fieldwork.Response {
		r := fieldwork.Response{ID: uuid, State: state, Events: []fieldwork.Event{{ID: id(1), Kind: fieldwork.EventSubmitted}}}
		for n, question := range []string{"front", "back", fieldwork.ExpenseFiles, fieldwork.NotPossibleFiles} {
			r.Attachments = append(r.Attachments, fieldwork.Attachment{ID: digest(n), Question: question, Present: true})
		}
		return r
	}
	front := fieldwork.Announcement{ID: digest(0), Question: "front", Size: 1}
	newer := fieldwork.Announcement{ID: digest(9), Question: "back", Size: 1}
	for _, c := range []struct {
		name   string
		state  fieldwork.State
		change func(*fieldwork.Revision)
		want   string // current files; superseded ones with a minus
	}{
		{"a photo is replaced", fieldwork.Returned, nil, "0 -1 2 3 9"},
		{"expenses are told anew", fieldwork.Returned, func(r *fieldwork.Revision) { r.Expenses = []fieldwork.Expense{} }, "0 -1 -2 3 9"},
		{"the visit is told anew", fieldwork.Returned, func(r *fieldwork.Revision) { r.Visit = &fieldwork.Visit{} }, "0 -1 2 -3 9"},
		{"it came too late", fieldwork.Approved, nil, "0 1 2 3 -9"},
	} {
		r, given := begun(c.state), revision(9, id(1), `{}`)
		given.Attachments = []fieldwork.Announcement{front, newer}
		if c.change != nil {
			c.change(&given)
		}
		if _, err := r.Revise(given, "me", noon); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, file := range r.Attachments {
			name := strings.TrimLeft(file.ID[60:], "0")
			if name == "" {
				name = "0"
			}
			if file.Superseded {
				name = "-" + name
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: files %q, want %q", c.name, got, c.want)
		}
		if missing := r.MissingOf(given.Attachments); len(missing) != 1 || missing[0] != digest(9) {
			t.Errorf("%s: the revision misses %v", c.name, missing)
		}
		if counted := len(r.Missing()); counted != map[bool]int{true: 1, false: 0}[c.state == fieldwork.Returned] {
			t.Errorf("%s: %d files that count are missing", c.name, counted)
		}
	}
}

// A photo that came back from an older revision counts again.
func TestAFileThatComesBackCounts(t *testing.T) {
	r := fieldwork.Response{Attachments: []fieldwork.Attachment{{ID: photo, Question: "p", Superseded: true}}}
	r.Expect(fieldwork.Announcement{ID: photo, Question: "p"})
	if len(r.Attachments) != 1 || r.Attachments[0].Superseded || r.Complete {
		t.Errorf("%+v, complete %v", r.Attachments, r.Complete)
	}
}

// What was measured around a report is added to, never forgotten.
func TestRevisionsAddToTheVisit(t *testing.T) {
	seconds := func(s float64) *fieldwork.Timing {
		return &fieldwork.Timing{Questions: map[string]float64{"a": s}, Pauses: 1}
	}
	r := fieldwork.Response{
		ID: uuid, State: fieldwork.Returned, Events: []fieldwork.Event{{ID: id(1), Kind: fieldwork.EventSubmitted}}, SubmittedAt: fieldwork.At(noon.AddDate(0, 0, -3)),
		Visit: &fieldwork.Visit{CheckIn: &fieldwork.Presence{At: noon}, Notes: "n", Seconds: 60, Sittings: 1}, Timing: seconds(10),
		Expenses: []fieldwork.Expense{{What: "tea"}},
	}
	given := revision(9, id(1), `{}`)
	given.Visit, given.Timing = &fieldwork.Visit{Seconds: 20, Sittings: 1}, seconds(5)
	if _, err := r.Revise(given, "me", noon); err != nil {
		t.Fatal(err)
	}
	if r.Visit.CheckIn == nil || r.Visit.Notes != "n" || r.Visit.Seconds != 60 || r.Visit.Sittings != 2 {
		t.Errorf("visit %+v", r.Visit)
	}
	if r.Timing.Questions["a"] != 15 || r.Timing.Pauses != 2 {
		t.Errorf("timing %+v", r.Timing)
	}
	if len(r.Expenses) != 1 || r.Answered() != noon || r.SubmittedAt == noon {
		t.Errorf("expenses %v, answered %v, submitted %v", r.Expenses, r.Answered(), r.SubmittedAt)
	}
}

func TestRevisionChecks(t *testing.T) {
	whole := revision(9, id(1), `{}`)
	broken := fieldwork.Revision{Language: "?", Attachments: []fieldwork.Announcement{{ID: "x", Source: "dream"}}, Visit: &fieldwork.Visit{CheckIn: &fieldwork.Presence{}},
		Expenses: []fieldwork.Expense{{Amount: fieldwork.Money{Currency: "CHF", Amount: -1}}}, Comment: strings.Repeat("x", 200_001)}
	if got := paths(whole.Check()); got != "" {
		t.Errorf("a whole one: mistakes at %q", got)
	}
	want := "answers attachments[0].id attachments[0].question attachments[0].size attachments[0].source base comment definition.id definition.version expenses[0].amount.amount id language submittedAt visit.checkIn.at"
	if got := paths(broken.Check()); got != want {
		t.Errorf("every mistake: %q, want %q", got, want)
	}
}

func TestFilesBesideQuestions(t *testing.T) {
	definition := &form.Definition{Body: []form.Question{{Type: "audio", Name: "sound"}}}
	for _, c := range []struct {
		path, looks string
		want        string // kept as; "" is refused
	}{
		{fieldwork.ExpenseFiles, "application/pdf", "application/pdf"},
		{fieldwork.ExpenseFiles, "image/heic", "image/heic"},
		{fieldwork.NotPossibleFiles, "image/jpeg", "image/jpeg"},
		{fieldwork.NotPossibleFiles, "video/mp4", ""},
		{fieldwork.ExpenseFiles, "text/html", ""},
		{"sound", "audio/mpeg", "audio/mpeg"},
		{"sound", "image/jpeg", ""},
		{"unknown", "text/html", "application/octet-stream"},
	} {
		kept, taken := fieldwork.FileKind(definition, c.path).Takes(c.looks)
		if !taken {
			kept = ""
		}
		if kept != c.want {
			t.Errorf("%s at %s: %q, want %q", c.looks, c.path, kept, c.want)
		}
	}
}
