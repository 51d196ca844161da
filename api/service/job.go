package service

import (
	"cmp"
	"context"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// FieldJob is an assignment on the job board, with the reasons why this shopper may not have
// it. How far away it is the phone computes: the shopper's position never leaves it.
type FieldJob struct {
	Assignment AssignmentFace      `json:"assignment"`
	Project    FieldProject        `json:"project"`
	Location   LocationFace        `json:"location"`
	Wave       TitleFace           `json:"wave"`
	Definition TitleFace           `json:"definition"`
	Quiz       *FieldQuiz          `json:"quiz,omitempty"`
	Refusals   []fieldwork.Refusal `json:"refusals"`
	Applied    bool                `json:"applied"`
}

// endless comes after every day.
const endless = "~"

// FieldJobs gives what is on the job boards of the projects in which the actor reports,
// those that end first at the beginning. What is over is left out.
func (s *Service) FieldJobs(ctx context.Context, actor Actor) (List[FieldJob], error) {
	list := List[FieldJob]{Items: []FieldJob{}}
	room := s.fieldRoom(actor.person)
	for _, membership := range actor.person.Memberships {
		if !auth.Report.Allows(&actor.person, membership.Project) {
			continue
		}
		for _, board := range []string{fieldwork.BoardFirst, fieldwork.BoardApply} {
			query := store.Query{Index: "board", Equal: []any{membership.Project, board, ""}}
			for assignment, err := range s.assignments.all(ctx, query) {
				if err != nil {
					return list, err
				}
				if !assignment.OnBoard() {
					continue
				}
				job, over, err := room.job(ctx, assignment)
				if err != nil {
					return list, err
				}
				if !over {
					list.Items = append(list.Items, job)
				}
			}
		}
	}
	slices.SortStableFunc(list.Items, func(a, b FieldJob) int {
		left, right := a.Assignment, b.Assignment
		return cmp.Or(cmp.Compare(cmp.Or(left.LastDay, endless), cmp.Or(right.LastDay, endless)), cmp.Compare(left.ID, right.ID))
	})
	return list, nil
}

func (r *fieldRoom) job(ctx context.Context, assignment fieldwork.Assignment) (job FieldJob, over bool, err error) {
	project, err := r.project(ctx, assignment.Project)
	if err != nil {
		return job, false, err
	}
	wave, err := r.wave(ctx, project.ID, assignment.Wave)
	if err != nil {
		return job, false, err
	}
	refusals, err := r.refusals(ctx, project, wave, assignment)
	if err != nil {
		return job, false, err
	}
	if slices.ContainsFunc(refusals, func(f fieldwork.Refusal) bool { return f.Code == fieldwork.RefusedWindowOver }) {
		return job, true, nil
	}
	location, err := r.location(ctx, project.ID, assignment.Location)
	if err != nil {
		return job, false, err
	}
	compiled, err := r.service.forms.get(ctx, project.ID, assignment.Definition)
	if err != nil {
		return job, false, err
	}
	job = FieldJob{
		Assignment: faceOf(assignment, wave, r.person.ID),
		Project:    FieldProject{project.ID, project.Title, project.TimeZone},
		Location:   LocationFace{location.Code, location.Title, location.Address, location.Position, location.OpeningHours, location.Radius},
		Wave:       TitleFace{wave.Name, wave.Title},
		Definition: TitleFace{compiled.definition.ID, titleOf(compiled.definition)},
		Refusals:   refusals, Applied: assignment.Applied(r.person.ID),
	}
	if assignment.Quiz != nil {
		if job.Quiz, err = r.quiz(ctx, project.ID, *assignment.Quiz); err != nil {
			return job, false, err
		}
	}
	return job, false, nil
}

func titleOf(definition *form.Definition) form.Text {
	if definition.Title == nil {
		return form.Text{}
	}
	return definition.Title
}
