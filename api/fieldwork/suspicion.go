package fieldwork

import (
	"slices"
	"time"

	"touchstone/api/form"
)

// Facts is everything the rules of suspicion look at. A suspicion is never a decision: it
// stands beside the state, for a reviewer to look into.
type Facts struct {
	Response   *Response
	Definition *form.Definition
	Assignment *Assignment
	Location   *Location // nil where there is none, for example at an account
	FirstDay   string    // of the visit window, the wave's where the assignment leaves it open
	LastDay    string
	Rules      Rules // with defaults filled in
	Zone       *time.Location

	// Usual is the median duration of Earlier reports for the definition, in seconds.
	Usual   float64
	Earlier int
	// What other assignments' reports of the project have in common with this one.
	Photos    []PhotoMatch
	Texts     []TextMatch
	Duplicate string // a report with the same answers, "" for none
}

// PhotoMatch says that a file of the response looks like one of another report.
type PhotoMatch struct {
	Attachment string // of this response
	Response   string
	Other      string // attachment of the other report
	Bits       int    // by which the fingerprints differ; 0 also for the very same file
}

// TextMatch says that a text of the response is in another report word for word.
type TextMatch struct {
	Question string
	Response string
}

// suspicion is one rule.
type suspicion struct {
	codes []string // it may give
	look  func(*Facts) []Flag
}

// suspicions is the table of all rules.
var suspicions = []suspicion{
	{[]string{"outsideWindow"}, outsideWindow},
	{[]string{"outsideHours"}, outsideHours},
	{[]string{"outsideRadius", "positionPoor", "positionMissing"}, misplaced},
	{[]string{"clockAhead", "clockBackwards", "clockBehind"}, wrongClock},
	{[]string{"tooFast"}, tooFast},
	{[]string{"photoReused"}, photoReused},
	{[]string{"photoOld"}, photoOld},
	{[]string{"proofMissing"}, proofMissing},
	{[]string{"textReused"}, textReused},
	{[]string{"textShort"}, textShort},
	{[]string{"straightLining"}, straightLining},
	{[]string{"duplicateResponse"}, duplicateResponse},
	{[]string{"editedAfterReturn"}, editedAfterReturn},
	{[]string{"expensesOverLimit"}, expensesOverLimit},
}

// lasting are the flags that say how a report came rather than what it holds: they stay
// whatever is corrected.
var lasting = []string{"secondReport", "assignmentCancelled", "assignmentMoved", "revisedAfterDecision", "fromFile"}

// Lasting tells whether a flag stays when a report is judged again.
func Lasting(code string) bool { return slices.Contains(lasting, code) }

// Suspected tells whether a flag comes from a rule of suspicion.
func Suspected(code string) bool {
	return slices.ContainsFunc(suspicions, func(s suspicion) bool { return slices.Contains(s.codes, code) })
}

// Suspicions gives the flags of every rule that the facts set off.
func Suspicions(f Facts) []Flag {
	var flags []Flag
	for _, rule := range suspicions {
		flags = append(flags, rule.look(&f)...)
	}
	return flags
}

// Suspect replaces the suspicions of a response by those of the facts; other flags stay.
func (r *Response) Suspect(f Facts) {
	f.Response = r
	found := Suspicions(f)
	r.Flags = slices.DeleteFunc(slices.Clone(r.Flags), func(flag Flag) bool { return Suspected(flag.Code) })
	r.Flags = append(r.Flags, found...)
}

// possible tells whether the visit could be made; a report that it could not is short by nature.
func (f *Facts) possible() bool {
	return f.Response.Visit == nil || f.Response.Visit.NotPossible == nil
}

// checkIn gives the check-in, nil for none.
func (f *Facts) checkIn() *Presence {
	if f.Response.Visit == nil {
		return nil
	}
	return f.Response.Visit.CheckIn
}
