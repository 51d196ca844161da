package service

import (
	"context"
	"fmt"
	"sync"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Receipt is what the sender of a response gets back.
type Receipt struct {
	ID       string           `json:"id"`
	State    fieldwork.State  `json:"state"`
	Complete bool             `json:"complete"`
	Missing  []string         `json:"missing"` // digests of announced files that have not arrived
	Flags    []fieldwork.Flag `json:"flags"`
	New      bool             `json:"-"`
}

func receiptOf(r fieldwork.Response) Receipt {
	return Receipt{ID: r.ID, State: r.State, Complete: r.Complete, Missing: r.Missing(), Flags: r.Told()}
}

// closedGrace is how long after its closing a link takes answers: they were typed in good
// faith on a page opened before.
const closedGrace = 14 * 24 * time.Hour

// Answer takes the response of a customer through a link. Answers that break a rule of the
// definition are refused with a field per question.
func (s *Service) Answer(ctx context.Context, token string, submission fieldwork.Submission) (Receipt, error) {
	link, err := s.publicLinkOf(ctx, token)
	if err != nil {
		return Receipt{}, err
	}
	submission.Assignment, submission.Visit, submission.Expenses = "", nil, nil
	submission.Attachments = fieldwork.Anonymous(submission.Attachments)
	if err := checkSubmission(&submission, link.Definition); err != nil {
		return Receipt{}, err
	}
	where := "link " + link.ID
	if link.Closed && link.ClosedAt != nil && submission.SubmittedAt.After(link.ClosedAt.Add(closedGrace)) {
		if receipt, err := s.repeat(ctx, submission, where); !fault.Is(err, fault.NotFound) {
			return receipt, err
		}
		return Receipt{}, linkClosed()
	}
	project, _, err := s.projects.get(ctx, link.Project)
	if err != nil {
		return Receipt{}, err
	}
	wave, err := s.wave(ctx, link.Project, link.Wave)
	if err != nil {
		return Receipt{}, err
	}
	response := submission.Begin(s.instant(), where)
	response.Project, response.Wave, response.Source, response.Link = link.Project, link.Wave, fieldwork.FromLink, link.ID
	response.Location, response.Touchpoint, response.Group = link.Location, link.Touchpoint, link.Group
	violations, err := s.fill(ctx, &response, project)
	if err != nil {
		return Receipt{}, err
	}
	if misplaced := s.misplacedFiles(ctx, response); misplaced != nil {
		return Receipt{}, misplaced
	}
	if len(violations) > 0 {
		broken := fault.New(fault.Invalid, "response.invalid", "Some answers do not fit the questions.")
		for _, v := range violations {
			broken.With(fault.Field{Path: v.Question, Code: v.Code, Message: v.Message})
		}
		return Receipt{}, broken
	}
	response.Flags = append(response.Flags, response.WindowFlags(zoneOf(project), wave.FirstDay, wave.LastDay)...)
	return s.keep(ctx, response, where, submission)
}

// misplacedFiles refuses files of an anonymous response that no question of it takes.
func (s *Service) misplacedFiles(ctx context.Context, response fieldwork.Response) error {
	if len(response.Attachments) == 0 {
		return nil
	}
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return err
	}
	refused := fault.New(fault.Invalid, "response.invalid", "Some files do not fit the questions.")
	for i, file := range response.Attachments {
		place := fmt.Sprintf("attachments[%d]", i)
		kind, known := fieldwork.MediaOf(compiled.definition, file.Question)
		switch {
		case !known:
			refused.With(fault.Field{Path: place + ".question", Code: "unknown", Message: "The definition asks for no file there."})
		case file.Size > mostOf(compiled.definition, file.Question, kind):
			refused.With(fault.Field{Path: place + ".size", Code: "tooLarge", Message: "The file is larger than the question takes."})
		}
	}
	if len(refused.Fields) == 0 {
		return nil
	}
	return refused
}

// checkSubmission checks the shape, and that it answers the definition that was asked. Any
// published version of it will do, since a phone may hold an older copy.
func checkSubmission(submission *fieldwork.Submission, asked fieldwork.DefinitionRef) error {
	if err := submission.Check(); err != nil {
		return err
	}
	return answersAsked(submission.Definition, asked)
}

func answersAsked(answered, asked fieldwork.DefinitionRef) error {
	if answered.ID != asked.ID {
		return fault.New(fault.Invalid, "response.invalid", "It answers another definition than the one asked.").With(
			fault.Field{Path: "definition.id", Code: "unknown", Message: fmt.Sprintf("The definition asked here is %q.", asked.ID)})
	}
	return nil
}

// repeat answers a submission whose id is known: its receipt again, or a Conflict.
// NotFound says that it is new.
func (s *Service) repeat(ctx context.Context, submission fieldwork.Submission, where string) (Receipt, error) {
	kept, _, err := s.responses.get(ctx, submission.ID)
	if err == nil {
		err = kept.Repeats(submission.Digest(where))
	}
	if err != nil {
		return Receipt{}, err
	}
	return receiptOf(kept), nil
}

// keep makes the one write of a submission. The write itself finds out whether its id is
// known, so that a repeat costs the common case nothing and two copies at once are no race.
func (s *Service) keep(ctx context.Context, response fieldwork.Response, where string, submission fieldwork.Submission) (Receipt, error) {
	if len(response.Attachments) > 0 {
		// A sweep must not clear away what is found here before the response names it.
		s.sweeping.RLock()
		defer s.sweeping.RUnlock()
		var err error
		if response.Attachments, err = s.markArrived(ctx, response); err != nil {
			return Receipt{}, err
		}
		response.Complete = len(response.Missing()) == 0
	}
	revision, err := s.responses.insert(ctx, response.ID, response)
	if fault.Is(err, fault.Conflict) {
		return s.repeat(ctx, submission, where)
	}
	if err != nil {
		return Receipt{}, err
	}
	s.count(ctx, response, revision)
	if !response.Complete {
		// A file may have arrived between the look at arrivals and the write.
		if response, err = s.completeResponse(ctx, response.ID); err != nil {
			return Receipt{}, err
		}
	}
	receipt := receiptOf(response)
	receipt.New = true
	return receipt, nil
}

// zones keeps the time zones in use, since loading one reads a file.
var zones sync.Map // *time.Location by name

func zoneOf(project fieldwork.Project) *time.Location {
	if zone, known := zones.Load(project.TimeZone); known {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(project.TimeZone)
	if err != nil {
		return time.UTC // a project is only stored with a zone that exists
	}
	zones.Store(project.TimeZone, zone)
	return zone
}
