package service

import (
	"context"
	"strings"

	"touchstone/api/export"
	"touchstone/api/fieldwork"
)

// today gives the day it is in a project's time zone.
func (s *Service) today(project fieldwork.Project) string {
	return fieldwork.DayOf(s.now(), zoneOf(project))
}

// Board gives one page of the project's assignments with their stages.
func (s *Service) Board(_ context.Context, member Member, query fieldwork.BoardQuery) (fieldwork.BoardPage, error) {
	if err := query.Check(); err != nil {
		return fieldwork.BoardPage{}, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return fieldwork.BoardPage{}, err
	}
	return board.Page(member.project.ID, query, s.today(member.project))
}

// BoardSummary gives the progress of a wave ("" is all) by location and by target.
func (s *Service) BoardSummary(_ context.Context, member Member, wave string) (fieldwork.BoardSummary, error) {
	board, err := s.filledBoard()
	if err != nil {
		return fieldwork.BoardSummary{}, err
	}
	zone := zoneOf(member.project)
	day := func(at fieldwork.Instant) string { return fieldwork.DayOf(at.Time, zone) }
	return board.Summary(member.project.ID, wave, s.today(member.project), day), nil
}

// boardColumns are those of the board's table.
var boardColumns = []string{
	"id", "wave", "arm", "definition", "version", "location", "account", "title", "person", "first day", "last day", "from", "to", "submit by", "stage", "overdue",
	"risks", "board", "applications", "fee", "currency", "response", "state", "score", "flags", "grade", "deadline",
}

// BoardTable gives everything a query of the board chooses as a table.
func (s *Service) BoardTable(_ context.Context, member Member, query fieldwork.BoardQuery) (export.Table, error) {
	if err := query.Check(); err != nil {
		return export.Table{}, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return export.Table{}, err
	}
	rows := board.Rows(member.project.ID, query, s.today(member.project))
	return export.Table{Name: "Assignments", Columns: boardColumns, Rows: func(yield func([]any) bool) {
		for _, row := range rows {
			if !yield(boardLine(row)) {
				return
			}
		}
	}}, nil
}

func boardLine(row fieldwork.BoardRow) []any {
	job := row.Assignment
	risks := make([]string, len(row.Risks))
	for i, risk := range row.Risks {
		risks[i] = string(risk)
	}
	line := []any{
		job.ID, job.Wave, job.Arm, job.Definition.ID, job.Definition.Version, job.Location, job.Account, row.Title, row.Person, job.FirstDay, job.LastDay,
		job.From, job.To, job.SubmitBy, string(row.Stage), row.Overdue, strings.Join(risks, " "), job.Board, job.Applications, nil, nil,
	}
	if job.Fee != nil {
		line[19], line[20] = job.Fee.Units(), job.Fee.Currency
	}
	if report := row.Response; report != nil {
		line = append(line, report.ID, string(report.State), nil, strings.Join(report.Flags, " "), nil, report.Deadline)
		if report.Score != nil {
			line[23] = *report.Score
		}
		if report.Grade > 0 {
			line[25] = report.Grade
		}
	}
	return line
}
