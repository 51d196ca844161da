package service

import (
	"context"
	"errors"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// CaseLine is a case in a list, with what things are called.
type CaseLine struct {
	fieldwork.CaseBrief
	CaseNames
}

// CaseNames are what the things are called that a case names.
type CaseNames struct {
	OwnerName       string    `json:"ownerName,omitempty"`
	TouchpointTitle form.Text `json:"touchpointTitle,omitempty"`
	LocationTitle   string    `json:"locationTitle,omitempty"`
}

// CaseList is one page of cases.
type CaseList struct {
	Items  []CaseLine           `json:"items"`
	Next   string               `json:"next,omitempty"`
	Total  int                  `json:"total"`
	Counts fieldwork.CaseCounts `json:"counts"`
}

// CaseDetail is a case with its history and what it is about.
type CaseDetail struct {
	fieldwork.Case
	CaseNames
	Events   []CaseEntry   `json:"events"` // oldest first
	Overdue  bool          `json:"overdue"`
	Response *CaseResponse `json:"about"` // null when it is gone
}

// CaseEntry is an event of a case with the names of the people.
type CaseEntry struct {
	fieldwork.CaseEvent
	ByName     string `json:"byName,omitempty"`
	PersonName string `json:"personName,omitempty"`
}

// CaseResponse is the response of a case, in brief.
type CaseResponse struct {
	ID          string                  `json:"id"`
	Wave        string                  `json:"wave"`
	Definition  fieldwork.DefinitionRef `json:"definition"`
	Title       form.Text               `json:"title"` // of the definition
	State       fieldwork.State         `json:"state"`
	SubmittedAt fieldwork.Instant       `json:"submittedAt"`
	Score       *float64                `json:"score"` // 0 to 100, null for none
}

// Cases gives one page of the project's cases.
func (s *Service) Cases(ctx context.Context, member Member, query fieldwork.CaseQuery) (CaseList, error) {
	if err := query.Check(); err != nil {
		return CaseList{}, err
	}
	if _, err := s.filledBoard(); err != nil {
		return CaseList{}, err
	}
	page := s.board.cases.Page(member.project.ID, query, s.today(member.project))
	list := CaseList{Items: []CaseLine{}, Next: page.Next, Total: page.Total, Counts: page.Counts}
	naming := s.caseNaming(member)
	for _, brief := range page.Items {
		names, err := naming.of(ctx, brief.Owner, brief.Touchpoint, brief.Location)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, CaseLine{brief, names})
	}
	return list, nil
}

// caseNaming looks up what things are called, each once.
type caseNaming struct {
	people      *names
	titles      titleBook
	touchpoints map[string]form.Text
}

func (s *Service) caseNaming(member Member) *caseNaming {
	return &caseNaming{s.namesFor(member), s.titles(context.Background(), member.project.ID), map[string]form.Text{}}
}

func (n *caseNaming) of(ctx context.Context, owner, touchpoint, location string) (named CaseNames, err error) {
	if named.OwnerName, err = n.people.of(ctx, owner); err != nil {
		return named, err
	}
	n.titles.ctx = ctx
	if named.LocationTitle, err = n.titles.place(fieldwork.Response{Location: location}); err != nil {
		return named, err
	}
	title, known := n.touchpoints[touchpoint]
	if !known && touchpoint != "" {
		found, _, err := n.people.service.touchpoints.get(ctx, n.people.project.ID+"/"+touchpoint)
		if err := ignoreAbsent(err); err != nil {
			return named, err
		}
		title = found.Title
		n.touchpoints[touchpoint] = title
	}
	named.TouchpointTitle = title
	return named, nil
}

// Case gives one case whole.
func (s *Service) Case(ctx context.Context, member Member, id string) (CaseDetail, error) {
	kept, err := s.caseOf(ctx, member, id)
	if err != nil {
		return CaseDetail{}, err
	}
	return s.caseDetail(ctx, member, kept)
}

// caseOf gives a case of the project; NotFound "case.unknown".
func (s *Service) caseOf(ctx context.Context, member Member, id string) (fieldwork.Case, error) {
	kept, _, err := s.cases.get(ctx, id)
	if err == nil && kept.Project != member.project.ID {
		err = s.cases.unknown(id)
	}
	return kept, err
}

func (s *Service) caseDetail(ctx context.Context, member Member, kept fieldwork.Case) (CaseDetail, error) {
	detail := CaseDetail{Case: kept, Events: []CaseEntry{}, Overdue: kept.Overdue(s.today(member.project))}
	naming := s.caseNaming(member)
	var err error
	if detail.CaseNames, err = naming.of(ctx, kept.Owner, kept.Touchpoint, kept.Location); err != nil {
		return detail, err
	}
	for _, event := range kept.Events {
		entry := CaseEntry{CaseEvent: event}
		entry.Digest = ""
		if entry.ByName, err = naming.people.of(ctx, event.By); err != nil {
			return detail, err
		}
		if entry.PersonName, err = naming.people.of(ctx, event.Person); err != nil {
			return detail, err
		}
		detail.Events = append(detail.Events, entry)
	}
	response, _, err := s.responses.get(ctx, kept.Response)
	if fault.Is(err, fault.NotFound) {
		return detail, nil
	}
	if err != nil {
		return detail, err
	}
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return detail, err
	}
	detail.Response = &CaseResponse{
		ID: response.ID, Wave: response.Wave, Definition: response.Definition, Title: compiled.definition.Title, State: response.State,
		SubmittedAt: response.SubmittedAt, Score: measure.ReadingOf(compiled.definition, &response).Score,
	}
	return detail, nil
}

// ActOnCase does what somebody decided about a case, exactly once by the event's id. Conflict
// "case.state" when its state does not allow it, "case.conflict" when the id stands for
// something else.
func (s *Service) ActOnCase(ctx context.Context, member Member, id string, act fieldwork.CaseAct) (CaseDetail, error) {
	if _, err := s.caseOf(ctx, member, id); err != nil {
		return CaseDetail{}, err
	}
	kept, _, err := s.cases.change(ctx, id, func(kept *fieldwork.Case) error {
		before := kept.Owner
		changed, err := kept.Act(act, member.person.ID, s.instant())
		if err != nil {
			return err
		}
		if !changed {
			return errDone
		}
		if act.Kind == fieldwork.CaseAssign && act.Person != before {
			return s.requireReviewer(ctx, kept.Project, "person", act.Person)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDone) {
		return CaseDetail{}, err
	}
	return s.caseDetail(ctx, member, kept)
}

// OpenCase opens a case by hand for a response, exactly once by its id: Conflict
// "case.conflict" when the id stands for another.
func (s *Service) OpenCase(ctx context.Context, member Member, given fieldwork.NewCase) (CaseDetail, error) {
	if err := given.Check(); err != nil {
		return CaseDetail{}, err
	}
	conflict := fault.New(fault.Conflict, "case.conflict", "There is another case under this id.")
	kept, _, err := s.cases.get(ctx, given.ID)
	if err == nil {
		if kept.Project != member.project.ID || !given.Same(&kept, member.person.ID) {
			return CaseDetail{}, conflict
		}
		return s.caseDetail(ctx, member, kept)
	}
	if err := ignoreAbsent(err); err != nil {
		return CaseDetail{}, err
	}
	response, err := s.readable(ctx, member, given.Response)
	if fault.Is(err, fault.NotFound) {
		return CaseDetail{}, unknownReference("response", "There is no response %q.", given.Response)
	}
	if err != nil {
		return CaseDetail{}, err
	}
	if given.Touchpoint != "" {
		if err := s.requireTouchpoint(ctx, member.project.ID, given.Touchpoint); err != nil {
			return CaseDetail{}, err
		}
	}
	if err := s.requireReviewer(ctx, member.project.ID, "owner", given.Owner); err != nil {
		return CaseDetail{}, err
	}
	kept = given.Begin(&response, member.person.ID, s.instant())
	if _, err := s.cases.insert(ctx, kept.ID, kept); fault.Is(err, fault.Conflict) {
		return s.OpenCase(ctx, member, given) // somebody was faster; see whether it is the same
	} else if err != nil {
		return CaseDetail{}, err
	}
	return s.caseDetail(ctx, member, kept)
}

// CaseOwners gives who may be given cases.
func (s *Service) CaseOwners(ctx context.Context, member Member) (List[PersonName], error) {
	list := List[PersonName]{Items: []PersonName{}}
	members, err := s.People(ctx, member)
	if err != nil {
		return list, err
	}
	for _, one := range members.Items {
		if !one.Disabled && slices.Contains([]fieldwork.Role{fieldwork.Lead, fieldwork.Reviewer}, one.Role) {
			list.Items = append(list.Items, PersonName{one.ID, one.Name})
		}
	}
	return list, nil
}
