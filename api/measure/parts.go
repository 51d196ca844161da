package measure

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"touchstone/api/fieldwork"
)

// mostParts bounds the rows of a comparison by parts; those with most responses stay.
const mostParts = 1000

// Parts is one column compared within every part of the responses, beside the whole.
type Parts struct {
	Project            ProjectTitle      `json:"project"`
	Baseline           fieldwork.Wave    `json:"baseline"`
	FollowUp           fieldwork.Wave    `json:"followUp"`
	By                 string            `json:"by"`
	FalseDiscoveryRate float64           `json:"falseDiscoveryRate"`
	CountedStates      []fieldwork.State `json:"countedStates"`
	ComputedAt         fieldwork.Instant `json:"computedAt"`
	Whole              Row               `json:"whole"`    // judged by itself
	Families           []Family          `json:"families"` // of the parts
	Rows               []Row             `json:"rows"`     // judged together, the largest change first
}

// PartsRequest asks for a column by parts. The sides of the comparison are split by TraitCluster
// as ever; their Strata are split by the trait behind the parts, across TraitCluster.
type PartsRequest struct {
	ComparisonRequest        // Column names what is compared
	By                string // what the parts are told apart by
	// Merge, if not nil, gives the parts that a value of the trait belongs to: the tags of a
	// location, for example. nil takes every value as a part.
	Merge func(value string) []string
}

// CompareParts compares a column within every part; found tells whether any response has it.
func CompareParts(request PartsRequest) (parts *Parts, found bool) {
	baseline, followUp := request.split(request.Baseline), request.split(request.FollowUp)
	request.Baseline.Strata, request.FollowUp.Strata = Snapshot{}, Snapshot{}
	whole, _ := Try(request.ComparisonRequest)
	if len(whole) == 0 {
		return nil, false
	}
	whole = whole[:1]
	Judge(whole)
	parts = &Parts{
		Project:  ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo},
		Baseline: request.Baseline.Wave, FollowUp: request.FollowUp.Wave, By: request.By, FalseDiscoveryRate: FalseDiscoveryRate,
		CountedStates: request.Project.Counted(), ComputedAt: request.At, Whole: whole[0].Row, Rows: []Row{},
	}
	values := map[string]bool{}
	for value := range baseline {
		values[value] = true
	}
	for value := range followUp {
		values[value] = true
	}
	var trials []Trial
	for _, value := range slices.Sorted(maps.Keys(values)) {
		one := request.ComparisonRequest
		one.quiet = true
		one.Baseline.Snapshot, one.FollowUp.Snapshot = baseline[value], followUp[value]
		alone := request.By == TraitLocation && oneCluster(request.Column, one.Baseline.Snapshot, one.FollowUp.Snapshot)
		made, _ := Try(one)
		if len(made) == 0 {
			continue
		}
		trial := made[0]
		trial.Row.Part = &RowPart{By: request.By, Value: value}
		if alone {
			trial.Row.Notes = append(trial.Row.Notes, noteWithinLocation())
		}
		trials = append(trials, trial)
	}
	slices.SortStableFunc(trials, func(a, b Trial) int {
		return cmp.Compare(b.Row.Baseline.N+b.Row.FollowUp.N, a.Row.Baseline.N+a.Row.FollowUp.N)
	})
	trials = trials[:min(len(trials), mostParts)]
	parts.Families = Judge(trials)
	for _, trial := range trials {
		parts.Rows = append(parts.Rows, trial.Row)
	}
	slices.SortStableFunc(parts.Rows, func(a, b Row) int { return cmp.Compare(b.size(), a.size()) })
	return parts, true
}

// size is that of the change; rows without one come last.
func (r *Row) size() float64 {
	if r.Change == nil {
		return -1
	}
	return math.Abs(r.Change.Estimate)
}

// split gives the snapshot of every part: its values, and its clusters as the split.
func (r *PartsRequest) split(side Side) map[string]Snapshot {
	found := map[string]Snapshot{}
	for _, group := range side.Strata.Groups {
		counts, has := group.Indicators[r.Column]
		if !has {
			continue
		}
		byPart := map[string][]Counts{}
		for _, part := range counts.By {
			names := []string{part.Value}
			if r.Merge != nil {
				names = r.Merge(part.Value)
			}
			for _, name := range names {
				byPart[name] = append(byPart[name], part.counts())
			}
		}
		for name, list := range byPart {
			one := list[0]
			if len(list) > 1 {
				one = added(list)
			}
			snapshot := found[name]
			snapshot.Project, snapshot.Wave = side.Strata.Project, side.Strata.Wave
			snapshot.Groups = append(snapshot.Groups, Group{
				Definition: group.Definition, Responses: one.Values.N() + one.Missing + one.NotApplicable + one.NotRelevant,
				Indicators: map[string]Counts{r.Column: one},
			})
			found[name] = snapshot
		}
	}
	return found
}

// oneCluster tells whether all responses of a part are of one cluster, and then lets them count
// as independent: about a single location, that it is one says nothing about its responses.
func oneCluster(column string, snapshots ...Snapshot) bool {
	name, named := "", false
	for _, s := range snapshots {
		for _, group := range s.Groups {
			for _, part := range group.Indicators[column].By {
				if part.Value == "" || named && part.Value != name {
					return false
				}
				name, named = part.Value, true
			}
		}
	}
	for _, s := range snapshots {
		for _, group := range s.Groups {
			counts := group.Indicators[column]
			counts.By = nil
			group.Indicators[column] = counts
		}
	}
	return named
}
