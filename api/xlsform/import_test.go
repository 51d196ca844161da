package xlsform_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/api/xlsform"
)

// read imports a form written as Markdown tables.
func read(t *testing.T, markdown string, files map[string]string) xlsform.Imported {
	t.Helper()
	imported, err := xlsform.Import(xlsform.Source{Name: "form.md", Data: []byte(markdown),
		Table: func(name string) ([]byte, bool) {
			data, ok := files[name]
			return []byte(data), ok
		},
		Media: func(name string) (form.File, bool) {
			data, ok := files[name]
			file, err := xlsform.Describe(name, strings.NewReader(data))
			return file, ok && err == nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return imported
}

// settings end the tables of most tests, so that nothing is said about what is missing there.
const settings = `
| settings | | | |
| | form_id | form_title | default_language |
| | sample | Sample | English (en) |
`

// survey makes a form of rows below a header.
func survey(header string, rows ...string) string {
	return "| survey |\n| | " + header + " |\n| | " + strings.Join(rows, " |\n| | ") + " |\n" + settings
}

const yesNo = `
| choices | | | |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
`

// body compares the questions with JSON.
func body(t *testing.T, imported xlsform.Imported, want string) {
	t.Helper()
	data, err := json.Marshal(imported.Definition.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got, wanted any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatalf("%v in %s", err, want)
	}
	if !reflect.DeepEqual(got, wanted) {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

func TestRowsBecomeQuestions(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"a text", survey("type | name | label", "text | a | What?"), `[{"type":"text","name":"a","label":{"en":"What?"}}]`},
		{"headers in any case, older names", survey("Type | Name | Caption | Relevance | Read Only", "string | a | A | true() | TRUE"),
			`[{"type":"text","name":"a","label":{"en":"A"},"relevant":"true()","readOnly":true}]`},
		{"command, tag", survey("command | tag | label", "q int | a | A"), `[{"type":"integer","name":"a","label":{"en":"A"}}]`},
		{"yes and no", survey("type | name | label | required | readonly", "int | a | A | yes | no", "int | b | B | no | true()", "int | c | C | ${a} > 1 |"),
			`[{"type":"integer","name":"a","label":{"en":"A"},"required":true},{"type":"integer","name":"b","label":{"en":"B"},"readOnly":true},{"type":"integer","name":"c","label":{"en":"C"},"required":"${a} > 1"}]`},
		{"languages", survey("type | name | label::English (en) | label:Deutsch (de) | hint::fr | media::image::German (de)", "photo | a | Photo | Foto | Ici | a.png"),
			`[{"type":"image","name":"a","label":{"en":"Photo","de":"Foto"},"hint":{"fr":"Ici"},"media":{"image":{"de":"a.png"}}}]`},
		{"the same language twice", survey("type | name | label | label::English (en) | label::en", "note | a | A | B | C", "note | b | A | | "), `[{"type":"note","name":"a","label":{"en":"B"}},{"type":"note","name":"b","label":{"en":"A"}}]`},
		{"messages and their older names", survey("type | name | label | constraint | constraint message | required | bind::jr:requiredMsg | guidance_hint", "int | a | A | . > 0 | Above 0 | yes | Please | More"),
			`[{"type":"integer","name":"a","label":{"en":"A"},"guidance":{"en":"More"},"required":true,"requiredMessage":{"en":"Please"},"constraint":". > 0","constraintMessage":{"en":"Above 0"}}]`},
		{"bind and body", survey("type | name | label | bind::relevant | body::appearance | jr:count", "begin_repeat | r | R | 1 = 1 | minimal | 3", "text | a | A | | |", "end repeat | | | | |"),
			`[{"type":"repeat","name":"r","label":{"en":"R"},"relevant":"1 = 1","appearance":"minimal","count":"3","body":[{"type":"text","name":"a","label":{"en":"A"}}]}]`},
		{"groups in groups", survey("type | name | label", "begin group | g | G", "begin_group | h | H", "date time | d | D", "end_group | |", "end group | h |"),
			`[{"type":"section","name":"g","label":{"en":"G"},"body":[{"type":"section","name":"h","label":{"en":"H"},"body":[{"type":"dateTime","name":"d","label":{"en":"D"}}]}]}]`},
		{"curly quotes, dashes, odd blanks", survey("type | name | label | relevant", "text | a | A |", "text | b | It’s | ${a}\u00a0= ‘it’ or ${a} != \"don’t\" or 3 – 1 > 1"),
			`[{"type":"text","name":"a","label":{"en":"A"}},{"type":"text","name":"b","label":{"en":"It’s"},"relevant":"${a} = 'it' or ${a} != \"don’t\" or 3 - 1 > 1"}]`},
		{"select, rank", survey("type | name | label", "select one from yn | a | A", "select_multiple yn | b | B", "rank yn | c | C", "Select_One yn | d | D") + yesNo,
			`[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"yn"},{"type":"select_multiple","name":"b","label":{"en":"B"},"choices":"yn"},{"type":"rank","name":"c","label":{"en":"C"},"choices":"yn"},{"type":"select_one","name":"d","label":{"en":"D"},"choices":"yn"}]`},
		{"a list named from_x", survey("type | name | label", "select_one from_x | a | A") + strings.ReplaceAll(yesNo, "yn", "from_x"),
			`[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"from_x"}]`},
		{"or_other", survey("type | name | label", "select_one yn or_other | a | A") + yesNo,
			`[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"yn_or_other"},{"type":"text","name":"a_other","label":{"en":"Please specify"},"relevant":"selected(${a}, 'other')"}]`},
		{"or_other behind a filter", survey("type | name | label | choice_filter", "select_one yn or_other | a | A | name != 'no'") + yesNo,
			`[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"yn_or_other","choiceFilter":"(name != 'no') or name = 'other'"},{"type":"text","name":"a_other","label":{"en":"Please specify"},"relevant":"selected(${a}, 'other')"}]`},
		{"parameters", survey("type | name | label | parameters", "range | a | A | start=0;end=10, step=2", "image | b | B | max-pixels=1000 keep-position=true", "audio | c | C | quality=low", "geopoint | d | D | capture-accuracy=5 allow-mock-accuracy=true", "text | e | E | rows=4"),
			`[{"type":"range","name":"a","label":{"en":"A"},"parameters":{"start":0,"end":10,"step":2}},{"type":"image","name":"b","label":{"en":"B"},"parameters":{"maxPixels":1000,"keepPosition":true}},{"type":"audio","name":"c","label":{"en":"C"},"parameters":{"quality":"low"}},{"type":"geopoint","name":"d","label":{"en":"D"},"parameters":{"accuracy":5}},{"type":"text","name":"e","label":{"en":"E"},"parameters":{"rows":4}}]`},
		{"randomize with a seed", survey("type | name | label | parameters", "integer | s | S |", "select_one yn | a | A | randomize=true, seed=${s}") + yesNo,
			`[{"type":"integer","name":"s","label":{"en":"S"}},{"type":"select_one","name":"a","label":{"en":"A"},"choices":"yn","parameters":{"randomize":true,"seed":"${s}"}}]`},
		{"defaults", survey("type | name | label | default", "int | a | A | 5", "text | b | B | 5", "select_multiple yn | c | C | yes no", "date | d | D | today()", "int | e | E | ${a} + 1", "text | f | F | f(x) (sic)", "geopoint | g | G | 47.4 8.5 0 0", "date | h | H | 2026-03-01") + yesNo,
			`[{"type":"integer","name":"a","label":{"en":"A"},"default":5},{"type":"text","name":"b","label":{"en":"B"},"default":"5"},{"type":"select_multiple","name":"c","label":{"en":"C"},"choices":"yn","default":["yes","no"]},
			{"type":"date","name":"d","label":{"en":"D"},"default":{"expression":"today()"}},{"type":"integer","name":"e","label":{"en":"E"},"default":{"expression":"${a} + 1"}},{"type":"text","name":"f","label":{"en":"F"},"default":"f(x) (sic)"},
			{"type":"geopoint","name":"g","label":{"en":"G"},"default":{"lat":47.4,"lon":8.5}},{"type":"date","name":"h","label":{"en":"H"},"default":"2026-03-01"}]`},
		{"trigger", survey("type | name | label | calculation | trigger", "int | a | A | |", "int | b | B | |", "calculate | c | | ${a} | ${a}, ${b}"),
			`[{"type":"integer","name":"a","label":{"en":"A"}},{"type":"integer","name":"b","label":{"en":"B"}},{"type":"calculate","name":"c","calculation":"${a}","trigger":["a","b"]}]`},
		{"a note that shows its value", survey("type | name | label | calculation", "note | a | A | 1 + 1"), `[{"type":"text","name":"a","label":{"en":"A"},"calculation":"1 + 1","readOnly":true}]`},
		{"a calculate with a default only", survey("type | name | default", "calculate | a | uuid()"), `[{"type":"hidden","name":"a","default":{"expression":"uuid()"}}]`},
		{"metadata", survey("type | name", "start | s", "end time | e", "today | t", "imei | d", "username | u", "audit |"),
			`[{"type":"start","name":"s"},{"type":"end","name":"e"},{"type":"today","name":"t"},{"type":"deviceid","name":"d"},{"type":"username","name":"u"},{"type":"audit","name":"audit"}]`},
		{"comments, disabled rows", survey("type | name | label | disabled", "text | a | A |", "# only a remark | | |", " | | a remark |", "text | b | B | yes"), `[{"type":"text","name":"a","label":{"en":"A"}}]`},
		{"scoring", survey("type | name | label | points | bonus | critical | weight | touchpoint", "begin_group | g | G | | | | 20 | counter", "int | a | A | 5 | 2 | section | |", "end_group"),
			`[{"type":"section","name":"g","label":{"en":"G"},"touchpoint":"counter","weight":20,"body":[{"type":"integer","name":"a","label":{"en":"A"},"points":[{"points":5}],"bonus":2,"critical":"section"}]}]`},
		{"choices of a repeat", survey("type | name | label", "begin_repeat | r | R", "text | n | N", "end_repeat", "select_one ${n} | a | A"),
			`[{"type":"repeat","name":"r","label":{"en":"R"},"body":[{"type":"text","name":"n","label":{"en":"N"}}]},{"type":"select_one","name":"a","label":{"en":"A"},"choices":"${n}"}]`},
		{"one name in several groups", survey("type | name | label", "begin_group | g | G", "note | n | N", "end_group", "begin_group | h | H", "note | n | M", "end_group"),
			`[{"type":"section","name":"g","label":{"en":"G"},"body":[{"type":"note","name":"n","label":{"en":"N"}}]},{"type":"section","name":"h","label":{"en":"H"},"body":[{"type":"note","name":"h_n","label":{"en":"M"}}]}]`},
		{"one name in several groups, referred to", survey("type | name | label", "begin_group | g | G", "text | n | N", "end_group", "begin_group | h | ${n}", "text | n | M", "end_group"),
			`[{"type":"section","name":"g","label":{"en":"G"},"body":[{"type":"text","name":"n","label":{"en":"N"}}]},{"type":"section","name":"h","label":{"en":"${n}"},"body":[{"type":"text","name":"n","label":{"en":"M"}}]}]`},
		{"names of other letters, and the reserved one", survey("type | name | label | calculation | trigger", "int | Größe | A | |", "int | total | ${Größe} | |", "calculate | c | | ${ total } + ${Größe} | ${Größe}"),
			`[{"type":"integer","name":"groesse","label":{"en":"A"}},{"type":"integer","name":"total_value","label":{"en":"${groesse}"}},{"type":"calculate","name":"c","calculation":"${total_value} + ${groesse}","trigger":["groesse"]}]`},
		{"names of letters without a likeness", survey("type | name | label", "int | عمر | A", "int | سن | ${عمر}"), `[{"type":"integer","name":"row_3","label":{"en":"A"}},{"type":"integer","name":"row_4","label":{"en":"${row_3}"}}]`},
		{"a list that begins with a digit", survey("type | name | label", "select_one 5pt | a | A") + strings.ReplaceAll(yesNo, "yn", "5pt"), `[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"_5pt"}]`},
		{"older types", survey("type | name | label", "phone number | a | A", "percentage | b | B", "gps | c | C", "trigger | d | D"),
			`[{"type":"text","name":"a","label":{"en":"A"},"appearance":"phone"},{"type":"integer","name":"b","label":{"en":"B"},"constraint":". >= 0 and . <= 100"},{"type":"geopoint","name":"c","label":{"en":"C"}},{"type":"acknowledge","name":"d","label":{"en":"D"}}]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			body(t, read(t, c.given, nil), c.want)
		})
	}
}

// said finds a problem by severity, code and place.
func said(problems []form.Problem, want string) bool {
	for _, p := range problems {
		if fmt.Sprintf("%s %s %s %d %s", p.Severity, p.Code, p.Sheet, p.Row, p.Column) == want {
			return p.Message != ""
		}
	}
	return false
}

func TestProblemsNameTheirCell(t *testing.T) {
	for _, c := range []struct {
		name, given string
		want        []string
	}{
		{"an unknown type", survey("type | name | label", "txet | a | A"), []string{"error type survey 3 type"}},
		{"several at once", survey("type | name | label | relevant", "text | a | A | ${x}", "text | a | A | 1 +", "txet | c | C |"),
			[]string{"error name survey 3 relevant", "error duplicate survey 4 name", "error syntax survey 4 relevant", "error type survey 5 type"}},
		{"no name", survey("type | name | label", "text | | A"), []string{"error missing survey 3 name"}},
		{"no type", survey("type | name | label", " | a | A"), []string{"error missing survey 3 type"}},
		{"a bad name", survey("type | name | label", "text | 1 a | A"), []string{"error nameForm survey 3 name"}},
		{"a group that does not end", survey("type | name | label", "begin_group | g | G", "text | a | A"), []string{"error group survey 3 type"}},
		{"an end without beginning", survey("type | name | label", "end group", "text | a | A"), []string{"error group survey 3 type"}},
		{"a repeat that ends as a group", survey("type | name | label", "begin_repeat | g | G", "text | a | A", "end_group"), []string{"error group survey 5 type"}},
		{"a missing list", survey("type | name | label", "select_one yn | a | A"), []string{"error choices survey 3 type"}},
		{"an unknown function", survey("type | name | calculation", "calculate | a | sing()"), []string{"error function survey 3 calculation"}},
		{"an expression of another dialect", survey("type | name | label | constraint", "text | a | A | . == 1", "text | b | B | //x"), []string{"error syntax survey 3 constraint", "error syntax survey 4 constraint"}},
		{"the response before", survey("type | name | calculation", "calculate | a | ${last-saved#a}"), []string{"error lastSaved survey 3 calculation"}},
		{"a text in another language", survey("type | name | label::English (en) | label::Deutsch (de)", "text | a | A | A", "text | b | B | ${x}", "text | c | C |"),
			[]string{"error name survey 4 label::Deutsch (de)", "warning translation survey 5 label::English (en)"}},
		{"an unknown language", survey("type | name | label::Klingon", "text | a | A"), []string{"warning language survey 2 label::Klingon"}},
		{"unknown columns", survey("type | name | label | mood | autoplay | instance::odk:tag | bind::saveIncomplete", "text | a | A | x | x | x | x"),
			[]string{"warning column survey 2 mood", "warning column survey 2 autoplay", "warning column survey 2 instance::odk:tag", "warning column survey 2 bind::saveIncomplete"}},
		{"a repeated column", survey("type | name | label | label", "text | a | A | B"), []string{"warning duplicate survey 2 label"}},
		{"metadata that pages do not have", survey("type | name | label", "phonenumber | a |", "background-audio | b |", "text | c | C"), []string{"warning type survey 3 type", "warning type survey 4 type"}},
		{"appearances of other programs", survey("type | name | label | appearance", "text | a | A | masked", "text | b | B | ex:org.app(x='1 2')", "select_one yn | c | C | w2 columns-3 image-map", "background-geopoint | d | |") + yesNo,
			[]string{"warning noEffect survey 3 appearance", "warning noEffect survey 4 appearance", "warning noEffect survey 5 appearance", "warning type survey 6 type"}},
		{"choices that are searched for", survey("type | name | label | appearance", "select_one yn | c | C | minimal search('fruits')") + yesNo, []string{"error appearance survey 3 appearance"}},
		{"a loop", survey("type | name | label", "begin loop over yn | l | L", "text | a | A", "end loop"), []string{"error type survey 3 type"}},
		{"a filter without quotation marks", survey("type | name | label | choice_filter", "select_one yn | a | A | kind=good") + strings.Replace(strings.Replace(yesNo, "label |", "label | kind |", 1), "Yes |", "Yes | good |", 1),
			[]string{"warning quotes survey 3 choice_filter"}},
		{"a parameter that is none", survey("type | name | label | parameters", "range | a | A | from 1 to 5"), []string{"error value survey 3 parameters"}},
		{"a parameter without effect", survey("type | name | label | parameters", "text | a | A | start=1"), []string{"warning noEffect survey 3 parameters"}},
		{"rules of points that are none", survey("type | name | label | points", "int | a | A | many"), []string{"error points survey 3 points"}},
		{"a picture that is missing", survey("type | name | label | image", "text | a | A | a.png"), []string{"warning file survey 3 image"}},
		{"data that are missing", survey("type | name | label", "select_one_from_file shops.csv | a | A", "xml-external | b |"), []string{"error file survey 3 type", "error file survey 4 name"}},
		{"a choice without list", survey("type | name | label", "select_one yn | a | A") + yesNo + "| | | maybe | Maybe |\n", []string{"error missing choices 13 list_name"}},
		{"a choice with a blank in its name", survey("type | name | label", "select_one yn | a | A") + yesNo + "| | yn | may be | Maybe |\n", []string{"error nameForm choices 13 name"}},
		{"a choice twice", survey("type | name | label", "select_one yn | a | A") + yesNo + "| | yn | yes | Maybe |\n", []string{"error duplicate choices 13 name"}},
		{"points that are no number", survey("type | name | label", "select_one yn | a | A") + "| choices |\n| | list_name | name | label | points |\n| | yn | yes | Yes | many |\n", []string{"error type choices 10 points"}},
		{"an unused list", survey("type | name | label", "text | a | A") + yesNo, []string{"warning unused choices 11 "}},
		{"other sheets", survey("type | name | label", "text | a | A") + "| entities |\n| | list_name |\n| | trees |\n| notes |\n| | x |\n", []string{"warning sheet entities 0 ", "warning sheet notes 0 "}},
		{"an id that is none, a version of another kind", "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | form_id | version | style | default_language |\n| | My Form! | 2024031501 | theme-grid | en |\n",
			[]string{"warning slug settings 6 form_id", "warning version settings 6 version", "warning noEffect settings 6 style"}},
		{"an unknown kind", "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | form_id | kind | default_language |\n| | my-form | guess | en |\n", []string{"error value settings 6 kind"}},
		{"an indicator of nothing", survey("type | name | label", "text | a | A") + "| indicators |\n| | name | kind | of | goal |\n| | i | mean | b | high |\n", []string{"error name indicators 10 of", "error type indicators 10 goal"}},
		{"no label in any language", survey("type | name", "text | a"), []string{"warning missing survey 3 "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			problems := read(t, c.given, nil).Problems
			for _, want := range c.want {
				if !said(problems, want) {
					t.Errorf("%q is missing in %+v", want, problems)
				}
			}
		})
	}
}

func TestSettingsBecomeTheHead(t *testing.T) {
	d := read(t, `
| survey | | | | |
| | type | name | label::Deutsch (de) | label::English (en) |
| | select_one yn | a | A | A |
| choices |
| | list_name | name | label | points | value | not_applicable | exclusive | region |
| | yn | 1 | Ja | 2 | 1 | | | north |
| | yn | na | Entfällt | | | yes | | |
| settings |
| | Form Title | form_title::English (en) | Form ID | version | default_language | pages | kind | description | thanks | cluster | segments |
| | Probe | Sample | probe | 3 | Deutsch (de) | question | customer | Wozu | Danke | a | a, a |
| scoring |
| | method | unanswered | cap_bonus |
| | weightedSections | count | no |
| indicators |
| | name | title | kind | of | values | when | better | scale | unit | goal | relevant_difference | weight | touchpoint |
| | i | Anteil | share | a | 1 na | | lower | 0 1 | Teil | 0,5 | 0.1 | 2 | counter |
`, nil).Definition
	one, two, half, tenth, no := 1.0, 2.0, 0.5, 0.1, false
	want := &form.Definition{
		ID: "probe", Version: 3, Kind: "customer", Title: form.Text{"de": "Probe", "en": "Sample"}, Description: form.Text{"de": "Wozu"}, Thanks: form.Text{"de": "Danke"},
		DefaultLanguage: "de", Pages: "question", Cluster: "a", Segments: []string{"a", "a"},
		Choices: map[string][]form.Choice{"yn": {
			{Name: "1", Label: form.Text{"de": "Ja"}, Points: &two, Value: &one, Columns: map[string]string{"region": "north"}},
			{Name: "na", Label: form.Text{"de": "Entfällt"}, NotApplicable: true}}},
		Body:    []form.Question{{Type: "select_one", Name: "a", Label: form.Text{"de": "A", "en": "A"}, Choices: "yn"}},
		Scoring: &form.Scoring{Method: "weightedSections", Unanswered: "count", CapBonus: &no},
		Indicators: []form.Indicator{{Name: "i", Title: form.Text{"de": "Anteil"}, Kind: "share", Of: "a", Values: []string{"1", "na"}, Better: "lower", Scale: []float64{0, 1},
			Unit: form.Text{"de": "Teil"}, Goal: &half, RelevantDifference: &tenth, Weight: &two, Touchpoint: "counter"}},
	}
	if got, want := canonical(t, d), canonical(t, want); got != want {
		t.Error(firstDifference(got, want))
	}
}

func TestFilesThatComeAlong(t *testing.T) {
	imported := read(t, survey("type | name | label | image | parameters | choice_filter", "select_one_from_file shops.csv | a | A | shelf.png | value=code label=title | city = 'zh'", "calculate | b | | | |")+
		"| survey |\n", map[string]string{"shops.csv": "code;title;city\n1;Bahnhof;zh\n2;Markt;be\n", "shelf.png": "\x89PNG\r\n\x1a\n"})
	body(t, imported, `[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"shops","choiceFilter":"city = 'zh'","media":{"image":{"en":"shelf.png"}}},{"type":"calculate","name":"b"}]`)
	want := []form.Choice{{Name: "1", Label: form.Text{"en": "Bahnhof"}, Columns: map[string]string{"city": "zh", "code": "1", "title": "Bahnhof"}}, {Name: "2", Label: form.Text{"en": "Markt"}, Columns: map[string]string{"city": "be", "code": "2", "title": "Markt"}}}
	if !reflect.DeepEqual(imported.Definition.Choices["shops"], want) {
		t.Errorf("choices %+v", imported.Definition.Choices["shops"])
	}
	if len(imported.Files) != 1 || imported.Files[0].Name != "shelf.png" || imported.Files[0].Type != "image/png" || imported.Files[0].Size != 8 || len(imported.Files[0].SHA256) != 64 {
		t.Errorf("files %+v", imported.Files)
	}
	if imported.Definition.Files["shelf.png"] != imported.Files[0].File {
		t.Errorf("the definition lists %+v", imported.Definition.Files)
	}
	data := read(t, survey("type | name | calculation", "csv-external | cities |", "calculate | a | pulldata('prices', 'price', 'code', '1')"),
		map[string]string{"cities.csv": "name,label\nzh,Zürich\n", "prices.csv": "code,price\n1,2.50\n"})
	wanted := map[string]form.Table{"cities": {Columns: []string{"name", "label"}, Rows: [][]string{{"zh", "Zürich"}}}, "prices": {Columns: []string{"code", "price"}, Rows: [][]string{{"1", "2.50"}}}}
	if !reflect.DeepEqual(data.Definition.Tables, wanted) {
		t.Errorf("tables %+v", data.Definition.Tables)
	}
	places := read(t, survey("type | name | label", "select_one_from_file parks.geojson | a | A"), map[string]string{
		"parks.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","id":"p1","geometry":{"type":"Point","coordinates":[8.5,47.4]},"properties":{"title":"Platzspitz"}}]}`})
	park := []form.Choice{{Name: "p1", Label: form.Text{"en": "Platzspitz"}, Columns: map[string]string{"geometry": "47.4 8.5 0 0", "id": "p1", "title": "Platzspitz"}}}
	if !reflect.DeepEqual(places.Definition.Choices["parks"], park) {
		t.Errorf("places %+v", places.Definition.Choices)
	}
}

// TestFilesAreReadByTheirOwnColumns reads one file for several questions and expressions.
func TestFilesAreReadByTheirOwnColumns(t *testing.T) {
	shops := map[string]string{"shops.csv": "code,title,short,name\n01,Bahnhof,B,x\n02,Markt,M,y\n"}
	imported := read(t, survey("type | name | label | parameters | choice_filter | calculation",
		"select_one_from_file shops.csv | a | A | value=code label=title | code != '01' |", "select_one_from_file shops.csv | b | B | value=short label=title | |", "select_one_from_file shops.csv | c | C | value=code label=title | |",
		"calculate | d | | | | pulldata ('shops', 'title', 'code', ${a})"), shops)
	body(t, imported, `[{"type":"select_one","name":"a","label":{"en":"A"},"choices":"shops","choiceFilter":"code != '01'"},{"type":"select_one","name":"b","label":{"en":"B"},"choices":"shops_short"},
		{"type":"select_one","name":"c","label":{"en":"C"},"choices":"shops"},{"type":"calculate","name":"d","calculation":"pulldata ('shops', 'title', 'code', ${a})"}]`)
	if got := imported.Definition.Choices["shops_short"]; len(got) != 2 || got[1].Name != "M" || form.Failed(imported.Problems) || !said(imported.Problems, "warning column survey 3 type") {
		t.Errorf("%+v\n%+v", imported.Definition.Choices, imported.Problems)
	}
	places := read(t, survey("type | name | label", "select_one_from_file parks.geojson | a | A"), map[string]string{
		"parks.geojson": `{"features":[{"id":12345678,"properties":{"title":"Platzspitz","size":2500000,"closed":null,"dogs":true}}]}`})
	park := []form.Choice{{Name: "12345678", Label: form.Text{"en": "Platzspitz"}, Columns: map[string]string{"id": "12345678", "title": "Platzspitz", "size": "2500000", "dogs": "true"}}}
	if !reflect.DeepEqual(places.Definition.Choices["parks"], park) {
		t.Errorf("places %+v", places.Definition.Choices)
	}
}

// TestMessagesSpeakOfTheSheet looks at what is said rather than how it is classed.
func TestMessagesSpeakOfTheSheet(t *testing.T) {
	problems := read(t, survey("type | name | label | calculation", "text | a | A |", "text | a | B |", "calculate | c | | TODAY()", "calculate | d | | ${a} / 2"), nil).Problems
	said := fmt.Sprint(problems)
	for _, want := range []string{"already used at row 3 of the sheet survey", "there is no function TODAY(); write today()", "division is written div"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %s", want, said)
		}
	}
	once := read(t, survey("type | name | label", "select_one yn | a | A", "select_one yn or_other | b | B")+yesNo+"| | yn | maybe | |\n", nil).Problems
	if len(once) != 1 {
		t.Errorf("%+v", once)
	}
}

// TestNamesAreCorrectedInPaths reads a form whose names have letters beyond ASCII.
func TestNamesAreCorrectedInPaths(t *testing.T) {
	imported := read(t, survey("type | name | label | calculation | choice_filter", "begin repeat | räume | R | |", "integer | größe | G | |", "end repeat | | | |", "integer | total | T | |",
		"calculate | a | | sum(/data/räume/größe) + ../total | ", "calculate | b | | sum(${räume}[größe > 1]/größe) + string-length('größe') |", "select_one yn | c | C | | größe = groß and größe > ${total}")+
		strings.Replace(strings.Replace(yesNo, "label |", "label | größe |", 1), "Yes |", "Yes | groß |", 1), nil)
	body(t, imported, `[{"type":"repeat","name":"raeume","label":{"en":"R"},"body":[{"type":"integer","name":"groesse","label":{"en":"G"}}]},{"type":"integer","name":"total_value","label":{"en":"T"}},
		{"type":"calculate","name":"a","calculation":"sum(/data/raeume/groesse) + ../total_value"},{"type":"calculate","name":"b","calculation":"sum(${raeume}[groesse > 1]/groesse) + string-length('größe')"},
		{"type":"select_one","name":"c","label":{"en":"C"},"choices":"yn","choiceFilter":"größe = 'groß' and größe > ${total_value}"}]`)
	if form.Failed(imported.Problems) {
		t.Errorf("%+v", imported.Problems)
	}
}

// TestFilesOfSpreadsheetsAreTables reads headers with blanks, dots and umlauts, blank columns
// and rows that have no name.
func TestFilesOfSpreadsheetsAreTables(t *testing.T) {
	imported := read(t, survey("type | name | label | calculation", "text | k | K |", "calculate | v | | pulldata('t', 'Preis CHF', 'Art. Nr', ${k})", "calculate | w | | sum(instance('t')/root/item[Grösse > 2]/Grösse)",
		"select_one_from_file l.csv | l | L |"), map[string]string{"t.csv": "Art. Nr;Preis CHF;;Grösse;\n007;12,50;;3;;\n", "l.csv": "name,label\na,A\n,B\n"})
	if want := (form.Table{Columns: []string{"Art. Nr", "Preis CHF", "Grösse"}, Rows: [][]string{{"007", "12,50", "3"}}}); !reflect.DeepEqual(imported.Definition.Tables["t"], want) || form.Failed(imported.Problems) {
		t.Errorf("%+v\n%+v", imported.Definition.Tables, imported.Problems)
	}
	if len(imported.Definition.Choices["l"]) != 1 || !said(imported.Problems, "warning missing survey 6 type") {
		t.Errorf("%+v\n%+v", imported.Definition.Choices, imported.Problems)
	}
	roundTripOnly(t, imported.Definition)
}
