package form_test

import (
	"strings"
	"testing"

	"touchstone/api/form"
)

// repeated gives the frame with a repeat of a name and an age after the first question, and further questions.
func repeated(further string) string {
	people := `{"type":"repeat","name":"people","label":{"en":"People"},"body":[{"type":"text","name":"who","label":{"en":"Who"}},{"type":"integer","name":"age","label":{"en":"Age"}}]}`
	if further != "" {
		people += "," + further
	}
	return body(people)
}

func TestCheckFindsMistakesOfRepeats(t *testing.T) {
	digest := strings.Repeat("a", 64)
	for _, c := range []struct{ name, given, path, code string }{
		{"a repeat that depends on its member", body(`{"type":"repeat","name":"r","relevant":"${a} = 1","body":[{"type":"integer","name":"a"}]}`), "/body/1", "cycle"},
		{"a number by a member", body(`{"type":"repeat","name":"r","count":"sum(${a})","body":[{"type":"integer","name":"a"}]}`), "/body/1", "cycle"},
		{"a number by the instances", body(`{"type":"repeat","name":"r","count":"count(.)","body":[{"type":"integer","name":"a"}]}`), "/body/1/count", "cycle"},
		{"a number that cannot be read", body(`{"type":"repeat","name":"r","count":"1 +","body":[{"type":"integer","name":"a"}]}`), "/body/1/count", "syntax"},
		{"a running total of itself", body(`{"type":"repeat","name":"r","body":[{"type":"calculate","name":"a","calculation":"indexed-repeat(${a}, ${r}, position(..) - 1)"}]}`), "/body/1/body/0", "cycle"},
		{"two that add each other up", body(`{"type":"repeat","name":"r","body":[{"type":"calculate","name":"a","calculation":"sum(${r}[b > 1]/b)"},{"type":"calculate","name":"b","calculation":"${a}"}]}`), "/body/1/body/0", "cycle"},
		{"read only by a broken condition", body(`{"type":"text","name":"a","readOnly":"${nobody} = 1"}`), "/body/1/readOnly", "name"},
		{"an unknown trigger", body(`{"type":"text","name":"a","calculation":"1","trigger":["nobody"]}`), "/body/1/trigger/0", "name"},
		{"a section as trigger", body(`{"type":"section","name":"s","body":[{"type":"text","name":"b"}]},{"type":"text","name":"a","calculation":"1","trigger":["s"]}`), "/body/2/trigger/0", "name"},
		{"choices of a question outside of repeats", body(`{"type":"select_one","name":"a","choices":"${ok}"}`), "/body/1/choices", "choices"},
		{"choices of nobody", body(`{"type":"select_one","name":"a","choices":"${nobody}"}`), "/body/1/choices", "choices"},
		{"a filter by what the repeat has not", repeated(`{"type":"select_one","name":"a","choices":"${who}","choiceFilter":"size > 1"}`), "/body/2/choiceFilter", "name"},
		{"a path to nowhere", repeated(`{"type":"calculate","name":"a","calculation":"../people/size"}`), "/body/2/calculation", "name"},
		{"a list that is not there", repeated(`{"type":"calculate","name":"a","calculation":"instance('x')/root/item/name"}`), "/body/2/calculation", "name"},
		{"a default of a repeat", body(`{"type":"repeat","name":"r","default":{"expression":"1"},"body":[{"type":"integer","name":"a"}]}`), "/body/1/default", "default"},
		{"the answers in a repeat as segment", repeated(`{"type":"note","name":"b","label":{"en":"B"}}],"segments":["age"],"x":[`), "/segments/0", "repeat"},
		{"the answers in a repeat as weight", repeated(`{"type":"note","name":"b","label":{"en":"B"}}],"weight":"age","x":[`), "/weight", "repeat"},
		{"a table without columns", `{"tables":{"t":{"columns":[],"rows":[]}}}`, "/tables/t/columns", "missing"},
		{"a column twice", `{"tables":{"t":{"columns":["a","a"],"rows":[]}}}`, "/tables/t/columns/1", "duplicate"},
		{"a column without a name", `{"tables":{"t":{"columns":[" "],"rows":[]}}}`, "/tables/t/columns/0", "nameForm"},
		{"a row that is too short", `{"tables":{"t":{"columns":["a","b"],"rows":[["1","2"],["3"]]}}}`, "/tables/t/rows/1", "columns"},
		{"a table of the name of a list", `{"tables":{"yn":{"columns":["a"],"rows":[]}}}`, "/tables/yn", "duplicate"},
		{"a file with a path", `{"files":{"a/b.png":{"sha256":"` + digest + `","type":"image/png","size":1}}}`, "/files/a~1b.png", "nameForm"},
		{"a file without digest", `{"files":{"a.png":{"sha256":"abc","type":"image/png","size":1}}}`, "/files/a.png/sha256", "value"},
		{"a file without type", `{"files":{"a.png":{"sha256":"` + digest + `","type":"png","size":1}}}`, "/files/a.png/type", "value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := checked(t, c.given)
			if !found(problems, form.Error, c.path, c.code) {
				t.Errorf("no error %q at %q in %v", c.code, c.path, problems)
			}
		})
	}
}

func TestCheckWarnsOfRepeats(t *testing.T) {
	for _, c := range []struct{ name, given, path, code string }{
		{"a repeat without questions", body(`{"type":"repeat","name":"r","label":{"en":"R"},"body":[]}`), "/body/1/body", "missing"},
		{"a number of a section", body(`{"type":"section","name":"s","label":{"en":"S"},"count":"3","body":[{"type":"text","name":"a"}]}`), "/body/1/count", "noEffect"},
		{"the weight of an inner section", body(`{"type":"section","name":"s","label":{"en":"S"},"body":[{"type":"section","name":"u","label":{"en":"U"},"weight":2,"body":[{"type":"select_one","name":"a","choices":"yn","label":{"en":"A"}}]}]}`), "/body/1/body/0/weight", "noEffect"},
		{"a trigger without calculation", body(`{"type":"text","name":"a","trigger":["ok"]}`), "/body/1/trigger", "noEffect"},
		{"in a predicate ${name} of the list", repeated(`{"type":"calculate","name":"a","calculation":"count(${people}[${age} > 18])"}`), "/body/2/calculation", "predicate"},
		{"a table that nothing reads", `{"tables":{"t":{"columns":["a"],"rows":[]}}}`, "/tables/t", "unused"},
		{"a file that nothing shows", `{"files":{"a.png":{"sha256":"","type":"image/png","size":1}}}`, "/files/a.png", "unused"},
		{"a picture that is missing", body(`{"type":"text","name":"a","label":{"en":"A"},"media":{"image":{"en":"a.png"}}}`), "/body/1/media/image/en", "file"},
		{"a picture of a choice that is missing", `{"choices":{"yn":[{"name":"yes","label":{"en":"Yes"},"media":{"audio":{"en":"a.mp3"}}}]}}`, "/choices/yn/0/media/audio/en", "file"},
		{"a big picture without a small one", body(`{"type":"text","name":"a","label":{"en":"A"},"media":{"bigImage":{"en":"a.png"}}}`), "/body/1/media/bigImage", "noEffect"},
		{"a table-list of different lists", `{"choices":{"yn":[{"name":"yes"}],"other":[{"name":"a"}]},"body":[{"type":"section","name":"s","appearance":"table-list","body":[{"type":"select_one","name":"a","choices":"yn"},{"type":"select_one","name":"b","choices":"other"}]}]}`, "/body/0/body/1/choices", "tableList"},
		{"a table-list with a text", body(`{"type":"section","name":"s","appearance":"table-list","body":[{"type":"text","name":"a"}]}`), "/body/1/body/0/type", "tableList"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problems := checked(t, c.given); !found(problems, form.Warning, c.path, c.code) {
				t.Errorf("no warning %q at %q in %v", c.code, c.path, problems)
			}
		})
	}
}

func TestCheckDoesNotWarnOfRepeatsThatAreMeant(t *testing.T) {
	for _, c := range []struct{ name, given string }{
		{"a plain repeat", repeated("")},
		{"a repeat in a section in a repeat", body(`{"type":"repeat","name":"r","label":{"en":"R"},"body":[{"type":"section","name":"s","label":{"en":"S"},"body":[{"type":"repeat","name":"u","label":{"en":"U"},"required":true,"constraint":"count(.) < 3","body":[{"type":"text","name":"a","label":{"en":"A"}}]}]}]}`)},
		{"bare names in a predicate", repeated(`{"type":"calculate","name":"a","calculation":"count(${people}[age > 18])"}`)},
		{"any of several ages", repeated(`{"type":"text","name":"a","label":{"en":"A"},"relevant":"${age} > 50 and ${age} < 10"}`)},
		{"a list that an expression reads", `{"choices":{"yn":[{"name":"yes","label":{"en":"Yes"},"points":1}],"more":[{"name":"a","label":{"en":"A"}}]},"body":[{"type":"select_one","name":"ok","label":{"en":"OK?"},"choices":"yn"},{"type":"calculate","name":"c","calculation":"pulldata('more', 'label', 'name', 'a')"}]}`},
		{"choices out of a repeat", repeated(`{"type":"select_one","name":"a","label":{"en":"A"},"choices":"${who}","choiceFilter":"${age} > 18"}`)},
		{"a trigger", body(`{"type":"text","name":"a","label":{"en":"A"},"calculation":"now()","trigger":["ok"]}`)},
		{"a running number", repeated(`{"type":"calculate","name":"a","calculation":"indexed-repeat(${age}, ${people}, 1)"}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if problems := checked(t, c.given); len(problems) > 0 {
				t.Error(problems)
			}
		})
	}
}
