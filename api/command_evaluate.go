package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// evaluation is what the server makes of answers. Questions go by their paths; the twin
// command of the browser's engine prints the same but for the score.
type evaluation struct {
	Calculated map[string]any      `json:"calculated"` // values of calculations that are relevant
	Choices    map[string][]string `json:"choices"`    // names offered by relevant questions, in their order
	Labels     map[string]string   `json:"labels"`     // of what is relevant, earlier answers filled in
	Relevant   map[string]bool     `json:"relevant"`
	Score      *measure.Score      `json:"score"` // null when nothing is scored
	Values     map[string]any      `json:"values"`
	Violations []brokenRule        `json:"violations"`
}

type brokenRule struct {
	Code     string `json:"code"`
	Message  string `json:"message,omitempty"` // the definition's own
	Question string `json:"question"`
}

// evaluate prints what the server would make of answers to a definition.
func evaluate(_ context.Context, words []string, out io.Writer) error {
	set := flags("evaluate")
	now := set.String("now", "", "moment of answering, such as 2026-05-01T10:00:00Z; default: now")
	seed := set.Int64("seed", 0, "seed of random choices")
	language := set.String("language", "", "language of labels and messages; default: the definition's")
	zone := set.String("zone", "UTC", "time zone of days and times")
	files, err := parseAmong(set, words, out)
	if err != nil {
		return err
	}
	if len(files) != 2 {
		return &usageError{"name two files: touchstone evaluate definition.json answers.json"}
	}
	environment := form.Environment{Now: time.Now(), Seed: *seed, Language: *language}
	if environment.Zone, err = time.LoadLocation(*zone); err != nil {
		return &usageError{fmt.Sprintf("%q is not a time zone such as Europe/Zurich", *zone)}
	}
	if *now != "" {
		if environment.Now, err = time.Parse(time.RFC3339Nano, *now); err != nil {
			return &usageError{fmt.Sprintf("%q is not a moment such as 2026-05-01T10:00:00Z", *now)}
		}
	}
	definition, problems, err := readQuestionnaire(files[0], "", "")
	if err != nil {
		return err
	}
	if form.Failed(problems) {
		return form.Invalid(problems)
	}
	data, err := os.ReadFile(files[1])
	if err != nil {
		return err
	}
	var answers map[string]any
	if err := json.Unmarshal(data, &answers); err != nil {
		return fmt.Errorf("%s is no JSON object of answers: %w", files[1], err)
	}
	result, err := evaluated(definition, environment, answers)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(result)
}

// parseAmong reads flags that may stand before, between and behind other words, and gives
// those.
func parseAmong(set *flag.FlagSet, words []string, out io.Writer) ([]string, error) {
	var others []string
	for {
		if err := parse(set, words, out); err != nil {
			return nil, err
		}
		if set.NArg() == 0 {
			return others, nil
		}
		others, words = append(others, set.Arg(0)), set.Args()[1:]
	}
}

func evaluated(definition *form.Definition, environment form.Environment, answers map[string]any) (*evaluation, error) {
	compiled, err := form.Compile(definition)
	if err != nil {
		return nil, err
	}
	result := compiled.Evaluate(environment, answers)
	score, err := measure.ScoreOf(compiled, result)
	if err != nil {
		return nil, err
	}
	e := &evaluation{
		Calculated: map[string]any{}, Choices: map[string][]string{}, Labels: map[string]string{},
		Relevant: result.Relevant, Values: result.Answers, Violations: []brokenRule{},
	}
	if len(score.Questions) > 0 {
		e.Score = score
	}
	for _, violation := range result.Violations {
		e.Violations = append(e.Violations, brokenRule{violation.Code, ownMessage(definition, violation), violation.Question})
	}
	environment.Resumed = true // as the server sees them: no defaults are given
	session := compiled.Session(environment, answers)
	for _, question := range definition.All() {
		for _, path := range result.Paths(question.Name) {
			e.describe(question, path, session)
		}
	}
	return e, nil
}

// describe adds how a question looks at a path.
func (e *evaluation) describe(question *form.Question, path string, session *form.Session) {
	state, known := session.State(path)
	if !known || !state.Relevant {
		return
	}
	if state.Label != "" {
		e.Labels[path] = state.Label
	}
	if question.Calculation != "" && state.Value != nil {
		e.Calculated[path] = state.Value
	}
	for _, choice := range state.Choices {
		e.Choices[path] = append(e.Choices[path], choice.Name)
	}
}

// ownMessage is the message of a violation when the definition has words of its own for it.
func ownMessage(definition *form.Definition, violation form.Violation) string {
	question, known := definition.Question(fieldwork.QuestionName(violation.Question))
	if known && (violation.Code == form.CodeRequired && len(question.RequiredMessage) > 0 || violation.Code == form.CodeConstraint && len(question.ConstraintMessage) > 0) {
		return violation.Message
	}
	return ""
}
