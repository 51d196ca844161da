package rest

import (
	"math"
	"strconv"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/measure"
	"touchstone/api/service"
)

// Query parameters of the views of effectiveness.
var (
	effectivenessQuery = append([]string{"against"}, choiceQuery...)
	trendQuery         = choiceQuery
	gapQuery           = append([]string{"wave", "left", "right", "rows", "touchpoint"}, choiceQuery...)
	benchmarkQuery     = append([]string{"wave", "rows", "touchpoint"}, choiceQuery...)
	leagueQuery        = append([]string{"wave", "baseline", "indicator", "definition"}, choiceQuery...)
	prioritiesQuery    = append([]string{"wave", "definition", "outcome", "importance", "of", "without"}, choiceQuery...)
	powerQuery         = append([]string{"wave", "indicator", "definition", "difference", "power", "responses", "locations", "perLocation"}, choiceQuery...)
)

func (s *server) effectiveness(c *call) (*measure.Effectiveness, error) {
	return s.service.Effectiveness(c.Request().Context(), c.member, c.QueryParam("against"), c.choice())
}

func (s *server) trend(c *call) (*measure.Trend, error) {
	return s.service.Trend(c.Request().Context(), c.member, c.Param("touchpoint"), c.choice())
}

func (s *server) league(c *call) (*measure.League, error) {
	return s.service.League(c.Request().Context(), c.member, service.LeagueQuery{
		Wave: c.QueryParam("wave"), Baseline: c.QueryParam("baseline"), Indicator: c.QueryParam("indicator"), Definition: c.QueryParam("definition"), Choice: c.choice(),
	})
}

func (s *server) gaps(c *call) (*measure.Gaps, error) {
	return s.service.Gaps(c.Request().Context(), c.member, service.GapQuery{
		Wave: c.QueryParam("wave"), Left: c.QueryParam("left"), Right: c.QueryParam("right"),
		Touchpoint: c.QueryParam("touchpoint"), Rows: c.words("rows"), Choice: c.choice(),
	})
}

func (s *server) benchmark(c *call) (*measure.Benchmark, error) {
	return s.service.Benchmark(c.Request().Context(), c.member, service.BenchmarkQuery{
		Wave: c.QueryParam("wave"), Touchpoint: c.QueryParam("touchpoint"), Rows: c.words("rows"), Choice: c.choice(),
	})
}

func (s *server) priorities(c *call) (*measure.Priorities, error) {
	return s.service.Priorities(c.Request().Context(), c.member, service.PrioritiesQuery{
		Wave: c.QueryParam("wave"), Definition: c.QueryParam("definition"), Outcome: c.QueryParam("outcome"),
		Importance: c.QueryParam("importance"), Of: c.QueryParam("of"), Without: c.words("without"), Choice: c.choice(),
	})
}

func (s *server) planning(c *call) (*measure.Planning, error) {
	numbers := numbersOf{call: c}
	query := service.PlanningQuery{
		Wave: c.QueryParam("wave"), Indicator: c.QueryParam("indicator"), Definition: c.QueryParam("definition"), Choice: c.choice(),
		Difference: numbers.between("difference", -1e9, 1e9), Power: numbers.between("power", 0.5, 0.99), PerLocation: numbers.between("perLocation", 1, 1e6),
		Responses: int64(numbers.between("responses", 2, 1e7)), Locations: int64(numbers.between("locations", 1, 1e6)),
	}
	if numbers.problem != nil {
		return nil, numbers.problem
	}
	return s.service.Planning(c.Request().Context(), c.member, query)
}

// words reads a parameter that lists words with commas between, also given repeatedly.
func (c *call) words(name string) []string {
	var words []string
	for _, value := range c.QueryParams()[name] {
		for word := range strings.SplitSeq(value, ",") {
			if word = strings.TrimSpace(word); word != "" {
				words = append(words, word)
			}
		}
	}
	return words
}

// numbersOf reads numbers of the address and gathers what is wrong with them.
type numbersOf struct {
	call    *call
	problem *fault.Error
}

// between reads a number within bounds; 0 where none is given.
func (n *numbersOf) between(name string, least, most float64) float64 {
	text := n.call.QueryParam(name)
	if text == "" {
		return 0
	}
	number, err := strconv.ParseFloat(text, 64)
	if err == nil && !math.IsNaN(number) && number >= least && number <= most {
		return number
	}
	if n.problem == nil {
		n.problem = fault.New(fault.Invalid, "view.query", "A number in the address does not fit.")
	}
	n.problem.With(fault.Field{Path: name, Code: "range", Message: "Use a number from " + strconv.FormatFloat(least, 'f', -1, 64) + " to " + strconv.FormatFloat(most, 'f', -1, 64) + "."})
	return 0
}
