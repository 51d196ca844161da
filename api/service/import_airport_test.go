package service_test

import (
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/service"
)

func sfoFolder(t *testing.T) string {
	folder := os.Getenv("TOUCHSTONE_SFO_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data", "sfo")
	}
	if _, err := os.Stat(filepath.Join(folder, "2014.csv")); err != nil {
		t.Skip("the airport's files are not here (TOUCHSTONE_SFO_DATA names their folder); the made-up files are tested in any case")
	}
	return folder
}

// The means of testdata/sfo-distributions.json were computed by another program (see the
// README beside it). The answers that do not lead to the PreCheck rating were counted with
// Python too, as rows with a rating of 1 to 6 where Q11TSAPRE is not 1.
func TestAirportSurveyFromFilesToComparison(t *testing.T) {
	folder := sfoFolder(t)
	d := openDesk(t)
	years := map[string]struct{ rows, notRelevant int }{
		"2014": {2818, 15}, "2015": {2958, 234}, "2016": {3087, 0}, "2017": {2831, 1},
	}
	var member service.Member
	total := 0
	for _, year := range slices.Sorted(maps.Keys(years)) {
		want := years[year]
		member = d.furnish(t, year)
		order := guests(t, readFile(t, folder, year+".csv"), year+".csv", year)
		outcome := d.importFile(t, member, order)
		if outcome.Added != want.rows || outcome.Read != want.rows || outcome.Left+outcome.Already+outcome.Differing != 0 {
			t.Errorf("%s: %+v", year, outcome)
		}
		notRelevant := 0
		for _, odd := range outcome.Odd {
			if odd.Code == "notRelevant" {
				notRelevant += odd.Count
			}
		}
		if notRelevant != want.notRelevant {
			t.Errorf("%s: %d ratings outside their question's way, want %d", year, notRelevant, want.notRelevant)
		}
		total += want.rows
		if year != "2014" {
			continue
		}
		again := d.importFile(t, member, order)
		if again.Added != 0 || again.Already != want.rows || again.ID != outcome.ID || again.ProblemCount != outcome.ProblemCount {
			t.Errorf("%s again: %+v", year, again)
		}
		if there := len(d.responses(t, year)); there != want.rows {
			t.Errorf("%d responses are there", there)
		}
	}
	if total != 11_694 {
		t.Errorf("%d responses, want 11,694", total)
	}
	waves, err := d.Waves(t.Context(), member)
	if err != nil {
		t.Fatal(err)
	}
	for i, wave := range waves.Items {
		if want := map[bool]string{true: fieldwork.Baseline, false: fieldwork.FollowUp}[i == 0]; wave.Kind != want {
			t.Errorf("wave %s is %s, want %s", wave.Name, wave.Kind, want)
		}
	}
	d.meansAsElsewhere(t, member)
}

func (d desk) meansAsElsewhere(t *testing.T, member service.Member) {
	t.Helper()
	var vectors []struct {
		Given struct{ Year, Question string }
		Want  struct {
			NotApplicable, Absent int64
			Counts                map[string]int64
			Mean                  float64
		}
	}
	if err := json.Unmarshal(readFile(t, madeUp, "sfo-distributions.json"), &vectors); err != nil {
		t.Fatal(err)
	}
	if err := d.CountOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, year := range []string{"2014", "2015", "2016", "2017"} {
		baseline, followUp := "2014", year
		if year == "2014" {
			followUp = "2017"
		}
		comparison, err := d.Comparison(t.Context(), member, service.ComparisonQuery{Baseline: baseline, FollowUp: followUp, Method: measure.MethodIndependent})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range vectors {
			if v.Given.Year != year {
				continue
			}
			for _, row := range comparison.Rows {
				if row.Indicator != v.Given.Question || row.Kind != "mean" {
					continue
				}
				n := int64(0)
				for _, count := range v.Want.Counts {
					n += count
				}
				got := row.FollowUp
				if year == baseline {
					got = row.Baseline
				}
				if got.N != n || got.NotApplicable != v.Want.NotApplicable || got.Missing != v.Want.Absent || math.Abs(*got.Estimate-v.Want.Mean) > 1e-12 {
					t.Errorf("%s %s: n %d, missing %d, mean %v; want %d, %d, %v", year, row.Indicator, got.N, got.Missing, *got.Estimate, n, v.Want.Absent, v.Want.Mean)
				}
				compared++
			}
		}
		if year == "2017" {
			recommendation := comparison.Rows[slices.IndexFunc(comparison.Rows, func(r measure.Row) bool { return r.Indicator == "recommendation" })]
			// 1,436 promoters and 342 detractors among 2,746, counted in the column NETPRO.
			if want := 100 * (1436.0 - 342.0) / 2746.0; recommendation.FollowUp.N != 2746 || math.Abs(*recommendation.FollowUp.Estimate-want) > 1e-9 {
				t.Errorf("recommendation: %v of %d, want %v of 2746", *recommendation.FollowUp.Estimate, recommendation.FollowUp.N, want)
			}
		}
	}
	if compared < 40 {
		t.Errorf("only %d means were compared", compared)
	}
}
