package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// eventID gives the id of an event by a number.
func eventID(n int) string { return fmt.Sprintf("0190e000-0000-7000-8000-%012d", n) }

var allDecisions = []fieldwork.Decision{fieldwork.Approve, fieldwork.Confirm, fieldwork.Return, fieldwork.Reject, fieldwork.Exclude, fieldwork.Reopen}

// reviewedBy is who decides on 2026-03-10 in Zurich.
func reviewedBy(person string, role fieldwork.Role, second bool) fieldwork.Reviewed {
	project := fieldwork.Project{Rules: &fieldwork.Rules{SecondReviewer: second}}
	now, _ := time.Parse(time.RFC3339, "2026-03-10T12:00:00Z")
	zone, _ := time.LoadLocation("Europe/Zurich")
	return fieldwork.Reviewed{By: person, Role: role, Rules: project.FieldRules(), Now: fieldwork.At(now), Zone: zone}
}

// inState is a report in a state; awaits is its first reviewer.
func inState(state fieldwork.State, awaits string) fieldwork.Response {
	return fieldwork.Response{ID: uuid, State: state, AwaitsSecond: awaits, Events: []fieldwork.Event{{ID: uuid, Kind: fieldwork.EventSubmitted, Answers: map[string]any{}}}}
}

func outcomeOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Code
}

// TestEveryTransition spells out what becomes of every state, with or without a first
// approval by the same person or another, under every decision by every role, with and
// without the rule of the second reviewer.
func TestEveryTransition(t *testing.T) {
	const no = "review.transition"
	// Columns: approve, confirm, return, reject, exclude, reopen.
	usual := map[string][]string{
		"submitted": {"approved", no, "returned", "rejected", "excluded", no},
		"inReview":  {"approved", no, "returned", "rejected", "excluded", no},
		"returned":  {"approved", no, "returned", "rejected", "excluded", "inReview"},
		"approved":  {no, no, no, no, no, "inReview"},
		"rejected":  {no, no, no, no, no, "inReview"},
		"excluded":  {no, no, no, no, no, "inReview"},
		// approved once, by the one who decides now or by another
		"inReview by me":      {"approved", "approved", "returned", "rejected", "excluded", no},
		"inReview by another": {"approved", "approved", "returned", "rejected", "excluded", no},
	}
	second := map[string][]string{
		"submitted":           {"inReview*", no, "returned", "rejected", "excluded", no},
		"inReview":            {"inReview*", no, "returned", "rejected", "excluded", no},
		"returned":            {"inReview*", no, "returned", "rejected", "excluded", "inReview"},
		"inReview by me":      {"review.sameReviewer", "review.sameReviewer", "returned", "rejected", "excluded", no},
		"inReview by another": {"approved", "approved", "returned", "rejected", "excluded", no},
		"approved":            usual["approved"], "rejected": usual["rejected"], "excluded": usual["excluded"],
	}
	mayDecide := map[fieldwork.Role]bool{"administrator": true, "lead": true, "reviewer": true, "shopper": false, "viewer": false, "": false}
	walked := 0
	for rule, table := range map[bool]map[string][]string{false: usual, true: second} {
		if len(table) != len(fieldwork.States())+2 {
			t.Fatal("the table lacks a state")
		}
		for from, row := range table {
			state, by, _ := strings.Cut(from, " by ")
			awaits := map[string]string{"": "", "me": "me", "another": "another"}[by]
			for i, decision := range allDecisions {
				for role, may := range mayDecide {
					walked++
					want := row[i]
					if !may {
						want = "permission.denied"
					}
					r := inState(fieldwork.State(state), awaits)
					err := r.Decide(fieldwork.Review{ID: eventID(1), Base: uuid, Decision: decision, Reason: "reason"}, reviewedBy("me", role, rule))
					got := outcomeOf(err)
					if err == nil {
						got = string(r.State)
						if r.AwaitsSecond == "me" {
							got += "*"
						} else if r.AwaitsSecond != "" {
							t.Errorf("%s, %s: awaits %q", from, decision, r.AwaitsSecond)
						}
					}
					if got != want {
						t.Errorf("second reviewer %v, %s, %s by a %q: %s, want %s", rule, from, decision, role, got, want)
					}
					if (err == nil) != (len(r.Events) == 2) {
						t.Errorf("%s, %s: %d events after %v", from, decision, len(r.Events), err)
					}
				}
			}
		}
	}
	if want := 2 * 8 * 6 * 6; walked != want {
		t.Errorf("walked %d cases, want %d", walked, want)
	}
}

func TestWhatAReviewLeaves(t *testing.T) {
	r := inState(fieldwork.Submitted, "")
	lead, reviewer := reviewedBy("lead", fieldwork.Lead, true), reviewedBy("reviewer", fieldwork.Reviewer, true)
	base := uuid
	for i, c := range []struct {
		name   string
		review fieldwork.Review
		by     fieldwork.Reviewed
		want   string // state, awaited second, grade, deadline, decision of the event
	}{
		{"returned for three days by default", fieldwork.Review{Decision: "return", Reason: "Look again."}, lead, "returned - 0 2026-03-13 return"},
		{"returned until a day", fieldwork.Review{Decision: "return", Reason: "And again.", Deadline: "2026-03-10"}, lead, "returned - 0 2026-03-10 return"},
		{"first approval", fieldwork.Review{Decision: "approve", Grade: 8}, lead, "inReview lead 8 - approve"},
		{"the second approves too", fieldwork.Review{Decision: "approve"}, reviewer, "approved - 8 - confirm"},
		{"reopened", fieldwork.Review{Decision: "reopen", Reason: "The photo is old."}, lead, "inReview - 0 - reopen"},
		{"approved again", fieldwork.Review{Decision: "approve", Grade: 5}, reviewer, "inReview reviewer 5 - approve"},
		{"confirmed with another grade", fieldwork.Review{Decision: "confirm", Grade: 6}, lead, "approved - 6 - confirm"},
	} {
		c.review.ID, c.review.Base = eventID(i+1), base
		if err := r.Decide(c.review, c.by); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		base = c.review.ID
		dash := func(text string) string {
			if text == "" {
				return "-"
			}
			return text
		}
		last := r.Events[len(r.Events)-1]
		if got := fmt.Sprint(r.State, " ", dash(r.AwaitsSecond), " ", r.Grade, " ", dash(r.Deadline), " ", last.Decision); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		before := len(r.Events)
		if err := r.Decide(c.review, c.by); err != nil || len(r.Events) != before {
			t.Errorf("%s once more: %v, %d events more", c.name, err, len(r.Events)-before)
		}
	}
}

func TestReviewsThatAreRefused(t *testing.T) {
	comment := func(text string) []fieldwork.Comment { return []fieldwork.Comment{{Question: "wait", Text: text}} }
	for _, c := range []struct {
		name  string
		given fieldwork.Review
		want  string // code, then the paths of the fields
	}{
		{"empty", fieldwork.Review{}, "review.invalid base decision id"},
		{"another decision", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "like"}, "review.invalid decision"},
		{"return without a word", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "return"}, "review.invalid comments"},
		{"return with a blank comment", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "return", Comments: comment(" ")}, "review.invalid comments[0].text"},
		{"return until yesterday", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "return", Comments: comment("x"), Deadline: "2026-03-09"}, "review.invalid deadline"},
		{"return until a day that is none", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "return", Comments: comment("x"), Deadline: "2026-02-30"}, "review.invalid deadline"},
		{"approve with a deadline", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "approve", Deadline: "2026-03-12"}, "review.invalid deadline"},
		{"reject without a reason", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "reject", Reason: "\n"}, "review.invalid reason"},
		{"exclude without a reason", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "exclude"}, "review.invalid reason"},
		{"a grade of 11", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "approve", Grade: 11}, "review.invalid grade"},
		{"a long reason", fieldwork.Review{ID: eventID(1), Base: uuid, Decision: "reject", Reason: strings.Repeat("x", 5001)}, "review.invalid reason"},
		{"after an event that is not there", fieldwork.Review{ID: eventID(1), Base: eventID(7), Decision: "approve"}, "response.base base"},
		{"the id of the submission", fieldwork.Review{ID: uuid, Base: uuid, Decision: "approve"}, "response.conflict"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := inState(fieldwork.Submitted, "")
			err := r.Decide(c.given, reviewedBy("me", fieldwork.Reviewer, false))
			if got := strings.TrimSpace(outcomeOf(err) + " " + paths(err)); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if len(r.Events) != 1 || r.State != fieldwork.Submitted {
				t.Error("it left something behind")
			}
		})
	}
}

// TestWhatMakesAReviewStale says which events a decision must have seen.
func TestWhatMakesAReviewStale(t *testing.T) {
	for kind, stale := range map[string]bool{
		fieldwork.EventRevised: true, fieldwork.EventCorrected: true, fieldwork.EventReviewed: true,
		fieldwork.EventAppealed: false, fieldwork.EventAppealDecided: false, fieldwork.EventPaid: false,
	} {
		r := inState(fieldwork.Submitted, "")
		r.Events = append(r.Events, fieldwork.Event{ID: eventID(1), Kind: kind})
		if got := outcomeOf(r.Fresh(uuid)); (got == "response.stale") != stale || got != "" && !stale {
			t.Errorf("%s since: %q, want stale %v", kind, got, stale)
		}
		if err := r.Fresh(eventID(1)); err != nil {
			t.Errorf("%s seen: %v", kind, err)
		}
	}
}

func answersOf(t *testing.T, text string) map[string]any {
	t.Helper()
	var answers map[string]any
	if err := json.Unmarshal([]byte(text), &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

func TestCorrecting(t *testing.T) {
	const given = `{"wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"}]}`
	for _, c := range []struct{ name, changes, want string }{
		{"an answer", `{"wait":5}`, `{"wait":5,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"}]}`},
		{"a new answer", `{"note":"x"}`, `{"note":"x","wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"}]}`},
		{"none any more", `{"wait":null}`, `{"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"}]}`},
		{"in an instance", `{"people[2].who":"Hedy"}`, `{"wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Hedy"}]}`},
		{"deeper", `{"people[1].pets[1].name":"Max"}`, `{"wait":3,"people":[{"who":"Ada","pets":[{"name":"Max"}]},{"who":"Grace"}]}`},
		{"an instance more", `{"people[3].who":"Hedy"}`, `{"wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"},{"who":"Hedy"}]}`},
		{"two instances more", `{"people[3]":{"who":"Hedy"},"people[4].who":"Joan"}`, `{"wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"},{"who":"Hedy"},{"who":"Joan"}]}`},
		{"an instance less, another changed", `{"people[1]":null,"people[2].who":"Hedy"}`, `{"wait":3,"people":[{"who":"Hedy"}]}`},
		{"two instances less", `{"people[1]":null,"people[2]":null}`, `{"wait":3,"people":[]}`},
		{"the first of a new repeat", `{"cars[1].colour":"red"}`, `{"cars":[{"colour":"red"}],"wait":3,"people":[{"who":"Ada","pets":[{"name":"Rex"}]},{"who":"Grace"}]}`},
		{"nowhere", `{"people[5].who":"x","wait.x":1,"people[0].who":"x","people[x]":1,"":1,"people[1]":"x","people[9]":null,"wait[1].y":1}`,
			"correction.path  people[0].who people[1] people[5].who people[9] people[x] wait.x wait[1].y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := answersOf(t, given)
			changed, err := fieldwork.Changed(before, answersOf(t, c.changes))
			got, _ := json.Marshal(changed)
			if err != nil {
				places := fault.Of(err).Fields
				names := make([]string, len(places))
				for i, place := range places {
					names[i] = place.Path
				}
				got = []byte(outcomeOf(err) + " " + strings.Join(names, " "))
			}
			want := c.want
			if err == nil {
				canonical, _ := json.Marshal(answersOf(t, c.want))
				want = string(canonical)
			}
			if string(got) != want && !(err != nil && sameWords(string(got), want)) {
				t.Errorf("%s, want %s", got, want)
			}
			if untouched, _ := json.Marshal(before); string(untouched) != canonical(t, given) {
				t.Errorf("the answers before became %s", untouched)
			}
		})
	}
}

func canonical(t *testing.T, text string) string {
	t.Helper()
	content, err := json.Marshal(answersOf(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// sameWords compares two lists of words in any order.
func sameWords(a, b string) bool {
	count := map[string]int{}
	for _, word := range strings.Fields(a) {
		count[word]++
	}
	for _, word := range strings.Fields(b) {
		count[word]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestACorrectionLeadsNowhereDeep(t *testing.T) {
	path := strings.Repeat("a[1].", 1000) + "b"
	if _, err := fieldwork.Changed(map[string]any{}, map[string]any{path: 1.0}); outcomeOf(err) != "correction.path" {
		t.Errorf("a path a thousand steps deep: %v", err)
	}
}

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{`{}`, `{}`, ""},
		{`{"a":1}`, `{"a":1.0}`, ""},
		{`{"a":1,"b":"x"}`, `{"a":2,"c":"y"}`, "a b c"},
		{`{"a":["x","y"]}`, `{"a":["y","x"]}`, "a"},
		{`{"p":[{"n":"A"},{"n":"B"}]}`, `{"p":[{"n":"A"},{"n":"C"},{"n":"D"}]}`, "p[2].n p[3].n"},
		{`{"p":[{"n":"A"}]}`, `{}`, "p[1].n"},
		{`{"g":{"lat":1,"lon":2}}`, `{"g":{"lon":2,"lat":1}}`, ""},
	} {
		if got := strings.Join(fieldwork.Differences(answersOf(t, c.before), answersOf(t, c.after)), " "); got != c.want {
			t.Errorf("%s and %s: %q, want %q", c.before, c.after, got, c.want)
		}
	}
	many := map[string]any{}
	list := []any{}
	for range 12 {
		list = append(list, map[string]any{"n": "x"})
	}
	many["p"] = list
	if got := fieldwork.Differences(map[string]any{}, many); got[1] != "p[2].n" || got[11] != "p[12].n" {
		t.Errorf("not in the order of the instances: %v", got)
	}
}

func TestACorrectionTakesAFirstApprovalBack(t *testing.T) {
	r := inState(fieldwork.InReview, "lead")
	isNew, err := r.Correct(fieldwork.Correction{ID: eventID(1), Base: uuid, Changes: map[string]any{"wait": 1.0}, Reason: "said so"}, "reviewer", fieldwork.Instant{})
	if err != nil || !isNew || r.AwaitsSecond != "" || r.Given()["wait"] != 1.0 {
		t.Errorf("new %v, error %v, awaits %q, answers %v", isNew, err, r.AwaitsSecond, r.Given())
	}
	r.Events = append(r.Events, fieldwork.Event{ID: eventID(2), Kind: fieldwork.EventRevised, Aside: true, Answers: map[string]any{"wait": 9.0}})
	if r.Given()["wait"] != 1.0 {
		t.Error("a revision that came aside replaced the answers")
	}
}
