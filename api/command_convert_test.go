package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const visitDefinition = "../surveys/library/store-visit.json"

func TestConvertMakesAFormAndTheSameDefinitionOfIt(t *testing.T) {
	folder := t.TempDir()
	workbook, back, again := filepath.Join(folder, "visit.xlsx"), filepath.Join(folder, "back.json"), filepath.Join(folder, "again.json")
	for _, words := range [][]string{{"convert", visitDefinition, workbook}, {"convert", workbook, back}, {"convert", visitDefinition, again}} {
		if _, err := say(t, words...); err != nil {
			t.Fatal(words, err)
		}
	}
	got, err := os.ReadFile(back)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(again)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("by way of the workbook it became\n%s", got)
	}
	if out, err := say(t, "convert", "--id", "other-visit", "--kind", "quiz", workbook, "-"); err != nil || !strings.Contains(out, `"id": "other-visit"`) || !strings.Contains(out, `"kind": "quiz"`) {
		t.Errorf("id and kind were not taken: %v\n%.300s", err, out)
	}
}

func TestCheckTellsEveryProblemWithItsPlace(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	csv := "survey,,,,\n,type,name,label::English (en),relevant\n,integr,age,Age,\n,text,why,Why?,${agee} > 5\nsettings,,,,\n,form_id\n,sample\n"
	for _, c := range []struct {
		name, file, content string
		says                []string
		fails               bool
	}{
		{"a form with mistakes", "form.csv", csv, []string{
			"survey, row 3, type: error: There is no question type “integr”. Did you mean integer? (type)",
			`survey, row 4, relevant: error: At character 1: `, "2 errors, 0 warnings."}, true},
		{"a sound form", "sound.csv", strings.NewReplacer("integr", "integer", "agee", "age").Replace(csv), []string{"sound.csv: no problems."}, false},
		{"a definition with a mistake", "definition.json", `{"id":"a","version":1,"kind":"quiz","title":{"en":"A"},"defaultLanguage":"en","body":[{"type":"text","name":"a","label":{"en":"A"},"relevant":"1 +"}]}`,
			[]string{"/body/0/relevant: error: ", "1 error, 0 warnings."}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := say(t, "check", write(c.file, c.content))
			if (err != nil) != c.fails {
				t.Errorf("error %v", err)
			}
			for _, want := range c.says {
				if !strings.Contains(out, want) {
					t.Errorf("%q is missing in\n%s", want, out)
				}
			}
		})
	}
	if _, err := say(t, "convert", filepath.Join(folder, "form.csv"), filepath.Join(folder, "made.json")); err == nil {
		t.Error("a form with errors was converted")
	}
	if _, err := os.Stat(filepath.Join(folder, "made.json")); err == nil {
		t.Error("a form with errors was written")
	}
	if out, err := say(t, "check", "--json", filepath.Join(folder, "form.csv")); err == nil || !strings.Contains(out, `"row": 3`) {
		t.Errorf("as JSON: %v\n%s", err, out)
	}
}

func TestConvertAndCheckRefuseWhatTheyCannotDo(t *testing.T) {
	for _, words := range [][]string{{"check"}, {"check", "a.json", "b.json"}, {"convert", "a.json"}, {"convert", visitDefinition, "a.pdf"}} {
		if _, err := say(t, words...); !isUsage(err) {
			t.Errorf("%v: %v", words, err)
		}
	}
	if _, err := say(t, "check", filepath.Join(t.TempDir(), "missing.xlsx")); err == nil || isUsage(err) {
		t.Error(err)
	}
}

func isUsage(err error) bool {
	var wrong *usageError
	return errors.As(err, &wrong)
}
