package report_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
	"touchstone/api/report"
)

// kinds are what rows may be about: scale, unit, and the factor from what is stored to what
// is read.
var kinds = []struct {
	kind     string
	low, up  float64
	scaled   bool
	unit     form.Text
	factor   float64
	change   map[string]string // unit of a difference
	duration bool
}{
	{"score", 0, 100, true, nil, 1, map[string]string{"en": "points", "de": "Punkte"}, false},
	{"share", 0, 1, true, nil, 100, map[string]string{"en": "percentage points", "de": "Prozentpunkte"}, false},
	{"csat", 0, 1, true, nil, 100, map[string]string{"en": "percentage points", "de": "Prozentpunkte"}, false},
	{"nps", -100, 100, true, nil, 1, map[string]string{"en": "points", "de": "Punkte"}, false},
	{"mean", 1, 5, true, form.Text{"en": "of 5", "de": "von 5"}, 1, map[string]string{"en": "points", "de": "Punkte"}, false},
	{"mean", 0, 240, false, form.Text{"en": "minutes", "de": "Minuten"}, 1, map[string]string{"en": "minutes", "de": "Minuten"}, true},
	{"mean", 0, 1000, false, form.Text{"en": "francs", "de": "Franken"}, 1, map[string]string{"en": "francs", "de": "Franken"}, false},
	{"ces", 1, 7, true, nil, 1, map[string]string{"en": "", "de": ""}, false},
	{"duration", 0, 3600, false, nil, 1.0 / 60, map[string]string{"en": "minutes", "de": "Minuten"}, true},
}

// randomRow makes a row of any shape, also one whose verdict its numbers do not bear.
func randomRow(random *rand.Rand, name string) (measure.Row, int) {
	which := random.IntN(len(kinds))
	kind := kinds[which]
	width := kind.up - kind.low
	row := measure.Row{
		Indicator: name, Role: measure.RoleIndicator, Title: form.Text{"en": "Title " + name, "de": "Titel " + name}, Kind: kind.kind, Unit: kind.unit,
		Better: []string{"higher", "lower"}[random.IntN(2)], Notes: []measure.Note{},
		Method:     measure.Method{Name: measure.MethodWelch, Reason: form.Text{"en": "No test: because.", "de": "Kein Test: darum."}},
		Touchpoint: "desk",
	}
	if random.IntN(4) == 0 {
		row.Indicator, row.Role = "touchpoint:"+name, measure.RoleComposite
		which = 0
		kind = kinds[0]
		width, row.Kind, row.Unit = 100, "score", nil
	}
	if kind.scaled {
		row.Scale = &stats.Interval{kind.low, kind.up}
	}
	number := func() *float64 {
		if random.IntN(8) == 0 {
			return nil
		}
		x := kind.low + width*random.Float64()
		return &x
	}
	row.Baseline = measure.Level{N: random.Int64N(5000), Estimate: number()}
	row.FollowUp = measure.Level{N: random.Int64N(5000), Estimate: number()}
	if e := row.FollowUp.Estimate; e != nil && random.IntN(3) > 0 {
		half := width * random.Float64() / 4
		row.FollowUp.Interval = &stats.Interval{*e - half, *e + half}
	}
	row.Goal = number()
	if random.IntN(2) == 0 {
		margin := width * math.Pow(10, -3*random.Float64())
		row.RelevantDifference = &margin
	}
	row.Verdict = []measure.Verdict{measure.Improved, measure.Worsened, measure.Unchanged, measure.Undecided, measure.NoTest}[random.IntN(5)]
	if random.IntN(6) == 0 {
		return row, which // nothing was tested, whatever the verdict says
	}
	size := width * math.Pow(10, -5*random.Float64())
	estimate, half := size*random.NormFloat64(), size*2*random.Float64()
	if b, f := row.Baseline.Estimate, row.FollowUp.Estimate; b != nil && f != nil && random.IntN(3) > 0 {
		estimate = *f - *b
	}
	shift := 0.0
	if random.IntN(5) == 0 {
		shift = size * random.NormFloat64() // another method's interval
	}
	row.Change = &measure.Change{
		Estimate: estimate, Interval: stats.Interval{estimate + shift - half, estimate + shift + half}, Interval90: stats.Interval{estimate - 0.8*half, estimate + 0.8*half},
		P: random.Float64() * 0.1, Effect: &measure.Effect{Name: "hedgesG", Value: estimate / size},
	}
	row.Change.Q = min(1, row.Change.P*(1+2*random.Float64()))
	row.Relevant = random.IntN(2) == 0
	if random.IntN(2) == 0 {
		row.Needed = &measure.Needed{Responses: 1 + random.Int64N(9000), By: []string{"difference", "equivalence"}[random.IntN(2)]}
	}
	if random.IntN(3) > 0 { // mostly as the rules would have it
		row.Verdict = ruled(&row)
	}
	return row, which
}

// ruled is the verdict by the rules of the method.
func ruled(row *measure.Row) measure.Verdict {
	c := row.Change
	switch {
	case c == nil:
		return measure.NoTest
	case c.Q <= 0.05 && (c.Estimate > 0) == (row.Better == "higher"):
		return measure.Improved
	case c.Q <= 0.05:
		return measure.Worsened
	case row.RelevantDifference != nil && c.Interval90.Inside(*row.RelevantDifference):
		return measure.Unchanged
	}
	return measure.Undecided
}

// words that claim something, by language.
var claims = map[string]map[measure.Verdict][]string{
	"en": {measure.Improved: {"improved"}, measure.Worsened: {"worsened"}, measure.Unchanged: {"stayed practically the same"}},
	"de": {measure.Improved: {"verbessert"}, measure.Worsened: {"verschlechtert"}, measure.Unchanged: {"praktisch gleich geblieben"}},
}

var comparatives = map[string]map[bool][2]string{ // time or not: down, up
	"en": {true: {"shorter", "longer"}, false: {"lower", "higher"}},
	"de": {true: {"kürzer", "länger"}, false: {"tiefer", "höher"}},
}

var between = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`with 95 % confidence between ([\d.,]+) and ([\d.,]+)(?: ([a-z ]+?))? (shorter|longer|lower|higher)\.$`),
	"de": regexp.MustCompile(`mit 95 % Sicherheit um ([\d.,]+) bis ([\d.,]+)(?: (\p{L}+))? (kürzer|länger|tiefer|höher)\.$`),
}

// parse reads a number as a language writes it.
func parse(t *testing.T, text, language string) float64 {
	t.Helper()
	if language == "de" {
		text = strings.NewReplacer(".", "", ",", ".").Replace(text)
	} else {
		text = strings.ReplaceAll(text, ",", "")
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatalf("%q is no number", text)
	}
	return x
}

func TestSentencesNeverClaimMoreThanTheNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	told := map[measure.Verdict]int{}
	for round := range 20_000 {
		row, which := randomRow(random, "a")
		made := report.Of(report.Request{Comparison: &measure.Comparison{Rows: []measure.Row{row}, Touchpoints: []measure.TouchpointTitle{{Name: "desk"}, {Name: "a"}}}})
		sentence := findingOf(t, made)
		told[sentence.Verdict]++
		for _, language := range []string{"en", "de"} {
			text := strings.ReplaceAll(sentence.Text[language], "\u00a0", " ")
			more := strings.ReplaceAll(sentence.More[language], "\u00a0", " ")
			headline := strings.ReplaceAll(made.Headline[language], "\u00a0", " ")
			fail := func(why string) {
				t.Fatalf("round %d: %s\n%s\n%s\n%s\nverdict %s, better %s, change %+v, levels %v %v", round, why, headline, text, more, row.Verdict, row.Better, row.Change, value(row.Baseline.Estimate), value(row.FollowUp.Estimate))
			}
			c := row.Change
			// What may be said at most.
			for verdict, words := range claims[language] {
				claimed := strings.Contains(text, words[0])
				if claimed && (c == nil || verdict != sentence.Verdict || verdict != row.Verdict) {
					fail("a claim without its verdict")
				}
				bare := strings.NewReplacer("none improved for certain", "", "none worsened for certain", "", "sicher verbessert hat sich nichts", "", "sicher verschlechtert hat sich nichts", "").Replace(headline)
				if strings.Contains(bare, words[0]) && !claimed {
					fail("the headline claims what the sentence does not")
				}
				if verdict != measure.Unchanged && claimed {
					if c.Q > 0.05 {
						fail("a change above the rate of false discoveries")
					}
					if better := (c.Estimate > 0) == (row.Better == "higher"); better != (verdict == measure.Improved) {
						fail("a change against its direction")
					}
				}
				if verdict == measure.Unchanged && claimed && (row.RelevantDifference == nil || c.Interval90[0] <= -*row.RelevantDifference || c.Interval90[1] >= *row.RelevantDifference) {
					fail("equivalence outside the margin")
				}
			}
			// Comparatives stand only beside an interval that lies on their side, with its ends.
			match := between[language].FindStringSubmatch(text)
			direction := -1
			for i, word := range comparatives[language][kinds[which].duration] {
				if strings.Contains(text, " "+word+".") {
					direction = i
				}
			}
			if (match == nil) != (direction < 0) {
				fail("a comparative without its interval, or of another kind")
			}
			if match != nil {
				if sentence.Verdict != measure.Improved && sentence.Verdict != measure.Worsened {
					fail("a direction without a verdict")
				}
				if direction == 1 && c.Interval[0] <= 0 || direction == 0 && c.Interval[1] >= 0 {
					fail("an interval that does not lie on the side it is said to")
				}
				low, high := math.Abs(c.Interval[0]), math.Abs(c.Interval[1])
				low, high = min(low, high)*kinds[which].factor, max(low, high)*kinds[which].factor
				near, far := parse(t, match[1], language), parse(t, match[2], language)
				if near <= 0 || math.Abs(near-low) > 0.0501 || math.Abs(far-high) > 0.0501 {
					fail(fmt.Sprintf("ends %v and %v of an interval from %v to %v", near, far, low, high))
				}
				if match[3] != kinds[which].change[language] {
					fail(fmt.Sprintf("the unit %q, want %q", match[3], kinds[which].change[language]))
				}
			}
			// Levels are told in the direction of the change.
			if from, to, both := levels(t, text, language); both && (sentence.Verdict == measure.Improved || sentence.Verdict == measure.Worsened) {
				if from == to || (to > from) != (c.Estimate > 0) {
					fail("levels that contradict the verb")
				}
			}
			// What qualifies.
			certain := strings.Contains(more, "The whole interval lies beyond") || strings.Contains(more, "Das ganze Intervall liegt jenseits")
			if certain && !(row.Relevant && c.Interval.Beyond(*row.RelevantDifference)) {
				fail("relevance that the interval does not bear")
			}
			reached := strings.Contains(more, ") is reached.") || strings.Contains(more, ") ist erreicht.")
			if i := row.FollowUp.Interval; reached && (row.Better == "higher" && i[0] < *row.Goal || row.Better == "lower" && i[1] > *row.Goal) {
				fail("a goal that may not be reached")
			}
			if sentence.Verdict == measure.Undecided && more == "" {
				fail("undecided, and nothing said of what would decide it")
			}
			if strings.ContainsAny(text+more, "{}") || strings.Contains(text+more, "NaN") || strings.Contains(text+more, "  ") || strings.Contains(text, "%!") {
				fail("a sentence with holes")
			}
			if language == "de" && regexp.MustCompile(`\d\.\d`).MatchString(regexp.MustCompile(`\d\.\d{3}`).ReplaceAllString(text, "")) {
				fail("an English decimal point in German")
			}
		}
	}
	for _, verdict := range []measure.Verdict{measure.Improved, measure.Worsened, measure.Unchanged, measure.Undecided, measure.NoTest} {
		if told[verdict] < 200 {
			t.Errorf("%s was told %d times: the rows are not as varied as they should be", verdict, told[verdict])
		}
	}
}

func value(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

var fromTo = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(` from ([+−]?[\d.,]+)%? to ([+−]?[\d.,]+)`),
	"de": regexp.MustCompile(` von ([+−]?[\d.,]+)(?: %)? auf ([+−]?[\d.,]+)`),
}

func levels(t *testing.T, text, language string) (from, to float64, both bool) {
	match := fromTo[language].FindStringSubmatch(text)
	if match == nil {
		return 0, 0, false
	}
	read := func(text string) float64 {
		x := parse(t, strings.TrimRight(strings.TrimLeft(text, "+−"), ",."), language)
		if strings.HasPrefix(text, "−") {
			return -x
		}
		return x
	}
	return read(match[1]), read(match[2]), true
}

// findingOf gives the only finding of a report.
func findingOf(t *testing.T, made *report.Report) report.Sentence {
	t.Helper()
	for _, section := range made.Sections {
		for _, sentence := range section.Sentences {
			if sentence.Verdict != "" {
				return sentence
			}
		}
	}
	t.Fatal("no finding is told")
	return report.Sentence{}
}

func TestHeadlinesCountWhatTheSentencesTell(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	leading := regexp.MustCompile(`^(\d+)\D`)
	for round := range 2_000 {
		comparison := &measure.Comparison{Touchpoints: []measure.TouchpointTitle{{Name: "desk"}}, CountedStates: []fieldwork.State{fieldwork.Submitted}}
		for i := range 2 + random.IntN(30) {
			row, _ := randomRow(random, fmt.Sprintf("i%d", i))
			row.Role, row.Indicator = measure.RoleIndicator, fmt.Sprintf("i%d", i)
			comparison.Rows = append(comparison.Rows, row)
		}
		made := report.Of(report.Request{Comparison: comparison})
		counts := map[measure.Verdict]int{}
		for _, section := range made.Sections {
			if section.Table == nil {
				continue
			}
			for _, line := range section.Table.Rows {
				counts[line.Cells[len(line.Cells)-1].Verdict]++
			}
		}
		total := 0
		for _, n := range counts {
			total += n
		}
		first := counts[measure.Improved]
		if first == 0 {
			first = counts[measure.Worsened]
		}
		headline := strings.ReplaceAll(made.Headline["en"], "\u00a0", " ")
		match := leading.FindStringSubmatch(headline)
		switch {
		case total != len(comparison.Rows):
			t.Fatalf("round %d: %d rows in the table, want %d", round, total, len(comparison.Rows))
		case first == 0 && !strings.HasPrefix(headline, fmt.Sprintf("No certain change in %d ", total)):
			t.Fatalf("round %d: %q for %v", round, headline, counts)
		case first > 0 && (match == nil || match[1] != strconv.Itoa(first) || !strings.Contains(headline, fmt.Sprintf(" of %d ", total))):
			t.Fatalf("round %d: %q for %v", round, headline, counts)
		}
	}
}
