package fieldwork

import "unique"

// BoardJob is what the board keeps of an assignment.
type BoardJob struct {
	ID           string          `json:"id"`
	Project      string          `json:"project"`
	Wave         string          `json:"wave"`
	Definition   DefinitionRef   `json:"definition"`
	Location     string          `json:"location,omitempty"`
	Account      string          `json:"account,omitempty"`
	Person       string          `json:"person,omitempty"`
	FirstDay     string          `json:"firstDay,omitempty"`
	LastDay      string          `json:"lastDay,omitempty"`
	SubmitBy     string          `json:"submitBy,omitempty"`
	From         string          `json:"from,omitempty"`
	To           string          `json:"to,omitempty"`
	Fee          *Money          `json:"fee,omitempty"`
	Board        string          `json:"board,omitempty"`
	State        AssignmentState `json:"state"`
	Arm          string          `json:"arm,omitempty"`
	Applications int             `json:"applications"` // how many
	CreatedAt    Instant         `json:"createdAt"`

	checkedIn  bool
	declinedBy string // person id, while that is the last event
}

// same keeps one copy of a text that many documents repeat.
func same(text string) string { return unique.Make(text).Value() }

// JobOf gives what the board keeps of an assignment.
func JobOf(a *Assignment) BoardJob {
	job := BoardJob{
		ID: a.ID, Project: same(a.Project), Wave: same(a.Wave), Definition: DefinitionRef{same(a.Definition.ID), a.Definition.Version},
		Location: same(a.Location), Account: same(a.Account), Person: same(a.Person), FirstDay: same(a.FirstDay), LastDay: same(a.LastDay),
		SubmitBy: same(a.SubmitBy), From: same(a.From), To: same(a.To), Fee: a.Fee, Board: same(a.Board), State: a.CurrentState(), Arm: same(a.Arm),
		Applications: len(a.Applications), CreatedAt: a.CreatedAt, checkedIn: a.CheckedInAt != nil,
	}
	if n := len(a.Events); n > 0 && a.Events[n-1].Kind == EventDeclined {
		job.declinedBy = same(a.Events[n-1].Person)
	}
	return job
}

// ReportBrief is what the board keeps of a response for an assignment.
type ReportBrief struct {
	ID           string
	Project      string
	Assignment   string
	Wave         string
	Definition   DefinitionRef
	Location     string
	Person       string
	State        State
	Score        *float64 // percent of the total
	Flags        []string // codes, each once
	Grade        int
	Deadline     string // day until which a returned report is awaited
	AwaitsSecond string
	Seconds      float64 // from start to submission, by the device's clock; 0 is not known
	Files        int
	SubmittedAt  Instant
	ReceivedAt   Instant
}

// BriefOf gives what the board keeps of a response; score is the percentage of its total.
func BriefOf(r *Response, score *float64) ReportBrief {
	brief := ReportBrief{
		ID: r.ID, Project: same(r.Project), Assignment: r.Assignment, Wave: same(r.Wave), Definition: DefinitionRef{same(r.Definition.ID), r.Definition.Version},
		Location: same(r.Location), Person: same(r.Person), State: r.State, Score: score, Grade: r.Grade, Deadline: same(r.Deadline),
		AwaitsSecond: same(r.AwaitsSecond), SubmittedAt: r.SubmittedAt, ReceivedAt: r.ReceivedAt,
	}
	told := map[string]bool{}
	for _, flag := range r.Flags {
		if !told[flag.Code] {
			told[flag.Code] = true
			brief.Flags = append(brief.Flags, same(flag.Code))
		}
	}
	for _, file := range r.Attachments {
		if !file.Superseded {
			brief.Files++
		}
	}
	switch {
	case r.Visit != nil && r.Visit.Seconds > 0:
		brief.Seconds = float64(r.Visit.Seconds)
	case r.StartedAt != nil && r.SubmittedAt.After(r.StartedAt.Time):
		brief.Seconds = r.SubmittedAt.Sub(r.StartedAt.Time).Seconds()
	}
	return brief
}
