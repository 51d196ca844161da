package service_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"touchstone/api/measure"
	"touchstone/api/measure/stats"
	"touchstone/api/service"
)

// airportNumber is a number of the airport's surveys as R has it; scripts/reference-airport.R
// made the file.
type airportNumber struct {
	Name  string
	Given struct {
		Kind, Indicator, Method, By string
		Wave, Baseline, FollowUp    int
		Choice                      map[string][]string
		Drivers                     []string
	}
	Want struct {
		N                                    json.RawMessage
		Clusters                             *int64
		Strata                               int
		Estimate, StandardError, P, RSquared float64
		EffectiveN, DegreesOfFreedom         *float64
		Interval, Interval90                 *stats.Interval
		Shares                               []float64
	}
}

// The product's own numbers on the airport's own files are those of R's packages on the same
// files: levels, changes, mixes and drivers, with weights and clusters.
func TestAirportSurveyAsInR(t *testing.T) {
	folder := sfoFolder(t)
	d := openDesk(t)
	var member service.Member
	for _, year := range []string{"2014", "2015", "2016", "2017"} {
		member = d.furnish(t, year)
		d.importFile(t, member, guests(t, readFile(t, folder, year+".csv"), year+".csv", year))
	}
	if err := d.CountOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	var numbers []airportNumber
	if err := json.Unmarshal(readFile(t, "testdata", "airport-reference.json"), &numbers); err != nil {
		t.Fatal(err)
	}
	if len(numbers) != 12 {
		t.Fatalf("%d numbers", len(numbers))
	}
	for _, number := range numbers {
		t.Run(number.Name, func(t *testing.T) { d.asInR(t, member, number) })
	}
	t.Run("what was asked in one wave only shows as such", func(t *testing.T) { d.askedOnce(t, member) })
	t.Run("codes that changed between the years are counted by their meaning", func(t *testing.T) { d.keptByMeaning(t, member, folder) })
}

func (d desk) asInR(t *testing.T, member service.Member, number airportNumber) {
	t.Helper()
	given, want := number.Given, number.Want
	query := service.ComparisonQuery{Baseline: strconv.Itoa(given.Baseline), FollowUp: strconv.Itoa(given.FollowUp), Method: given.Method, Standardise: given.By}
	query.Choice.Filter = given.Choice
	if given.Method == measure.MethodWelch {
		query.Method = measure.MethodIndependent
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9*math.Max(math.Abs(want), math.Abs(got))) {
			t.Errorf("%s is %.17g, in R %.17g", what, got, want)
		}
	}
	interval := func(what string, got, want *stats.Interval) {
		t.Helper()
		if got == nil || want == nil {
			t.Fatalf("%s: %v, in R %v", what, got, want)
		}
		near("the lower end of the "+what, got[0], want[0])
		near("the upper end of the "+what, got[1], want[1])
	}
	switch given.Kind {
	case "level":
		query.Baseline, query.FollowUp = "2014", strconv.Itoa(given.Wave)
		if given.Wave == 2014 {
			query.FollowUp = "2017"
		}
		row := d.airportRow(t, member, query, given.Indicator)
		level := row.FollowUp
		if given.Wave == 2014 {
			level = row.Baseline
		}
		if text := fmt.Sprint(level.N); text != string(want.N) || level.Clusters == nil || *level.Clusters != *want.Clusters {
			t.Errorf("n %s in %v clusters, in R %s in %d", text, level.Clusters, want.N, *want.Clusters)
		}
		near("the estimate", *level.Estimate, want.Estimate)
		near("the standard error", *level.StandardError, want.StandardError)
		near("the effective n", *level.EffectiveN, *want.EffectiveN)
		interval("interval", level.Interval, want.Interval)
	case "change":
		row := d.airportRow(t, member, query, given.Indicator)
		if row.Method.Name != given.Method || row.Change == nil {
			t.Fatalf("method %s: %s", row.Method.Name, row.Method.Reason["en"])
		}
		if text := fmt.Sprintf("[%d, %d]", row.Baseline.N, row.FollowUp.N); text != string(want.N) {
			t.Errorf("n %s, in R %s", text, want.N)
		}
		near("the change", row.Change.Estimate, want.Estimate)
		near("the standard error", row.Change.StandardError, want.StandardError)
		near("the degrees of freedom", *row.Change.DegreesOfFreedom, *want.DegreesOfFreedom)
		near("p", row.Change.P, want.P)
		interval("interval", &row.Change.Interval, want.Interval)
		interval("interval of 90 %", &row.Change.Interval90, want.Interval90)
	case "standardised":
		got := d.airportRow(t, member, query, given.Indicator).Standardised
		if got == nil || got.Strata != want.Strata || len(got.Left) > 0 {
			t.Fatalf("%+v", got)
		}
		near("the change", got.Estimate, want.Estimate)
		near("the standard error", got.StandardError, want.StandardError)
		near("p", got.P, want.P)
		interval("interval", &got.Interval, want.Interval)
	case "drivers":
		d.driversAsInR(t, member, number, near)
	default:
		t.Fatalf("unknown kind %q", given.Kind)
	}
}

// driversAsInR leaves all drivers out but those of the reference.
func (d desk) driversAsInR(t *testing.T, member service.Member, number airportNumber, near func(string, float64, float64)) {
	t.Helper()
	query := service.PrioritiesQuery{Wave: strconv.Itoa(number.Given.Wave), Definition: "sfo-guest-survey", Outcome: number.Given.Indicator}
	everything, err := d.Priorities(t.Context(), member, query)
	if err != nil {
		t.Fatal(err)
	}
	for _, point := range everything.Points {
		if !slices.Contains(number.Given.Drivers, point.Indicator) {
			query.Without = append(query.Without, point.Indicator)
		}
	}
	got, err := d.Priorities(t.Context(), member, query)
	if err != nil {
		t.Fatal(err)
	}
	if got.N == nil || fmt.Sprint(*got.N) != string(number.Want.N) || len(got.Points) != len(number.Given.Drivers) {
		t.Fatalf("n %v of %d drivers, in R %s of %d; %v", got.N, len(got.Points), number.Want.N, len(number.Given.Drivers), got.Notes)
	}
	near("R²", *got.RSquared, number.Want.RSquared)
	for i, driver := range number.Given.Drivers {
		at := slices.IndexFunc(got.Points, func(p measure.Priority) bool { return p.Indicator == driver })
		if at < 0 {
			t.Fatalf("%s is no driver", driver)
		}
		near("the weight of "+driver, *got.Points[at].Importance, number.Want.Shares[i])
	}
}

func (d desk) airportRow(t *testing.T, member service.Member, query service.ComparisonQuery, indicator string) measure.Row {
	t.Helper()
	comparison, err := d.Comparison(t.Context(), member, query)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(comparison.Rows, func(r measure.Row) bool { return r.Indicator == indicator })
	if at < 0 {
		t.Fatalf("no row %s", indicator)
	}
	return comparison.Rows[at]
}

// askedOnce looks at a question of 2017 that 2014 did not have: there is a level and no change.
func (d desk) askedOnce(t *testing.T, member service.Member) {
	row := d.airportRow(t, member, service.ComparisonQuery{Baseline: "2014", FollowUp: "2017"}, "recommendation")
	if row.Baseline.N != 0 || row.Baseline.Estimate != nil || row.FollowUp.N != 2746 || row.Change != nil || row.Verdict != measure.NoTest || row.Method.Name != measure.MethodNone {
		t.Errorf("%+v", row)
	}
	if reason := row.Method.Reason["en"]; !strings.HasPrefix(reason, "No test: only the follow-up has values") {
		t.Errorf("%q", reason)
	}
	if row.Baseline.Missing != 2818 {
		t.Errorf("%d of the baseline's guests did not say, want all 2,818", row.Baseline.Missing)
	}
}

// keptByMeaning looks at a question whose codes were others in 2014 (5 is the train then, 6
// later, where 5 is a ride by app) and at the segments. The numbers of guests were counted in
// the files with Python: those with the code in any of the columns Q3GETTO, and those of each
// code of PEAK.
func (d desk) keptByMeaning(t *testing.T, member service.Member, folder string) {
	preview, err := d.PreviewImport(t.Context(), member, guests(t, readFile(t, folder, "2014.csv"), "2014.csv", "2014"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(preview.Suggestion.Note, "The codes of Q3GETTO are others than in later years.") {
		t.Errorf("nobody is told that codes changed: %s", preview.Suggestion.Note)
	}
	for year, want := range map[string]struct {
		train   int
		flights map[string]int
	}{
		"2014": {299, map[string]int{"domestic_peak": 887, "domestic_off_peak": 1229, "international": 702}},
		"2015": {216, map[string]int{"domestic_peak": 829, "domestic_off_peak": 1459, "international": 670}},
		"2017": {207, map[string]int{"domestic_peak": 771, "domestic_off_peak": 1004, "international": 1056}},
	} {
		train, flights := 0, map[string]int{}
		for _, response := range d.responses(t, year) {
			if by, _ := response.Answers["access_by"].([]any); slices.Contains(by, any("bart")) {
				train++
			}
			flights[response.Segments["flight_kind"]]++
			if purpose, _ := response.Answers["purpose"].([]any); len(purpose) > 0 && !strings.HasPrefix(response.Segments["purpose"], purpose[0].(string)) {
				t.Fatalf("%s: the segment %q of %v", response.ID, response.Segments["purpose"], purpose)
			}
		}
		if train != want.train || !maps.Equal(flights, want.flights) {
			t.Errorf("%s: %d by train, %v; want %+v", year, train, flights, want)
		}
	}
}
