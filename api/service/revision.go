package service

import (
	"context"
	"errors"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// reviseLater is how long a phone waits whose revision came before the report itself.
const reviseLater = 30 * time.Second

// Revise takes a further revision of a report from its shopper, or from a lead on their
// behalf: exactly once by its id, and never refused for the state of the report. A revision
// that comes before its report is a Conflict "response.unknown" worth trying again.
func (s *Service) Revise(ctx context.Context, member Member, id string, revision fieldwork.Revision) (Receipt, error) {
	kept, _, err := s.responses.get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		later := fault.New(fault.Conflict, "response.unknown", "The report that this revises has not arrived yet; send it later.")
		later.RetryAfter = reviseLater
		return Receipt{}, later
	}
	if err != nil {
		return Receipt{}, err
	}
	if kept.Source != fieldwork.FromAssignment || !SenderOf(member).sent(kept) {
		return Receipt{}, s.responses.unknown(id)
	}
	return s.revise(ctx, member.project, kept, revision, member.person.ID, nil)
}

// revise takes a revision of a report that is there, with flags that say how it came.
func (s *Service) revise(ctx context.Context, project fieldwork.Project, kept fieldwork.Response, revision fieldwork.Revision, by string, flags []fieldwork.Flag) (Receipt, error) {
	if err := revision.Check(); err != nil {
		return Receipt{}, err
	}
	if err := answersAsked(revision.Definition, kept.Definition); err != nil {
		return Receipt{}, err
	}
	assignment, _, err := s.assignments.get(ctx, kept.Assignment)
	if err != nil {
		return Receipt{}, err
	}
	place, err := s.placeOf(ctx, assignment)
	if err != nil {
		return Receipt{}, err
	}
	// A sweep must not clear away what is found here before the report names it.
	s.sweeping.RLock()
	defer s.sweeping.RUnlock()
	response, stored, err := s.responses.change(ctx, kept.ID, func(response *fieldwork.Response) error {
		isNew, err := response.Revise(revision, by, s.instant())
		if err != nil {
			return err
		}
		if !isNew {
			return errDone
		}
		response.Visit = response.Visit.Measured(place)
		for _, flag := range flags {
			response.Flag(flag)
		}
		if err := s.refill(ctx, response, project); err != nil {
			return err
		}
		if response.Attachments, err = s.markArrived(ctx, *response); err != nil {
			return err
		}
		response.Complete = len(response.Missing()) == 0
		return nil
	})
	isNew := err == nil
	if err != nil && !errors.Is(err, errDone) {
		return Receipt{}, err
	}
	if isNew {
		s.count(ctx, response, stored)
		if response.Awaited() > 0 {
			// A file may have arrived between the look at arrivals and the write.
			if response, err = s.completeResponse(ctx, response.ID); err != nil {
				return Receipt{}, err
			}
		}
	}
	receipt := receiptOf(response)
	receipt.New, receipt.Missing = isNew, response.MissingOf(revision.Attachments)
	return receipt, nil
}

// placeOf gives where an assignment takes place; nil when that is not known.
func (s *Service) placeOf(ctx context.Context, assignment fieldwork.Assignment) (*fieldwork.Position, error) {
	if assignment.Account != "" {
		account, _, err := s.accounts.get(ctx, assignment.Project+"/"+assignment.Account)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		return account.Position, nil
	}
	location, _, err := s.locations.get(ctx, assignment.Project+"/"+assignment.Location)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	return location.Position, nil
}
