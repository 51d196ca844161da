package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// ResponseDetail is a whole response with the version it answers, its score and, for those
// who review, its history and the evidence beside it.
type ResponseDetail struct {
	Response      fieldwork.Response `json:"response"`
	Definition    *form.Definition   `json:"definition"`
	Score         *measure.Score     `json:"score"` // null when nothing is scored
	LocationTitle string             `json:"locationTitle,omitempty"`
	PersonName    string             `json:"personName,omitempty"`
	History       []HistoryEntry     `json:"history"`            // oldest first
	Previous      []GivenAnswers     `json:"previous,omitempty"` // every revision, oldest first, the newest included
	Evidence      *Evidence          `json:"evidence,omitempty"`
}

// HistoryEntry is an event, without the answers it holds.
type HistoryEntry struct {
	fieldwork.Event
	PersonName string `json:"personName,omitempty"`
}

// GivenAnswers are the answers of one revision, as sent.
type GivenAnswers struct {
	Event   string            `json:"event"`
	Kind    string            `json:"kind"`
	At      fieldwork.Instant `json:"at"`
	Person  string            `json:"person,omitempty"`
	Aside   bool              `json:"aside,omitempty"`
	Answers map[string]any    `json:"answers"`
}

// Response gives one response whole, as far as the member may see it.
func (s *Service) Response(ctx context.Context, member Member, id string) (ResponseDetail, error) {
	response, err := s.readable(ctx, member, id)
	if err != nil {
		return ResponseDetail{}, err
	}
	return s.detail(ctx, member, response)
}

// readable loads a response that the member may see; NotFound "response.unknown" otherwise.
func (s *Service) readable(ctx context.Context, member Member, id string) (fieldwork.Response, error) {
	response, _, err := s.responses.get(ctx, id)
	if err == nil && !member.mayRead(response) {
		err = s.responses.unknown(id)
	}
	return response, err
}

func (s *Service) detail(ctx context.Context, member Member, response fieldwork.Response) (ResponseDetail, error) {
	compiled, err := s.forms.get(ctx, member.project.ID, response.Definition)
	if err != nil {
		return ResponseDetail{}, err
	}
	detail := ResponseDetail{Response: response, Definition: compiled.definition, History: []HistoryEntry{}}
	if len(response.Score) > 0 {
		if err := json.Unmarshal(response.Score, &detail.Score); err != nil {
			return detail, err
		}
	}
	detail.Response.Score = nil // given beside it
	titles := s.titles(ctx, response.Project)
	if detail.LocationTitle, err = titles.place(response); err != nil {
		return detail, err
	}
	if member.views() {
		detail.Response = viewed(detail.Response, compiled.definition, member.project.FieldRules().HidePhotos)
		detail.History = clientHistory(response)
		return detail, nil
	}
	if detail.PersonName, err = titles.person(response.Person); err != nil {
		return detail, err
	}
	for _, event := range response.Events {
		if event.Answers != nil {
			detail.Previous = append(detail.Previous, GivenAnswers{event.ID, event.Kind, event.At, event.Person, event.Aside, event.Answers})
		}
		entry := HistoryEntry{Event: event}
		entry.Answers = nil
		if entry.PersonName, err = titles.person(event.Person); err != nil {
			return detail, err
		}
		detail.History = append(detail.History, entry)
	}
	detail.Evidence, err = s.evidence(ctx, member.project, response)
	return detail, err
}

// clientHistory is what the client sees of a history: appeals and their outcomes, by nobody.
func clientHistory(response fieldwork.Response) []HistoryEntry {
	history := []HistoryEntry{}
	for _, event := range response.Events {
		switch event.Kind {
		case fieldwork.EventAppealed:
			history = append(history, HistoryEntry{Event: fieldwork.Event{ID: event.ID, Kind: event.Kind, At: event.At, Text: event.Text}})
		case fieldwork.EventAppealDecided:
			history = append(history, HistoryEntry{Event: fieldwork.Event{ID: event.ID, Kind: event.Kind, At: event.At, Text: event.Text, Appeal: event.Appeal, Outcome: event.Outcome}})
		}
	}
	return history
}
