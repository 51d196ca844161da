package measure

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Trend is one touchpoint over all waves.
type Trend struct {
	Project       ProjectTitle         `json:"project"`
	Touchpoint    fieldwork.Touchpoint `json:"touchpoint"`
	Waves         []fieldwork.Wave     `json:"waves"`
	Composite     *Series              `json:"composite"` // null where nothing feeds it
	Indicators    []Series             `json:"indicators"`
	Parts         []Series             `json:"parts"` // sections and questions, the worst of the newest wave first
	Actions       []TrendAction        `json:"actions"`
	CountedStates []fieldwork.State    `json:"countedStates"`
	ComputedAt    fieldwork.Instant    `json:"computedAt"`
}

// Series is a column over all waves.
type Series struct {
	Indicator  string          `json:"indicator"`
	Role       string          `json:"role"`
	Definition SeriesVersions  `json:"definition"`
	Title      form.Text       `json:"title"`
	Kind       string          `json:"kind"`
	Better     string          `json:"better"`
	Scale      *stats.Interval `json:"scale"`
	Unit       form.Text       `json:"unit"`
	Goal       *float64        `json:"goal"`
	Points     []SeriesPoint   `json:"points"` // one per wave
}

// SeriesVersions names the definition, "" for several, with the versions that have responses.
type SeriesVersions struct {
	ID       string `json:"id"`
	Versions []int  `json:"versions"`
}

// SeriesPoint is a column in a wave. Level is null where it was not measured. Comparable says
// that it means the same number as in the newest wave that has it; Note says why not.
type SeriesPoint struct {
	Wave       string    `json:"wave"`
	Level      *Level    `json:"level"`
	Comparable bool      `json:"comparable"`
	Note       form.Text `json:"note,omitempty"`
}

// TrendAction is an action on the touchpoint, for the axis of time.
type TrendAction struct {
	ID       string    `json:"id"`
	Title    form.Text `json:"title"`
	State    string    `json:"state"`
	FirstDay string    `json:"firstDay,omitempty"`
	LastDay  string    `json:"lastDay,omitempty"`
}

// TrendRequest asks for the trend of a touchpoint; Waves hold every wave in its order.
type TrendRequest struct {
	Project     fieldwork.Project
	Touchpoint  fieldwork.Touchpoint
	Waves       []Side
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Actions     []TrendAction
	At          fieldwork.Instant
}

// seriesKey tells series apart.
type seriesKey struct{ definition, column string }

// TrendOf follows the composite, the indicators and the parts of a touchpoint over all waves.
// Levels are those of a comparison with the newest wave, which has the say in what is comparable.
func TrendOf(request TrendRequest) *Trend {
	t := &Trend{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Touchpoint: request.Touchpoint,
		Waves: []fieldwork.Wave{}, Indicators: []Series{}, Parts: []Series{}, Actions: request.Actions, CountedStates: request.Project.Counted(), ComputedAt: request.At,
	}
	newest := len(request.Waves) - 1
	for newest > 0 && len(request.Waves[newest].Snapshot.Groups) == 0 {
		newest--
	}
	var order []seriesKey
	all := map[seriesKey]*Series{}
	for i, side := range request.Waves {
		t.Waves = append(t.Waves, side.Wave)
		pair := ComparisonRequest{
			Project: request.Project, FollowUp: request.Waves[newest], Definitions: request.Definitions, Touchpoints: request.Touchpoints,
			Touchpoint: request.Touchpoint.Name, Roles: Roles, At: request.At,
		}
		pair.FollowUp.Title = nil
		if i != newest {
			pair.Baseline = side
		}
		trials, warnings := Try(pair)
		for _, trial := range trials {
			row := &trial.Row
			key := seriesKey{row.Definition.ID, row.Indicator}
			if row.Role == RoleComposite {
				key.definition = "" // whichever questionnaires feed it in a wave
			}
			series := all[key]
			if series == nil {
				series = seriesOf(row, request.Waves)
				all[key], order = series, append(order, key)
			}
			if series.Definition.ID != row.Definition.ID {
				series.Definition.ID = ""
			}
			if i == newest {
				series.adopt(row, i)
				continue
			}
			series.place(row, i, warnings)
		}
	}
	for _, key := range order {
		switch series := all[key]; series.Role {
		case RoleComposite:
			request.feed(series)
			t.Composite = series
		case RoleIndicator:
			t.Indicators = append(t.Indicators, *series)
		default:
			t.Parts = append(t.Parts, *series)
		}
	}
	slices.SortStableFunc(t.Parts, func(a, b Series) int { return cmp.Compare(a.latest(), b.latest()) })
	return t
}

func seriesOf(row *Row, waves []Side) *Series {
	s := &Series{
		Indicator: row.Indicator, Role: row.Role, Title: row.Title, Kind: row.Kind, Better: row.Better, Scale: row.Scale, Unit: row.Unit, Goal: row.Goal,
		Definition: SeriesVersions{ID: row.Definition.ID, Versions: []int{}},
	}
	for _, side := range waves {
		s.Points = append(s.Points, SeriesPoint{Wave: side.Wave.Name, Comparable: true})
	}
	return s
}

// adopt takes what the newest wave says, which declares the series.
func (s *Series) adopt(row *Row, wave int) {
	s.Title, s.Kind, s.Better, s.Scale, s.Unit, s.Goal = row.Title, row.Kind, row.Better, row.Scale, row.Unit, row.Goal
	s.Definition.Versions = distinct(append(s.Definition.Versions, row.Definition.Versions.FollowUp...))
	if row.FollowUp.N > 0 {
		s.Points[wave].Level = &row.FollowUp
	}
}

// place takes the level of an earlier wave and what keeps it from being comparable.
func (s *Series) place(row *Row, wave int, warnings []Warning) {
	s.Definition.Versions = distinct(append(s.Definition.Versions, row.Definition.Versions.Baseline...))
	if row.Baseline.N == 0 {
		return
	}
	point := &s.Points[wave]
	point.Level = &row.Baseline
	if row.FollowUp.N == 0 {
		return // nothing newer to differ from
	}
	notes := map[string][]string{}
	note := func(text form.Text) {
		point.Comparable = false
		for language, sentence := range text {
			notes[language] = append(notes[language], sentence)
		}
	}
	for _, warning := range warnings {
		if warning.Code == codeRedefined && warning.Definition == row.Definition.ID && warning.Indicator == row.Indicator {
			note(warning.Text)
		}
	}
	for _, found := range row.Notes {
		if slices.Contains(versionNoteCodes, found.Code) {
			note(found.Text)
		}
	}
	if len(notes) > 0 {
		point.Note = form.Text{}
		for language, sentences := range notes {
			point.Note[language] = strings.Join(sentences, " ")
		}
	}
}

// feed gives the composite of every wave the level of all questionnaires that feed it there.
// Where others feed it than in the newest wave that has it, they are not comparable.
func (r *TrendRequest) feed(series *Series) {
	feeding := make([]string, len(r.Waves)) // ids of each wave, sorted, a line each
	newest := -1
	for i, side := range r.Waves {
		series.Points[i].Level = nil
		trials, _ := Try(ComparisonRequest{
			Project: r.Project, FollowUp: side, Definitions: r.Definitions, Touchpoints: r.Touchpoints, Touchpoint: r.Touchpoint.Name, Roles: []string{RoleComposite},
		})
		if len(trials) == 0 || trials[0].Row.FollowUp.N == 0 {
			continue
		}
		row := &trials[0].Row
		series.Points[i].Level, newest = &row.FollowUp, i
		ids := []string{row.Definition.ID}
		if len(row.Definitions) > 0 {
			ids = nil
			for _, part := range row.Definitions {
				if part.FollowUp.N > 0 {
					ids = append(ids, part.ID)
				}
			}
		}
		slices.Sort(ids)
		feeding[i] = strings.Join(ids, "\n")
	}
	for i := range r.Waves {
		if point := &series.Points[i]; point.Level == nil {
			point.Comparable, point.Note = true, nil
		} else if feeding[i] != feeding[newest] {
			series.Definition.ID = ""
			point.Comparable = false
			note := trendOtherwiseFed(r.titles(feeding[i]), r.titles(feeding[newest]))
			for language, sentence := range point.Note {
				note[language] += " " + sentence
			}
			point.Note = note
		}
	}
}

// titles names definitions in both languages.
func (r *TrendRequest) titles(ids string) map[string]string {
	lists := map[string][]string{}
	for id := range strings.SplitSeq(ids, "\n") {
		title := form.Text{"en": id, "de": id}
		for _, definition := range r.Definitions {
			if definition.ID == id && len(definition.Title) > 0 {
				title = definition.Title
			}
		}
		for _, language := range []string{"en", "de"} {
			lists[language] = append(lists[language], title.In(language, "en"))
		}
	}
	return map[string]string{"en": strings.Join(lists["en"], ", "), "de": strings.Join(lists["de"], ", ")}
}

func trendOtherwiseFed(here, newest map[string]string) form.Text {
	return form.Text{
		"en": "Measured by other questionnaires (" + here["en"] + ") than the newest wave (" + newest["en"] + "): a difference may come from that.",
		"de": "Mit anderen Fragebögen gemessen (" + here["de"] + ") als die neueste Messwelle (" + newest["de"] + "): Ein Unterschied kann daher rühren.",
	}
}

// latest is the newest level, for putting the worst first; series without any come last.
func (s *Series) latest() float64 {
	for i := len(s.Points) - 1; i >= 0; i-- {
		if level := s.Points[i].Level; level != nil && level.Estimate != nil {
			return *level.Estimate
		}
	}
	return 1e9
}
