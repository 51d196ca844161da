package main

import (
	"bytes"
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

// convertDefinition makes a definition of a form and the other way round, by the endings of
// the two files. What is wrong goes to standard error; with errors nothing is written.
func convertDefinition(_ context.Context, words []string, out io.Writer) error {
	set := flags("convert")
	id := set.String("id", "", "id of the definition; default: form_id, else the name of the file")
	kind := set.String("kind", "", "mystery, customer, employee, visit or quiz; default: what the form says, else mystery")
	if err := parse(set, words, out); err != nil {
		return err
	}
	if set.NArg() != 2 {
		return &usageError{"name two files: touchstone convert form.xlsx definition.json, or the other way round (- for standard output; flags first)"}
	}
	from, to := set.Arg(0), set.Arg(1)
	write, err := writerFor(from, to)
	if err != nil {
		return err
	}
	definition, problems, err := readQuestionnaire(from, *id, *kind)
	if err != nil {
		return err
	}
	printProblems(os.Stderr, from, problems)
	if err := failed(from, problems); err != nil {
		return err
	}
	if *id != "" {
		definition.ID = *id
	}
	if *kind != "" {
		definition.Kind = *kind
	}
	var made bytes.Buffer
	if err := write(definition, &made); err != nil {
		return err
	}
	if to == "-" {
		_, err = out.Write(made.Bytes())
		return err
	}
	if err := os.WriteFile(to, made.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(os.Stderr, "%s: written.\n", to)
	return err
}

// writerFor picks the format by the ending; standard output gets the other one than came in.
func writerFor(from, to string) (func(*form.Definition, io.Writer) error, error) {
	ending := strings.ToLower(filepath.Ext(to))
	if to == "-" {
		ending = ".json"
		if strings.EqualFold(filepath.Ext(from), ".json") {
			ending = ".xlsx"
		}
	}
	switch ending {
	case ".json":
		return writeJSON, nil
	case ".xlsx":
		return xlsform.Export, nil
	}
	return nil, &usageError{fmt.Sprintf("%q: definitions are written as .json, forms as .xlsx", to)}
}

func writeJSON(d *form.Definition, out io.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(d)
}
