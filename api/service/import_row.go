package service

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/spreadsheet"
)

// responseOf makes the response of a row: evaluated by the form engine, flagged, scored.
// What the engine finds odd is added to the row's problems. An answer that breaks a rule is
// taken out and kept as the raw value of its flag, since nobody can be asked again.
func (s *Service) responseOf(p *preparedImport, row *spreadsheet.Row) (fieldwork.Response, error) {
	p.settle(row)
	submission := fieldwork.Submission{
		ID:         derivedID("row", p.Project, p.Wave, p.Definition.ID, row.Key),
		Definition: p.Definition, Answers: row.Answers, Language: row.Language,
	}
	if local := row.SubmittedAt; !local.IsZero() {
		submission.SubmittedAt = fieldwork.At(time.Date(local.Year(), local.Month(), local.Day(),
			local.Hour(), local.Minute(), local.Second(), 0, p.zone))
	}
	beside, err := json.Marshal([]any{row.Weight, row.Cluster, row.Location})
	if err != nil {
		return fieldwork.Response{}, err
	}
	response := submission.Begin(s.instant(), "import "+string(beside))
	response.Project, response.Wave = p.Project, p.Wave
	response.Source, response.Import, response.Location = fieldwork.FromImport, p.ID, row.Location
	if response.SubmittedAt.IsZero() {
		response.SubmittedAt = response.ReceivedAt
	}
	if err := s.fillRow(p, &response, row); err != nil {
		return response, err
	}
	if row.Weight != nil {
		response.Weight = row.Weight
	}
	if row.Cluster != "" {
		response.Cluster = row.Cluster
	}
	for _, problem := range row.Problems {
		response.Flags = append(response.Flags, flagOf(problem))
	}
	return response, nil
}

// fillRow evaluates a response until no answer of the row breaks a rule.
func (s *Service) fillRow(p *preparedImport, response *fieldwork.Response, row *spreadsheet.Row) error {
	given := response.Events[0].Answers
	for {
		broken, err := s.fillWith(p.compiled, response, p.project)
		if err != nil {
			return err
		}
		// One at a time, since the next may have been broken by this one alone.
		at := slices.IndexFunc(broken, func(v violation) bool { return given[v.Question] != nil })
		if at >= 0 {
			row.Report(broken[at].Question, broken[at].Code, broken[at].Message)
			delete(given, broken[at].Question)
			continue
		}
		for _, v := range broken {
			row.Report(v.Question, v.Code, v.Message)
		}
		break
	}
	for _, question := range slices.Sorted(maps.Keys(given)) {
		if _, asked := response.Answers[question]; !asked {
			row.Report(question, problemNotRelevant, "Answered although the other answers do not lead to this question; it does not count.")
		}
	}
	return nil
}

// settle holds what stands beside the answers against the project.
func (p *preparedImport) settle(row *spreadsheet.Row) {
	if code := strings.ToLower(row.Location); code != "" {
		if p.locations[code] {
			row.Location = code
		} else {
			row.Problems = append(row.Problems, spreadsheet.Problem{Line: row.Line, Code: problemLocation, Value: row.Location,
				Message: "The project has no location with this code."})
			row.Location = ""
		}
	}
	if row.Language != "" && !fieldwork.IsLanguage(row.Language) {
		row.Problems = append(row.Problems, spreadsheet.Problem{Line: row.Line, Code: problemLanguage, Value: row.Language,
			Message: "This is no language tag such as en or de-CH."})
		row.Language = ""
	}
}

// flagOf keeps a problem with the response, the raw value included.
func flagOf(problem spreadsheet.Problem) fieldwork.Flag {
	where := fmt.Sprintf("Line %d", problem.Line)
	if problem.Column != "" {
		where += ", column " + problem.Column
	}
	flag := fieldwork.Flag{Code: problem.Code, Question: problem.Question, Message: where + ": " + problem.Message}
	if problem.Value != "" {
		flag.Value = problem.Value
	}
	return flag
}
