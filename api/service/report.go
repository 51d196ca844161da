package service

import (
	"context"
	"hash/fnv"
	"slices"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Submit takes the report of a shopper for an assignment, or of a lead on a shopper's
// behalf. It is never refused for a broken rule: what is wrong is flagged for the review.
// Work that was given to somebody else meanwhile is reported all the same.
func (s *Service) Submit(ctx context.Context, member Member, submission fieldwork.Submission) (Receipt, error) {
	assignment, _, err := s.assignments.get(ctx, submission.Assignment)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Receipt{}, err
	}
	reporter := ""
	switch {
	case err != nil || assignment.Project != member.project.ID:
	case assignment.Person == member.person.ID || assignment.Held(member.person.ID):
		reporter = member.person.ID
	case member.person.Has(member.project.ID, fieldwork.Lead):
		reporter = assignment.Person
	}
	if reporter == "" {
		return Receipt{}, fault.New(fault.NotFound, "assignment.unknown", "There is no assignment %q for you here.", submission.Assignment)
	}
	return s.submit(ctx, report{member.project, assignment, submission, reporter, member.person.ID}, nil)
}

// report is a submission on its way into the store.
type report struct {
	project    fieldwork.Project
	assignment fieldwork.Assignment
	submission fieldwork.Submission
	person     string // the shopper whose report it is
	by         string // who sends it
}

// submit takes a report with flags that say how it came.
func (s *Service) submit(ctx context.Context, r report, flags []fieldwork.Flag) (Receipt, error) {
	if err := checkSubmission(&r.submission, r.assignment.Definition); err != nil {
		return Receipt{}, err
	}
	reporting := s.reportingOf(r.assignment.ID)
	reporting.Lock()
	defer reporting.Unlock()
	where := "assignment " + r.assignment.ID
	response := r.submission.Begin(s.instant(), where)
	response.Project, response.Wave, response.Source, response.Assignment = r.project.ID, r.assignment.Wave, fieldwork.FromAssignment, r.assignment.ID
	response.Location, response.Account, response.Person = r.assignment.Location, r.assignment.Account, r.person
	response.Events[0].Person = r.by
	place, err := s.placeOf(ctx, r.assignment)
	if err != nil {
		return Receipt{}, err
	}
	response.Visit = response.Visit.Measured(place)
	response.Flags = slices.Clone(flags)
	if r.assignment.CurrentState() == fieldwork.AssignmentCancelled {
		response.Flags = append(response.Flags, fieldwork.Flag{Code: "assignmentCancelled", Message: "The assignment had been cancelled."})
	}
	if r.assignment.Person != r.person {
		response.Flags = append(response.Flags, fieldwork.Flag{Code: "assignmentMoved", Message: "The assignment was no longer this shopper's."})
	}
	others, err := s.responsesFor(ctx, []fieldwork.Assignment{r.assignment})
	if err != nil {
		return Receipt{}, err
	}
	if len(others) > 0 {
		response.Flags = append(response.Flags, fieldwork.Flag{Code: "secondReport", Message: "There is another report for the same assignment."})
	}
	if err := s.refill(ctx, &response, r.project); err != nil {
		return Receipt{}, err
	}
	return s.keep(ctx, response, where, r.submission)
}

// reportingOf gives the lock of the reports of an assignment.
func (s *Service) reportingOf(assignment string) *sync.Mutex {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(assignment))
	return &s.reporting[sum.Sum32()%uint32(len(s.reporting))]
}
