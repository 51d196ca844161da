package form_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
)

// household asks for people and their visits; an expression is put in one of its places.
const household = `{"id":"household","version":3,"kind":"visit","title":{"en":"Household"},"defaultLanguage":"en",
	"choices":{"list":[{"name":"a","label":{"en":"A"},"columns":{"c":"1"}},{"name":"b","columns":{"c":"2"}}]},
	"tables":{"stores":{"columns":["name","city"],"rows":[["zh","Zürich"],["be","Bern"]]}},
	"body":[
	{"type":"text","name":"t"},{"type":"decimal","name":"n"},{"type":"select_multiple","name":"m","choices":"list"},{"type":"date","name":"d"},
	{"type":"text","name":"top","relevant":"RELEVANT"},
	{"type":"section","name":"home","body":[{"type":"repeat","name":"people","body":[
		{"type":"text","name":"who"},{"type":"integer","name":"age"},{"type":"text","name":"inner","relevant":"RELEVANT"},
		{"type":"calculate","name":"twice","calculation":"${age} * 2"},
		{"type":"repeat","name":"visits","count":"COUNT","body":[
			{"type":"text","name":"note"},{"type":"select_one","name":"one","choices":"list","choiceFilter":"FILTER","constraint":"CONSTRAINT"},
			{"type":"text","name":"innermost","relevant":"RELEVANT"},{"type":"calculate","name":"deep","calculation":"CALCULATION"}]},
		{"type":"calculate","name":"mid","calculation":"CALCULATION"}]}]},
	{"type":"calculate","name":"whole","calculation":"CALCULATION"}]}`

// places are where an expression can stand; the others of its kind stay out of the definition.
var places = []struct {
	key  string
	nth  int
	calm bool // what it gives depends on the answers alone, not on what was there before
}{
	{"RELEVANT", 0, true}, {"RELEVANT", 1, true}, {"RELEVANT", 2, true}, {"COUNT", 0, true},
	{"FILTER", 0, true}, {"CONSTRAINT", 0, true}, {"CALCULATION", 0, false}, {"CALCULATION", 1, false}, {"CALCULATION", 2, false},
}

// householdWith puts an expression in a place, and something harmless in all others.
func householdWith(source string, place int) []byte {
	quoted, _ := json.Marshal(source)
	chosen, definition := places[place], household
	for _, key := range []string{"RELEVANT", "COUNT", "FILTER", "CONSTRAINT", "CALCULATION"} {
		for nth := 0; strings.Contains(definition, `"`+key+`"`); nth++ {
			put := `"` + map[string]string{"RELEVANT": "true()", "COUNT": "2", "FILTER": "true()", "CONSTRAINT": "true()", "CALCULATION": "1"}[key] + `"`
			if key == chosen.key && nth == chosen.nth {
				put = string(quoted)
			}
			definition = strings.Replace(definition, `"`+key+`"`, put, 1)
		}
	}
	return []byte(definition)
}

// FuzzEvaluate puts any text as an expression somewhere in a definition with nested repeats and
// gives any JSON as answers: nothing may panic or hang, the same gives the same, and a session that
// came to its answers step by step shows what one shows that begins with them.
func FuzzEvaluate(f *testing.F) {
	answers := `{"t":"Anna","n":2.5,"m":["a"],"d":"2026-03-01","people":[{"who":"Anna","age":3,"visits":[{"note":"x","one":"a"},{"note":"y"}]},{"who":"Bo","age":41},{}]}`
	for i, source := range []string{
		"count(${people}) > ${n}", "position(..) = 2", "sum(${age}) > 40", "../age + 1", "../../who", "${people}[who = ${t}]/age", "/data/home/people[position() = 2]/visits/note",
		"indexed-repeat(${note}, ${people}, 1, ${visits}, 2)", "instance('stores')/root/item[name = 'zh']/city", "pulldata('stores', 'city', 'name', 'be')", "join(',', ${note})",
		"count(${people}[count(visits) > 1])", "current()/../age", "jr:choice-name(${one}, '${one}')", "selected(${m}, 'a')", "randomize(${people}, 3)", "c = '1'", "max(${age}) = ${age}",
		"${who} = ${t}", "coalesce(${note}, uuid(4))", "position(../..)", "concat(${twice}, count-non-empty(${who}))", "date(${d}) + 1", "/data/home/people/age", "./..", "version()", "count(..) + count(.)",
	} {
		for place := i % 3; place < len(places); place += 3 {
			f.Add(source, uint8(place), []byte(answers))
		}
	}
	f.Fuzz(func(t *testing.T, source string, place uint8, sent []byte) {
		at := int(place) % len(places)
		d, problems := form.Parse(householdWith(source, at))
		if d == nil {
			t.Fatal(problems)
		}
		checked := form.Check(d)
		for _, p := range append(problems, checked...) {
			if p.Code == "" || p.Message == "" {
				t.Errorf("a problem without words: %+v", p)
			}
		}
		compiled, err := form.Compile(d)
		if err != nil {
			return
		}
		var answers map[string]any
		if json.Unmarshal(sent, &answers) != nil {
			return
		}
		env := form.Environment{Now: time.Unix(1_772_359_200, 0), Seed: 7}
		first, second := compiled.Evaluate(env, answers), compiled.Evaluate(env, answers)
		if one, two := written(t, first.Answers), written(t, second.Answers); one != two || !reflect.DeepEqual(first.Violations, second.Violations) {
			t.Errorf("%q is %s and then %s", source, one, two)
		}
		s := compiled.Session(env, nil)
		stir(s, first.Answers)
		if !places[at].calm || strings.Contains(source, "once") {
			return
		}
		env.Resumed = true
		fresh := compiled.Session(env, s.Remembered())
		if one, two := written(t, s.Answers()), written(t, fresh.Answers()); one != two {
			t.Errorf("%q: step by step %s, at once %s", source, one, two)
		}
		if !reflect.DeepEqual(s.Violations(), fresh.Violations()) {
			t.Errorf("%q: step by step %v, at once %v", source, s.Violations(), fresh.Violations())
		}
	})
}

// stir answers, adds, removes and answers again; what is refused stays as it is.
func stir(s *form.Session, answers map[string]any) {
	for _, name := range []string{"people", "n", "t", "m", "d"} {
		_ = s.Set(name, answers[name])
	}
	added, err := s.Add("people")
	if err == nil {
		_ = s.Set(added+".who", "Anna")
		_ = s.Set(added+".age", 41)
	}
	if s.Instances("people") > 1 {
		_ = s.Set("people[1].visits[1].note", "new")
		_ = s.Remove("people[1]")
		_ = s.Set("people[1].who", "Bo")
	}
	_ = s.Set("n", 1)
	_ = s.Set("t", "Bo")
	_, _ = s.State("people[1].visits[1].one")
}
