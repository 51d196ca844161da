package spreadsheet_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"touchstone/api/spreadsheet"
)

func TestSchemaAndParserAgree(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join(surveys, "schema", "mapping.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(surveys, "library", "mappings", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no shipped mappings: %v", err)
	}
	for _, file := range files {
		var document any
		read(t, file, &document)
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := spreadsheet.ParseMapping(data); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	manual, err := os.ReadFile(filepath.Join(surveys, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(manual), "## Bringing in an old spreadsheet")
	_, example, _ = strings.Cut(example, "```json\n")
	example, _, closed := strings.Cut(example, "```")
	var shown any
	if !found || !closed || json.Unmarshal([]byte(example), &shown) != nil || schema.Validate(shown) != nil {
		t.Errorf("the mapping of the manual is not valid: %s", example)
	}
	if _, err := spreadsheet.ParseMapping([]byte(example)); err != nil {
		t.Errorf("the mapping of the manual: %v", err)
	}
	for _, wrong := range []map[string]any{
		{},
		{"definition": map[string]any{"id": "v"}, "colums": []any{}},
		{"definition": map[string]any{"id": "v"}, "columns": []any{map[string]any{"column": "x"}}},
		{"definition": map[string]any{"id": "v"}, "editions": map[string]any{"a": map[string]any{"editions": map[string]any{}}}},
	} {
		if schema.Validate(wrong) == nil {
			t.Errorf("the schema should refuse %v", wrong)
		}
	}
}
