package service

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// FieldQuiz is the quiz of an assignment with how far the shopper has come.
type FieldQuiz struct {
	Definition   *form.Definition `json:"definition"`
	Pass         float64          `json:"pass"` // percent
	Certified    bool             `json:"certified"`
	Attempts     int              `json:"attempts"`     // made
	AttemptsLeft *int             `json:"attemptsLeft"` // null is any number
}

// QuizResult is what a shopper is told after a quiz; not which answers were wrong.
type QuizResult struct {
	Passed       bool    `json:"passed"`
	Percent      float64 `json:"percent"`
	Pass         float64 `json:"pass"`
	Attempts     int     `json:"attempts"`     // made
	AttemptsLeft *int    `json:"attemptsLeft"` // null is any number
}

func certificationID(project, person, definition string) string {
	return project + "/" + person + "/" + definition
}

// certification gives how the room's person did at a quiz; one never tried is empty.
func (r *fieldRoom) certification(ctx context.Context, project, definition string) (fieldwork.Certification, error) {
	id := certificationID(project, r.person.ID, definition)
	return remembered(r.passed, id, func() (fieldwork.Certification, error) {
		kept, _, err := r.service.certifications.get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return fieldwork.Certification{ID: id, Project: project, Person: r.person.ID, Definition: definition}, nil
		}
		return kept, err
	})
}

// quiz gives a quiz without what would tell the right answers.
func (r *fieldRoom) quiz(ctx context.Context, project string, quiz fieldwork.Quiz) (*FieldQuiz, error) {
	compiled, err := r.service.forms.get(ctx, project, quiz.Definition)
	if err != nil {
		return nil, err
	}
	kept, err := r.certification(ctx, project, quiz.Definition.ID)
	if err != nil {
		return nil, err
	}
	return &FieldQuiz{
		Definition: withoutPoints(compiled.definition), Pass: quiz.Pass, Certified: kept.Passed,
		Attempts: len(kept.Attempts), AttemptsLeft: kept.Left(quiz.Attempts),
	}, nil
}

// withoutPoints gives a definition that scores nothing, so that a phone does not hold the
// answers to a quiz.
func withoutPoints(definition *form.Definition) *form.Definition {
	bare := *definition
	bare.Scoring, bare.Indicators = nil, nil
	bare.Choices = make(map[string][]form.Choice, len(definition.Choices))
	for name, list := range definition.Choices {
		choices := make([]form.Choice, len(list))
		for i, choice := range list {
			choice.Points, choice.Value = nil, nil
			choices[i] = choice
		}
		bare.Choices[name] = choices
	}
	bare.Body = questionsWithoutPoints(definition.Body)
	return &bare
}

func questionsWithoutPoints(questions []form.Question) []form.Question {
	bare := make([]form.Question, len(questions))
	for i, question := range questions {
		question.Points, question.Bonus, question.Critical, question.Weight = nil, 0, "", 0
		if question.Body != nil {
			question.Body = questionsWithoutPoints(question.Body)
		}
		bare[i] = question
	}
	return bare
}

// AnswerQuiz judges the answers to the quiz of an assignment that the actor may see. The same
// answers once more get the same result; an attempt too many is Invalid "quiz.attempts".
func (s *Service) AnswerQuiz(ctx context.Context, actor Actor, id string, given fieldwork.QuizAnswers) (QuizResult, error) {
	if err := given.Check(); err != nil {
		return QuizResult{}, err
	}
	assignment, err := s.fieldAssignment(ctx, actor, id)
	if err != nil {
		return QuizResult{}, err
	}
	if assignment.Quiz == nil {
		return QuizResult{}, fault.New(fault.NotFound, "quiz.unknown", "This assignment has no quiz.")
	}
	quiz := *assignment.Quiz
	asked := quiz.Definition
	if given.Definition != nil {
		if err := answersAsked(*given.Definition, asked); err != nil {
			return QuizResult{}, err
		}
		asked = *given.Definition
	}
	percent, whole, err := s.judgeQuiz(ctx, assignment.Project, asked, given)
	if err != nil {
		return QuizResult{}, err
	}
	attempt := fieldwork.Attempt{
		ID: given.ID, Version: asked.Version, At: s.instant(), Answers: given.Answers,
		Percent: percent, Passed: whole && percent >= quiz.Pass, Digest: given.Digest(),
	}
	key := certificationID(assignment.Project, actor.person.ID, quiz.Definition.ID)
	var after fieldwork.Certification
	_, err = s.certifications.put(ctx, key, func(old *fieldwork.Certification) (fieldwork.Certification, error) {
		after = fieldwork.Certification{ID: key, Project: assignment.Project, Person: actor.person.ID, Definition: quiz.Definition.ID, Attempts: []fieldwork.Attempt{}}
		if old != nil {
			after = *old
		}
		before, made, err := after.Attempted(attempt.ID, attempt.Digest)
		if made {
			attempt = before
			return after, cmp.Or(err, errDone)
		}
		return after, after.Add(attempt, quiz.Attempts)
	})
	if err != nil && !errors.Is(err, errDone) {
		return QuizResult{}, err
	}
	return QuizResult{
		Passed: attempt.Passed, Percent: attempt.Percent, Pass: quiz.Pass,
		Attempts: len(after.Attempts), AttemptsLeft: after.Left(quiz.Attempts),
	}, nil
}

// judgeQuiz gives the percentage of points earned, 100 when the quiz scores nothing, and
// whether it was answered whole: leaving out what one does not know passes no quiz.
func (s *Service) judgeQuiz(ctx context.Context, room string, asked fieldwork.DefinitionRef, given fieldwork.QuizAnswers) (percent float64, whole bool, err error) {
	compiled, err := s.forms.get(ctx, room, asked)
	if err != nil {
		return 0, false, err
	}
	project, _, err := s.projects.get(ctx, room)
	if err != nil {
		return 0, false, err
	}
	environment := form.Environment{
		Now: given.SubmittedAt.Time, Zone: zoneOf(project), Seed: Seed(given.ID), Language: given.Language,
		Start: given.SubmittedAt.Time, End: given.SubmittedAt.Time,
	}
	if given.StartedAt != nil {
		environment.Start = given.StartedAt.Time
	}
	result := compiled.form.Evaluate(environment, given.Answers)
	scored, err := measure.ScoreOf(compiled.form, result)
	if err != nil {
		return 0, false, err
	}
	percent = 100
	if scored.Total.Percent != nil {
		percent = *scored.Total.Percent
	}
	return percent, !slices.ContainsFunc(result.Violations, func(v form.Violation) bool { return !informational(v) }), nil
}
