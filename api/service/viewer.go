package service

import (
	"slices"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
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

// viewed reduces a response to what the client may know of it; definition is the version it
// answers.
func viewed(r fieldwork.Response, definition *form.Definition, hidePhotos bool) fieldwork.Response {
	shown := fieldwork.Response{
		ID: r.ID, Project: r.Project, Wave: r.Wave, Definition: r.Definition, Source: r.Source, Location: r.Location,
		Touchpoint: r.Touchpoint, Language: r.Language, State: r.State, Answers: anonymous(definition, r.Answers), SubmittedAt: r.SubmittedAt,
		ReceivedAt: r.ReceivedAt, Events: []fieldwork.Event{}, Attachments: []fieldwork.Attachment{}, Complete: r.Complete,
		Indicators: r.Indicators, Weight: r.Weight,
	}
	if hidePhotos {
		return shown
	}
	named, once := filesNamed(shown.Answers, map[string]bool{}), map[string]bool{}
	for _, event := range r.Events {
		filesNamed(event.Answers, once)
	}
	for _, file := range r.Attachments {
		// What a correction took out of the answers, or a revision replaced, is shown no more;
		// receipts and proofs of the shopper answer no question.
		gone := file.Superseded || once[file.ID]
		if (named[file.ID] || !gone) && !strings.HasPrefix(file.Question, "$") {
			shown.Attachments = append(shown.Attachments, fieldwork.Attachment{
				ID: file.ID, Question: file.Question, Name: file.Name, Type: file.Type, Size: file.Size, Present: file.Present,
			})
		}
	}
	return shown
}

// identities are the types of questions whose answer says who or whose device it was.
var identities = []string{"username", "deviceid"}

// anonymous gives answers without those that say who answered, and without what is calculated
// from them.
func anonymous(definition *form.Definition, answers map[string]any) map[string]any {
	hidden := identifying(definition)
	if len(hidden) == 0 {
		return answers
	}
	return without(answers, hidden)
}

// identifying gives the questions of a definition whose answers say who answered, and those
// that are calculated from them.
func identifying(definition *form.Definition) map[string]bool {
	hidden := map[string]bool{}
	for found := true; found; {
		found = false
		for _, question := range definition.All() {
			if !hidden[question.Name] && (slices.Contains(identities, question.Type) || readsAny(question, hidden)) {
				hidden[question.Name], found = true, true
			}
		}
	}
	return hidden
}

// readsAny tells whether a question's answer is made of one of the named questions' answers.
func readsAny(question *form.Question, names map[string]bool) bool {
	for name := range names {
		read := "${" + name + "}"
		if strings.Contains(question.Calculation, read) || strings.Contains(string(question.Default), read) {
			return true
		}
	}
	return false
}

func without(answers map[string]any, hidden map[string]bool) map[string]any {
	kept := make(map[string]any, len(answers))
	for name, answer := range answers {
		if hidden[name] {
			continue
		}
		if list, ok := answer.([]any); ok {
			items := make([]any, len(list))
			for i, item := range list {
				if members, ok := item.(map[string]any); ok {
					item = without(members, hidden)
				}
				items[i] = item
			}
			answer = items
		}
		kept[name] = answer
	}
	return kept
}

// filesNamed adds the digests of all files that answers name, also inside repeats.
func filesNamed(answers map[string]any, named map[string]bool) map[string]bool {
	for _, answer := range answers {
		switch answer := answer.(type) {
		case map[string]any:
			if digest, ok := answer["sha256"].(string); ok {
				named[digest] = true
			}
		case []any:
			for _, item := range answer {
				if members, ok := item.(map[string]any); ok {
					filesNamed(members, named)
				}
			}
		}
	}
	return named
}
