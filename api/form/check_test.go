package form_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/form"
)

// frame is a definition without mistakes; cases replace its members.
const frame = `{"id":"frame","version":1,"kind":"mystery","title":{"en":"Frame"},"defaultLanguage":"en",
"choices":{"yn":[{"name":"yes","label":{"en":"Yes"},"points":1},{"name":"no","label":{"en":"No"},"points":0}]},
"body":[{"type":"select_one","name":"ok","label":{"en":"OK?"},"choices":"yn"}]}`

// changed gives the frame with members replaced by those of the given object.
func changed(t *testing.T, members string) []byte {
	t.Helper()
	var whole, part map[string]json.RawMessage
	if err := json.Unmarshal([]byte(frame), &whole); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(members), &part); err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	for key, value := range part {
		whole[key] = value
	}
	merged, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return merged
}

func checked(t *testing.T, members string) []form.Problem {
	t.Helper()
	d, problems := form.Parse(changed(t, members))
	if form.Failed(problems) {
		t.Fatalf("cannot be read: %v", problems)
	}
	return form.Check(d)
}

func TestCheckFindsNothingInTheFrame(t *testing.T) {
	if problems := checked(t, `{}`); len(problems) > 0 {
		t.Error(problems)
	}
}

// body gives a frame with these questions after the first, of which the names are given with labels.
func body(questions string) string {
	return `{"body":[{"type":"select_one","name":"ok","label":{"en":"OK?"},"choices":"yn"},` + questions + `]}`
}

func TestCheckFindsMistakes(t *testing.T) {
	for _, c := range []struct{ name, given, path, code string }{
		{"an id in capitals", `{"id":"Frame"}`, "/id", "slug"},
		{"version 0", `{"version":0}`, "/version", "version"},
		{"an unknown kind", `{"kind":"exam"}`, "/kind", "value"},
		{"unknown pages", `{"pages":"two"}`, "/pages", "value"},
		{"no title", `{"title":{}}`, "/title", "missing"},
		{"no questions", `{"body":[]}`, "/body", "missing"},
		{"a language that is none", `{"defaultLanguage":"English"}`, "/defaultLanguage", "language"},
		{"a translation into a language that is none", `{"title":{"en":"A","Deutsch":"B"}}`, "/title/Deutsch", "language"},
		{"an unknown type", body(`{"type":"essay","name":"a"}`), "/body/1/type", "type"},
		{"no name", body(`{"type":"note"}`), "/body/1/name", "nameForm"},
		{"a name with a blank", body(`{"type":"text","name":"a b"}`), "/body/1/name", "nameForm"},
		{"the reserved name", body(`{"type":"text","name":"total"}`), "/body/1/name", "nameForm"},
		{"a name twice", body(`{"type":"text","name":"ok"}`), "/body/1/name", "duplicate"},
		{"a name twice, in a section", body(`{"type":"section","name":"s","body":[{"type":"text","name":"s"}]}`), "/body/1/body/0/name", "duplicate"},
		{"sections too deep", body(strings.Repeat(`{"type":"section","name":"s","body":[`, 20) + `{"type":"text","name":"a"}` + strings.Repeat(`]}`, 20)), "/body/1" + strings.Repeat("/body/0", 19) + "/body", "nested"},
		{"a text with a body", body(`{"type":"text","name":"a","body":[{"type":"note","name":"b"}]}`), "/body/1/body", "body"},
		{"a select without list", body(`{"type":"select_one","name":"a"}`), "/body/1/choices", "choices"},
		{"a list that is not there", body(`{"type":"select_one","name":"a","choices":"colours"}`), "/body/1/choices", "choices"},
		{"a choice twice", `{"choices":{"yn":[{"name":"a"},{"name":"a"}]}}`, "/choices/yn/1/name", "duplicate"},
		{"a choice with a blank", `{"choices":{"yn":[{"name":"a b"}]}}`, "/choices/yn/0/name", "nameForm"},
		{"a choice without name", `{"choices":{"yn":[{"label":{"en":"A"}}]}}`, "/choices/yn/0/name", "nameForm"},
		{"an empty list", `{"choices":{"yn":[]}}`, "/choices/yn", "missing"},
		{"a filter over a column that is not there", body(`{"type":"select_one","name":"a","choices":"yn","choiceFilter":"region = 'eu'"}`), "/body/1/choiceFilter", "name"},
		{"broken syntax", body(`{"type":"text","name":"a","relevant":"1 +"}`), "/body/1/relevant", "syntax"},
		{"an unknown question", body(`{"type":"text","name":"a","constraint":"${b} > 1"}`), "/body/1/constraint", "name"},
		{"the value of a section", body(`{"type":"section","name":"s","relevant":"${t} = 1","body":[]},{"type":"note","name":"t"}`), "/body/1/relevant", "name"},
		{"an unknown function", body(`{"type":"text","name":"a","required":"sing()"}`), "/body/1/required", "function"},
		{"a wrong number of values", body(`{"type":"calculate","name":"a","calculation":"round(1, 2, 3)"}`), "/body/1/calculation", "arity"},
		{"a pattern outside of the subset", body(`{"type":"text","name":"a","constraint":"regex(., '(?=a)')"}`), "/body/1/constraint", "regex"},
		{"a column outside of a filter", body(`{"type":"text","name":"a","relevant":"region = 'eu'"}`), "/body/1/relevant", "syntax"},
		{"an unknown question in a label", body(`{"type":"text","name":"a","label":{"en":"Hello ${nobody}"}}`), "/body/1/label/en", "name"},
		{"an unknown question in the label of a choice", `{"choices":{"yn":[{"name":"yes","label":{"en":"${nobody}"}}]}}`, "/choices/yn/0/label/en", "name"},
		{"an unknown question in the default", body(`{"type":"text","name":"a","default":{"expression":"${b}"}}`), "/body/1/default/expression", "name"},
		{"a default of another type", body(`{"type":"integer","name":"a","default":"five"}`), "/body/1/default", "default"},
		{"a default that is no choice", body(`{"type":"select_one","name":"a","choices":"yn","default":"maybe"}`), "/body/1/default", "default"},
		{"a circle of two", body(`{"type":"text","name":"a","relevant":"${b} = 1"},{"type":"text","name":"b","relevant":"${a} = 1"}`), "/body/1", "cycle"},
		{"a calculation of itself", body(`{"type":"calculate","name":"a","calculation":"${a} + 1"}`), "/body/1", "cycle"},
		{"a section that depends on its member", body(`{"type":"section","name":"s","relevant":"${a} = 1","body":[{"type":"text","name":"a"}]}`), "/body/1", "cycle"},
		{"a relevance of its own answer", body(`{"type":"text","name":"a","relevant":". = 1"}`), "/body/1/relevant", "cycle"},
		{"a calculate without calculation", body(`{"type":"calculate","name":"a"}`), "/body/1/calculation", "missing"},
		{"a scale without room", body(`{"type":"range","name":"a","parameters":{"start":5,"end":5}}`), "/body/1/parameters", "value"},
		{"a step larger than the scale", body(`{"type":"range","name":"a","parameters":{"start":1,"end":5,"step":9}}`), "/body/1/parameters/step", "value"},
		{"a scale of words", body(`{"type":"range","name":"a","parameters":{"start":"low"}}`), "/body/1/parameters/start", "type"},
		{"a point rule that cannot be read", body(`{"type":"integer","name":"a","points":[{"when":". >","points":1}]}`), "/body/1/points/0/when", "syntax"},
		{"critical for what is not there", body(`{"type":"integer","name":"a","critical":"all"}`), "/body/1/critical", "value"},
		{"critical for a section without one", body(`{"type":"integer","name":"a","critical":"section"}`), "/body/1/critical", "value"},
		{"a cap above 100", body(`{"type":"integer","name":"a","critical":"cap:101"}`), "/body/1/critical", "value"},
		{"a negative bonus", body(`{"type":"integer","name":"a","bonus":-1}`), "/body/1/bonus", "value"},
		{"a negative weight", body(`{"type":"section","name":"s","weight":-1,"body":[]}`), "/body/1/weight", "value"},
		{"an unknown method", `{"scoring":{"method":"best"}}`, "/scoring/method", "value"},
		{"an unknown rule for the unanswered", `{"scoring":{"unanswered":"guess"}}`, "/scoring/unanswered", "value"},
		{"an unknown kind of indicator", `{"indicators":[{"name":"i","kind":"median","of":"ok"}]}`, "/indicators/0/kind", "value"},
		{"an indicator of nothing", `{"indicators":[{"name":"i","kind":"mean","of":"nobody"}]}`, "/indicators/0/of", "name"},
		{"an indicator twice", `{"indicators":[{"name":"i","kind":"duration"},{"name":"i","kind":"duration"}]}`, "/indicators/1/name", "duplicate"},
		{"a mean of words", `{"indicators":[{"name":"i","kind":"mean","of":"ok"}]}`, "/indicators/0/of", "type"},
		{"a score of nobody", `{"indicators":[{"name":"i","kind":"score","of":"nobody"}]}`, "/indicators/0/of", "name"},
		{"the top value of words", `{"indicators":[{"name":"i","kind":"share","of":"ok"}]}`, "/indicators/0/of", "type"},
		{"the top values without a scale", `{"body":[{"type":"integer","name":"n"}],"indicators":[{"name":"i","kind":"csat","of":"n"}]}`, "/indicators/0/scale", "scale"},
		{"values of nothing", `{"indicators":[{"name":"i","kind":"share","values":["yes"]}]}`, "/indicators/0/of", "name"},
		{"the duration of nothing", `{"indicators":[{"name":"i","kind":"duration","of":"nobody"}]}`, "/indicators/0/of", "name"},
		{"a calculated photo", body(`{"type":"image","name":"a","calculation":"1"}`), "/body/1/calculation", "calculation"},
		{"a computed position", body(`{"type":"geopoint","name":"a","default":{"expression":"1"}}`), "/body/1/default", "default"},
		{"a share of a choice that is not there", `{"indicators":[{"name":"i","kind":"share","of":"ok","values":["maybe"]}]}`, "/indicators/0/values/0", "choice"},
		{"a share by a broken condition", `{"indicators":[{"name":"i","kind":"share","when":"${nobody} = 1"}]}`, "/indicators/0/when", "name"},
		{"NPS from 1 to 10", `{"body":[{"type":"range","name":"r","label":{"en":"R"}}],"indicators":[{"name":"i","kind":"nps","of":"r"}]}`, "/indicators/0/of", "scale"},
		{"a scale the wrong way round", `{"indicators":[{"name":"i","kind":"duration","scale":[5,1]}]}`, "/indicators/0/scale", "value"},
		{"better for what is not there", `{"indicators":[{"name":"i","kind":"duration","better":"more"}]}`, "/indicators/0/better", "value"},
		{"no difference that matters", `{"indicators":[{"name":"i","kind":"duration","relevantDifference":0}]}`, "/indicators/0/relevantDifference", "value"},
		{"a touchpoint with a blank", `{"indicators":[{"name":"i","kind":"duration","touchpoint":"the counter"}]}`, "/indicators/0/touchpoint", "slug"},
		{"the weight of nothing", `{"weight":"nobody"}`, "/weight", "name"},
		{"the weight of a choice", `{"weight":"ok"}`, "/weight", "type"},
		{"the cluster of nothing", `{"cluster":"nobody"}`, "/cluster", "name"},
		{"a segment of nothing", `{"segments":["ok","nobody"]}`, "/segments/1", "name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := checked(t, c.given)
			if !found(problems, form.Error, c.path, c.code) {
				t.Errorf("no error %q at %q in %v", c.code, c.path, problems)
			}
			d, _ := form.Parse(changed(t, c.given))
			if _, err := form.Compile(d); err != nil && !fault.Is(err, fault.Invalid) {
				t.Errorf("compiling fails with %v, which is no fault of the definition", err)
			}
		})
	}
}

func TestCheckWarns(t *testing.T) {
	for _, c := range []struct{ name, given, path, code string }{
		{"a missing translation", `{"title":{"en":"A","de":"B"}}`, "/body/0/label", "translation"},
		{"a missing label", body(`{"type":"text","name":"a"}`), "/body/1/label", "missing"},
		{"an empty section", body(`{"type":"section","name":"s","label":{"en":"S"},"body":[]}`), "/body/1/body", "missing"},
		{"a list that nothing uses", `{"choices":{"yn":[{"name":"yes"}],"more":[{"name":"a"}]}}`, "/choices/more", "unused"},
		{"choices of a number", body(`{"type":"integer","name":"a","choices":"yn"}`), "/body/1/choices", "noEffect"},
		{"a required note", body(`{"type":"note","name":"a","required":true}`), "/body/1/required", "noEffect"},
		{"a message without constraint", body(`{"type":"text","name":"a","constraintMessage":{"en":"No"}}`), "/body/1/constraintMessage", "noEffect"},
		{"a parameter of another type", body(`{"type":"text","name":"a","parameters":{"step":1}}`), "/body/1/parameters/step", "noEffect"},
		{"never relevant", body(`{"type":"text","name":"a","relevant":"1 = 2"}`), "/body/1/relevant", "unreachable"},
		{"relevant for two choices at once", body(`{"type":"text","name":"a","relevant":"${ok} = 'yes' and ${ok} = 'no'"}`), "/body/1/relevant", "unreachable"},
		{"relevant for a choice that is not there", body(`{"type":"text","name":"a","relevant":"${ok} = 'maybe'"}`), "/body/1/relevant", "choice"},
		{"selected for a choice that is not there", body(`{"type":"text","name":"a","relevant":"not(selected(${ok}, 'maybe'))"}`), "/body/1/relevant", "choice"},
		{"relevant for numbers that are not there", body(`{"type":"range","name":"r"},{"type":"text","name":"a","relevant":"${r} > 10"}`), "/body/2/relevant", "unreachable"},
		{"a constraint that is false", body(`{"type":"text","name":"a","constraint":"false()"}`), "/body/1/constraint", "unmeetable"},
		{"a constraint the wrong way round", body(`{"type":"decimal","name":"a","constraint":". > 10 and . < 5"}`), "/body/1/constraint", "unmeetable"},
		{"the number first", body(`{"type":"decimal","name":"a","constraint":"10 < . and 5 > ."}`), "/body/1/constraint", "unmeetable"},
		{"between two whole numbers", body(`{"type":"integer","name":"a","constraint":". > 3 and . < 4"}`), "/body/1/constraint", "unmeetable"},
		{"equal to a broken number", body(`{"type":"integer","name":"a","constraint":". = 2.5"}`), "/body/1/constraint", "unmeetable"},
		{"above a negative and below a smaller one", body(`{"type":"decimal","name":"a","constraint":". > -1 and . < -2"}`), "/body/1/constraint", "unmeetable"},
		{"outside of the scale", body(`{"type":"range","name":"a","constraint":". > 10"}`), "/body/1/constraint", "unmeetable"},
		{"a computed pattern", body(`{"type":"text","name":"a","constraint":"regex(., ${ok})"}`), "/body/1/constraint", "regex"},
		{"scoring without points", `{"choices":{"yn":[{"name":"yes"}]},"scoring":{}}`, "/scoring", "nothingToEarn"},
		{"a weight without points", body(`{"type":"section","name":"s","weight":5,"body":[{"type":"text","name":"a"}]}`), "/body/1/weight", "nothingToEarn"},
		{"critical without points", body(`{"type":"text","name":"a","critical":"total"}`), "/body/1/critical", "nothingToEarn"},
		{"a mean without scale for a touchpoint", `{"body":[{"type":"integer","name":"n"}],"indicators":[{"name":"i","kind":"mean","of":"n","touchpoint":"counter"}]}`, "/indicators/0/scale", "scale"},
		{"a rule behind the last one", body(`{"type":"integer","name":"a","points":[{"points":1},{"when":". = 1","points":2}]}`), "/body/1/points/1", "unreachable"},
		{"a score without points", `{"choices":{"yn":[{"name":"yes"}]},"indicators":[{"name":"i","kind":"score","of":"total"}]}`, "/indicators/0/of", "nothingToEarn"},
		{"a goal outside of the scale", `{"indicators":[{"name":"i","kind":"duration","scale":[1,5],"goal":6}]}`, "/indicators/0/goal", "value"},
		{"an exclusive choice of a select_one", `{"choices":{"yn":[{"name":"yes","exclusive":true}]}}`, "/choices/yn/0/exclusive", "noEffect"},
		{"a choice twice with other columns", `{"choices":{"yn":[{"name":"yes","columns":{"state":"a"}},{"name":"yes","columns":{"state":"b"}}]}}`, "/choices/yn/1/name", "duplicate"},
		{"points for what is not applicable", `{"choices":{"yn":[{"name":"na","notApplicable":true,"points":1}]}}`, "/choices/yn/0/points", "noEffect"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problems := checked(t, c.given); !found(problems, form.Warning, c.path, c.code) {
				t.Errorf("no warning %q at %q in %v", c.code, c.path, problems)
			}
		})
	}
}

func TestCheckDoesNotWarnOfWhatIsMeant(t *testing.T) {
	for _, c := range []struct{ name, given string }{
		{"a constraint with room", body(`{"type":"integer","name":"a","label":{"en":"A"},"constraint":". >= 3 and . <= 3"}`)},
		{"either of two choices", body(`{"type":"text","name":"a","label":{"en":"A"},"relevant":"${ok} = 'yes' or ${ok} = 'no'"}`)},
		{"two selected at once", `{"body":[{"type":"select_multiple","name":"ok","label":{"en":"A"},"choices":"yn"},{"type":"text","name":"a","label":{"en":"A"},"relevant":"selected(${ok}, 'yes') and selected(${ok}, 'no')"}]}`},
		{"answered", body(`{"type":"text","name":"a","label":{"en":"A"},"relevant":"${ok} != ''"}`)},
		{"a calculation without label", body(`{"type":"calculate","name":"a","calculation":"1"}`)},
		{"a score of a question", `{"indicators":[{"name":"i","kind":"score","of":"ok"},{"name":"j","kind":"score"},{"name":"k","kind":"duration","of":"total"}]}`},
		{"a share by a condition alone", `{"indicators":[{"name":"i","kind":"share","when":"${ok} = 'yes'"}]}`},
		{"a bonus of a question without points", body(`{"type":"text","name":"a","label":{"en":"A"},"bonus":2}`)},
		{"a constraint by today", body(`{"type":"date","name":"a","label":{"en":"A"},"constraint":". <= today()"}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problems := checked(t, c.given); len(problems) > 0 {
				t.Error(problems)
			}
		})
	}
}

func TestCycleNamesItsMembers(t *testing.T) {
	problems := checked(t, body(`{"type":"calculate","name":"a","calculation":"${c}"},{"type":"calculate","name":"b","calculation":"${a}"},{"type":"calculate","name":"c","calculation":"${b}"}`))
	i := slices.IndexFunc(problems, func(p form.Problem) bool { return p.Code == "cycle" })
	if i < 0 || !strings.Contains(problems[i].Message, "a → c → b → a") {
		t.Errorf("problems %v", problems)
	}
}

func TestCheckReportsEverythingAtOnce(t *testing.T) {
	problems := checked(t, `{"id":"A","body":[{"type":"text","name":"a","relevant":"${x} = sing()","constraint":"1 +"},{"type":"text","name":"a"},{"type":"essay","name":"b"}]}`)
	for _, want := range [][2]string{{"/id", "slug"}, {"/body/0/relevant", "name"}, {"/body/0/relevant", "function"}, {"/body/0/constraint", "syntax"}, {"/body/1/name", "duplicate"}, {"/body/2/type", "type"}} {
		if !found(problems, form.Error, want[0], want[1]) {
			t.Errorf("%v is missing in %v", want, problems)
		}
	}
}
