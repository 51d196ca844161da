package service

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/spreadsheet"
	"touchstone/surveys"
)

// ImportPreview is what a lead sees of a file before it is imported.
type ImportPreview struct {
	spreadsheet.Profile
	// Suggestion is the mapping given (without editions), else one that ships with the
	// product and fits, else one made from names. Absent without a definition.
	Suggestion *spreadsheet.Mapping `json:"suggestion,omitempty"`
	Edition    string               `json:"edition,omitempty"` // of the mapping that was used
	// Problems are the mistakes of the mapping, or the columns it does not mention.
	Problems []spreadsheet.Problem `json:"problems"`
	Summary  *ImportSummary        `json:"summary,omitempty"` // with a mapping that fits
}

// ImportSummary foretells an import.
type ImportSummary struct {
	Rows  int            `json:"rows"`
	Ready int            `json:"ready"` // rows that become responses
	Odd   map[string]int `json:"odd"`   // problems by code
	Found []Oddity       `json:"found"` // every odd value, counted
}

// PreviewImport describes a file. With a definition it suggests a mapping; with a mapping
// that fits it goes through all rows as the import would, and writes nothing.
func (s *Service) PreviewImport(ctx context.Context, member Member, order ImportOrder) (ImportPreview, error) {
	var preview ImportPreview
	var encoding, delimiter string
	var mapping *spreadsheet.Mapping
	var compiled *compiledForm
	var err error
	switch {
	case len(order.Mapping) > 0:
		if mapping, compiled, err = s.importMapping(ctx, member, order); err != nil {
			return preview, err
		}
		encoding, delimiter, preview.Edition = mapping.Encoding, mapping.Delimiter, order.Edition
	case order.Definition.ID != "":
		if compiled, err = s.newestForm(ctx, member, order.Definition); err != nil {
			return preview, err
		}
	}
	sheet, err := spreadsheet.Open(order.File, encoding, delimiter)
	if err != nil {
		return preview, err
	}
	preview.Profile, preview.Problems = sheet.Profile(), []spreadsheet.Problem{}
	if compiled == nil {
		return preview, nil
	}
	if mapping == nil {
		mapping, preview.Edition = suggested(sheet, preview.Profile, compiled, order)
	}
	preview.Suggestion = mapping
	binding, err := spreadsheet.Bind(sheet, compiled.definition, mapping, "")
	if err != nil {
		return preview, preview.misfit(err)
	}
	preview.Problems = append(preview.Problems, binding.Problems...)
	if len(mapping.Columns) == 0 {
		return preview, nil
	}
	preview.Summary, err = s.foretell(ctx, member, compiled, mapping, sheet, binding)
	return preview, err
}

// misfit turns the mistakes of a mapping into problems of the preview, so that the rest of
// it can be shown; other faults stay.
func (p *ImportPreview) misfit(err error) error {
	var misfit *fault.Error
	if !errors.As(err, &misfit) || misfit.Code != "import.mapping" {
		return err
	}
	for _, field := range misfit.Fields {
		p.Problems = append(p.Problems, spreadsheet.Problem{Column: field.Path, Code: field.Code, Message: field.Message})
	}
	return nil
}

// foretell goes through the rows as an import would.
func (s *Service) foretell(ctx context.Context, member Member, compiled *compiledForm, mapping *spreadsheet.Mapping, sheet *spreadsheet.Sheet, binding *spreadsheet.Binding) (*ImportSummary, error) {
	locations, err := s.locationCodes(ctx, member.project.ID, mapping)
	if err != nil {
		return nil, err
	}
	zone, err := importZone(mapping, member.project)
	if err != nil {
		return nil, err
	}
	p := &preparedImport{project: member.project, zone: zone, compiled: compiled, locations: locations,
		Import: Import{Project: member.project.ID, Definition: refOf(compiled)}}
	found := newFindings(sheet.Header)
	summary := &ImportSummary{Odd: map[string]int{}}
	for row := range binding.Rows() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		summary.Rows++
		if !row.Left {
			if _, err := s.responseOf(p, &row); err != nil {
				return nil, err
			}
			summary.Ready++
		}
		for _, problem := range row.Problems {
			summary.Odd[problem.Code]++
			found.add(problem)
		}
	}
	summary.Found = found.report().Odd
	return summary, nil
}

// suggested gives the shipped mapping of which an edition fits the file (the one named like
// the wave before the one whose name is in the file's), else one made from names.
func suggested(sheet *spreadsheet.Sheet, profile spreadsheet.Profile, compiled *compiledForm, order ImportOrder) (*spreadsheet.Mapping, string) {
	best, bestEdition, bestRank := spreadsheet.Suggest(profile, compiled.definition), "", 0
	for _, shipped := range shippedMappings(compiled.definition.ID) {
		editions := slices.Sorted(maps.Keys(shipped.Editions))
		if len(editions) == 0 {
			editions = []string{""}
		}
		for _, edition := range editions {
			flat, err := shipped.Flat(edition)
			if err != nil {
				continue
			}
			if _, err := spreadsheet.Bind(sheet, compiled.definition, flat, ""); err != nil {
				continue
			}
			rank := 1
			switch {
			case edition == order.Edition || order.Edition == "" && edition == order.Wave:
				rank = 3
			case edition != "" && strings.Contains(order.Name, edition):
				rank = 2
			}
			if rank > bestRank {
				best, bestEdition, bestRank = flat, edition, rank
			}
		}
	}
	best.Definition = spreadsheet.Definition{ID: compiled.definition.ID, Version: compiled.definition.Version}
	return best, bestEdition
}

// shippedMappings gives the mappings of the library for a definition.
func shippedMappings(definition string) []*spreadsheet.Mapping {
	const folder = "library/mappings"
	var mappings []*spreadsheet.Mapping
	entries, err := fs.ReadDir(surveys.Library, folder)
	if err != nil {
		return nil // a library without mappings
	}
	for _, entry := range entries {
		data, err := fs.ReadFile(surveys.Library, path.Join(folder, entry.Name()))
		if err != nil {
			continue
		}
		// That every shipped mapping can be read is tested.
		if mapping, err := spreadsheet.ParseMapping(data); err == nil && mapping.Definition.ID == definition {
			mappings = append(mappings, mapping)
		}
	}
	return mappings
}
