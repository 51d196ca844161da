package service

import (
	"context"

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
