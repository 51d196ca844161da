package service

import (
	"context"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	success "touchstone/api/report"
	"touchstone/api/store"
)

// ReportOrder asks to share a report as it is now.
type ReportOrder struct {
	Baseline   string `json:"baseline" validate:"required,max=100"`
	FollowUp   string `json:"followUp" validate:"required,max=100"`
	Touchpoint string `json:"touchpoint,omitempty" validate:"max=100"`
	Title      string `json:"title,omitempty"`     // whom or what it is for
	ExpiresOn  string `json:"expiresOn,omitempty"` // the last day it can be opened; "" never ends
	// Choice narrows the responses as the query parameters of the same names do.
	Choice      map[string][]string `json:"choice,omitempty"`
	Competitors string              `json:"competitors,omitempty" validate:"max=20"`
}

// SharedFace is a shared report as its project sees it, without what it says and without its
// address. Viewers see no people.
type SharedFace struct {
	success.Shared
	State         success.SharedState `json:"state"`
	CreatedByName string              `json:"createdByName,omitempty"`
}

// SharedOnce is a report just shared, with its address, which is shown this once.
type SharedOnce struct {
	SharedFace
	Token   string `json:"token"`
	Address string `json:"address"`
}

// sharedContent is what a shared report says.
type sharedContent struct {
	Project string          `json:"project"`
	Report  *success.Report `json:"report"`
}

// PublicReport is what whoever has the address may read.
type PublicReport struct {
	Report    *success.Report   `json:"report"`
	TimeZone  string            `json:"timeZone"` // of the project
	SharedAt  fieldwork.Instant `json:"sharedAt"`
	ExpiresOn string            `json:"expiresOn,omitempty"`
}

// ShareReport fixes a report and opens an address for it.
func (s *Service) ShareReport(ctx context.Context, member Member, order ReportOrder) (SharedOnce, error) {
	token, today := auth.NewSecret(), s.today(member.project)
	choice := Choice{order.Choice, order.Competitors}.once()
	shared := success.Shared{
		ID: auth.Digest(token), Project: member.project.ID, Title: strings.TrimSpace(order.Title), ExpiresOn: order.ExpiresOn,
		Baseline: order.Baseline, FollowUp: order.FollowUp, Touchpoint: order.Touchpoint, Choice: choice.Filter, Competitors: choice.Competitors,
		CreatedAt: s.instant(), CreatedBy: member.person.ID,
	}
	if err := shared.Check(today); err != nil {
		return SharedOnce{}, err
	}
	told, err := s.SuccessReport(ctx, member, ReportQuery{order.Baseline, order.FollowUp, order.Touchpoint, choice})
	if err != nil {
		return SharedOnce{}, err
	}
	// The content first: an address never leads to nothing.
	if _, err := s.sharedContents.insert(ctx, shared.ID, sharedContent{shared.Project, told}); err != nil {
		return SharedOnce{}, err
	}
	if _, err := s.shared.insert(ctx, shared.ID, shared); err != nil {
		return SharedOnce{}, err
	}
	face, err := s.sharedFace(ctx, s.namesFor(member), shared, today)
	return SharedOnce{face, token, s.publicURL + "/r/" + token}, err
}

// SharedReports gives one page, newest first.
func (s *Service) SharedReports(ctx context.Context, member Member, page Page) (List[SharedFace], error) {
	list := List[SharedFace]{Items: []SharedFace{}}
	today := s.today(member.project)
	found, err := s.shared.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After})
	list.Next = found.Next
	names := s.namesFor(member)
	for _, shared := range found.Items {
		face, failure := s.sharedFace(ctx, names, shared, today)
		if failure != nil {
			return list, failure
		}
		list.Items = append(list.Items, face)
	}
	return list, err
}

func (s *Service) sharedFace(ctx context.Context, names *names, shared success.Shared, today string) (SharedFace, error) {
	face := SharedFace{Shared: shared, State: shared.State(today)}
	if !names.seen {
		face.CreatedBy, face.WithdrawnBy = "", ""
		return face, nil
	}
	var err error
	face.CreatedByName, err = names.of(ctx, shared.CreatedBy)
	return face, err
}

// WithdrawReport closes the address of a shared report and forgets what it said; that it was
// shared stays on record. Withdrawing again changes nothing.
func (s *Service) WithdrawReport(ctx context.Context, member Member, id string) error {
	now := s.instant()
	_, _, err := s.shared.change(ctx, id, func(kept *success.Shared) error {
		if kept.Project != member.project.ID {
			return s.shared.unknown(id)
		}
		if kept.WithdrawnAt == nil {
			kept.WithdrawnAt, kept.WithdrawnBy = &now, member.person.ID
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.sharedContents.remove(ctx, id, id); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}

// PublicReport gives what a token leads to: NotFound "report.unknown", also for one that was
// withdrawn, or "report.expired".
func (s *Service) PublicReport(ctx context.Context, token string) (PublicReport, error) {
	unknown := fault.New(fault.NotFound, "report.unknown", "This address is not known, or its report was withdrawn.")
	shared, _, err := s.shared.get(ctx, auth.Digest(token))
	if fault.Is(err, fault.NotFound) {
		return PublicReport{}, unknown
	}
	if err != nil {
		return PublicReport{}, err
	}
	project, _, err := s.projects.get(ctx, shared.Project)
	if err != nil {
		return PublicReport{}, err
	}
	switch shared.State(s.today(project)) {
	case success.Withdrawn:
		return PublicReport{}, unknown
	case success.Expired:
		return PublicReport{}, fault.New(fault.NotFound, "report.expired", "This report could be opened until %s; ask whoever sent it for a new address.", shared.ExpiresOn)
	}
	content, _, err := s.sharedContents.get(ctx, shared.ID)
	if fault.Is(err, fault.NotFound) { // withdrawn this moment
		return PublicReport{}, unknown
	}
	return PublicReport{Report: content.Report, TimeZone: project.TimeZone, SharedAt: shared.CreatedAt, ExpiresOn: shared.ExpiresOn}, err
}
