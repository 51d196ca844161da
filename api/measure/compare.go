package measure

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// ComparisonRequest asks for a comparison of two sides. Definitions holds every version that
// a snapshot counts; Touchpoint, if set, leaves only its rows, and Column only that one (and
// corrects for as many comparisons as are left).
type ComparisonRequest struct {
	Project     fieldwork.Project
	Baseline    Side
	FollowUp    Side
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Roles       []string // of the rows; none: composites and indicators
	Touchpoint  string
	Column      string
	ByName      bool   // columns of one name are compared across definitions, as groups asked by different ones need
	Standardise string // trait whose mix is held, as the sides' Strata have it; "" for none
	Method      string // one of Methods instead of the rule's choice, where a row allows it; "" is the rule
	At          fieldwork.Instant

	quiet  bool               // what changed between versions is told by the whole that the rows are parts of
	voices map[[2]string]bool // column and definition: count in the comparison of groups although they weigh nothing
}

// Compare puts two sides side by side: a row for every composite and indicator of every
// definition that has responses in either, in the order of touchpoints, definitions and
// indicators.
func Compare(request ComparisonRequest) *Comparison {
	c := &Comparison{
		Project:    ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo},
		Baseline:   request.Baseline.Wave,
		FollowUp:   request.FollowUp.Wave,
		Confidence: Confidence, FalseDiscoveryRate: FalseDiscoveryRate, ComputedAt: request.At, CountedStates: request.Project.Counted(),
		Rows: []Row{}, Warnings: []Warning{},
	}
	trials, warnings := Try(request)
	c.Warnings = append(c.Warnings, warnings...)
	c.Families = Judge(trials)
	for _, trial := range trials {
		c.Rows = append(c.Rows, trial.Row)
	}
	c.Touchpoints = touchpointTitles(request, c.Rows)
	sortRows(c)
	return c
}

// Trial is a row whose numbers are there and whose verdict waits for the rows it is judged
// among. Its levels are final.
type Trial struct {
	Row  Row
	test test
	// What a combination of definitions needs besides.
	measured test // the numbers, also where they do not allow a verdict
	title    form.Text
	clusters [2][]string // names of the clusters on each side, of composites
	singles  [2]int64    // responses without one
}

// Try makes every row of a comparison without judging it; whoever shows rows of several
// comparisons at once judges them together.
func Try(request ComparisonRequest) ([]Trial, []Warning) {
	subjects, warnings := subjectsOf(request)
	trials, found := request.try(subjects)
	return trials, append(warnings, found...)
}

func (request *ComparisonRequest) try(subjects []*subject) ([]Trial, []Warning) {
	var warnings []Warning
	words := request.sides()
	trials, found := make([]Trial, len(subjects)), make([][]Warning, len(subjects))
	asked := request.combinable(subjects)
	onEveryProcessor(len(subjects), func(i int) {
		subjects[i].quiet = request.quiet
		trials[i], found[i] = subjects[i].compare(asked(subjects[i]), words)
	})
	for _, of := range found {
		warnings = append(warnings, of...)
	}
	trials = request.combined(trials, words)
	for i := range trials {
		if trials[i].Row.Method.Name != MethodNone && !words.groups { // no group is on the way from another to the goal
			trials[i].Row.attain(trials[i].test.change)
		}
	}
	return trials, warnings
}

// fewRows is up to how many rows are not worth another processor.
const fewRows = 8

// onEveryProcessor does n things that do not depend on each other.
func onEveryProcessor(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n/fewRows)
	if workers < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var working sync.WaitGroup
	for range workers {
		working.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	working.Wait()
}

// Family is the rows that one correction for many comparisons is about, by their role.
type Family struct {
	Role  string `json:"role"`
	Tests int    `json:"tests"` // rows with a test
}

// Judge gives every tested row its change, verdict and, where undecided, the responses needed,
// with q over all rows of the same role among the trials. Roles without rows have no family.
func Judge(trials []Trial) []Family {
	families := []Family{}
	for _, role := range Roles {
		var members []*Trial
		var p []float64
		family := Family{Role: role}
		for i := range trials {
			if trials[i].Row.Role != role {
				continue
			}
			members, p = append(members, &trials[i]), append(p, trials[i].test.change.P)
			if !math.IsNaN(trials[i].test.change.P) {
				family.Tests++
			}
		}
		for i, q := range stats.FalseDiscovery(p) {
			if members[i].test.decidable() {
				members[i].Row.conclude(members[i].test, q)
			}
		}
		if len(members) > 0 {
			families = append(families, family)
		}
	}
	return families
}

// touchpointTitles lists the inventory that rows belong to, then touchpoints that only
// definitions name.
func touchpointTitles(request ComparisonRequest, rows []Row) []TouchpointTitle {
	used := map[string]bool{}
	for _, row := range rows {
		used[row.Touchpoint] = row.Touchpoint != ""
	}
	titles, last := []TouchpointTitle{}, 0
	inventory := slices.SortedFunc(slices.Values(request.Touchpoints), func(a, b fieldwork.Touchpoint) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
	})
	for _, touchpoint := range inventory {
		if used[touchpoint.Name] {
			titles = append(titles, TouchpointTitle{touchpoint.Name, touchpoint.Title, touchpoint.Order})
			used[touchpoint.Name] = false
		}
		last = max(last, touchpoint.Order)
	}
	for _, row := range rows {
		if used[row.Touchpoint] {
			last++
			titles = append(titles, TouchpointTitle{row.Touchpoint, form.Text{"en": row.Touchpoint, "de": row.Touchpoint}, last})
			used[row.Touchpoint] = false
		}
	}
	return titles
}

// sortRows groups rows by touchpoint; rows without one come last. Within a touchpoint the
// order of definitions and indicators stays.
func sortRows(c *Comparison) {
	rank := map[string]int{"": len(c.Touchpoints)}
	for i, touchpoint := range c.Touchpoints {
		rank[touchpoint.Name] = i
	}
	slices.SortStableFunc(c.Rows, func(a, b Row) int { return cmp.Compare(rank[a.Touchpoint], rank[b.Touchpoint]) })
}
