package service

import (
	"bytes"
	"context"
	"fmt"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/xlsform"
)

// FormUpload is an XLSForm as somebody brings it, with the files that came along.
type FormUpload struct {
	Name   string // of the file
	Data   []byte
	Tables map[string][]byte    // CSV and GeoJSON by name
	Media  map[string]form.File // pictures, sounds and films by name
	ID     string               // goes before that of the form, if set
	Kind   string               // the same
}

// DefinitionImport is what was read of a form; nothing is kept.
type DefinitionImport struct {
	Definition *form.Definition    `json:"definition"`
	Problems   []form.Problem      `json:"problems"`
	Files      []xlsform.Companion `json:"files"` // to be added to the project before publishing
}

// ImportDefinition reads a form as the next version of the definition of its id. A file that
// is no form at all is Invalid "xlsform.…" or TooLarge "xlsform.tooLarge"; mistakes in a form
// are problems with sheet, row and column.
func (s *Service) ImportDefinition(ctx context.Context, member Member, upload FormUpload) (DefinitionImport, error) {
	imported, err := xlsform.Import(xlsform.Source{
		Name: upload.Name, Data: upload.Data, ID: upload.ID, Kind: upload.Kind,
		Table: func(name string) ([]byte, bool) { data, ok := upload.Tables[name]; return data, ok },
		Media: func(name string) (form.File, bool) { file, ok := upload.Media[name]; return file, ok },
	})
	if err != nil {
		return DefinitionImport{}, err
	}
	outcome := DefinitionImport{
		Definition: imported.Definition, Problems: append([]form.Problem{}, imported.Problems...), Files: append([]xlsform.Companion{}, imported.Files...),
	}
	newest, err := s.newestVersion(ctx, member.project.ID, imported.Definition.ID)
	if err != nil || newest == 0 {
		return outcome, err
	}
	outcome.Definition.Version = newest + 1
	outcome.Problems = append(outcome.Problems, form.Problem{Path: "/id", Severity: form.Warning, Code: "exists",
		Message: fmt.Sprintf("The project has %s already, in version %d; published, this becomes version %d.", imported.Definition.ID, newest, newest+1)})
	return outcome, nil
}

// ExportDefinition gives a published version as a workbook (XLSForm) that imports as the same.
func (s *Service) ExportDefinition(ctx context.Context, member Member, ref fieldwork.DefinitionRef) ([]byte, error) {
	definition, err := s.Definition(ctx, member, ref)
	if err != nil {
		return nil, err
	}
	return workbook(definition)
}

// ExportDraft gives the draft of a definition as a workbook, mistakes and all.
func (s *Service) ExportDraft(ctx context.Context, member Member, definition string) ([]byte, error) {
	kept, err := s.keptDraft(ctx, member, definition)
	if err != nil {
		return nil, err
	}
	read, _, err := s.readDraft(ctx, member.project.ID, definition, []byte(kept.Text))
	if err != nil {
		return nil, err
	}
	return workbook(read)
}

func workbook(definition *form.Definition) ([]byte, error) {
	var out bytes.Buffer
	err := xlsform.Export(definition, &out)
	return out.Bytes(), err
}
