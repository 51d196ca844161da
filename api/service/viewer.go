package service

import (
	"slices"
	"strings"

	"touchstone/api/fieldwork"
)

// views tells whether the member is the client, who sees results alone and never learns who
// the shoppers are, what is suspected of them and what they are paid.
func (m Member) views() bool { return !m.person.Has(m.project.ID, fieldwork.Lead, fieldwork.Reviewer) }

// mayRead tells whether the member sees a response at all: a viewer sees reports that were
// approved, and what customers answered unless it was set aside.
func (m Member) mayRead(r fieldwork.Response) bool {
	switch {
	case r.Project != m.project.ID:
		return false
	case !m.views():
		return true
	case r.Source == fieldwork.FromAssignment:
		return r.State == fieldwork.Approved
	}
	return !slices.Contains([]fieldwork.State{fieldwork.Returned, fieldwork.Rejected, fieldwork.Excluded}, r.State)
}

// reads reduces a line of a list to what the member may know.
func (m Member) reads(s ResponseSummary) ResponseSummary {
	if !m.views() {
		return s
	}
	return ResponseSummary{
		ID: s.ID, Wave: s.Wave, Definition: s.Definition, Source: s.Source, Location: s.Location, Touchpoint: s.Touchpoint,
		Language: s.Language, State: s.State, SubmittedAt: s.SubmittedAt, ReceivedAt: s.ReceivedAt,
		Attachments: s.Attachments, Complete: s.Complete, Score: s.Score,
	}
}

// viewed reduces a response to what the client may know of it.
func viewed(r fieldwork.Response, hidePhotos bool) fieldwork.Response {
	shown := fieldwork.Response{
		ID: r.ID, Project: r.Project, Wave: r.Wave, Definition: r.Definition, Source: r.Source, Location: r.Location,
		Touchpoint: r.Touchpoint, Language: r.Language, State: r.State, Answers: r.Answers, SubmittedAt: r.SubmittedAt,
		ReceivedAt: r.ReceivedAt, Events: []fieldwork.Event{}, Attachments: []fieldwork.Attachment{}, Complete: r.Complete,
		Indicators: r.Indicators, Weight: r.Weight, Cluster: r.Cluster,
	}
	for _, file := range r.Attachments {
		if viewers(file, hidePhotos) {
			shown.Attachments = append(shown.Attachments, fieldwork.Attachment{
				ID: file.ID, Question: file.Question, Name: file.Name, Type: file.Type, Size: file.Size, Present: file.Present,
			})
		}
	}
	return shown
}

// viewers tells whether a file is for the client: what answers a question, but no receipts
// of the shopper, nothing that was replaced, and no files at all where the project hides them.
func viewers(file fieldwork.Attachment, hidePhotos bool) bool {
	return !hidePhotos && !file.Superseded && !strings.HasPrefix(file.Question, "$")
}
