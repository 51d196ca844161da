package fieldwork

import (
	"maps"
	"slices"
	"strings"

	"touchstone/api/fault"
)

// Revision is a further version of a report by its shopper, usually because it was returned.
type Revision struct {
	ID          string         `json:"id"`   // of the event, minted by the device, UUIDv7
	Base        string         `json:"base"` // the newest event the device had seen
	Definition  DefinitionRef  `json:"definition"`
	Answers     map[string]any `json:"answers"` // all of them
	Language    string         `json:"language,omitempty"`
	StartedAt   *Instant       `json:"startedAt,omitempty"` // by the device's clock
	SubmittedAt Instant        `json:"submittedAt"`         // likewise
	Attachments []Announcement `json:"attachments,omitempty"`
	Timing      *Timing        `json:"timing,omitempty"`  // of this revision alone
	Visit       *Visit         `json:"visit,omitempty"`   // what it does not say stays as it is
	Expenses    []Expense      `json:"expenses,omitzero"` // absent: they stay as they are
	Comment     string         `json:"comment,omitempty"` // for the reviewer
}

// Check reports every mistake of shape. Rules of the definition are not its concern.
func (rev *Revision) Check() error {
	var f findings
	f.unless(IsUUID(rev.ID), "id", "format", "%q is not a UUID in lower case.", rev.ID)
	f.unless(IsUUID(rev.Base), "base", "format", "%q is not a UUID in lower case.", rev.Base)
	f.definition(rev.Definition)
	f.unless(rev.Answers != nil, "answers", "required", "Answers are an object by question name; it may be empty.")
	f.unless(len(rev.Answers) <= mostAnswers, "answers", "length", "At most %d answers belong to one response.", mostAnswers)
	f.unless(!rev.SubmittedAt.IsZero(), "submittedAt", "required", "Say when it was submitted.")
	f.unless(rev.Language == "" || languageTag.MatchString(rev.Language), "language", "language", "%q is not a language tag such as en or de-CH.", rev.Language)
	f.announcements(rev.Attachments)
	f.timing(rev.Timing)
	f.visit(rev.Visit)
	f.expenses(rev.Expenses)
	f.length("comment", rev.Comment, longestNote)
	return f.fault("response")
}

// Digest identifies the content of a revision of a response.
func (rev *Revision) Digest(response string) string { return digestOf("revision", response, rev) }

// mostRevisions bounds how often a report is revised.
const mostRevisions = 500

// Revise takes a revision into the history, and reports whether it is new. It replaces the
// answers of a returned report when nothing that changed the report came after what it
// corrects; any other is kept aside and flagged, so that nothing is lost and nothing decided
// is undone. Conflict "response.conflict" when its id belongs to something else. Score and
// flags of the new answers are for the caller to compute.
func (r *Response) Revise(rev Revision, by string, now Instant) (isNew bool, err error) {
	digest := rev.Digest(r.ID)
	if known, err := r.knows(rev.ID, digest); known || err != nil {
		return false, err
	}
	revisions := 0
	for _, event := range r.Events {
		if event.Kind == EventRevised {
			revisions++
		}
	}
	if revisions >= mostRevisions {
		return false, fault.New(fault.TooLarge, "response.revisions", "A report may be revised %d times.", mostRevisions)
	}
	aside := r.State != Returned || r.changedSince(rev.Base)
	submitted := rev.SubmittedAt
	r.Events = append(slices.Clone(r.Events), Event{
		ID: rev.ID, Kind: EventRevised, At: now, Person: by, Answers: rev.Answers, Digest: digest,
		Base: rev.Base, Comment: rev.Comment, Aside: aside, SubmittedAt: &submitted,
	})
	r.Attachments = slices.Clone(r.Attachments)
	if aside {
		for _, file := range rev.Attachments {
			r.expect(file, true)
		}
		r.Flag(Flag{Code: "revisedAfterDecision", Message: "The shopper sent another revision that came too late to count; it is in the history."})
		return true, nil
	}
	for i, file := range r.Attachments {
		r.Attachments[i].Superseded = r.Attachments[i].Superseded || rev.replaces(file.Question)
	}
	for _, file := range rev.Attachments {
		r.Expect(file)
	}
	r.State, r.Deadline, r.AwaitsSecond = Submitted, "", ""
	r.Definition, r.Language = rev.Definition, rev.Language
	if rev.Expenses != nil {
		r.Expenses = rev.Expenses
	}
	r.Visit = r.Visit.with(rev.Visit)
	r.Timing = r.Timing.plus(rev.Timing)
	return true, nil
}

// replaces tells whether the files at a place are those of the revision alone.
func (rev *Revision) replaces(question string) bool {
	switch {
	case question == ExpenseFiles:
		return rev.Expenses != nil
	case strings.HasPrefix(question, "$"):
		return rev.Visit != nil
	}
	return true
}

// changedSince tells whether the report was revised, corrected or decided about after an
// event, or the event is none of its history.
func (r *Response) changedSince(base string) bool {
	for _, event := range slices.Backward(r.Events) {
		if event.ID == base {
			return false
		}
		if event.Kind == EventSubmitted || event.Kind == EventCorrected || event.Kind == EventReviewed || event.Kind == EventRevised && !event.Aside {
			return true
		}
	}
	return true
}

// Flag adds a flag that is said once.
func (r *Response) Flag(flag Flag) {
	if !slices.ContainsFunc(r.Flags, func(f Flag) bool { return f.Code == flag.Code }) {
		r.Flags = append(slices.Clone(r.Flags), flag)
	}
}

// Answered is when the answers that count were submitted, by the device's clock.
func (r *Response) Answered() Instant {
	for _, event := range slices.Backward(r.Events) {
		if event.Kind == EventRevised && !event.Aside && event.SubmittedAt != nil {
			return *event.SubmittedAt
		}
	}
	return r.SubmittedAt
}

// with gives the visit with what a later one says instead.
func (v *Visit) with(later *Visit) *Visit {
	if v == nil || later == nil {
		if later == nil {
			return v
		}
		return later
	}
	merged := *later
	if merged.CheckIn == nil {
		merged.CheckIn = v.CheckIn
	}
	if merged.CheckOut == nil {
		merged.CheckOut = v.CheckOut
	}
	if merged.Notes == "" {
		merged.Notes = v.Notes
	}
	if merged.ClockOffset == nil {
		merged.ClockOffset = v.ClockOffset
	}
	merged.Seconds, merged.Sittings = max(v.Seconds, later.Seconds), v.Sittings+later.Sittings
	return &merged
}

// plus gives the times of both together.
func (t *Timing) plus(later *Timing) *Timing {
	if t == nil || later == nil {
		if later == nil {
			return t
		}
		return later
	}
	sum := &Timing{Questions: maps.Clone(t.Questions), Pauses: t.Pauses + max(later.Pauses, 0)}
	if sum.Questions == nil {
		sum.Questions = map[string]float64{}
	}
	for path, seconds := range later.Questions {
		if seconds >= 0 && seconds <= mostSeconds {
			sum.Questions[path] += seconds
		}
	}
	return sum
}
