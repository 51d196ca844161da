package surveys_test

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"touchstone/api/form"
	"touchstone/surveys"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	content, err := surveys.Schema.ReadFile("schema/definition.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("definition", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("definition")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestShippedDefinitionsAreValid(t *testing.T) {
	compiled := schema(t)
	files, err := fs.Glob(surveys.Library, "library/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no definitions: %v", err)
	}
	for _, file := range files {
		t.Run(path.Base(file), func(t *testing.T) {
			content, err := surveys.Library.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(document); err != nil {
				t.Errorf("against the schema: %v", err)
			}
			d, problems := form.Parse(content)
			for _, p := range append(problems, form.Check(d)...) {
				t.Errorf("%s at %s: %s", p.Severity, p.Path, p.Message)
			}
			if want := strings.TrimSuffix(path.Base(file), ".json"); d.ID != want {
				t.Errorf("id is %q, the file is named %q", d.ID, want)
			}
		})
	}
}

func TestSchemaRefusesWhatTheFormatDoesNotKnow(t *testing.T) {
	whole := func(question string) string {
		return `{"id":"a","version":1,"kind":"customer","title":{"en":"A"},"defaultLanguage":"en","body":[` + question + `]}`
	}
	for _, c := range []struct{ name, given string }{
		{"no body", `{"id":"a","version":1,"kind":"customer","title":{"en":"A"},"defaultLanguage":"en"}`},
		{"an unknown type", whole(`{"type":"essay","name":"a"}`)},
		{"an unknown key", whole(`{"type":"text","name":"a","colour":"red"}`)},
		{"a select without choices", whole(`{"type":"select_one","name":"a"}`)},
		{"a rank without choices", whole(`{"type":"rank","name":"a"}`)},
		{"a count outside of a repeat", whole(`{"type":"section","name":"a","count":"3","body":[]}`)},
		{"a repeat without body", whole(`{"type":"repeat","name":"a"}`)},
		{"media of another kind", whole(`{"type":"note","name":"a","media":{"film":{"en":"a.mp4"}}}`)},
		{"a label that is no text by language", whole(`{"type":"text","name":"a","label":"A"}`)},
		{"a critical that is none of the rules", whole(`{"type":"text","name":"a","critical":"cap:101"}`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			document, err := jsonschema.UnmarshalJSON(strings.NewReader(c.given))
			if err != nil {
				t.Fatal(err)
			}
			if schema(t).Validate(document) == nil {
				t.Errorf("accepted: %s", c.given)
			}
		})
	}
	document, _ := jsonschema.UnmarshalJSON(strings.NewReader(whole(`{"type":"text","name":"a"}`)))
	if err := schema(t).Validate(document); err != nil {
		t.Errorf("the frame of these cases is refused itself: %v", err)
	}
}
