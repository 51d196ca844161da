package service

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// errDone ends a change that was made before.
var errDone = errors.New("done already")

// checkCorrection refuses changes of questions that the definition does not ask, and files
// that the report does not have.
func (s *Service) checkCorrection(ctx context.Context, response fieldwork.Response, correction fieldwork.Correction) error {
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return err
	}
	refused := fault.New(fault.Invalid, "correction.path", "Some changes lead nowhere.")
	for _, path := range slices.Sorted(maps.Keys(correction.Changes)) {
		value := correction.Changes[path]
		if value != nil && !asked(compiled.definition, path) {
			refused.With(fault.Field{Path: path, Code: "unknown", Message: "The definition asks nothing there."})
		}
		if _, media := fieldwork.MediaOf(compiled.definition, path); media && value != nil && !holds(response, value) {
			refused.With(fault.Field{Path: path, Code: "unknown", Message: "A correction can only use files that came with the report."})
		}
	}
	if len(refused.Fields) > 0 {
		return refused
	}
	return nil
}

// asked tells whether a path leads to a question: through instances of repeats alone.
func asked(definition *form.Definition, path string) bool {
	steps := strings.Split(path, ".")
	for i, step := range steps {
		question, known := definition.Question(fieldwork.QuestionName(step))
		numbered := strings.HasSuffix(step, "]")
		if !known || numbered != (question.Type == "repeat") || !numbered && (i < len(steps)-1 || !form.HasAnswer(question.Type)) {
			return false
		}
	}
	return true
}

// holds tells whether a media answer names a file of the response.
func holds(response fieldwork.Response, answer any) bool {
	file, _ := answer.(map[string]any)
	digest, _ := file["sha256"].(string)
	return slices.ContainsFunc(response.Attachments, func(a fieldwork.Attachment) bool { return a.ID == digest })
}

// refill evaluates a response anew: answers, score, indicators and flags. Flags that say how
// it came, rather than what it holds, stay.
func (s *Service) refill(ctx context.Context, response *fieldwork.Response, project fieldwork.Project) error {
	lasting := slices.DeleteFunc(slices.Clone(response.Flags), func(f fieldwork.Flag) bool { return !fieldwork.Lasting(f.Code) })
	violations, err := s.fill(ctx, response, project)
	if err != nil {
		return err
	}
	for _, v := range violations {
		response.Flags = append(response.Flags, fieldwork.Flag{Code: v.Code, Question: v.Question, Message: v.Message, Value: v.Raw})
	}
	response.Flags = append(response.Flags, lasting...)
	return s.suspect(ctx, response, project)
}
