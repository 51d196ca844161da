package measure

import (
	"cmp"
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// How importance comes about, and what is ranked by it.
const (
	ImportanceDerived = "derived" // share of the outcome's explained variance
	ImportanceStated  = "stated"  // as the inventory says, 0 to 10

	PrioritiesRatings     = "ratings"     // every declared indicator with a touchpoint
	PrioritiesTouchpoints = "touchpoints" // composites
)

// Priorities is importance beside performance: what to work on first. Outcome, N and RSquared
// are of derived importance; where they are null the notes say why there is none.
type Priorities struct {
	Project     ProjectTitle      `json:"project"`
	Wave        fieldwork.Wave    `json:"wave"`
	Definition  string            `json:"definition"` // id; "" for the composites of all
	Definitions []DefinitionTitle `json:"definitions"`
	Importance  string            `json:"importance"`
	Of          string            `json:"of"`
	Outcome     *OutcomeTitle     `json:"outcome"`
	Outcomes    []OutcomeTitle    `json:"outcomes"` // that may be chosen
	N           *int64            `json:"n"`        // responses with the outcome and every driver
	OutcomeN    *int64            `json:"outcomeN"` // responses with the outcome
	RSquared    *float64          `json:"rSquared"`
	// AdjustedRSquared and ModelP say whether R² is more than chance explains; they regard
	// responses as independent and equal.
	AdjustedRSquared *float64          `json:"adjustedRSquared"`
	ModelP           *float64          `json:"modelP"`
	Points           []Priority        `json:"points"` // the most important first
	Means            PriorityMeans     `json:"means"`
	CountedStates    []fieldwork.State `json:"countedStates"`
	ComputedAt       fieldwork.Instant `json:"computedAt"`
	Notes            []Note            `json:"notes"`
}

// DefinitionTitle names a definition that has responses in the wave.
type DefinitionTitle struct {
	ID        string    `json:"id"`
	Title     form.Text `json:"title"`
	Responses int64     `json:"responses"`
}

// OutcomeTitle names an indicator that drivers may be weighed by.
type OutcomeTitle struct {
	Name       string    `json:"name"`
	Title      form.Text `json:"title"`
	Kind       string    `json:"kind"`
	Definition string    `json:"definition"`
}

// Priority is one driver. Importance is a share of R² from 0 to 1 where derived, 0 to 10 where
// stated; Performance and Goal are rescaled to 0 to 100, higher being better, and null where the
// indicator has no scale.
type Priority struct {
	Indicator           string          `json:"indicator"`
	Title               form.Text       `json:"title"`
	Touchpoint          string          `json:"touchpoint"`
	Importance          *float64        `json:"importance"`
	Performance         *float64        `json:"performance"`
	PerformanceInterval *stats.Interval `json:"performanceInterval"`
	Goal                *float64        `json:"goal"`
	N                   int64           `json:"n"`
	Level               Level           `json:"level"`
	Unit                form.Text       `json:"unit"`
}

// PriorityMeans is where the crosshair stands, over the points that have both.
type PriorityMeans struct {
	Importance  *float64 `json:"importance"`
	Performance *float64 `json:"performance"`
}

// PrioritiesRequest asks for priorities in one wave. Joint is asked for the columns in order,
// of one definition.
type PrioritiesRequest struct {
	Project     fieldwork.Project
	Side        Side
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Definition  string // id; "" takes the one with the most responses
	Outcome     string // "" takes a recommendation, else an indicator without a touchpoint, else the first
	Importance  string
	Of          string
	Without     []string // columns that are left out of the drivers
	Joint       func(definition string, columns []string) []DefinitionJoint
	At          fieldwork.Instant
}

// PrioritiesOf weighs what drives the outcome, or takes what is stated. Unknown names the
// parameter ("definition", "outcome") that names nothing measured.
func PrioritiesOf(request PrioritiesRequest) (p *Priorities, unknown string) {
	p = &Priorities{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Wave: request.Side.Wave, Importance: request.Importance, Of: request.Of,
		Definitions: request.measured(), Outcomes: []OutcomeTitle{}, Points: []Priority{}, CountedStates: request.Project.Counted(), ComputedAt: request.At, Notes: []Note{},
	}
	for _, definition := range p.Definitions {
		p.Outcomes = append(p.Outcomes, request.outcomes(definition.ID)...)
	}
	if len(p.Definitions) == 0 {
		if request.Definition != "" {
			return nil, "definition"
		}
		p.Notes = append(p.Notes, noteNothingMeasured())
		return p, ""
	}
	p.Definition = request.Definition
	if p.Definition == "" {
		p.Definition = slices.MaxFunc(p.Definitions, func(a, b DefinitionTitle) int { return cmp.Compare(a.Responses, b.Responses) }).ID
	}
	if !slices.ContainsFunc(p.Definitions, func(d DefinitionTitle) bool { return d.ID == p.Definition }) {
		return nil, "definition"
	}
	if request.Importance == ImportanceStated {
		request.state(p)
		return p.finished(), ""
	}
	p.Outcome = request.outcome(p)
	if p.Outcome == nil {
		if request.Outcome != "" {
			return nil, "outcome"
		}
		p.Notes = append(p.Notes, noteNoOutcome())
		return p, ""
	}
	request.derive(p)
	return p.finished(), ""
}

// measured lists the definitions with responses, by id.
func (r *PrioritiesRequest) measured() []DefinitionTitle {
	list := []DefinitionTitle{}
	for _, group := range r.Side.Snapshot.Groups {
		at := slices.IndexFunc(list, func(d DefinitionTitle) bool { return d.ID == group.Definition.ID })
		if at < 0 {
			at, list = len(list), append(list, DefinitionTitle{ID: group.Definition.ID})
		}
		list[at].Responses += group.Responses
	}
	list = slices.DeleteFunc(list, func(d DefinitionTitle) bool { return r.newest(d.ID) == nil })
	for i := range list {
		list[i].Title = r.newest(list[i].ID).Title
	}
	return list
}

// newest gives the newest version of a definition that has responses, nil for none known.
func (r *PrioritiesRequest) newest(id string) *form.Definition {
	var newest *form.Definition
	for _, definition := range r.Definitions {
		if definition.ID == id && (newest == nil || definition.Version > newest.Version) {
			newest = definition
		}
	}
	return newest
}

func (r *PrioritiesRequest) outcomes(id string) []OutcomeTitle {
	list := []OutcomeTitle{}
	definition := r.newest(id)
	for i := range definition.Indicators {
		indicator := &definition.Indicators[i]
		if _, known := kinds[indicator.Kind]; known {
			list = append(list, OutcomeTitle{indicator.Name, titleOf(definition, indicator), indicator.Kind, id})
		}
	}
	return list
}

// outcome picks the outcome; nil when there is none, or none of that name.
func (r *PrioritiesRequest) outcome(p *Priorities) *OutcomeTitle {
	list := r.outcomes(p.Definition)
	if len(list) == 0 {
		return nil
	}
	definition := r.newest(p.Definition)
	pick := func(fits func(*form.Indicator) bool) *OutcomeTitle {
		for i := range list {
			at := slices.IndexFunc(definition.Indicators, func(indicator form.Indicator) bool { return indicator.Name == list[i].Name })
			if fits(&definition.Indicators[at]) {
				return &list[i]
			}
		}
		return nil
	}
	if r.Outcome != "" {
		return pick(func(i *form.Indicator) bool { return i.Name == r.Outcome })
	}
	if found := pick(func(i *form.Indicator) bool { return i.Kind == "nps" }); found != nil {
		return found
	}
	if found := pick(func(i *form.Indicator) bool { return touchpointOf(definition, i) == "" }); found != nil {
		return found
	}
	return &list[0]
}

// state takes the importance that the inventory states.
func (r *PrioritiesRequest) state(p *Priorities) {
	importance := map[string]*float64{}
	for _, touchpoint := range r.Touchpoints {
		importance[touchpoint.Name] = touchpoint.Importance
	}
	if r.Of == PrioritiesTouchpoints {
		p.Definition = ""
		trials, _ := Try(ComparisonRequest{Project: r.Project, FollowUp: r.Side, Definitions: r.Definitions, Touchpoints: r.Touchpoints, Roles: []string{RoleComposite}})
		for i := range trials {
			row := &trials[i].Row
			p.Points = append(p.Points, Priority{
				Indicator: row.Indicator, Title: row.Title, Touchpoint: row.Touchpoint, Importance: importance[row.Touchpoint], N: row.FollowUp.N, Level: row.FollowUp, Unit: row.Unit,
				Performance: row.FollowUp.Estimate, PerformanceInterval: row.FollowUp.Interval, Goal: row.Goal,
			})
		}
	} else {
		columns := r.columns(p.Definition)
		for _, column := range r.candidates(p.Definition, nil) {
			one := columns[column]
			if point, measured := one.point(); measured {
				point.Importance = importance[point.Touchpoint]
				p.Points = append(p.Points, point)
			}
		}
	}
	without := 0
	for _, point := range p.Points {
		if point.Importance == nil {
			without++
		}
	}
	if without > 0 {
		p.Notes = append(p.Notes, noteUnstated(without))
	}
}

// candidates are the columns that may drive an outcome: with a touchpoint, and from another
// question than the outcome, which would explain itself. Of several from one question the
// first takes part.
func (r *PrioritiesRequest) candidates(id string, outcome *form.Indicator) []string {
	definition := r.newest(id)
	asked := map[string]bool{}
	if outcome != nil {
		asked[outcome.Of] = true
	}
	touched := ""
	var columns []string
	for i := range definition.Indicators {
		indicator := &definition.Indicators[i]
		if outcome != nil && indicator.Of == outcome.Of && indicator.Of != "" {
			touched = cmp.Or(touched, touchpointOf(definition, indicator))
		}
		_, known := kinds[indicator.Kind]
		if r.Of == PrioritiesTouchpoints || !known || touchpointOf(definition, indicator) == "" || outcome != nil && indicator.Name == outcome.Name {
			continue
		}
		if key := cmp.Or(indicator.Of, indicator.Name); !asked[key] {
			asked[key] = true
			columns = append(columns, indicator.Name)
		}
	}
	if r.Of == PrioritiesTouchpoints {
		for _, touchpoint := range CompositeTouchpoints(definition) {
			if touchpoint != touched {
				columns = append(columns, CompositeName(touchpoint))
			}
		}
	}
	return slices.DeleteFunc(columns, func(column string) bool { return slices.Contains(r.Without, column) })
}

// columns gives every indicator and composite of a definition.
func (r *PrioritiesRequest) columns(definition string) map[string]single {
	found := map[string]single{}
	for _, one := range singles(ComparisonRequest{FollowUp: r.Side, Definitions: r.Definitions, Touchpoints: r.Touchpoints}, definition) {
		found[one.indicator.Name] = one
	}
	return found
}

// point says how a column does; not measured says that nobody has a value.
func (s *single) point() (Priority, bool) {
	if s.counts.Values.N() == 0 {
		return Priority{}, false
	}
	named, level := s.planned(), s.level()
	point := Priority{Indicator: named.Name, Title: named.Title, Touchpoint: touchpointOf(s.declared.definition, s.indicator), N: level.N, Level: level, Unit: named.Unit}
	point.Performance = rescaled(named.Scale, named.Better, level.Estimate)
	point.Goal = rescaled(named.Scale, named.Better, named.Goal)
	if level.Interval != nil {
		a, b := rescaled(named.Scale, named.Better, &level.Interval[0]), rescaled(named.Scale, named.Better, &level.Interval[1])
		if a != nil && b != nil {
			point.PerformanceInterval = &stats.Interval{math.Min(*a, *b), math.Max(*a, *b)}
		}
	}
	return point, true
}

// rescaled brings a value from its scale to 0 to 100, mirrored where lower is better; nil
// without a scale.
func rescaled(scale *stats.Interval, better string, x *float64) *float64 {
	if scale == nil || x == nil || !(scale[0] < scale[1]) {
		return nil
	}
	share := math.Min(1, math.Max(0, (*x-scale[0])/(scale[1]-scale[0])))
	if better == lower {
		share = 1 - share
	}
	return finite(100 * share)
}

// finished puts the most important first and finds the crosshair.
func (p *Priorities) finished() *Priorities {
	value := func(x *float64) float64 {
		if x == nil {
			return math.Inf(-1)
		}
		return *x
	}
	slices.SortStableFunc(p.Points, func(a, b Priority) int { return cmp.Compare(value(b.Importance), value(a.Importance)) })
	var importance, performance, n float64
	for _, point := range p.Points {
		if point.Importance != nil && point.Performance != nil {
			importance, performance, n = importance+*point.Importance, performance+*point.Performance, n+1
		}
	}
	p.Means = PriorityMeans{finite(importance / n), finite(performance / n)}
	return p
}
