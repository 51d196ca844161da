package service

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"touchstone/api/export"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/spreadsheet"
	"touchstone/api/store"
	"touchstone/api/xlsform"
)

// LocationTable is a table of locations that somebody brings.
type LocationTable struct {
	File    []byte
	Mapping []byte // JSON: member by column; nil guesses by the names of columns
	Apply   bool   // otherwise only say what would happen
}

// LocationImport says what a table of locations does, or would do.
type LocationImport struct {
	Columns   []fieldwork.LocationColumn `json:"columns"`
	Rows      int                        `json:"rows"` // with something in them
	Added     int                        `json:"added"`
	Changed   int                        `json:"changed"`
	Unchanged int                        `json:"unchanged"`
	Problems  []fieldwork.TableProblem   `json:"problems"` // their rows are left out; at most 1000 are told
	Preview   []fieldwork.Location       `json:"preview"`  // the first 20 without problems
}

// Bounds of a table of locations.
const (
	mostLocations = 20_000
	mostTold      = 1_000
	previewed     = 20
)

// locationRow is a row of a table with its cells by member.
type locationRow struct {
	number int
	code   string
	cells  map[string]string
}

// ImportLocations adds and changes locations by their code. A table without problems brought
// again changes nothing; what it has no column for stays.
func (s *Service) ImportLocations(ctx context.Context, member Member, table LocationTable) (LocationImport, error) {
	result := LocationImport{Problems: []fieldwork.TableProblem{}, Preview: []fieldwork.Location{}}
	header, rows, err := readTable(table.File)
	if err != nil {
		return result, err
	}
	if result.Columns, err = locationColumns(header, table.Mapping); err != nil {
		return result, err
	}
	result.Rows = len(rows)
	if !slices.ContainsFunc(result.Columns, func(c fieldwork.LocationColumn) bool { return c.Member == "code" }) {
		result.Problems = append(result.Problems, fieldwork.TableProblem{Row: 1, Code: "noCode", Message: "No column holds the codes of the locations; say which one does."})
		return result, nil
	}
	if len(rows) > mostLocations {
		return result, fault.New(fault.TooLarge, "import.tooLarge", "The table has %d rows; at most %d locations are taken at once.", len(rows), mostLocations)
	}
	known := map[string]fieldwork.Location{}
	for location, err := range s.locations.all(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}}) {
		if err != nil {
			return result, err
		}
		known[location.Code] = location
	}
	var wanted []locationRow
	seen := map[string]int{}
	for _, row := range rows {
		one := locationRow{number: row.number, cells: fieldwork.LocationCells(result.Columns, row.texts)}
		one.code = one.cells["code"]
		old, isKnown := known[one.code]
		if !isKnown {
			old = fieldwork.Location{Project: member.project.ID}
		}
		filled, problems := fieldwork.FillLocation(old, result.Columns, one.cells)
		if first := seen[one.code]; first > 0 && one.code != "" {
			problems = append(problems, fieldwork.TableProblem{Code: "duplicate", Message: fmt.Sprintf("Row %d has the same code.", first)})
		}
		if len(problems) > 0 {
			for _, problem := range problems {
				problem.Row = one.number
				result.Problems = append(result.Problems, problem)
			}
			continue
		}
		seen[one.code] = one.number
		filled.ID = filled.Project + "/" + filled.Code
		if len(result.Preview) < previewed {
			result.Preview = append(result.Preview, filled)
		}
		switch {
		case !isKnown:
			result.Added++
		case sameContent(old, filled):
			result.Unchanged++
			continue
		default:
			result.Changed++
		}
		wanted = append(wanted, one)
	}
	result.Problems = result.Problems[:min(len(result.Problems), mostTold)]
	if !table.Apply {
		return result, nil
	}
	return result, s.putLocations(ctx, member, result.Columns, wanted)
}

// putLocations writes rows that were found sound, each onto what is there at that moment.
func (s *Service) putLocations(ctx context.Context, member Member, columns []fieldwork.LocationColumn, rows []locationRow) error {
	group, limited := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, row := range rows {
		id := member.project.ID + "/" + row.code
		group.Go(func() error {
			_, err := s.locations.put(limited, id, func(old *fieldwork.Location) (fieldwork.Location, error) {
				kept := fieldwork.Location{ID: id, Project: member.project.ID}
				if old != nil {
					kept = *old
				}
				filled, problems := fieldwork.FillLocation(kept, columns, row.cells)
				if len(problems) > 0 {
					return filled, fault.New(fault.Conflict, "location.changed", "The location %q was changed meanwhile; bring the table again.", row.code)
				}
				return filled, nil
			})
			return err
		})
	}
	return group.Wait()
}

// tableRow is a row of a file with something in it.
type tableRow struct {
	number int
	texts  []string
}

// readTable reads a CSV file or an Excel workbook: the names of its columns and its rows.
func readTable(file []byte) (header []string, rows []tableRow, err error) {
	if xlsform.IsWorkbook(file) {
		lines, err := xlsform.Rows(file)
		if err != nil {
			return nil, nil, err
		}
		for _, line := range lines[1:] {
			rows = append(rows, tableRow{number: line.Number, texts: meant(line.Cells)})
		}
		return lines[0].Cells, rows, nil
	}
	sheet, err := spreadsheet.Open(file, "", "")
	if err != nil {
		return nil, nil, err
	}
	for record := range sheet.Rows() {
		if slices.ContainsFunc(record.Cells, func(cell string) bool { return cell != "" }) {
			rows = append(rows, tableRow{number: record.Line, texts: meant(record.Cells)})
		}
	}
	return sheet.Header, rows, nil
}

func meant(cells []string) []string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = export.Meant(cell)
	}
	return texts
}

// locationColumns lays a mapping over the columns of a table, or guesses one; Invalid
// "import.mapping" for a mapping that does not fit.
func locationColumns(header []string, mapping []byte) ([]fieldwork.LocationColumn, error) {
	columns := fieldwork.GuessLocationColumns(header)
	if mapping != nil {
		var members map[string]string
		if err := json.Unmarshal(mapping, &members); err != nil {
			return nil, fault.Wrap(fault.Invalid, "import.mapping", err, "The mapping is a JSON object: the member by the name of the column.")
		}
		for i := range columns {
			columns[i].Member = members[columns[i].Name]
		}
		refused := fault.New(fault.Invalid, "import.mapping", "The mapping does not fit the table.")
		taken := map[string]bool{}
		for _, column := range columns {
			switch {
			case column.Member == "":
			case !fieldwork.IsLocationMember(column.Member):
				refused.With(fault.Field{Path: column.Name, Code: "unknown", Message: fmt.Sprintf("Locations have no member %q.", column.Member)})
			case taken[column.Member] && column.Member != "address":
				refused.With(fault.Field{Path: column.Name, Code: "duplicate", Message: fmt.Sprintf("Another column holds %s already.", column.Member)})
			}
			taken[column.Member] = true
		}
		if len(refused.Fields) > 0 {
			return nil, refused
		}
	}
	return columns, nil
}

// LocationsTable gives the project's locations as a table that can be imported again.
func (s *Service) LocationsTable(ctx context.Context, member Member) (export.Table, error) {
	locations, err := s.locations.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return export.Table{Name: "Locations", Columns: fieldwork.LocationMembers, Rows: func(yield func([]any) bool) {
		for _, location := range locations {
			if !yield(fieldwork.LocationRow(&location)) {
				return
			}
		}
	}}, err
}
