package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// ResponseFilter narrows a list of responses; "" leaves open. With Behind the list has the
// counted responses that a number is made of.
type ResponseFilter struct {
	Wave       string
	Definition string
	State      fieldwork.State
	Source     string
	Behind     Behind
}

// ResponseList is one page of responses. Total is of all pages, where it is known: of the
// responses behind a number.
type ResponseList struct {
	Items []ResponseSummary `json:"items"`
	Next  string            `json:"next,omitempty"`
	Total *int64            `json:"total,omitempty"`
}

// ResponseSummary is a line in a list of responses: everything but answers, history and
// the points of single questions.
type ResponseSummary struct {
	ID          string                  `json:"id"`
	Wave        string                  `json:"wave"`
	Definition  fieldwork.DefinitionRef `json:"definition"`
	Source      string                  `json:"source"`
	Link        string                  `json:"link,omitempty"`
	Assignment  string                  `json:"assignment,omitempty"`
	Import      string                  `json:"import,omitempty"`
	Location    string                  `json:"location,omitempty"`
	Touchpoint  string                  `json:"touchpoint,omitempty"`
	Person      string                  `json:"person,omitempty"`
	Language    string                  `json:"language,omitempty"`
	State       fieldwork.State         `json:"state"`
	Flags       []fieldwork.Flag        `json:"flags,omitempty"`
	SubmittedAt fieldwork.Instant       `json:"submittedAt"`
	ReceivedAt  fieldwork.Instant       `json:"receivedAt"`
	Attachments int                     `json:"attachments"` // how many are announced
	Complete    bool                    `json:"complete"`
	Score       *float64                `json:"score"` // total, 0 to 100; null when nothing is scored

	Grade        int                `json:"grade,omitempty"`        // 1 to 10; 0 is none
	Deadline     string             `json:"deadline,omitempty"`     // day until which a returned report is awaited
	AwaitsSecond string             `json:"awaitsSecond,omitempty"` // the first reviewer; another has to confirm
	PayState     fieldwork.PayState `json:"payState,omitempty"`
}

// mostScanned bounds the responses one page looks at when a filter has no index of its
// own; such a page may be short, or empty, and still have a next.
const mostScanned = 2000

// Responses gives one page, newest first.
func (s *Service) Responses(ctx context.Context, member Member, filter ResponseFilter, page Page) (ResponseList, error) {
	if !filter.Behind.none() {
		return s.responsesBehind(ctx, member, filter, page)
	}
	list := ResponseList{Items: []ResponseSummary{}}
	query := store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After}
	switch {
	case filter.Wave != "":
		query.Index, query.Equal = "wave", append(query.Equal, filter.Wave)
	case filter.Definition != "":
		query.Index, query.Equal = "definition", append(query.Equal, filter.Definition)
	case filter.State != "":
		query.Index, query.Equal = "state", append(query.Equal, string(filter.State))
	}
	wanted := page.Limit
	if wanted == 0 {
		wanted = 100
	}
	for scanned := 0; ; {
		query.Limit = wanted - len(list.Items)
		found, err := s.responses.find(ctx, query)
		if err != nil {
			return list, err
		}
		for _, response := range found.Items {
			if filter.matches(response) && member.mayRead(response) {
				list.Items = append(list.Items, member.reads(summaryOf(response)))
			}
		}
		scanned += len(found.Items)
		list.Next, query.After = found.Next, found.Next
		if found.Next == "" || len(list.Items) >= wanted || scanned >= mostScanned {
			return list, nil
		}
	}
}

func (f ResponseFilter) matches(r fieldwork.Response) bool {
	return (f.Wave == "" || f.Wave == r.Wave) && (f.Definition == "" || f.Definition == r.Definition.ID) &&
		(f.State == "" || f.State == r.State) && (f.Source == "" || f.Source == r.Source)
}

func summaryOf(r fieldwork.Response) ResponseSummary {
	return ResponseSummary{
		ID: r.ID, Wave: r.Wave, Definition: r.Definition, Source: r.Source, Link: r.Link, Assignment: r.Assignment,
		Import: r.Import, Location: r.Location, Touchpoint: r.Touchpoint, Person: r.Person, Language: r.Language,
		State: r.State, Flags: r.Flags, SubmittedAt: r.SubmittedAt, ReceivedAt: r.ReceivedAt,
		Attachments: len(r.Attachments), Complete: r.Complete, Score: totalOf(r.Score),
		Grade: r.Grade, Deadline: r.Deadline, AwaitsSecond: r.AwaitsSecond, PayState: r.PayState,
	}
}

// totalOf reads the total percentage of a stored score.
func totalOf(score json.RawMessage) *float64 {
	var stored struct {
		Total struct {
			Percent *float64 `json:"percent"`
		} `json:"total"`
	}
	if len(score) == 0 || json.Unmarshal(score, &stored) != nil {
		return nil
	}
	return stored.Total.Percent
}
