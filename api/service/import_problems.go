package service

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/spreadsheet"
)

// WriteProblems writes every problem of an order as CSV (line, column, code, value,
// question, message), found by going through the file once more. A row that is there with
// other content is one of them.
func (s *Service) WriteProblems(ctx context.Context, member Member, order ImportOrder, out io.Writer) error {
	p, err := s.prepare(ctx, member, order)
	if err != nil {
		return err
	}
	table := csv.NewWriter(out)
	if err := table.Write([]string{"line", "column", "code", "value", "question", "message"}); err != nil {
		return err
	}
	for _, problem := range p.binding.Problems {
		if err := writeProblem(table, problem); err != nil {
			return err
		}
	}
	for row := range p.binding.Rows() {
		if err := s.inspect(ctx, p, &row); err != nil {
			return err
		}
		for _, problem := range row.Problems {
			if err := writeProblem(table, problem); err != nil {
				return err
			}
		}
	}
	table.Flush()
	return table.Error()
}

// inspect finds the problems of a row without writing anything.
func (s *Service) inspect(ctx context.Context, p *preparedImport, row *spreadsheet.Row) error {
	if row.Left {
		return nil
	}
	response, err := s.responseOf(p, row)
	if err != nil {
		return err
	}
	if _, err = s.meet(ctx, response, row); fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

func writeProblem(table *csv.Writer, problem spreadsheet.Problem) error {
	line := ""
	if problem.Line > 0 {
		line = strconv.Itoa(problem.Line)
	}
	return table.Write([]string{line, asText(problem.Column), problem.Code, asText(problem.Value), problem.Question, problem.Message})
}

// asText keeps a cell from being a formula when the file is opened in a spreadsheet program.
func asText(cell string) string {
	if _, err := strconv.ParseFloat(cell, 64); err != nil && strings.IndexAny(cell, "=+-@\t\r\n") == 0 {
		return "'" + cell
	}
	return cell
}

// ImportOrderOf gives the order of an import again, with its file.
func (s *Service) ImportOrderOf(ctx context.Context, member Member, id string) (ImportOrder, error) {
	found, err := s.Import(ctx, member, id)
	if err != nil {
		return ImportOrder{}, err
	}
	file, err := s.importedFile(ctx, found)
	return ImportOrder{Name: found.File, File: file, Mapping: []byte(found.Mapping), Definition: found.Definition, Wave: found.Wave}, err
}
