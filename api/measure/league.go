package measure

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// League ranks the locations of a wave by one column, with the ranks that chance allows.
type League struct {
	Project       ProjectTitle      `json:"project"`
	Wave          fieldwork.Wave    `json:"wave"`
	Baseline      *fieldwork.Wave   `json:"baseline"` // that changes are against; null for none
	Indicator     PlannedIndicator  `json:"indicator"`
	Rows          []LeagueRow       `json:"rows"`   // best first
	TooFew        []LeagueTooFew    `json:"tooFew"` // left out of the ranking
	Method        Method            `json:"method"`
	Families      []Family          `json:"families"` // of the changes
	CountedStates []fieldwork.State `json:"countedStates"`
	ComputedAt    fieldwork.Instant `json:"computedAt"`
	Notes         []Note            `json:"notes"`
}

// LeagueLocation is a location as the table names it.
type LeagueLocation struct {
	Code       string   `json:"code"`
	Title      string   `json:"title"`
	Brand      string   `json:"brand"`
	Tags       []string `json:"tags"`
	Competitor bool     `json:"competitor"`
}

// LeagueRow is a location with its rank. Best and Worst bound the ranks that chance allows, for
// all locations at once with 95 % confidence; Tied says that the rank is not certain. Levels have
// no distribution here. Change, Verdict and PreviousLevel are null without a baseline.
type LeagueRow struct {
	Location      LeagueLocation `json:"location"`
	Level         Level          `json:"level"`
	Rank          int            `json:"rank"`
	Best          int            `json:"best"`
	Worst         int            `json:"worst"`
	Tied          bool           `json:"tied"`
	PreviousLevel *Level         `json:"previousLevel"`
	Change        *Change        `json:"change"`
	Verdict       *Verdict       `json:"verdict"`
	Relevant      bool           `json:"relevant"`
	Notes         []Note         `json:"notes"`
}

// LeagueTooFew is a location with too few responses, or clusters, for a standard error.
type LeagueTooFew struct {
	Location LeagueLocation `json:"location"`
	N        int64          `json:"n"`
}

// LeagueRequest asks for a league. Both sides are split by location, and within by cluster.
type LeagueRequest struct {
	Project     fieldwork.Project
	Side        Side
	Baseline    *Side // nil for none
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Column      string
	Definition  string // id; "" is all that have the column: composites combine, of others it is the one with the most values
	Locations   []*fieldwork.Location
	At          fieldwork.Instant
}

// LeagueOf ranks locations; found says whether a response of the wave has the column.
func LeagueOf(request LeagueRequest) (league *League, found bool) {
	pair := ComparisonRequest{
		Project: request.Project, FollowUp: request.Side, Definitions: request.Definitions, Touchpoints: request.Touchpoints,
		Column: request.Column, At: request.At,
	}
	l := &League{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Wave: request.Side.Wave, Rows: []LeagueRow{}, TooFew: []LeagueTooFew{},
		CountedStates: request.Project.Counted(), ComputedAt: request.At, Notes: []Note{},
	}
	if request.Baseline != nil {
		pair.Baseline, l.Baseline = *request.Baseline, &request.Baseline.Wave
	}
	subjects := request.subjects(pair)
	if len(subjects) == 0 {
		return nil, false
	}
	trials, codes := pair.byLocation(subjects)
	l.Families = Judge(trials)
	named := map[string]*fieldwork.Location{}
	for _, location := range request.Locations {
		named[location.Code] = location
	}
	var nowhere int64
	for i := range trials {
		row := &trials[i].Row
		if codes[i] == "" {
			nowhere = row.FollowUp.N
			continue
		}
		row.FollowUp.Distribution, row.Baseline.Distribution = []DistributionBin{}, []DistributionBin{}
		location := leagueLocation(codes[i], named[codes[i]])
		switch {
		case row.FollowUp.N == 0:
		case row.FollowUp.N < 2 || row.FollowUp.StandardError == nil:
			l.TooFew = append(l.TooFew, LeagueTooFew{location, row.FollowUp.N})
		default:
			l.Rows = append(l.Rows, leagueRow(location, row, request.Baseline != nil))
		}
	}
	l.Indicator = plannedFor(subjects, trials)
	l.rank(subjects[0].reference.kind.family)
	for _, s := range subjects {
		l.Notes = append(l.Notes, s.versionNotes(pair.sides())...)
	}
	if nowhere > 0 {
		l.Notes = append(l.Notes, noteNowhere(nowhere))
	}
	return l, true
}

// subjects gives the column of the definitions that take part.
func (r *LeagueRequest) subjects(pair ComparisonRequest) []*subject {
	all, _ := subjectsOf(pair)
	if r.Definition != "" {
		return slices.DeleteFunc(all, func(s *subject) bool { return s.definition != r.Definition })
	}
	if len(all) < 2 || RoleOf(r.Column) == RoleComposite {
		return all
	}
	size := func(s *subject) int64 {
		pooled, _ := pool(s.reference, s.followUp)
		return pooled.counts.Values.N()
	}
	return []*subject{slices.MaxFunc(all, func(a, b *subject) int { return cmp.Compare(size(a), size(b)) })}
}

// byLocation makes a trial for every location that either side has, in the order of codes; ""
// is the responses without one.
func (r *ComparisonRequest) byLocation(subjects []*subject) (trials []Trial, codes []string) {
	places := map[string]map[*subject]*located{}
	for _, s := range subjects {
		for side, versions := range [][]declared{s.baseline, s.followUp} {
			for v := range versions {
				for _, part := range versions[v].counts.By {
					if places[part.Value] == nil {
						places[part.Value] = map[*subject]*located{}
					}
					if places[part.Value][s] == nil {
						places[part.Value][s] = &located{}
					}
					places[part.Value][s].add(side, v, part)
				}
			}
		}
	}
	r.quiet = true // what changed between versions is said once, not by location
	named := slices.Sorted(maps.Keys(places))
	tried := make([][]Trial, len(named))
	onEveryProcessor(len(named), func(i int) {
		var here []*subject
		for _, s := range subjects {
			if found := places[named[i]][s]; found != nil {
				here = append(here, found.of(s))
			}
		}
		tried[i], _ = r.try(here)
	})
	for i, found := range tried {
		for _, trial := range found {
			trials, codes = append(trials, trial), append(codes, named[i])
		}
	}
	return trials, codes
}

// located is the parts of one location, by side and number of the version.
type located struct {
	parts [2][]versionPart
	names map[string]bool // of clusters
}

type versionPart struct {
	version int
	part    Part
}

func (l *located) add(side, version int, part Part) {
	l.parts[side] = append(l.parts[side], versionPart{version, part})
	for _, cluster := range part.Across {
		if cluster.Value != "" {
			if l.names == nil {
				l.names = map[string]bool{}
			}
			l.names[cluster.Value] = true
		}
	}
}

// of gives the subject with the counts of the location alone. When the location itself is the
// cluster its responses are independent of each other: what they share is what is ranked.
func (l *located) of(s *subject) *subject {
	here := *s
	sides := [2][]declared{}
	for side, versions := range [][]declared{s.baseline, s.followUp} {
		for _, found := range l.parts[side] {
			d := versions[found.version]
			d.counts = Counts{Values: found.part.Values, Weights: found.part.Weights, Absent: found.part.Absent}
			if len(l.names) > 1 {
				d.counts.By = found.part.Across
			}
			sides[side] = append(sides[side], d)
		}
	}
	here.baseline, here.followUp = sides[0], sides[1]
	return &here
}

func leagueLocation(code string, known *fieldwork.Location) LeagueLocation {
	if known == nil {
		return LeagueLocation{Code: code, Title: code, Tags: []string{}}
	}
	return LeagueLocation{code, known.Title, known.Brand, append([]string{}, known.Tags...), known.Competitor}
}

func leagueRow(location LeagueLocation, row *Row, compared bool) LeagueRow {
	line := LeagueRow{Location: location, Level: row.FollowUp, Notes: []Note{}}
	if compared {
		line.Change, line.Verdict, line.Relevant, line.Notes = row.Change, &row.Verdict, row.Relevant, row.Notes
		if row.Baseline.N > 0 {
			line.PreviousLevel = &row.Baseline
		}
	}
	return line
}

// plannedFor names the column as its rows do; combined ones are of no single definition.
func plannedFor(subjects []*subject, trials []Trial) PlannedIndicator {
	s := subjects[0]
	one := single{declared: s.reference, definition: s.definition}
	named := one.planned()
	if len(subjects) > 1 {
		named.Definition = ""
	}
	if len(trials) > 0 {
		named.Title = trials[0].Row.Title
	}
	return named
}

// rank orders the rows and says which ranks chance allows.
func (l *League) rank(family family) {
	sign := 1.0
	if l.Indicator.Better == lower {
		sign = -1
	}
	values := make([]float64, len(l.Rows))
	for i := range l.Rows {
		values[i] = sign * l.Rows[i].Level.shown()
	}
	pairs, few := l.pairs(family)
	for i, standing := range stats.Standings(values, FalseDiscoveryRate, pairs) {
		row := &l.Rows[i]
		row.Rank, row.Best, row.Worst, row.Tied = standing.Rank, standing.Best, standing.Worst, standing.Best != standing.Worst
	}
	slices.SortStableFunc(l.Rows, func(a, b LeagueRow) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Best, b.Best), cmp.Compare(a.Location.Code, b.Location.Code))
	})
	l.Method = methodLeague(len(l.Rows), family, l.regarded())
	if few {
		l.Notes = append(l.Notes, noteLeagueNoSpread())
	}
}

// regarded tells whether clusters, weights or several definitions are behind the levels.
func (l *League) regarded() bool {
	return l.Indicator.Definition == "" || slices.ContainsFunc(l.Rows, func(r LeagueRow) bool { return r.Level.Clusters != nil || r.Level.EffectiveN != nil })
}

// pairs gives the test of two locations; few tells that a location has few values, all equal,
// and so cannot be told from others.
func (l *League) pairs(family family) (pairs stats.Pairwise, few bool) {
	if family == shares && !l.regarded() {
		all := make([]stats.Proportion, len(l.Rows))
		for i, row := range l.Rows {
			all[i] = stats.Proportion{Count: int64(math.Round(*row.Level.Estimate * float64(row.Level.N))), N: row.Level.N}
		}
		return stats.SharePairs(all), false
	}
	all := make([]stats.Estimated, len(l.Rows))
	unsure := make([]bool, len(l.Rows))
	for i, row := range l.Rows {
		all[i] = stats.Estimated{Value: row.Level.shown(), StandardError: *row.Level.StandardError, DegreesOfFreedom: row.Level.degrees}
		if math.IsNaN(all[i].DegreesOfFreedom) {
			all[i].DegreesOfFreedom = math.Inf(1)
		}
		unsure[i] = *row.Level.StandardError == 0 && row.Level.N < fewValues
		few = few || unsure[i]
	}
	student := stats.StudentPairs(all, FalseDiscoveryRate)
	return func(i, j int) float64 {
		if unsure[i] || unsure[j] {
			return math.NaN()
		}
		return student(i, j)
	}, few
}
