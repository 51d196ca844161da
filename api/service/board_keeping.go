package service

import (
	"bytes"
	"context"
	"encoding/json"
	"sync/atomic"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// boardKeeping feeds the board of this process: by one pass at the start, by what this
// process writes, and by the store's changes.
type boardKeeping struct {
	board  *fieldwork.Board
	cases  *fieldwork.CaseBook
	filled atomic.Bool // every document there was at the start is on it
}

// boardCollections are followed for the board, besides responses.
var boardCollections = []string{people, locations, accounts, waves, assignments, cases}

// wrote takes what a shelf has just written.
func (k *boardKeeping) wrote(value any, revision int64) {
	switch value := value.(type) {
	case fieldwork.Assignment:
		k.board.ApplyJob(fieldwork.JobOf(&value), revision)
	case fieldwork.Response:
		if value.Assignment != "" {
			k.board.ApplyReport(fieldwork.BriefOf(&value, totalOf(value.Score)), revision)
		}
	case fieldwork.Location:
		k.board.ApplyLocation(&value, revision)
	case fieldwork.Account:
		k.board.ApplyAccount(&value, revision)
	case fieldwork.Wave:
		k.board.ApplyWave(&value, revision)
	case fieldwork.Person:
		k.board.ApplyPerson(&value, revision)
	case fieldwork.Case:
		k.cases.Apply(&value, revision)
	}
}

// reported is the part of a stored response that the board keeps.
type reported struct {
	ID           string                  `json:"id"`
	Project      string                  `json:"project"`
	Wave         string                  `json:"wave"`
	Definition   fieldwork.DefinitionRef `json:"definition"`
	Assignment   string                  `json:"assignment"`
	Location     string                  `json:"location"`
	Person       string                  `json:"person"`
	State        fieldwork.State         `json:"state"`
	Flags        []fieldwork.Flag        `json:"flags"`
	StartedAt    *fieldwork.Instant      `json:"startedAt"`
	SubmittedAt  fieldwork.Instant       `json:"submittedAt"`
	ReceivedAt   fieldwork.Instant       `json:"receivedAt"`
	Visit        *fieldwork.Visit        `json:"visit"`
	Attachments  []fieldwork.Attachment  `json:"attachments"`
	Score        json.RawMessage         `json:"score"`
	Grade        int                     `json:"grade"`
	Deadline     string                  `json:"deadline"`
	AwaitsSecond string                  `json:"awaitsSecond"`
	Expenses     []fieldwork.Expense     `json:"expenses"`
	PayState     fieldwork.PayState      `json:"payState"`
	PayTotal     []fieldwork.Money       `json:"payTotal"`
	Events       []struct {
		ID    string            `json:"id"`
		Kind  string            `json:"kind"`
		At    fieldwork.Instant `json:"at"`
		Aside bool              `json:"aside"`
	} `json:"events"`
}

func (r *reported) brief() fieldwork.ReportBrief {
	events := make([]fieldwork.Event, len(r.Events))
	for i, event := range r.Events {
		events[i] = fieldwork.Event{ID: event.ID, Kind: event.Kind, At: event.At, Aside: event.Aside}
	}
	return fieldwork.BriefOf(&fieldwork.Response{
		Expenses: r.Expenses, PayState: r.PayState, PayTotal: r.PayTotal, Events: events,
		ID: r.ID, Project: r.Project, Wave: r.Wave, Definition: r.Definition, Assignment: r.Assignment, Location: r.Location, Person: r.Person,
		State: r.State, Flags: r.Flags, StartedAt: r.StartedAt, SubmittedAt: r.SubmittedAt, ReceivedAt: r.ReceivedAt, Visit: r.Visit,
		Attachments: r.Attachments, Grade: r.Grade, Deadline: r.Deadline, AwaitsSecond: r.AwaitsSecond,
	}, totalOf(r.Score))
}

// assignmentMember stands in every stored response for an assignment; without it the rest
// need not be read.
var assignmentMember = []byte(`"assignment"`)

// follow takes a document as the store tells of it.
func (k *boardKeeping) follow(change store.Change) error {
	if change.Deleted {
		if change.Collection == responses || change.Collection == assignments {
			k.board.Remove(change.ID)
		}
		return nil
	}
	switch change.Collection {
	case assignments:
		return followed[fieldwork.Assignment](k, change)
	case locations:
		return followed[fieldwork.Location](k, change)
	case accounts:
		return followed[fieldwork.Account](k, change)
	case waves:
		return followed[fieldwork.Wave](k, change)
	case people:
		return followed[fieldwork.Person](k, change)
	case cases:
		return followed[fieldwork.Case](k, change)
	case responses:
		if !bytes.Contains(change.Body, assignmentMember) {
			return nil
		}
		var r reported
		if err := json.Unmarshal(change.Body, &r); err != nil {
			return err
		}
		if r.Assignment != "" {
			k.board.ApplyReport(r.brief(), change.Revision)
		}
	}
	return nil
}

func followed[T any](k *boardKeeping, change store.Change) error {
	var value T
	if err := json.Unmarshal(change.Body, &value); err != nil {
		return err
	}
	k.wrote(value, change.Revision)
	return nil
}

// fillBoard puts everything but the responses on the board, which the count of those brings.
func (s *Service) fillBoard(ctx context.Context) error {
	if s.board.filled.Load() {
		return nil
	}
	for _, collection := range boardCollections {
		query := store.Query{Limit: 1000}
		for {
			page, err := s.store.Find(ctx, collection, query)
			if err != nil {
				return err
			}
			for _, record := range page.Records {
				change := store.Change{Collection: collection, ID: record.ID, Revision: record.Revision, Body: record.Body}
				if err := s.board.follow(change); err != nil {
					return err
				}
			}
			if page.Next == "" {
				break
			}
			query.After = page.Next
		}
	}
	return nil
}

// filledBoard gives the board; Unavailable "board.filling" until everything is on it.
func (s *Service) filledBoard() (*fieldwork.Board, error) {
	if s.board.filled.Load() {
		return s.board.board, nil
	}
	busy := fault.New(fault.Unavailable, "board.filling", "The assignments are still being read; try again in a moment.")
	busy.RetryAfter = time.Second
	return nil, busy
}
