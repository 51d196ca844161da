package service

import (
	"context"

	"touchstone/api/fieldwork"
)

// Review takes a reviewer's decision about a response of the project: exactly once by its
// id, and safe against others who decide at the same moment.
func (s *Service) Review(ctx context.Context, member Member, id string, review fieldwork.Review) (ResponseDetail, error) {
	act := fieldwork.Reviewed{
		By: member.person.ID, Role: member.person.RoleIn(member.project.ID), Rules: member.project.FieldRules(),
		Now: s.instant(), Zone: zoneOf(member.project),
	}
	return s.act(ctx, member, id, func(response *fieldwork.Response) error { return response.Decide(review, act) })
}

// Appeal takes an objection to a decided report that the member may see.
func (s *Service) Appeal(ctx context.Context, member Member, id string, appeal fieldwork.Appeal) (ResponseDetail, error) {
	return s.act(ctx, member, id, func(response *fieldwork.Response) error {
		return response.Object(appeal, member.person.ID, s.instant())
	})
}

// AnswerAppeal answers an appeal.
func (s *Service) AnswerAppeal(ctx context.Context, member Member, id, appeal string, outcome fieldwork.AppealOutcome) (ResponseDetail, error) {
	return s.act(ctx, member, id, func(response *fieldwork.Response) error {
		return response.Settle(appeal, outcome, member.person.ID, s.instant())
	})
}

// Correct changes answers of a response as a reviewer; score, indicators and flags follow.
func (s *Service) Correct(ctx context.Context, member Member, id string, correction fieldwork.Correction) (ResponseDetail, error) {
	return s.act(ctx, member, id, func(response *fieldwork.Response) error {
		isNew, err := response.Correct(correction, member.person.ID, s.instant())
		if err != nil || !isNew {
			return err
		}
		if err := s.checkCorrection(ctx, *response, correction); err != nil {
			return err
		}
		return s.refill(ctx, response, member.project)
	})
}

// act changes a response that the member may see, with one guarded write, and gives it whole.
func (s *Service) act(ctx context.Context, member Member, id string, decide func(*fieldwork.Response) error) (ResponseDetail, error) {
	response, revision, err := s.responses.change(ctx, id, func(response *fieldwork.Response) error {
		if !member.mayRead(*response) {
			return s.responses.unknown(id)
		}
		before := len(response.Events)
		if err := decide(response); err != nil {
			return err
		}
		if len(response.Events) == before {
			return errDone
		}
		return nil
	})
	switch {
	case err == errDone:
	case err != nil:
		return ResponseDetail{}, err
	default:
		s.count(ctx, response, revision)
	}
	return s.detail(ctx, member, response)
}
