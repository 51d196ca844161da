package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// league ranks the locations of wave "w" by "it".
func (s *survey) league(t *testing.T, change func(*measure.LeagueRequest)) *measure.League {
	t.Helper()
	split := measure.Selection{By: measure.TraitLocation, Across: measure.TraitCluster}
	request := measure.LeagueRequest{Side: s.side("w", split), Definitions: s.definitions, Column: "it"}
	if change != nil {
		change(&request)
	}
	league, found := measure.LeagueOf(request)
	if !found {
		t.Fatal("nobody has the column")
	}
	asJSON(t, league)
	return league
}

// standings says who stands where: code rank best-worst.
func standings(l *measure.League) string {
	var lines []string
	for _, row := range l.Rows {
		lines = append(lines, fmt.Sprintf("%s %d %d-%d", row.Location.Code, row.Rank, row.Best, row.Worst))
		if row.Tied != (row.Best != row.Worst) {
			lines = append(lines, "tied is wrong")
		}
	}
	return strings.Join(lines, ", ")
}

// near100 are ten values about a middle, a little apart.
func near100(location string, middle float64) []reply {
	return repeat(10, func(i int) reply {
		return reply{location: location, cluster: location, values: scored(middle + float64(i%5) - 2)}
	})
}

func TestLeague(t *testing.T) {
	score := form.Indicator{Name: "it", Kind: "score", Scale: []float64{0, 100}}
	lower := form.Indicator{Name: "it", Kind: "mean", Better: "lower"}
	share := form.Indicator{Name: "it", Kind: "share"}
	nps := form.Indicator{Name: "it", Kind: "nps"}
	three := func() []reply { return append(append(near100("a", 50), near100("b", 80)...), near100("c", 80.5)...) }
	ones := func(location string, hits, n int) []reply {
		return repeat(n, func(i int) reply {
			if i < hits {
				return reply{location: location, values: scored(1)}
			}
			return reply{location: location, values: scored(0)}
		})
	}
	for _, c := range []struct {
		name      string
		indicator form.Indicator
		replies   []reply
		want      string
		tooFew    int
		notes     string
	}{
		{"two that chance may swap, and one surely behind", score, three(), "c 1 1-2, b 2 1-2, a 3 3-3", 0, ""},
		{"lower is better", lower, three(), "a 1 1-1, b 2 2-3, c 3 2-3", 0, ""},
		{"one location", score, near100("a", 50), "a 1 1-1", 0, ""},
		{"equal estimates share a rank", score, append(append(near100("a", 50), near100("b", 50)...), near100("c", 20)...), "a 1 1-2, b 1 1-2, c 3 3-3", 0, ""},
		{"few, all equal, are told from nobody", score, append(three(), repeat(3, func(int) reply { return reply{location: "d", values: scored(100)} })...), "d 1 1-4, c 2 1-3, b 3 1-3, a 4 3-4", 0, "noSpread"},
		{"one response is too few", score, append(three(), reply{location: "d", values: scored(1)}), "c 1 1-2, b 2 1-2, a 3 3-3", 1, ""},
		{"responses without a location are left out", score, append(three(), repeat(5, func(i int) reply { return reply{values: scored(float64(i))} })...), "c 1 1-2, b 2 1-2, a 3 3-3", 0, "withoutLocation"},
		{"shares by the score test", share, append(append(ones("a", 90, 100), ones("b", 85, 100)...), ones("c", 10, 100)...), "a 1 1-2, b 2 1-2, c 3 3-3", 0, ""},
		{"rare shares by Fisher's", share, append(append(ones("a", 3, 12), ones("b", 0, 12)...), ones("c", 12, 12)...), "c 1 1-1, a 2 2-3, b 3 2-3", 0, ""},
		{"net promoter scores", nps, append(repeat(40, func(i int) reply { return reply{location: "a", values: scored(float64(i%4/3)*200 - 100)} }),
			repeat(40, func(i int) reply { return reply{location: "b", values: scored(100 - float64(i%4/3)*100)} })...), "b 1 1-1, a 2 2-2", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := surveyOf(visit(1, c.indicator)).add(c.replies...).league(t, nil)
			if got := standings(l); got != c.want || len(l.TooFew) != c.tooFew || noteCodes(l.Notes) != c.notes {
				t.Errorf("got %s; %d too few; notes %s", got, len(l.TooFew), noteCodes(l.Notes))
			}
		})
	}
}

// Responses of one location are independent of each other where the location is the cluster,
// and depend on each other where it has several (runs of interviews).
func TestLeagueRegardsClustersWithinLocations(t *testing.T) {
	score := form.Indicator{Name: "it", Kind: "score"}
	runs := func(location string, middle float64, clusters int) []reply {
		return repeat(40, func(i int) reply {
			run := i % clusters
			return reply{location: location, cluster: fmt.Sprint(location, run), values: scored(middle + 10*float64(run%4) + float64(i%3))}
		})
	}
	together := surveyOf(visit(1, score)).add(append(runs("a", 40, 1), runs("b", 50, 1)...)...).league(t, nil)
	if got := standings(together); got != "b 1 1-1, a 2 2-2" || together.Rows[0].Level.Clusters != nil {
		t.Errorf("one cluster a location: %s", got)
	}
	apart := surveyOf(visit(1, score)).add(append(runs("a", 40, 5), runs("b", 50, 5)...)...).league(t, nil)
	if got := standings(apart); got != "b 1 1-2, a 2 1-2" || apart.Rows[0].Level.Clusters == nil || *apart.Rows[0].Level.Clusters != 5 {
		t.Errorf("five runs a location: %s", got)
	}
	few := surveyOf(visit(1, score)).add(append(runs("a", 40, 3), runs("b", 50, 5)...)...).league(t, nil)
	if len(few.Rows) != 1 || len(few.TooFew) != 1 || few.TooFew[0].Location.Code != "a" || few.TooFew[0].N != 40 {
		t.Errorf("three runs give no standard error: %v", few.TooFew)
	}
}

func TestLeagueTellsWhatChanged(t *testing.T) {
	before := func(r reply) reply { r.wave = "before"; return r }
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score"}))
	for _, r := range append(near100("a", 50), near100("b", 80)...) {
		s.add(r)
	}
	for _, r := range append(near100("a", 40), near100("gone", 80)...) {
		s.add(before(r))
	}
	l := s.league(t, func(r *measure.LeagueRequest) {
		side := s.side("before", measure.Selection{By: measure.TraitLocation, Across: measure.TraitCluster})
		r.Baseline = &side
		r.Locations = []*fieldwork.Location{{Code: "a", Title: "Altstadt", Brand: "We", Tags: []string{"city"}}}
	})
	if len(l.Rows) != 2 || l.Rows[0].Location.Code != "b" || l.Rows[1].Location.Title != "Altstadt" {
		t.Fatalf("rows %s", standings(l))
	}
	a, b := l.Rows[1], l.Rows[0]
	if a.Change == nil || *a.Verdict != measure.Improved || estimate(t, a.PreviousLevel) != 40 {
		t.Errorf("a improved by 10: %+v", a)
	}
	if b.Change != nil || *b.Verdict != measure.NoTest || b.PreviousLevel != nil {
		t.Errorf("b was not measured before: %+v", b)
	}
	if len(l.Families) != 1 || l.Families[0].Tests != 1 {
		t.Errorf("families %v", l.Families)
	}
}

func TestLeagueCountsWhoDidNotAnswer(t *testing.T) {
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score"})).add(near100("a", 50)...).add(near100("b", 80)...)
	s.tally.Apply(measure.Contribution{ID: "silent", Revision: 1, Project: "p", Wave: "w", Definition: fieldwork.DefinitionRef{ID: "visit", Version: 1}, Counted: true,
		Indicators: map[string]fieldwork.IndicatorValue{"it": absent(measure.AbsentMissing)}, Traits: map[string]string{measure.TraitLocation: "a", measure.TraitCluster: "a"}})
	l := s.league(t, nil)
	if l.Rows[1].Location.Code != "a" || l.Rows[1].Level.Missing != 1 || l.Rows[0].Level.Missing != 0 {
		t.Errorf("%+v", l.Rows[1].Level)
	}
}

func TestLeagueOfACompositeOfTwoDefinitions(t *testing.T) {
	rated := form.Indicator{Name: "it", Kind: "score", Touchpoint: "door", Scale: []float64{0, 100}}
	visit, poll := visit(1, rated), &form.Definition{ID: "poll", Version: 1, DefaultLanguage: "en", Indicators: []form.Indicator{rated}}
	s := surveyOf(visit, poll)
	for _, r := range append(near100("a", 50), near100("b", 60)...) {
		s.add(r)
		r.definition = "poll"
		r.values = scored(r.values["it"] + 20)
		s.add(r)
	}
	l := s.league(t, func(r *measure.LeagueRequest) { r.Column = measure.CompositeName("door") })
	if got := standings(l); got != "b 1 1-1, a 2 2-2" || l.Indicator.Definition != "" || estimate(t, &l.Rows[0].Level) != 70 {
		t.Errorf("%s, %v", got, l.Rows[0].Level)
	}
	l = s.league(t, func(r *measure.LeagueRequest) { r.Column, r.Definition = measure.CompositeName("door"), "poll" })
	if l.Indicator.Definition != "poll" || estimate(t, &l.Rows[0].Level) != 80 {
		t.Errorf("of one definition: %v", l.Rows[0].Level)
	}
}
