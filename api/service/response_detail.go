package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fault"
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
	location, _, err := s.locations.get(ctx, response.Project+"/"+response.Location)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return detail, err
	}
	detail.LocationTitle = location.Title
	if member.views() {
		detail.Response = viewed(detail.Response, member.project.FieldRules().HidePhotos)
		detail.History = clientHistory(response)
		return detail, nil
	}
	names := s.names(ctx)
	if detail.PersonName, err = names.of(response.Person); err != nil {
		return detail, err
	}
	for _, event := range response.Events {
		if event.Answers != nil {
			detail.Previous = append(detail.Previous, GivenAnswers{event.ID, event.Kind, event.At, event.Person, event.Aside, event.Answers})
		}
		entry := HistoryEntry{Event: event}
		entry.Answers = nil
		if entry.PersonName, err = names.of(event.Person); err != nil {
			return detail, err
		}
		detail.History = append(detail.History, entry)
	}
	detail.Evidence, err = s.evidence(ctx, member.project, location, response)
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

// nameBook looks names up, each once.
type nameBook struct {
	ctx   context.Context
	s     *Service
	known map[string]string
}

func (s *Service) names(ctx context.Context) nameBook {
	return nameBook{ctx, s, map[string]string{"operator": Operator().person.Name}}
}

// of gives the name of a person, "" for one who is not there.
func (n nameBook) of(person string) (string, error) {
	name, known := n.known[person]
	if known || person == "" {
		return name, nil
	}
	found, _, err := n.s.people.get(n.ctx, person)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	n.known[person] = found.Name
	return found.Name, nil
}
