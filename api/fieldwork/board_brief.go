package fieldwork

import (
	"strings"
	"unique"
)

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

	limit       *Money // of expenses
	checkedInAt *Instant
	weekdays    []int
	excluded    []string
	declinedBy  string // person id, while that is the last event
}

// same keeps one copy of a text that many documents repeat.
func same(text string) string { return unique.Make(text).Value() }

// JobOf gives what the board keeps of an assignment.
func JobOf(a *Assignment) BoardJob {
	job := BoardJob{
		ID: a.ID, Project: same(a.Project), Wave: same(a.Wave), Definition: DefinitionRef{same(a.Definition.ID), a.Definition.Version},
		Location: same(a.Location), Account: same(a.Account), Person: same(a.Person), FirstDay: same(a.FirstDay), LastDay: same(a.LastDay),
		limit: limitOf(a), SubmitBy: same(a.SubmitBy), From: same(a.From), To: same(a.To), Fee: a.Fee, Board: same(a.Board), State: a.CurrentState(), Arm: same(a.Arm),
		Applications: len(a.Applications), CreatedAt: a.CreatedAt, checkedInAt: a.CheckedInAt, weekdays: a.Weekdays, excluded: a.ExcludedDays,
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
	Seconds      float64 // see Response.Seconds
	NotPossible  bool    // the visit could not be made
	Appealed     bool    // an appeal waits for its answer
	Files        int
	Photos       int     // those among the files
	WaitsSince   Instant // see Response.WaitsSince
	Claims       []Money // for expenses, by currency
	PayState     PayState
	PayTotal     []Money
	SubmittedAt  Instant
	ReceivedAt   Instant
	Begun        Instant // when the shopper was there
}

// BriefOf gives what the board keeps of a response; score is the percentage of its total.
func BriefOf(r *Response, score *float64) ReportBrief {
	brief := ReportBrief{
		ID: r.ID, Project: same(r.Project), Assignment: r.Assignment, Wave: same(r.Wave), Definition: DefinitionRef{same(r.Definition.ID), r.Definition.Version},
		Location: same(r.Location), Person: same(r.Person), State: r.State, Score: score, Grade: r.Grade, Deadline: same(r.Deadline),
		AwaitsSecond: same(r.AwaitsSecond), SubmittedAt: r.SubmittedAt, ReceivedAt: r.ReceivedAt, Begun: r.Begun(),
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
			if strings.HasPrefix(file.Type, "image/") {
				brief.Photos++
			}
		}
	}
	brief.WaitsSince = r.WaitsSince()
	brief.Claims, brief.PayState, brief.PayTotal = Sums(r.Claims()), r.CurrentPay(), r.PayTotal
	brief.Seconds, brief.NotPossible, brief.Appealed = r.Seconds(), r.Visit != nil && r.Visit.NotPossible != nil, r.OpenAppeal() != ""
	return brief
}

func limitOf(a *Assignment) *Money {
	if a.Expenses == nil {
		return nil
	}
	limit := a.Expenses.Limit
	return &limit
}
