package expr_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/form/expr"
)

// nobody is where no question has a value.
func nobody() *expr.Outline { return expr.NewOutline() }

// everybody is where a and b have values.
func everybody() *expr.Outline {
	o := expr.NewOutline()
	o.Add("a", expr.Answered, expr.Outside)
	o.Add("b", expr.Answered, expr.Outside)
	return o
}

func TestCompileReportsMistakesWithTheirPlaces(t *testing.T) {
	for _, c := range []struct {
		name, given string
		want        []string // code and what stands at the place
	}{
		{"everything at once", "${a} + sing(1) + round() + ${b}", []string{"name ${a}", "function sing", "arity round", "name ${b}"}},
		{"syntax alone", "${a} + sing(1) +", []string{"syntax "}},
		{"a pattern", "regex('a', '(?=a)')", []string{"regex '(?=a)'"}},
		{"behind letters of several bytes", "'Zürich' = ${ort}", []string{"name ${ort}"}},
		{"an operator that is missing", "1 = 1 2", []string{"syntax 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, mistakes := expr.Compile(c.given, nobody(), expr.Outside)
			if len(mistakes) != len(c.want) {
				t.Fatalf("got %v, want %v", mistakes, c.want)
			}
			for i, m := range mistakes {
				code, place, _ := strings.Cut(c.want[i], " ")
				if m.Code != code || !strings.HasPrefix(c.given[m.Offset:], place) {
					t.Errorf("got %+v at %q, want %s", m, c.given[m.Offset:], c.want[i])
				}
			}
		})
	}
}

func TestAnExpressionTellsWhatItReads(t *testing.T) {
	for _, c := range []struct {
		name, given    string
		names, columns []string
		self, constant bool
	}{
		{"answers, each once", "${b} + ${a} + ${b}", []string{"b", "a"}, nil, false, false},
		{"not the owner of a list", "jr:choice-name(${a}, '${b}')", []string{"a"}, nil, false, false},
		{"columns", "region = ${a} and name != 'x'", []string{"a"}, []string{"region", "name"}, false, false},
		{"itself", ". > 1", nil, nil, true, false},
		{"itself, unsaid", "string-length() > 1", nil, nil, true, false},
		{"nothing", "1 + 2 = round(3.1)", nil, nil, false, true},
		{"the clock", "today() > 5", nil, nil, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, mistakes := expr.CompileFilter(c.given, everybody(), expr.Outside)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			if !reflect.DeepEqual(e.Names(), c.names) || !reflect.DeepEqual(e.Columns(), c.columns) {
				t.Errorf("reads %v and %v", e.Names(), e.Columns())
			}
			if e.ReadsSelf() != c.self || e.Constant() != c.constant {
				t.Errorf("reads itself: %v; is constant: %v", e.ReadsSelf(), e.Constant())
			}
		})
	}
}

func TestLongTextsUseUpTheBudget(t *testing.T) {
	e, mistakes := expr.Compile(strings.Repeat("regex(., '(a|b)*c') or ", 200)+"1 = 2", everybody(), expr.Outside)
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	began := time.Now()
	value, err := e.Evaluate(&expr.Context{Self: expr.Text(strings.Repeat("ab", 1<<20)), Zone: time.UTC})
	if err == nil || !value.Blank() {
		t.Errorf("got %v, %v after %v", value, err, time.Since(began))
	}
	if value, err = e.Evaluate(&expr.Context{Self: expr.Text("abc"), Zone: time.UTC}); err != nil || !value.Boolean() {
		t.Errorf("a short text afterwards: %v, %v", value, err)
	}
}
