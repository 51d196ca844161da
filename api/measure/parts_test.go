package measure_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// rounds are visits of some locations in both waves, in two regions, asked in two languages.
func rounds(locations, each int) []toldOf {
	var all []toldOf
	for l := range locations {
		for w, wave := range []string{"before", "after"} {
			for i := range each {
				language, more := "de", 0
				if (l+i)%(2+w) == 0 {
					language, more = "en", 7
				}
				all = append(all, toldOf{
					definition: "a", wave: wave, cluster: fmt.Sprint("l", l), value: float64(30 + (l*7+i*11+w*(3+l%3)*5)%40 + w*(l%2)*15 + more),
					traits: map[string]string{measure.TraitLocation: fmt.Sprint("l", l), measure.TraitLanguage: language, "segment.age": []string{"young", "old", ""}[(l+i)%3]},
				})
			}
		}
	}
	return all
}

func split(tally *measure.Tally, by string, merge func(string) []string) measure.PartsRequest {
	return measure.PartsRequest{By: by, Merge: merge, ComparisonRequest: measure.ComparisonRequest{
		Baseline: sideOf(tally, "before", by), FollowUp: sideOf(tally, "after", by), Definitions: []*form.Definition{rated("a")}, Column: "it",
	}}
}

// Every part must say what a comparison of its responses alone says, but for q.
func TestPartsAreComparisonsOfTheirResponses(t *testing.T) {
	all := rounds(12, 6)
	tally := tallyOf(all)
	for _, trait := range []string{measure.TraitLanguage, "segment.age"} {
		parts, found := measure.CompareParts(split(tally, trait, nil))
		if !found || len(parts.Rows) != map[string]int{measure.TraitLanguage: 2, "segment.age": 3}[trait] {
			t.Fatalf("%s: %v rows", trait, len(parts.Rows))
		}
		asJSON(t, parts)
		var p []float64
		for _, row := range parts.Rows {
			alone := measure.Compare(measure.ComparisonRequest{
				Baseline:    measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: "before", By: measure.TraitCluster, Filter: measure.Filter{trait: {row.Part.Value}}})},
				FollowUp:    measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: "after", By: measure.TraitCluster, Filter: measure.Filter{trait: {row.Part.Value}}})},
				Definitions: []*form.Definition{rated("a")}, Column: "it",
			}).Rows[0]
			if row.Method.Name != measure.MethodCluster || row.Change.P != alone.Change.P || row.Change.Estimate != alone.Change.Estimate || *row.Baseline.StandardError != *alone.Baseline.StandardError {
				t.Errorf("%s %s: %+v, alone %+v", trait, row.Part.Value, row.Change, alone.Change)
			}
			p = append(p, row.Change.P)
		}
		for i, q := range stats.FalseDiscovery(p) {
			if parts.Rows[i].Change.Q != q {
				t.Errorf("%s: q is %v, want %v", trait, parts.Rows[i].Change.Q, q)
			}
		}
		if !slices.IsSortedFunc(parts.Rows, func(a, b measure.Row) int {
			return int(math.Copysign(1, math.Abs(b.Change.Estimate)-math.Abs(a.Change.Estimate)))
		}) {
			t.Errorf("%s: not by size", trait)
		}
		if parts.Whole.Change.Q != parts.Whole.Change.P || parts.Whole.Baseline.N != 72 {
			t.Errorf("the whole: %+v", parts.Whole)
		}
	}
}

// A location is not four clusters, but what is said is about it alone; a region needs four.
func TestPartsByPlace(t *testing.T) {
	tally := tallyOf(rounds(6, 6))
	parts, _ := measure.CompareParts(split(tally, measure.TraitLocation, nil))
	if len(parts.Rows) != 6 || parts.Families[0].Tests != 6 {
		t.Fatalf("%d rows, %v", len(parts.Rows), parts.Families)
	}
	for _, row := range parts.Rows {
		if row.Method.Name != measure.MethodWelch || !slices.ContainsFunc(row.Notes, func(n measure.Note) bool { return n.Code == "withinLocation" }) {
			t.Errorf("%s: %s %v", row.Part.Value, row.Method.Name, row.Notes)
		}
	}
	tags := map[string][]string{"l0": {"north", "large"}, "l1": {"north"}, "l2": {"north"}, "l3": {"north"}, "l4": {"large"}}
	parts, _ = measure.CompareParts(split(tally, measure.TraitLocation, func(location string) []string { return tags[location] }))
	var got []string
	for _, row := range parts.Rows {
		got = append(got, fmt.Sprint(row.Part.Value, " ", row.Baseline.N, " ", row.Method.Name, " ", row.Verdict == measure.NoTest))
	}
	slices.Sort(got)
	if want := "large 12 none true, north 24 cluster false"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if _, found := measure.CompareParts(measure.PartsRequest{ComparisonRequest: measure.ComparisonRequest{
		Baseline: sideOf(tally, "before", ""), FollowUp: sideOf(tally, "after", ""), Definitions: []*form.Definition{rated("a")}, Column: "nothing",
	}}); found {
		t.Error("a column that nobody has")
	}
}

// The change at an equal mix is the contrast of strata that the reference vectors are about.
func TestStandardisedIsTheContrastOfStrata(t *testing.T) {
	all := rounds(12, 6)
	row := standardisedRow(all, measure.TraitLanguage, "")
	var n [2]float64
	for _, r := range all {
		if r.wave == "before" {
			n[map[string]int{"de": 0, "en": 1}[r.traits[measure.TraitLanguage]]]++
		}
	}
	clusters, places := []stats.Cluster{}, map[string]int{}
	for _, r := range all {
		at, known := places[r.cluster]
		if !known {
			at = len(clusters)
			places[r.cluster] = at
			clusters = append(clusters, stats.Cluster{Cells: make([]stats.Cell, 4)})
		}
		cell := &clusters[at].Cells[2*map[string]int{"de": 0, "en": 1}[r.traits[measure.TraitLanguage]]+map[string]int{"before": 0, "after": 1}[r.wave]]
		cell.N++
		cell.Sum += r.value
	}
	a, b := n[0]/(n[0]+n[1]), n[1]/(n[0]+n[1])
	want := stats.Contrast(clusters, nil, []float64{-a, a, -b, b})
	s := row.Standardised
	nearly(t, "estimate", s.Estimate, want.Estimate)
	nearly(t, "standard error", s.StandardError, want.StandardError)
	nearly(t, "p", s.P, want.P)
	nearly(t, "baseline", s.Baseline, *row.Baseline.Estimate)
	nearly(t, "levels", s.FollowUp-s.Baseline, s.Estimate)
	if s.Strata != 2 || len(s.Left) != 0 || s.Covered != 1 {
		t.Errorf("%+v", s)
	}
	if s.Estimate == row.Change.Estimate {
		t.Error("the mix did not change, so nothing was shown")
	}
}

func standardisedRow(all []toldOf, trait, method string) measure.Row {
	tally := tallyOf(all)
	return measure.Compare(measure.ComparisonRequest{
		Baseline: sideOf(tally, "before", trait), FollowUp: sideOf(tally, "after", trait), Definitions: []*form.Definition{rated("a")},
		Column: "it", Standardise: trait, Method: method,
	}).Rows[0]
}

func TestWhatAnEqualMixLeavesOut(t *testing.T) {
	alone := rounds(12, 6)
	for i := range alone {
		alone[i].cluster = ""
	}
	only := rounds(12, 6)
	for i := range only {
		if only[i].wave == "after" && only[i].traits["segment.age"] == "old" {
			only[i].traits["segment.age"] = "ageless"
		}
	}
	thin := rounds(12, 6)
	for i := range thin {
		if thin[i].cluster != "l0" && thin[i].traits["segment.age"] == "old" {
			thin[i].traits["segment.age"] = "young"
		}
	}
	for _, c := range []struct {
		name, trait string
		responses   []toldOf
		want        string // strata and what is left, or the note
	}{
		{"all of both waves", "segment.age", rounds(12, 6), "3 []"},
		{"values of one wave only", "segment.age", only, "2 [ageless old]"},
		{"a value of one cluster", "segment.age", thin, "2 [old]"},
		{"without clusters", "segment.age", alone, "3 []"},
		{"every stratum is a cluster", measure.TraitLocation, rounds(12, 6), "12 []"},
		{"a trait that nobody has", "segment.nothing", rounds(12, 6), "mixUnknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := standardisedRow(c.responses, c.trait, "")
			got := ""
			if s := row.Standardised; s != nil {
				got = fmt.Sprint(s.Strata, " ", s.Left)
				if s.Interval[0] >= s.Estimate || s.Interval[1] <= s.Estimate || s.Covered <= 0 || s.Covered > 1 || (s.Covered < 1) != (len(s.Left) > 1 || c.name == "a value of one cluster") {
					t.Errorf("%+v", s)
				}
			}
			for _, note := range row.Notes {
				if strings.HasPrefix(note.Code, "mix") {
					got += note.Code
				}
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// A definition that only one arm's locations answer, or few of them, gives no test.
func TestPilots(t *testing.T) {
	pilot := func(all []toldOf, definitions ...string) measure.PilotRow {
		tally := tallyOf(all)
		var declared []*form.Definition
		for _, id := range definitions {
			declared = append(declared, rated(id))
		}
		arm := func(name string) measure.ComparisonRequest {
			side := func(wave string) measure.Side {
				return measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitCluster, Filter: measure.Filter{"arm": {name}}})}
			}
			return measure.ComparisonRequest{Baseline: side("before"), FollowUp: side("after"), Definitions: declared, Roles: []string{measure.RoleComposite}}
		}
		told := measure.PilotOf(measure.PilotRequest{Test: arm("test"), Control: arm("control")})
		asJSON(t, told)
		return told.Rows[0]
	}
	visits := func(definition string, locations int) []toldOf {
		all := rounds(locations, 4)
		for i := range all {
			all[i].definition = definition
			at := 0
			_, _ = fmt.Sscanf(all[i].cluster, "l%d", &at)
			all[i].traits = map[string]string{"arm": []string{"test", "control"}[at%2]}
			if at%2 == 0 && all[i].wave == "after" {
				all[i].value += 12
			}
		}
		return all
	}
	contrast := func(all []toldOf, weights []float64) stats.Change {
		clusters, places := []stats.Cluster{}, map[string]int{}
		for _, r := range all {
			at, known := places[r.cluster]
			if !known {
				at = len(clusters)
				places[r.cluster] = at
				clusters = append(clusters, stats.Cluster{Cells: make([]stats.Cell, 4)})
			}
			cell := &clusters[at].Cells[2*map[string]int{"test": 0, "control": 1}[r.traits["arm"]]+map[string]int{"before": 0, "after": 1}[r.wave]]
			cell.N++
			cell.Sum += r.value
		}
		return stats.Contrast(clusters, nil, weights)
	}
	all := visits("a", 16)
	row := pilot(all, "a")
	want, before := contrast(all, []float64{-1, 1, 1, -1}), contrast(all, []float64{1, 0, -1, 0})
	nearly(t, "change", row.Change.Estimate, want.Estimate)
	nearly(t, "levels", (*row.Test.FollowUp.Estimate-*row.Test.Baseline.Estimate)-(*row.Control.FollowUp.Estimate-*row.Control.Baseline.Estimate), want.Estimate)
	nearly(t, "standard error", row.Change.StandardError, want.StandardError)
	nearly(t, "p", row.Change.P, want.P)
	nearly(t, "parallel", row.Parallel.Estimate, before.Estimate)
	nearly(t, "p of the baseline", row.Parallel.P, before.P)
	if row.Method.Name != measure.MethodDifferences || *row.Test.Baseline.Clusters != 8 || row.Change.DesignEffect == nil {
		t.Errorf("%+v", row)
	}
	if (row.Verdict == measure.Undecided) != (row.Needed != nil) {
		t.Errorf("%s, needs %v", row.Verdict, row.Needed)
	}
	if few := pilot(visits("a", 7), "a"); few.Verdict != measure.NoTest || few.Change != nil || !strings.Contains(few.Method.Reason["de"], "4") {
		t.Errorf("three clusters in an arm: %+v", few)
	}
	lone := visits("a", 16)
	for i := range lone {
		lone[i].cluster = ""
	}
	if row := pilot(lone, "a"); row.Change == nil || row.Test.Baseline.Clusters != nil {
		t.Errorf("independent responses: %+v", row)
	} else {
		nearly(t, "change", row.Change.Estimate, want.Estimate)
	}
	onlyTest := slices.DeleteFunc(visits("b", 16), func(r toldOf) bool { return r.traits["arm"] == "control" })
	if row := pilot(append(visits("a", 16), onlyTest...), "a", "b"); row.Change == nil || row.Change.Estimate != want.Estimate && math.Abs(row.Change.Estimate-want.Estimate) > 1e-9 ||
		!slices.ContainsFunc(row.Notes, func(n measure.Note) bool { return n.Code == "definitionLeftOut" }) {
		t.Errorf("a questionnaire of one arm: %+v", row)
	}
	second := visits("b", 16)
	for i := range second {
		second[i].value /= 2
	}
	both, other := pilot(append(visits("a", 16), second...), "a", "b"), contrast(second, []float64{-1, 1, 1, -1})
	nearly(t, "combined", both.Change.Estimate, (want.Estimate+other.Estimate)/2)
	nearly(t, "its error", both.Change.StandardError, math.Hypot(want.StandardError, other.StandardError)/2)
}

// A questionnaire that says nothing of touchpoints is compared by those of its responses.
func TestAGenericQuestionnaireIsComparedByTouchpoint(t *testing.T) {
	all := rounds(12, 6)
	for i := range all {
		all[i].traits[measure.TraitTouchpoint] = []string{"counter", "hotline", ""}[i%3]
	}
	tally := tallyOf(all)
	generic := &form.Definition{ID: "a", Version: 1, DefaultLanguage: "en", Indicators: []form.Indicator{{Name: "it", Kind: "score"}}}
	side := func(wave string) measure.Side {
		s := sideOf(tally, wave, "")
		s.Touchpoints = tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitTouchpoint, Across: measure.TraitCluster, Indicators: measure.Unplaced(generic, []string{measure.RoleIndicator})})
		return s
	}
	request := measure.ComparisonRequest{Baseline: side("before"), FollowUp: side("after"), Definitions: []*form.Definition{generic}, Roles: []string{measure.RoleIndicator}}
	var got []string
	for _, row := range measure.Compare(request).Rows {
		alone := measure.Compare(measure.ComparisonRequest{
			Baseline:    measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: "before", By: measure.TraitCluster, Filter: measure.Filter{measure.TraitTouchpoint: {row.Touchpoint}}})},
			FollowUp:    measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: "after", By: measure.TraitCluster, Filter: measure.Filter{measure.TraitTouchpoint: {row.Touchpoint}}})},
			Definitions: []*form.Definition{generic}, Column: "it",
		}).Rows[0]
		got = append(got, fmt.Sprint(row.Touchpoint, " ", row.Baseline.N, " ", row.Change.P == alone.Change.P))
	}
	if want := "counter 24 true, hotline 24 true,  24 true"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, ", "), want)
	}
	request.Touchpoint = "hotline"
	if rows := measure.Compare(request).Rows; len(rows) != 1 || rows[0].Touchpoint != "hotline" {
		t.Errorf("one touchpoint: %d rows", len(rows))
	}
}
