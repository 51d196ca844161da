package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// titleBook looks the names of people and the titles of places up, each once.
type titleBook struct {
	ctx     context.Context
	s       *Service
	project string
	known   map[string]string
}

func (s *Service) titles(ctx context.Context, project string) titleBook {
	operator := Operator().person
	return titleBook{ctx, s, project, map[string]string{"person " + operator.ID: operator.Name}}
}

// person gives the name of a person, "" for one who is not there.
func (t titleBook) person(id string) (string, error) {
	return t.look("person ", id, func() (string, error) {
		found, _, err := t.s.people.get(t.ctx, id)
		return found.Name, err
	})
}

// place gives the title of where a response is from: its location, or the account that its
// assignment visits; "" for neither.
func (t titleBook) place(response fieldwork.Response) (string, error) {
	if response.Location != "" || response.Assignment == "" {
		return t.look("location ", response.Location, func() (string, error) {
			found, _, err := t.s.locations.get(t.ctx, t.project+"/"+response.Location)
			return found.Title, err
		})
	}
	return t.look("assignment ", response.Assignment, func() (string, error) {
		assignment, _, err := t.s.assignments.get(t.ctx, response.Assignment)
		if err != nil {
			return "", err
		}
		found, _, err := t.s.accounts.get(t.ctx, t.project+"/"+assignment.Account)
		return found.Title, err
	})
}

func (t titleBook) look(kind, id string, find func() (string, error)) (string, error) {
	title, known := t.known[kind+id]
	if known || id == "" {
		return title, nil
	}
	title, err := find()
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	t.known[kind+id] = title
	return title, nil
}
