package service

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// violation is a broken rule with the raw answer where the engine could not place it.
type violation struct {
	form.Violation
	Raw any
}

// informational are violations that say something about the device rather than the answer;
// they are flagged and never a reason to refuse.
func informational(v form.Violation) bool { return v.Code == form.CodeCalculation }

// fill evaluates the answers that a response holds now against exactly the version it
// names: relevant answers, score, indicators and flags for what is informational. It gives
// the broken rules for the caller to refuse or to flag.
func (s *Service) fill(ctx context.Context, response *fieldwork.Response, project fieldwork.Project) ([]violation, error) {
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return nil, err
	}
	return s.fillWith(compiled, response, project)
}

func (s *Service) fillWith(compiled *compiledForm, response *fieldwork.Response, project fieldwork.Project) ([]violation, error) {
	answered := response.Answered().Time
	environment := form.Environment{
		Now: answered, Zone: zoneOf(project), Seed: Seed(response.ID), Language: response.Language,
		Start: response.SubmittedAt.Time, End: answered,
	}
	if response.StartedAt != nil {
		environment.Start = response.StartedAt.Time
	}
	result := compiled.form.Evaluate(environment, response.Given())
	response.Answers = result.Answers
	switch {
	case !timed(compiled.definition):
		response.Timing = nil // nobody asked for it
	case response.Timing != nil:
		response.Timing = response.Timing.Sensible(func(path string) bool {
			_, known := result.Relevant[path]
			return known
		})
	}
	for _, file := range fieldwork.MediaAnswers(compiled.definition, result.Answers) {
		response.Expect(file)
	}
	response.Complete = len(response.Missing()) == 0
	response.Flags = response.ClockFlags()
	broken := []violation{}
	for _, v := range result.Violations {
		if informational(v) {
			response.Flags = append(response.Flags, fieldwork.Flag{Code: v.Code, Question: v.Question, Message: v.Message})
		} else {
			broken = append(broken, violation{v, result.Unknown[v.Question]})
		}
	}
	return broken, score(compiled, response, result)
}

// timed tells whether a definition asks for the time at its questions.
func timed(definition *form.Definition) bool {
	for _, question := range definition.All() {
		if question.Type == "audit" {
			return true
		}
	}
	return false
}

// Seed gives the seed of a response's random choices: the last 48 bits of its id, so that
// phone and server shuffle alike, and uuid() differs from response to response.
func Seed(response string) int64 {
	if len(response) < 12 {
		return 0
	}
	seed, err := strconv.ParseUint(response[len(response)-12:], 16, 48)
	if err != nil {
		return 0
	}
	return int64(seed)
}

// score computes score, indicators, weight, cluster, segments and group of an evaluated response.
func score(compiled *compiledForm, response *fieldwork.Response, result *form.Result) error {
	scored, err := measure.ScoreOf(compiled.form, result)
	if err != nil {
		return err
	}
	timing := measure.Timing{SubmittedAt: response.SubmittedAt.Time}
	if response.Timing != nil {
		timing.Questions = make(map[string]time.Duration, len(response.Timing.Questions))
		for path, seconds := range response.Timing.Questions {
			timing.Questions[path] = time.Duration(seconds * float64(time.Second))
		}
	}
	if response.StartedAt != nil {
		timing.StartedAt = response.StartedAt.Time
	}
	response.Indicators = measure.Indicators(compiled.form, result, scored, timing)
	response.Score = nil
	if len(scored.Questions) > 0 {
		if response.Score, err = json.Marshal(scored); err != nil {
			return err
		}
	}
	definition := compiled.definition
	response.Weight = nil
	if weight, ok := result.Answers[definition.Weight].(float64); ok {
		response.Weight = &weight
	}
	response.Cluster = response.Location
	if cluster, ok := result.Answers[definition.Cluster]; ok {
		response.Cluster = fmt.Sprint(cluster)
	}
	response.Segments = measure.SegmentsOf(definition, result.Answers)
	response.Group = cmp.Or(response.Group, measure.GroupOf(definition.Kind))
	return nil
}
