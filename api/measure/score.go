package measure

import (
	"cmp"
	"math"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Rules are the scoring rules a score was made by, with their defaults written out.
type Rules struct {
	Method     string `json:"method"`     // points or weightedSections
	Unanswered string `json:"unanswered"` // omit or count
	CapBonus   bool   `json:"capBonus"`
}

// Words of the rules and of critical questions.
const (
	methodPoints           = "points"
	methodWeightedSections = "weightedSections"
	unansweredOmit         = "omit"
	unansweredCount        = "count"
	criticalSection        = "section"
	criticalTotal          = "total"
	criticalCap            = "cap:"
)

// Score is the points of one response with everything they were made from. A percentage is
// 0 to 100 (above only with a bonus and capBonus false) and null where nothing was possible.
type Score struct {
	Rules      Rules                   `json:"rules"`
	Definition fieldwork.DefinitionRef `json:"definition"`
	Total      TotalScore              `json:"total"`
	Sections   []SectionScore          `json:"sections"`
	Questions  []QuestionScore         `json:"questions"`
}

// TotalScore is the score of the whole response. Earned and Possible are sums of points also
// where the percentage is made of weighted sections.
type TotalScore struct {
	Earned   float64  `json:"earned"`
	Possible float64  `json:"possible"`
	Percent  *float64 `json:"percent"`
	Capped   bool     `json:"capped,omitempty"`   // bonus or a critical question held the percentage down
	CappedBy string   `json:"cappedBy,omitempty"` // the critical question whose cap applied
	ZeroedBy string   `json:"zeroedBy,omitempty"` // the critical question that zeroed it
}

// SectionScore is the score of a section that has questions with points: of everything below
// it, in all instances of repeats.
type SectionScore struct {
	Name     string   `json:"name"`
	Section  string   `json:"section,omitempty"` // the section around it
	Weight   float64  `json:"weight,omitempty"`
	Earned   float64  `json:"earned"`
	Possible float64  `json:"possible"`
	Percent  *float64 `json:"percent"`
	Capped   bool     `json:"capped,omitempty"`
	ZeroedBy string   `json:"zeroedBy,omitempty"`
}

// QuestionScore is the points of a question that could earn any; of a question in a repeat the
// sums over its instances. Of NotApplicable, NotRelevant and Unanswered at most one is true; with
// all false there is an answer.
type QuestionScore struct {
	Name          string  `json:"name"`
	Section       string  `json:"section"`             // the innermost around it; "" outside of sections
	Instances     int     `json:"instances,omitempty"` // of a question in a repeat: how many there are
	Earned        float64 `json:"earned"`              // without the bonus
	Possible      float64 `json:"possible"`
	Bonus         float64 `json:"bonus"`
	NotApplicable bool    `json:"notApplicable"`
	NotRelevant   bool    `json:"notRelevant"`
	Unanswered    bool    `json:"unanswered"`
	Critical      string  `json:"critical,omitempty"`
	Failed        bool    `json:"failed"` // critical and answered without earning anything
}

// RulesOf gives the scoring rules of a definition.
func RulesOf(d *form.Definition) Rules {
	rules := Rules{methodPoints, unansweredOmit, true}
	if s := d.Scoring; s != nil {
		rules.Method, rules.Unanswered = cmp.Or(s.Method, rules.Method), cmp.Or(s.Unanswered, rules.Unanswered)
		if s.CapBonus != nil {
			rules.CapBonus = *s.CapBonus
		}
	}
	return rules
}

// ScoreOf scores an evaluated response by the rules of its definition. It fails only when a
// point rule is not one of the definition's conditions.
func ScoreOf(f *form.Form, result *form.Result) (*Score, error) {
	d := f.Definition()
	s := &Score{
		Rules: RulesOf(d), Definition: fieldwork.DefinitionRef{ID: d.ID, Version: d.Version},
		Sections: []SectionScore{}, Questions: []QuestionScore{},
	}
	r := &rater{reading: newReading(d, result), score: s}
	sum := SectionScore{}
	if err := r.questions(d.Body, &sum, false); err != nil {
		return nil, err
	}
	if err := r.sections(d.Body, &sum, false); err != nil {
		return nil, err
	}
	s.total(sum)
	return s, nil
}

// rater walks a definition and adds up what its questions earn.
type rater struct {
	*reading
	score *Score
}

// questions rates what lies in a body but in none of its sections, and adds it to the sum.
func (r *rater) questions(body []form.Question, sum *SectionScore, repeated bool) error {
	for i := range body {
		switch q := &body[i]; q.Type {
		case "section":
		case "repeat":
			if err := r.questions(q.Body, sum, true); err != nil {
				return err
			}
		default:
			if err := r.question(q, sum, repeated); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *rater) question(q *form.Question, sum *SectionScore, repeated bool) error {
	rate := r.rate
	if repeated {
		rate = r.rateInstances
	}
	score, scored, err := rate(q, q.Name, r.score.Rules)
	if err != nil || !scored {
		return err
	}
	score.Section = sum.Name
	r.score.Questions = append(r.score.Questions, score)
	sum.Earned, sum.Possible = tidy(sum.Earned+score.Earned+score.Bonus), tidy(sum.Possible+score.Possible)
	if score.Failed && score.Critical == criticalSection {
		sum.ZeroedBy = cmp.Or(sum.ZeroedBy, score.Name)
	}
	return nil
}

// sections scores the sections of a body, each with everything below it, and adds them to the
// sum of what is around them.
func (r *rater) sections(body []form.Question, around *SectionScore, repeated bool) error {
	for i := range body {
		q := &body[i]
		if q.Type == "repeat" {
			if err := r.sections(q.Body, around, true); err != nil {
				return err
			}
		}
		if q.Type != "section" {
			continue
		}
		place, before := len(r.score.Sections), len(r.score.Questions)
		r.score.Sections = append(r.score.Sections, SectionScore{})
		sum := SectionScore{Name: q.Name, Section: around.Name, Weight: q.Weight}
		if err := r.questions(q.Body, &sum, repeated); err != nil {
			return err
		}
		if err := r.sections(q.Body, &sum, repeated); err != nil {
			return err
		}
		if len(r.score.Questions) == before {
			r.score.Sections = r.score.Sections[:place]
			continue
		}
		if sum.ZeroedBy != "" {
			sum.Earned = 0
		}
		sum.Percent, sum.Capped = r.score.Rules.percent(sum.Earned, sum.Possible)
		r.score.Sections[place] = sum
		around.Earned, around.Possible = tidy(around.Earned+sum.Earned), tidy(around.Possible+sum.Possible)
	}
	return nil
}

// total makes the whole score from the sum of all points.
func (s *Score) total(sum SectionScore) {
	t := &s.Total
	t.Earned, t.Possible = sum.Earned, sum.Possible
	if s.Rules.Method == methodWeightedSections {
		t.Percent = s.weighted()
	} else {
		t.Percent, t.Capped = s.Rules.percent(sum.Earned, sum.Possible)
	}
	if t.Percent == nil {
		return
	}
	for _, q := range s.Questions {
		if !q.Failed {
			continue
		}
		if q.Critical == criticalTotal {
			t.Earned, *t.Percent, t.Capped, t.CappedBy, t.ZeroedBy = 0, 0, false, "", q.Name
			return
		}
		if limit, caps := capOf(q.Critical); caps && limit < *t.Percent {
			*t.Percent, t.Capped, t.CappedBy = limit, true, q.Name
		}
	}
}

// weighted is the mean of section percentages by weight over the outermost sections that have
// anything possible. Where none of them declares a weight, all weigh the same.
func (s *Score) weighted() *float64 {
	declared := false
	for _, section := range s.Sections {
		declared = declared || section.Section == "" && section.Weight != 0
	}
	var sum, weights float64
	for _, section := range s.Sections {
		weight := section.Weight
		if !declared {
			weight = 1
		}
		if section.Percent != nil && section.Section == "" {
			sum, weights = sum+weight**section.Percent, weights+weight
		}
	}
	return finite(sum / weights)
}

// percent is earned of possible, from 0 and, unless a bonus may go beyond, to 100.
func (r Rules) percent(earned, possible float64) (percent *float64, capped bool) {
	if possible <= 0 {
		return nil, false
	}
	p := math.Max(0, earned/possible*100)
	if r.CapBonus && p > 100 {
		return finite(100), true
	}
	return finite(p), false
}

// tidy takes binary rounding out of sums of decimal points, so that 0.1 + 0.2 is 0.3.
func tidy(points float64) float64 {
	const grid = 1e9
	if rounded := math.Round(points * grid); math.Abs(rounded) < 1<<53 {
		return rounded / grid
	}
	return points
}
