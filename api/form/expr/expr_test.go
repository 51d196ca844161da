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

// town is a street in a list of houses with rooms, and a table of prices.
func town() (o *expr.Outline, street, houses, number, rooms, size int) {
	o = expr.NewOutline()
	street = o.Add("street", expr.Answered, expr.Outside)
	houses = o.Add("houses", expr.Repeat, expr.Outside)
	number = o.Add("number", expr.Answered, houses)
	rooms = o.Add("rooms", expr.Repeat, houses)
	size = o.Add("size", expr.Answered, rooms)
	o.AddTable("prices", &expr.Table{Columns: []string{"key", "price"}, Cell: func(int, int, string) string { return "" }})
	return o, street, houses, number, rooms, size
}

func TestAnExpressionTellsHowFarItReads(t *testing.T) {
	o, street, houses, number, rooms, size := town()
	for _, c := range []struct {
		name, given string
		own         int
		want        []expr.Read
	}{
		{"the own instance", "${number}", size, []expr.Read{{Place: number, Depth: 1}}},
		{"the own inner instance", "${size}", size, []expr.Read{{Place: size, Depth: 2}}},
		{"all of the own outer instance", "sum(${size})", number, []expr.Read{{Place: size, Depth: 1}}},
		{"all of the response", "sum(${size})", street, []expr.Read{{Place: size, Depth: 0}}},
		{"the outside", "${street}", size, []expr.Read{{Place: street, Depth: 0}}},
		{"siblings", "count(${rooms})", size, []expr.Read{{Place: rooms, Depth: 1}}},
		{"all siblings", "count(../../houses)", number, []expr.Read{{Place: houses, Depth: 0}}},
		{"the own place", "position(../..)", size, []expr.Read{{Place: houses, Depth: 0, Position: true}}},
		{"a numbered instance", "indexed-repeat(${size}, ${rooms}, 1)", number, []expr.Read{{Place: size, Depth: 1}}},
		{"a numbered outer instance", "indexed-repeat(${size}, ${houses}, 1, ${rooms}, 1)", size, []expr.Read{{Place: size, Depth: 0}}},
		{"in a predicate, of the node", "${houses}[number = 1]/rooms/size", street, []expr.Read{{Place: number, Depth: 0}, {Place: size, Depth: 0}}},
		{"in a predicate, above the node", "${rooms}[../number = size]/size", number, []expr.Read{{Place: number, Depth: 1}, {Place: size, Depth: 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, mistakes := expr.Compile(c.given, o, c.own)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			if !reflect.DeepEqual(e.Reads(), c.want) {
				t.Errorf("reads %+v, want %+v", e.Reads(), c.want)
			}
		})
	}
}

func TestAnExpressionTellsItsTablesAndDoubts(t *testing.T) {
	o, street, _, number, _, _ := town()
	for _, c := range []struct {
		name, given string
		own         int
		tables      []string
		doubts      int
	}{
		{"a path into a table", "instance('prices')/root/item[key = 1]/price", street, []string{"prices"}, 0},
		{"a table, looked up twice", "pulldata('prices', 'price', 'key', 1) + pulldata('prices', 'key', 'price', 1)", street, []string{"prices"}, 0},
		{"the whole list where the node may be meant", "count(${houses}[${number} = 1])", street, nil, 1},
		{"the own answer within the repeat", "count(${houses}[${number} = number])", number, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, mistakes := expr.Compile(c.given, o, c.own)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			if !reflect.DeepEqual(e.Tables(), c.tables) || len(e.Doubts()) != c.doubts {
				t.Errorf("tables %v, doubts %v", e.Tables(), e.Doubts())
			}
		})
	}
}

func TestPathsReportMistakesWithTheirPlaces(t *testing.T) {
	o, street, _, _, _, _ := town()
	for _, c := range []struct {
		given string
		want  []string
	}{
		{"sum(/data/houses/colour) + ../mayor + ${houses}/rooms/age", []string{"name colour", "name mayor", "name age"}},
		{"instance('x')/root/item[a = 1]/b + instance('prices')/root/item[a = 1]/b", []string{"name x", "name a", "name b"}},
		{"${nobody}[x = 1]/y/z + sing()", []string{"name ${nobody}", "function sing"}},
		{"${houses}[number = ]", []string{"syntax ]"}},
		{"indexed-repeat(${street}, ${houses}, 1) + indexed-repeat(${size}, ${street}, 1)", []string{"name ${houses}", "name ${street}"}},
		{"pulldata('prices', 'colour', 'key', 1)", []string{"name 'colour'"}},
	} {
		t.Run(c.given, func(t *testing.T) {
			_, mistakes := expr.Compile(c.given, o, street)
			if len(mistakes) != len(c.want) {
				t.Fatalf("got %v, want %v", mistakes, c.want)
			}
			for i, m := range mistakes {
				code, place, _ := strings.Cut(c.want[i], " ")
				if m.Code != code || !strings.HasPrefix(strings.Trim(c.given[m.Offset:], "'"), strings.Trim(place, "'")) {
					t.Errorf("got %+v at %q, want %s", m, c.given[m.Offset:], c.want[i])
				}
			}
		})
	}
}
