package service

import (
	"context"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// QueueRow is a report in the review queue.
type QueueRow struct {
	ResponseSummary
	LocationTitle string  `json:"locationTitle,omitempty"`
	PersonName    string  `json:"personName,omitempty"`
	Seconds       float64 `json:"seconds,omitempty"` // how long it took; 0 is not known
	WaitingDays   int     `json:"waitingDays"`       // whole days since its newest answers came in
	Photos        int     `json:"photos"`
	NotPossible   bool    `json:"notPossible,omitempty"` // the visit could not be made
	Appealed      bool    `json:"appealed,omitempty"`    // an appeal waits for its answer
}

// Queue is one page of the review queue. Counts are by state, and "flagged" and "appealed".
type Queue struct {
	Items  []QueueRow     `json:"items"`
	Next   string         `json:"next,omitempty"`
	Total  int            `json:"total"`
	Counts map[string]int `json:"counts"`
	Flags  map[string]int `json:"flags"` // by code
}

// Queue gives one page of the project's reports for the review, those that wait longest first.
func (s *Service) Queue(ctx context.Context, member Member, query fieldwork.QueueQuery) (Queue, error) {
	board, err := s.filledBoard()
	if err != nil {
		return Queue{}, err
	}
	page, err := board.Queue(member.project.ID, query)
	if err != nil {
		return Queue{}, err
	}
	queue := Queue{Items: []QueueRow{}, Next: page.Next, Total: page.Total, Flags: page.Flags, Counts: map[string]int{"flagged": page.Flagged, "appealed": page.Appealed}}
	for _, state := range fieldwork.States() {
		queue.Counts[string(state)] = page.States[state]
	}
	titles := s.titles(ctx, member.project.ID)
	for _, id := range page.IDs {
		response, _, err := s.responses.get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			continue // deleted just now
		}
		if err != nil {
			return queue, err
		}
		row, err := s.queueRow(titles, response)
		if err != nil {
			return queue, err
		}
		queue.Items = append(queue.Items, row)
	}
	return queue, nil
}

func (s *Service) queueRow(titles titleBook, response fieldwork.Response) (QueueRow, error) {
	brief := fieldwork.BriefOf(&response, nil)
	row := QueueRow{
		ResponseSummary: summaryOf(response), Seconds: brief.Seconds, Photos: brief.Photos, NotPossible: brief.NotPossible, Appealed: brief.Appealed,
		WaitingDays: max(0, int(s.now().Sub(brief.WaitsSince.Time)/(24*time.Hour))),
	}
	var err error
	if row.LocationTitle, err = titles.place(response); err != nil {
		return row, err
	}
	row.PersonName, err = titles.person(response.Person)
	return row, err
}
