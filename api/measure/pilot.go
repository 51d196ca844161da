package measure

import (
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Pilot compares how test locations changed with how control locations did meanwhile.
type Pilot struct {
	Project            ProjectTitle      `json:"project"`
	Baseline           fieldwork.Wave    `json:"baseline"`
	FollowUp           fieldwork.Wave    `json:"followUp"`
	Arms               PilotArms         `json:"arms"`
	Confidence         float64           `json:"confidence"`
	FalseDiscoveryRate float64           `json:"falseDiscoveryRate"`
	CountedStates      []fieldwork.State `json:"countedStates"`
	ComputedAt         fieldwork.Instant `json:"computedAt"`
	Touchpoints        []TouchpointTitle `json:"touchpoints"`
	Families           []Family          `json:"families"`
	Rows               []PilotRow        `json:"rows"`
	Warnings           []Warning         `json:"warnings"`
}

// PilotArms are the two groups of locations.
type PilotArms struct {
	Test    PilotArm `json:"test"`
	Control PilotArm `json:"control"`
}

// PilotArm is an arm of the follow-up wave with how many locations belong to it.
type PilotArm struct {
	Name      string    `json:"name"`
	Title     form.Text `json:"title"`
	Locations int       `json:"locations"`
}

// PilotRow is one column in a pilot. Change is the difference in differences: follow-up minus
// baseline of the test arm, minus the same of the control arm.
type PilotRow struct {
	Indicator          string           `json:"indicator"`
	Role               string           `json:"role"`
	Title              form.Text        `json:"title"`
	Kind               string           `json:"kind"`
	Touchpoint         string           `json:"touchpoint"`
	Definition         ComparedVersions `json:"definition"`
	Better             string           `json:"better"`
	Scale              *stats.Interval  `json:"scale"`
	Unit               form.Text        `json:"unit"`
	Goal               *float64         `json:"goal"`
	RelevantDifference *float64         `json:"relevantDifference"`
	Test               PilotLevels      `json:"test"`
	Control            PilotLevels      `json:"control"`
	Change             *Change          `json:"change"`
	Method             Method           `json:"method"`
	Verdict            Verdict          `json:"verdict"`
	Relevant           bool             `json:"relevant"`
	Needed             *Needed          `json:"needed"` // responses (and clusters) per arm and wave
	Parallel           *Parallel        `json:"parallel"`
	Notes              []Note           `json:"notes"`
}

// PilotLevels are the levels of one arm.
type PilotLevels struct {
	Baseline Level `json:"baseline"`
	FollowUp Level `json:"followUp"`
}

// Parallel is by how much the arms differed before anything was done: test minus control in
// the baseline. It cannot prove that both would have gone the same way, but warns.
type Parallel struct {
	Estimate float64        `json:"estimate"`
	Interval stats.Interval `json:"interval"`
	P        float64        `json:"p"`
}

// PilotRequest asks for a pilot: two comparisons of the same waves, one for each arm. What
// concerns both is read from Test.
type PilotRequest struct {
	Test, Control ComparisonRequest
	Arms          PilotArms
}

// MethodDifferences is the difference in differences of a pilot.
const MethodDifferences = "differenceInDifferences"

// PilotOf compares the arms of a pilot.
func PilotOf(request PilotRequest) *Pilot {
	r := request.Test
	p := &Pilot{
		Project:  ProjectTitle{r.Project.ID, r.Project.Title, r.Project.Demo},
		Baseline: r.Baseline.Wave, FollowUp: r.FollowUp.Wave, Arms: request.Arms,
		Confidence: Confidence, FalseDiscoveryRate: FalseDiscoveryRate, CountedStates: r.Project.Counted(), ComputedAt: r.At,
		Rows: []PilotRow{}, Warnings: []Warning{},
	}
	trials, warnings := request.try()
	p.Warnings = append(p.Warnings, warnings...)
	verdicts := make([]Trial, len(trials))
	for i := range trials {
		verdicts[i] = trials[i].verdict()
	}
	p.Families = Judge(verdicts)
	var rows []Row
	for i := range trials {
		p.Rows = append(p.Rows, trials[i].row(verdicts[i].Row))
		rows = append(rows, verdicts[i].Row)
	}
	p.Touchpoints = touchpointTitles(r, rows)
	rank := map[string]int{"": len(p.Touchpoints)}
	for i, touchpoint := range p.Touchpoints {
		rank[touchpoint.Name] = i
	}
	slices.SortStableFunc(p.Rows, func(a, b PilotRow) int { return rank[a.Touchpoint] - rank[b.Touchpoint] })
	return p
}

// pilotTrial is a column in both arms before its verdict.
type pilotTrial struct {
	test, control Trial
	change        test // the difference in differences
	parallel      stats.Change
	method        Method
	tested        bool
}

// try makes the trials of a pilot; composites that several definitions feed are combined.
func (r *PilotRequest) try() ([]pilotTrial, []Warning) {
	subjects, warnings := subjectsOf(r.Test)
	others, more := subjectsOf(r.Control)
	for _, warning := range more {
		if !slices.ContainsFunc(warnings, func(w Warning) bool { return w.Text["en"] == warning.Text["en"] }) {
			warnings = append(warnings, warning)
		}
	}
	words := r.Test.sides()
	var trials []pilotTrial
	for _, s := range subjects {
		at := slices.IndexFunc(others, func(o *subject) bool { return o.column == s.column && o.definition == s.definition })
		other := &subject{column: s.column, definition: s.definition, reference: s.reference}
		if at >= 0 {
			other = others[at]
			others = slices.Delete(others, at, at+1)
		}
		trial, found := comparePilot(s, other, words)
		trials, warnings = append(trials, trial), append(warnings, found...)
	}
	for _, other := range others {
		trial, found := comparePilot(&subject{column: other.column, definition: other.definition, reference: other.reference}, other, words)
		trials, warnings = append(trials, trial), append(warnings, found...)
	}
	return r.combined(trials, words), warnings
}

// comparePilot tests one column of one definition.
func comparePilot(s, other *subject, words sides) (pilotTrial, []Warning) {
	test, warnings := s.compare("", words)
	control, more := other.compare("", words)
	for _, warning := range more {
		if !slices.ContainsFunc(warnings, func(w Warning) bool { return w.Code == warning.Code }) {
			warnings = append(warnings, warning)
		}
	}
	p := pilotTrial{test: test, control: control, change: untested(), parallel: stats.Change{Estimate: math.NaN(), StandardError: math.NaN(), P: math.NaN()}}
	cells, fit := pilotCells(s, other)
	n := [4]int64{test.Row.Baseline.N, test.Row.FollowUp.N, control.Row.Baseline.N, control.Row.FollowUp.N}
	switch least := min(n[0], n[1], n[2], n[3]); {
	case !fit:
		p.method = noneRedefined()
	case least < 2:
		p.method = nonePilotFew(n)
	default:
		p.estimate(cells, n)
	}
	return p, warnings
}

// row tells a judged trial as the table shows it.
func (p *pilotTrial) row(judged Row) PilotRow {
	return PilotRow{
		Indicator: judged.Indicator, Role: judged.Role, Title: judged.Title, Kind: judged.Kind, Touchpoint: judged.Touchpoint,
		Definition: judged.Definition, Better: judged.Better, Scale: judged.Scale, Unit: judged.Unit, Goal: judged.Goal,
		RelevantDifference: judged.RelevantDifference,
		Test:               PilotLevels{p.test.Row.Baseline, p.test.Row.FollowUp}, Control: PilotLevels{p.control.Row.Baseline, p.control.Row.FollowUp},
		Change: judged.Change, Method: judged.Method, Verdict: judged.Verdict, Relevant: judged.Relevant, Needed: judged.Needed,
		Parallel: p.shownParallel(), Notes: judged.Notes,
	}
}

func (p *pilotTrial) shownParallel() *Parallel {
	if limits(p.parallel.Interval) == nil || math.IsNaN(p.parallel.P) {
		return nil
	}
	return &Parallel{p.parallel.Estimate, p.parallel.Interval, p.parallel.P}
}

// verdict gives the trial that is judged: the column with the smaller of both arms on each
// side, since that is what has to grow.
func (p *pilotTrial) verdict() Trial {
	row := p.test.Row
	if row.Baseline.N+row.FollowUp.N == 0 {
		row = p.control.Row // its titles are those of a version somebody answered
	}
	row.Baseline, row.FollowUp = smaller(p.test.Row.Baseline, p.control.Row.Baseline), smaller(p.test.Row.FollowUp, p.control.Row.FollowUp)
	row.Change, row.Needed, row.GoalAttainment, row.Relevant = nil, nil, nil, false
	row.Method, row.Verdict, row.Notes = p.method, NoTest, p.notes()
	if !p.tested {
		return Trial{Row: row, test: untested()}
	}
	row.Verdict = ""
	return Trial{Row: row, test: p.change}
}

func smaller(a, b Level) Level {
	least := Level{N: min(a.N, b.N)}
	if a.Clusters != nil && b.Clusters != nil {
		clusters := min(*a.Clusters, *b.Clusters)
		least.Clusters = &clusters
	}
	return least
}

// notes are what concerns the versions of both arms, and that the arms stood apart before.
func (p *pilotTrial) notes() []Note {
	notes := []Note{}
	for _, note := range slices.Concat(p.test.Row.Notes, p.control.Row.Notes) {
		about := slices.Contains(versionNoteCodes, note.Code) || note.Code == codeLeftOut
		if about && !slices.ContainsFunc(notes, func(n Note) bool { return n.Text["en"] == note.Text["en"] }) {
			notes = append(notes, note)
		}
	}
	if p.tested && p.parallel.P <= FalseDiscoveryRate {
		notes = append(notes, noteNotParallel())
	}
	return notes
}
