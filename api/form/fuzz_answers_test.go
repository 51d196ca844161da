package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"touchstone/api/form"
)

// everyType asks one question of every type, with rules that read the answers.
const everyType = `{"id":"every-type","version":1,"kind":"mystery","title":{"en":"Every type"},"defaultLanguage":"en",
	"choices":{"list":[{"name":"a","columns":{"c":"x"}},{"name":"b","columns":{"c":"y"}},{"name":"none","exclusive":true}]},
	"body":[
	{"type":"text","name":"text","label":{"en":"${many} ${place} ${way}"}},
	{"type":"integer","name":"integer","constraint":". < 10"},{"type":"decimal","name":"decimal"},
	{"type":"range","name":"range","parameters":{"start":0,"end":1,"step":0.1}},
	{"type":"select_one","name":"one","choices":"list","choiceFilter":"c != ${text}"},
	{"type":"select_multiple","name":"many","choices":"list","parameters":{"randomize":true}},
	{"type":"rank","name":"rank","choices":"list","choiceFilter":"name != ${one}"},
	{"type":"date","name":"date","constraint":". <= today()"},{"type":"time","name":"time","relevant":"${date} != ''"},
	{"type":"dateTime","name":"moment","required":"${time} > '12:00'"},
	{"type":"geopoint","name":"place"},{"type":"geotrace","name":"way","constraint":"distance(.) > 5"},
	{"type":"geoshape","name":"shape","constraint":"geofence(${place}, .) or area(.) > 100"},
	{"type":"image","name":"image","parameters":{"maxSize":1}},{"type":"audio","name":"audio"},{"type":"video","name":"video"},
	{"type":"file","name":"file","parameters":{"accept":".pdf, image/*","maxSize":"2"}},
	{"type":"barcode","name":"barcode","constraint":"regex(., '[0-9]{8,13}')"},{"type":"acknowledge","name":"read","required":true},
	{"type":"note","name":"note","label":{"en":"${sum}"}},
	{"type":"calculate","name":"sum","calculation":"concat(${integer} + ${decimal}, count-selected(${many}), selected-at(${rank}, 0), ${time} * 24, digest(${barcode}, 'MD5'))"},
	{"type":"hidden","name":"hidden"},{"type":"start","name":"start"},{"type":"end","name":"end"},{"type":"today","name":"today"},
	{"type":"repeat","name":"people","required":true,"constraint":"count(.) < 5","body":[
		{"type":"text","name":"who","required":"position(..) = 1"},{"type":"integer","name":"age","relevant":"${who} != ''","constraint":". >= max(${age})"},
		{"type":"repeat","name":"visits","count":"${age}","body":[
			{"type":"date","name":"day","constraint":". >= ${date}"},{"type":"geopoint","name":"stop"},
			{"type":"select_one","name":"with","choices":"${who}"},
			{"type":"calculate","name":"nth","calculation":"concat(position(..), '/', position(../..), '/', count(${visits}), ../../who)"}]},
		{"type":"calculate","name":"length","calculation":"distance(${stop})"}]},
	{"type":"calculate","name":"whole","calculation":"concat(sum(${age}), join(',', ${who}), count(${people}[age > 3]), indexed-repeat(${who}, ${people}, ${integer}), count(${stop}), area(${stop}))"},
	{"type":"deviceid","name":"device"},{"type":"username","name":"user"},{"type":"audit","name":"audit"}]}`

// FuzzAnswers gives any JSON as answers to questions of every type: nothing may panic or hang,
// and what was accepted is accepted again as it is.
func FuzzAnswers(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(vectorFolder, "types", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		var vectors []typeVector
		if err != nil || json.Unmarshal(content, &vectors) != nil {
			f.Fatalf("%s cannot be read: %v", file, err)
		}
		for i := 0; i < len(vectors); i += 5 {
			answers := map[string]any{}
			for _, name := range []string{"text", "one", "many", "rank", "time", "moment", "place", "way", "shape", "image", "file", "hidden", "people"} {
				answers[name] = vectors[i].Given.Answer
			}
			f.Add([]byte(written(f, answers)))
		}
	}
	f.Add([]byte(`{"date":"2026-01-01","people":[{"who":"Anna","age":2,"visits":[{"day":"2026-03-01","stop":{"lat":47,"lon":8}},{"with":"Anna"},{"with":"Bo"}]},{"who":"Bo","age":"x"},{},{"whom":1,"visits":5}]}`))
	d, problems := form.Parse([]byte(everyType))
	compiled, err := form.Compile(d)
	if form.Failed(problems) || err != nil {
		f.Fatalf("the definition cannot be used: %v, %v", problems, form.Check(d))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		var answers map[string]any
		if json.Unmarshal(sent, &answers) != nil {
			return
		}
		env := form.Environment{Now: time.Unix(1_772_359_200, 0), Seed: 7}
		result := compiled.Evaluate(env, answers)
		for _, violation := range result.Violations {
			if _, known := result.Relevant[violation.Question]; !known && violation.Code != form.CodeUnknown {
				t.Errorf("a violation of a question that is not there: %v", violation)
			}
			if violation.Message == "" {
				t.Errorf("a violation without words: %v", violation)
			}
		}
		for name := range result.Unknown {
			if _, known := result.Answers[name]; known && answers[name] != nil {
				t.Errorf("%q is both known and unknown", name)
			}
		}
		var again map[string]any
		if err := json.Unmarshal([]byte(written(t, result.Answers)), &again); err != nil {
			t.Fatal(err)
		}
		if one, two := written(t, result.Answers), written(t, compiled.Evaluate(env, again).Answers); one != two {
			t.Errorf("evaluating clean answers again changes them:\n%s\n%s", one, two)
		}
		s := compiled.Session(env, nil)
		for name, answer := range answers {
			if _, known := result.Relevant[name]; known {
				if err := s.Set(name, answer); err != nil {
					t.Errorf("%q cannot be set: %v", name, err)
				}
			}
		}
		for name := range result.Relevant {
			s.State(name)
		}
		written(t, s.Answers())
	})
}
