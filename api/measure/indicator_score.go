package measure

import (
	"slices"

	"touchstone/api/fieldwork"
)

// scoreKind is the percentage of the total, a section or a question, 0 to 100.
var scoreKind = kind{name: "score", family: means, value: scoreValue, scale: fixedScale(0, 100)}

// ofTotal names the whole score in Indicator.Of; so does leaving it out.
const ofTotal = "total"

func scoreValue(in *indication) fieldwork.IndicatorValue {
	if in.score == nil {
		return absentFor(AbsentMissing)
	}
	of := in.indicator.Of
	if of == "" || of == ofTotal {
		return in.percent(in.score.Total.Percent, in.score.Questions)
	}
	for _, section := range in.score.Sections {
		if section.Name == of {
			var within []QuestionScore
			for _, q := range in.score.Questions {
				if in.score.within(q.Section, of) {
					within = append(within, q)
				}
			}
			return in.percent(section.Percent, within)
		}
	}
	for _, q := range in.score.Questions {
		if q.Name == of {
			percent, _ := in.score.Rules.percent(q.Earned+q.Bonus, q.Possible)
			return in.percent(percent, []QuestionScore{q})
		}
	}
	return absentFor(AbsentMissing)
}

// within tells whether a section is the outer one or lies in it.
func (s *Score) within(section, outer string) bool {
	for section != outer {
		i := slices.IndexFunc(s.Sections, func(one SectionScore) bool { return one.Name == section })
		if i < 0 {
			return false
		}
		section = s.Sections[i].Section
	}
	return true
}

// percent gives the value; without one the reason is what all questions have in common:
// all not relevant, else none that somebody left out, else missing.
func (in *indication) percent(percent *float64, questions []QuestionScore) fieldwork.IndicatorValue {
	if percent != nil {
		return present(*percent)
	}
	reason := AbsentNotRelevant
	for _, q := range questions {
		if q.Unanswered {
			return absentFor(AbsentMissing)
		}
		if !q.NotRelevant {
			reason = AbsentNotApplicable
		}
	}
	return absentFor(reason)
}
