package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// suspect flags what is suspicious about a report, instead of what was before; a response
// that is for no assignment is never suspected.
func (s *Service) suspect(ctx context.Context, response *fieldwork.Response, project fieldwork.Project) error {
	if response.Assignment == "" {
		return nil
	}
	facts, err := s.facts(ctx, *response, project)
	if fault.Is(err, fault.NotFound) {
		return nil // a report is not refused because what it belongs to is gone
	}
	if err != nil {
		return err
	}
	files, err := s.likeFiles(ctx, *response)
	if err != nil {
		return err
	}
	likeness := s.likeness.likeness
	facts.Photos = likeness.PhotosLike(response.Project, response.ID, response.Assignment, files)
	facts.Texts = likeness.TextsLike(response.Project, response.ID, response.Assignment, response.Answers)
	facts.Duplicate = likeness.SameAnswers(response.Project, response.ID, response.Assignment, response.Answers)
	facts.Usual, facts.Earlier = s.usualSeconds(*response)
	response.Suspect(facts)
	return nil
}

// facts gives what the report itself and its assignment say, without other reports.
func (s *Service) facts(ctx context.Context, response fieldwork.Response, project fieldwork.Project) (fieldwork.Facts, error) {
	assignment, _, err := s.assignments.get(ctx, response.Assignment)
	if err != nil {
		return fieldwork.Facts{}, err
	}
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return fieldwork.Facts{}, err
	}
	facts := fieldwork.Facts{
		Definition: compiled.definition, Assignment: &assignment, FirstDay: assignment.FirstDay, LastDay: assignment.LastDay,
		Rules: project.FieldRules(), Zone: zoneOf(project),
	}
	if response.Wave != "" && (facts.FirstDay == "" || facts.LastDay == "") {
		wave, err := s.wave(ctx, response.Project, response.Wave)
		if err != nil {
			return facts, err
		}
		if facts.FirstDay == "" {
			facts.FirstDay = wave.FirstDay
		}
		if facts.LastDay == "" {
			facts.LastDay = wave.LastDay
		}
	}
	location, _, err := s.locations.get(ctx, response.Project+"/"+response.Location)
	switch {
	case err == nil:
		facts.Location = &location
	case !fault.Is(err, fault.NotFound):
		return facts, err
	}
	return facts, nil
}

// likeFiles gives the files of a response that have arrived, as they are compared.
func (s *Service) likeFiles(ctx context.Context, response fieldwork.Response) ([]fieldwork.LikeFile, error) {
	files := []fieldwork.LikeFile{}
	if len(response.Attachments) == 0 {
		return files, nil
	}
	for file, err := range s.arrivals.all(ctx, store.Query{Index: "response", Equal: []any{response.Project, response.ID}}) {
		if err != nil {
			return nil, err
		}
		files = append(files, file.like())
	}
	return files, nil
}

// usualSeconds gives the median of how long the other reports for a definition took that
// were made with a visit, and how many there are.
func (s *Service) usualSeconds(response fieldwork.Response) (median float64, earlier int) {
	var seconds []float64
	s.board.board.Reports(response.Project, func(report *fieldwork.ReportBrief, _, _ string) bool {
		if report.Definition.ID == response.Definition.ID && report.ID != response.ID && report.Seconds > 0 && !report.NotPossible &&
			report.ReceivedAt.Before(response.ReceivedAt.Time) {
			seconds = append(seconds, report.Seconds)
		}
		return true
	})
	return fieldwork.Median(seconds), len(seconds)
}

// suspectAgain looks at a report once more, since files of it have arrived.
func (s *Service) suspectAgain(ctx context.Context, response *fieldwork.Response) error {
	if response.Assignment == "" {
		return nil
	}
	project, _, err := s.projects.get(ctx, response.Project)
	if err != nil {
		return err
	}
	return s.suspect(ctx, response, project)
}
