package measure

import (
	"cmp"
	"slices"
	"sync"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Benchmark puts the own locations beside those of competitors, brand by brand, in one wave.
type Benchmark struct {
	Project       ProjectTitle      `json:"project"`
	Wave          fieldwork.Wave    `json:"wave"`
	Own           BenchmarkSize     `json:"own"`
	Brands        []BenchmarkBrand  `json:"brands"` // in the order of rows[].brands
	Touchpoints   []TouchpointTitle `json:"touchpoints"`
	Rows          []BenchmarkRow    `json:"rows"`
	Families      []Family          `json:"families"` // verdicts are corrected over all brands at once
	CountedStates []fieldwork.State `json:"countedStates"`
	ComputedAt    fieldwork.Instant `json:"computedAt"`
	Warnings      []Warning         `json:"warnings"`
}

// BenchmarkSize is how much of a wave is about somebody's locations.
type BenchmarkSize struct {
	Locations int   `json:"locations"`
	Responses int64 `json:"responses"`
}

// BenchmarkBrand is a competitor.
type BenchmarkBrand struct {
	Brand string `json:"brand"`
	BenchmarkSize
}

// BenchmarkRow is a column at the own locations and at every brand's. All is null with fewer
// than two brands. Levels have no distribution here.
type BenchmarkRow struct {
	Indicator          string             `json:"indicator"`
	Role               string             `json:"role"`
	Title              form.Text          `json:"title"`
	Kind               string             `json:"kind"`
	Touchpoint         string             `json:"touchpoint"`
	Definition         string             `json:"definition"` // id; "" for several
	Better             string             `json:"better"`
	Scale              *stats.Interval    `json:"scale"`
	Unit               form.Text          `json:"unit"`
	Goal               *float64           `json:"goal"`
	RelevantDifference *float64           `json:"relevantDifference"`
	Own                Level              `json:"own"`
	Brands             []BenchmarkAgainst `json:"brands"`
	All                *BenchmarkAgainst  `json:"all"` // all competitors taken together
}

// BenchmarkAgainst is the own level against a brand's: Change is own minus theirs, improved says
// that the own is better.
type BenchmarkAgainst struct {
	Brand    string  `json:"brand"`
	Level    Level   `json:"level"`
	Change   *Change `json:"change"`
	Verdict  Verdict `json:"verdict"`
	Relevant bool    `json:"relevant"`
	Method   Method  `json:"method"`
	Notes    []Note  `json:"notes"`
}

// Competitor is a brand, or with no name all brands together, and its part of the wave.
type Competitor struct {
	Brand string
	Size  BenchmarkSize
	Side  Side
}

// BenchmarkRequest asks for a benchmark. Own and the competitors are sides of the same wave.
type BenchmarkRequest struct {
	Project     fieldwork.Project
	Own         Side
	Size        BenchmarkSize
	Brands      []Competitor
	All         *Competitor // nil with fewer than two brands
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Roles       []string
	Touchpoint  string
	At          fieldwork.Instant
}

// BenchmarkOf compares the own locations with each competitor by the rules of Compare.
func BenchmarkOf(request BenchmarkRequest) *Benchmark {
	b := &Benchmark{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Wave: request.Own.Wave, Own: request.Size,
		Brands: []BenchmarkBrand{}, Rows: []BenchmarkRow{}, CountedStates: request.Project.Counted(), ComputedAt: request.At, Warnings: []Warning{},
	}
	pair := ComparisonRequest{
		Project: request.Project, FollowUp: request.Own, Definitions: request.Definitions, Touchpoints: request.Touchpoints,
		Roles: request.Roles, Touchpoint: request.Touchpoint, ByName: true, At: request.At,
	}
	competitors := slices.Clone(request.Brands)
	for _, brand := range request.Brands {
		b.Brands = append(b.Brands, BenchmarkBrand{brand.Brand, brand.Size})
	}
	if request.All != nil {
		competitors = append(competitors, *request.All)
	}
	if len(competitors) == 0 {
		competitors = []Competitor{{}} // the own levels are shown all the same
	}
	type tried struct {
		trials   []Trial
		warnings []Warning
	}
	all := make([]tried, len(competitors))
	var trying sync.WaitGroup
	for i, competitor := range competitors {
		against := pair
		against.Baseline = competitor.Side
		trying.Go(func() { all[i].trials, all[i].warnings = Try(against) })
	}
	trying.Wait()
	var trials []Trial
	var of []int // competitor of each trial
	for i, found := range all {
		for range found.trials {
			of = append(of, i)
		}
		trials, b.Warnings = append(trials, found.trials...), appendNew(b.Warnings, found.warnings)
	}
	b.Families = Judge(trials)
	b.fill(request, trials, of)
	rows := make([]Row, len(b.Rows))
	for i, row := range b.Rows {
		rows[i].Touchpoint = row.Touchpoint
	}
	b.Touchpoints = touchpointTitles(pair, rows)
	rank := map[string]int{"": len(b.Touchpoints)}
	for i, touchpoint := range b.Touchpoints {
		rank[touchpoint.Name] = i
	}
	slices.SortStableFunc(b.Rows, func(x, y BenchmarkRow) int { return cmp.Compare(rank[x.Touchpoint], rank[y.Touchpoint]) })
	return b
}

// fill gathers the trials of all competitors by column.
func (b *Benchmark) fill(request BenchmarkRequest, trials []Trial, of []int) {
	places := map[[2]string]int{}
	for k, trial := range trials {
		row := trial.Row
		row.Baseline.Distribution, row.FollowUp.Distribution = []DistributionBin{}, []DistributionBin{}
		key := [2]string{row.Indicator, row.Touchpoint}
		at, known := places[key]
		if !known {
			at = len(b.Rows)
			places[key] = at
			b.Rows = append(b.Rows, BenchmarkRow{
				Indicator: row.Indicator, Role: row.Role, Title: row.Title, Kind: row.Kind, Touchpoint: row.Touchpoint, Definition: row.Definition.ID,
				Better: row.Better, Scale: row.Scale, Unit: row.Unit, Goal: row.Goal, RelevantDifference: row.RelevantDifference, Brands: []BenchmarkAgainst{},
			})
		}
		into := &b.Rows[at]
		// The level shown is that of the first comparison in which the own locations have values.
		if into.Own.N == 0 {
			into.Own = row.FollowUp
		}
		against := BenchmarkAgainst{Level: row.Baseline, Change: row.Change, Verdict: row.Verdict, Relevant: row.Relevant, Method: row.Method, Notes: row.Notes}
		switch {
		case of[k] < len(request.Brands):
			against.Brand = request.Brands[of[k]].Brand
			into.Brands = append(into.Brands, against)
		case request.All != nil:
			into.All = &against
		}
	}
}
