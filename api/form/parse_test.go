package form_test

import (
	"encoding/json"
	"strings"
	"testing"

	"touchstone/api/form"
)

// found tells whether a problem of the severity and code stands at the path.
func found(problems []form.Problem, severity form.Severity, path, code string) bool {
	for _, p := range problems {
		if p.Severity == severity && p.Path == path && p.Code == code && p.Message != "" {
			return true
		}
	}
	return false
}

func TestParseReportsWhatItCannotRead(t *testing.T) {
	for _, c := range []struct {
		name, given, path, code string
		severity                form.Severity
	}{
		{"nothing", ``, "", "json", form.Error},
		{"broken JSON", `{"id": `, "", "json", form.Error},
		{"a comma too many", `{"id": "a",}`, "", "json", form.Error},
		{"something behind", `{} {}`, "", "json", form.Error},
		{"a list", `[]`, "", "type", form.Error},
		{"a text", `"a"`, "", "type", form.Error},
		{"nested without end", strings.Repeat(`{"x":`, 100) + strings.Repeat(`}`, 100), "", "json", form.Error},
		{"a number as id", `{"id": 5}`, "/id", "type", form.Error},
		{"a text as version", `{"version": "1"}`, "/version", "type", form.Error},
		{"a broken version", `{"version": 1.5}`, "/version", "type", form.Error},
		{"an endless version", `{"version": 1e99}`, "/version", "type", form.Error},
		{"a number beyond all bounds", `{"indicators":[{"goal": 1e999}]}`, "/indicators/0/goal", "type", form.Error},
		{"a label that is one text", `{"body":[{"label":"A"}]}`, "/body/0/label", "type", form.Error},
		{"a label that is a number in one language", `{"body":[{"label":{"en":1}}]}`, "/body/0/label/en", "type", form.Error},
		{"an object as body", `{"body":{}}`, "/body", "type", form.Error},
		{"a text as question", `{"body":["a"]}`, "/body/0", "type", form.Error},
		{"null as question", `{"body":[null]}`, "/body/0", "type", form.Error},
		{"a number as condition", `{"body":[{"required":1}]}`, "/body/0/required", "type", form.Error},
		{"deep inside", `{"body":[{},{"body":[{"points":[{"points":"5"}]}]}]}`, "/body/1/body/0/points/0/points", "type", form.Error},
		{"a number as truth", `{"body":[{"readOnly":1}]}`, "/body/0/readOnly", "type", form.Error},
		{"a list of choices that is an object", `{"choices":{"a":{}}}`, "/choices/a", "type", form.Error},
		{"a key twice", `{"id":"a","id":"b"}`, "/id", "duplicateKey", form.Error},
		{"an unknown key", `{"colour":"red"}`, "/colour", "unknownKey", form.Warning},
		{"an unknown key of a question", `{"body":[{"colour":"red"}]}`, "/body/0/colour", "unknownKey", form.Warning},
		{"a key in another case", `{"body":[{"Type":"text"}]}`, "/body/0/Type", "unknownKey", form.Warning},
		{"a key with a slash", `{"a/b~c":1}`, "/a~1b~0c", "unknownKey", form.Warning},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, problems := form.Parse([]byte(c.given)); !found(problems, c.severity, c.path, c.code) {
				t.Errorf("no %s %q at %q in %v", c.severity, c.code, c.path, problems)
			}
		})
	}
}

func TestParseReportsEverythingAtOnce(t *testing.T) {
	_, problems := form.Parse([]byte(`{"id":1,"version":"x","body":[{"name":5},{"label":"A","x":1}]}`))
	if len(problems) != 5 {
		t.Errorf("%d problems, want 5: %v", len(problems), problems)
	}
}

func TestParseLetsEditorsNameTheSchema(t *testing.T) {
	if _, problems := form.Parse([]byte(`{"$schema":"definition.schema.json","id":"a"}`)); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestWhatParseReadsIsWrittenAgain(t *testing.T) {
	given := `{"id":"a","version":2,"kind":"quiz","title":{"de":"Ä","en":"A"},"defaultLanguage":"en",` +
		`"choices":{"l":[{"name":"x","points":-1.5,"notApplicable":true,"columns":{"region":"eu"}}]},` +
		`"body":[{"type":"section","name":"s","weight":2.5,"body":[` +
		`{"type":"range","name":"r","required":"1 = 1","default":{"expression":"today()"},"parameters":{"end":5,"start":1}},` +
		`{"type":"text","name":"t","required":true,"default":"x","points":[{"when":". = 1","points":2}],"critical":"cap:5"}]}],` +
		`"indicators":[{"name":"i","kind":"mean","of":"r","scale":[1,5],"goal":4}],"scoring":{"capBonus":false}}`
	d, problems := form.Parse([]byte(given))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	written, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != given {
		t.Errorf("read  %s\nwrote %s", given, written)
	}
}
