package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"touchstone/api/form"
	"touchstone/api/xlsform"
)

// checkDefinition prints everything that is wrong with a definition or form, each with its
// place. It fails when something forbids its use.
func checkDefinition(_ context.Context, words []string, out io.Writer) error {
	set := flags("check")
	asJSON := set.Bool("json", false, "print the problems as JSON")
	if err := parse(set, words, out); err != nil {
		return err
	}
	if set.NArg() != 1 {
		return &usageError{"name one file: touchstone check FILE, a definition (.json) or a form (.xlsx, .csv, .md)"}
	}
	_, problems, err := readQuestionnaire(set.Arg(0), "", "")
	if err != nil {
		return err
	}
	if *asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(append([]form.Problem{}, problems...)); err != nil {
			return err
		}
	} else {
		printProblems(out, set.Arg(0), problems)
	}
	return failed(set.Arg(0), problems)
}

// failed is the failure of a file with errors, nil without.
func failed(file string, problems []form.Problem) error {
	if form.Failed(problems) {
		return fmt.Errorf("%s cannot be used until its errors are corrected", file)
	}
	return nil
}

// readQuestionnaire reads a definition from JSON, or a form with the files beside it. ID and
// kind go before what a form says.
func readQuestionnaire(file, id, kind string) (*form.Definition, []form.Problem, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	if strings.EqualFold(filepath.Ext(file), ".json") {
		definition, problems := form.Parse(data)
		if definition == nil {
			return nil, nil, fmt.Errorf("%s: %s", file, problems[0].Message)
		}
		if !form.Failed(problems) {
			problems = append(problems, form.Check(definition)...)
		}
		return definition, problems, nil
	}
	imported, err := xlsform.Import(xlsform.Source{Name: filepath.Base(file), Data: data, Table: beside(file), Media: mediaBeside(file), ID: id, Kind: kind})
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	return imported.Definition, imported.Problems, nil
}

// beside gives the data in the folder of a form.
func beside(file string) func(string) ([]byte, bool) {
	return func(name string) ([]byte, bool) {
		if !filepath.IsLocal(name) {
			return nil, false
		}
		data, err := os.ReadFile(filepath.Join(filepath.Dir(file), name))
		return data, err == nil
	}
}

// mediaBeside describes the pictures, sounds and films in the folder of a form.
func mediaBeside(file string) func(string) (form.File, bool) {
	return func(name string) (form.File, bool) {
		if !filepath.IsLocal(name) {
			return form.File{}, false
		}
		in, err := os.Open(filepath.Join(filepath.Dir(file), name))
		if err != nil {
			return form.File{}, false
		}
		defer func() { _ = in.Close() }() // nothing is written
		described, err := xlsform.Describe(name, in)
		return described, err == nil
	}
}

// printProblems prints a line for each problem and one with their number.
func printProblems(out io.Writer, file string, problems []form.Problem) {
	errorCount := 0
	for _, p := range problems {
		if p.Severity == form.Error {
			errorCount++
		}
		_, _ = fmt.Fprintf(out, "%s: %s: %s (%s)\n", placeText(p), p.Severity, p.Message, p.Code)
	}
	switch warnings := len(problems) - errorCount; {
	case len(problems) == 0:
		_, _ = fmt.Fprintf(out, "%s: no problems.\n", file)
	default:
		_, _ = fmt.Fprintf(out, "%s: %s, %s.\n", file, count(errorCount, "error"), count(warnings, "warning"))
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// placeText says where a problem stands: in a sheet, else in the JSON.
func placeText(p form.Problem) string {
	if p.Sheet == "" {
		if p.Path == "" {
			return "/"
		}
		return p.Path
	}
	text := p.Sheet
	if p.Row > 0 {
		text += fmt.Sprintf(", row %d", p.Row)
	}
	if p.Column != "" {
		text += ", " + strings.Join(strings.Fields(p.Column), " ")
	}
	return text
}
