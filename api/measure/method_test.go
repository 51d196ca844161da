package measure_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// respond is a response as the tests of methods write it.
type respond struct {
	wave, cluster string
	value, weight float64 // weight 0 is none
}

func compareBy(asked string, kind string, responses []respond) measure.Row {
	tally := measure.NewTally()
	for i, r := range responses {
		c := contribution(fmt.Sprint(i), 1, r.wave, map[string]fieldwork.IndicatorValue{"it": number(r.value)})
		c.Traits = map[string]string{measure.TraitCluster: r.cluster}
		if r.weight != 0 {
			c.Weight = &r.weight
		}
		tally.Apply(c)
	}
	side := func(wave string) measure.Side {
		return measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitCluster})}
	}
	return measure.Compare(measure.ComparisonRequest{
		Baseline: side("before"), FollowUp: side("after"), Method: asked,
		Definitions: []*form.Definition{visit(1, form.Indicator{Name: "it", Kind: kind})},
	}).Rows[0]
}

// visits are so many responses of each of some clusters in both waves.
func visits(clusters, each int, weighted bool) []respond {
	var all []respond
	for c := range clusters {
		for i := range each {
			for w, wave := range []string{"before", "after"} {
				r := respond{wave, fmt.Sprint("zh", c), float64((c*5+i*3+w*(1+c%2))%7 + 2*w), 0}
				if weighted {
					r.weight = 1 + float64((c+i)%3)/2
				}
				all = append(all, r)
			}
		}
	}
	return all
}

func shareOf(all []respond) []respond {
	for i := range all {
		all[i].value = math.Min(1, math.Floor(all[i].value/3))
	}
	return all
}

func TestTheRuleChoosesTheMethod(t *testing.T) {
	alone := visits(30, 1, false)
	for i := range alone {
		alone[i].cluster = ""
	}
	aloneWeighted := visits(30, 1, true)
	for i := range aloneWeighted {
		aloneWeighted[i].cluster = ""
	}
	apart := visits(30, 1, false)
	for i := range apart {
		apart[i].cluster += apart[i].wave
	}
	for _, c := range []struct {
		name, asked, kind string
		responses         []respond
		want              string // method, those allowed, notes
	}{
		{"nothing in common", "", "mean", alone, "welch [welch mannWhitney] "},
		{"every cluster once", "", "mean", apart, "welch [welch mannWhitney] "},
		{"the same locations, several visits", "", "mean", visits(8, 3, false), "cluster [cluster paired welch mannWhitney] "},
		{"the same locations, one visit", "", "mean", visits(8, 1, false), "paired [paired cluster welch mannWhitney] fewValues"},
		{"shares of the same locations, one visit", "", "share", shareOf(visits(12, 1, false)), "paired [paired cluster newcombe] "},
		{"shares in clusters", "", "share", shareOf(visits(8, 3, false)), "cluster [cluster paired newcombe] "},
		{"weights", "", "mean", aloneWeighted, "weighted [weighted welch mannWhitney] "},
		{"weights and clusters", "", "mean", visits(8, 3, true), "weighted [weighted cluster paired welch mannWhitney] "},
		{"three clusters", "", "mean", visits(3, 9, false), "none [welch mannWhitney] "},
		{"three clusters, asked all the same", "independent", "mean", visits(3, 9, false), "welch [welch mannWhitney] clusterIgnored"},
		{"asked for independence", "independent", "mean", visits(8, 3, true), "welch [weighted cluster paired welch mannWhitney] clusterIgnored weightIgnored"},
		{"asked for ranks", "mannWhitney", "mean", visits(8, 3, false), "mannWhitney [cluster paired welch mannWhitney] clusterIgnored"},
		{"asked for ranks of shares", "mannWhitney", "share", shareOf(visits(8, 3, false)), "cluster [cluster paired newcombe] methodUnfit"},
		{"asked for pairs where a location is new", "paired", "mean", append(visits(8, 3, false), respond{"after", "new", 5, 0}), "paired [cluster paired welch mannWhitney] unpaired"},
		{"net promoter scores in clusters", "", "nps", promoters(visits(8, 3, false)), "cluster [cluster paired adjustedWald] "},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := compareBy(c.asked, c.kind, c.responses)
			var notes []string
			for _, note := range row.Notes {
				notes = append(notes, note.Code)
				if note.Text["en"] == "" || note.Text["de"] == "" || strings.Contains(note.Text["en"]+note.Text["de"], "%!") {
					t.Errorf("%s has no text in one language: %v", note.Code, note.Text)
				}
			}
			if got := fmt.Sprint(row.Method.Name, " ", row.Method.Allowed, " ", strings.Join(notes, " ")); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if strings.Contains(row.Method.Reason["en"]+row.Method.Reason["de"], "%!") {
				t.Error(row.Method.Reason)
			}
			if problem := broken(row); problem != "" {
				t.Error(problem)
			}
		})
	}
}

func promoters(all []respond) []respond {
	for i := range all {
		all[i].value = []float64{-100, 0, 100}[int(all[i].value)%3]
	}
	return all
}

// The row must say what the statistics say of the responses written down one by one.
func TestClusteredRowsAreTheStatistics(t *testing.T) {
	responses := visits(9, 4, false)
	clusters := map[string]stats.Cluster{}
	var list []stats.Cluster
	for _, r := range responses {
		c, known := clusters[r.cluster]
		if !known {
			c = stats.Cluster{Cells: make([]stats.Cell, 2)}
			clusters[r.cluster] = c
			list = append(list, c)
		}
		cell := &c.Cells[map[string]int{"before": 0, "after": 1}[r.wave]]
		cell.N++
		cell.Sum += r.value
	}
	want := stats.Contrast(list, nil, []float64{-1, 1})
	row := compareBy("", "mean", responses)
	if math.Abs(row.Change.Estimate-want.Estimate) > 1e-12 || math.Abs(row.Change.StandardError-want.StandardError) > 1e-12 || math.Abs(row.Change.P-want.P) > 1e-12 {
		t.Errorf("got %+v, want %+v", row.Change, want)
	}
	if *row.Baseline.Clusters != 9 || row.Change.DesignEffect == nil || row.Baseline.Interval == nil {
		t.Errorf("%+v", row.Baseline)
	}
	level := stats.Contrast(list, nil, []float64{1, 0})
	if math.Abs(*row.Baseline.StandardError-level.StandardError) > 1e-12 {
		t.Errorf("level: got %v, want %v", *row.Baseline.StandardError, level.StandardError)
	}
	weighted := compareBy("", "mean", visits(9, 4, true))
	if weighted.Baseline.EffectiveN == nil || !(*weighted.Baseline.EffectiveN < 36) || *weighted.Baseline.Estimate == *row.Baseline.Estimate {
		t.Errorf("weights: %+v", weighted.Baseline)
	}
}

func TestUndecidedClustersSayHowManyLocations(t *testing.T) {
	var responses []respond
	for c := range 6 {
		for i := range 3 {
			value := float64(c%3*4 + i)
			responses = append(responses, respond{"before", fmt.Sprint(c), value, 0}, respond{"after", fmt.Sprint(c), value + []float64{3, -2, 1, -1, 2, -1.5}[c], 0})
		}
	}
	row := compareBy("", "mean", responses)
	if row.Verdict != measure.Undecided || row.Needed == nil || row.Needed.Clusters == nil || *row.Needed.Clusters <= 6 || row.Needed.Responses < *row.Needed.Clusters {
		t.Errorf("%s %+v", row.Verdict, row.Needed)
	}
}
