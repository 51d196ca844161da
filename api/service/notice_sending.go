package service

import (
	"context"
	"errors"
	"slices"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/store"
)

// claimSpan is how long a notice belongs to the process that sends it. A process that dies in
// between leaves it to the next one after that: a mail that was taken in the very moment goes
// out twice then, with one Message-ID, rather than never.
const claimSpan = 5 * time.Minute

// markSpan is how long writing down what came of a notice may take.
const markSpan = 10 * time.Second

// send sends every notice that is due; holder is this process. Failures of single mails are
// kept with their notice; what is returned is a failing store.
func (s *Service) send(ctx context.Context, holder string, still func(context.Context) error) error {
	for {
		// What was sent is not found again, so the first page is always the next one. To is exclusive,
		// and a notice made a moment ago is due in this very millisecond.
		due, err := s.notices.find(ctx, store.Query{Index: "due", Equal: []any{string(fieldwork.NoticeQueued)}, To: fieldwork.At(s.now().Add(time.Millisecond)).String(), Limit: 50})
		if err != nil || len(due.Items) == 0 {
			return err
		}
		for _, n := range due.Items {
			if err := still(ctx); err != nil {
				return err
			}
			if err := s.sendOne(ctx, n.ID, holder); err != nil {
				return err
			}
		}
	}
}

// errNotMine says that another process has the notice.
var errNotMine = errors.New("another process sends it")

// sendOne claims a notice, sends it, and writes down what came of it.
func (s *Service) sendOne(ctx context.Context, id, holder string) error {
	n, _, err := s.notices.change(ctx, id, func(n *fieldwork.Notice) error {
		now := s.instant()
		if n.State != fieldwork.NoticeQueued || n.DueAt.After(now.Time) {
			return errNotMine
		}
		n.Claim, n.Attempts, n.DueAt = holder, n.Attempts+1, fieldwork.At(now.Add(claimSpan))
		return nil
	})
	if errors.Is(err, errNotMine) {
		return nil
	}
	if err != nil {
		return err
	}
	outcome, err := s.deliver(ctx, n)
	if err != nil {
		return err
	}
	// What was sent is written down also by a process that is told to stop.
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), markSpan)
	defer cancel()
	_, _, err = s.notices.change(ending, id, func(kept *fieldwork.Notice) error {
		if kept.Claim != holder || kept.State != fieldwork.NoticeQueued {
			return errNotMine // it took longer than the claim holds
		}
		outcome(kept)
		kept.Claim = ""
		return nil
	})
	if errors.Is(err, errNotMine) {
		return nil
	}
	return err
}

// deliver pushes and mails a claimed notice, and gives what to write down.
func (s *Service) deliver(ctx context.Context, n fieldwork.Notice) (func(*fieldwork.Notice), error) {
	off := func(reason string) func(*fieldwork.Notice) {
		return func(kept *fieldwork.Notice) { kept.State, kept.Error = fieldwork.NoticeOff, reason }
	}
	project, _, err := s.projects.get(ctx, n.Project)
	if err != nil {
		return nil, err
	}
	if project.Demo {
		return off(fieldwork.NoticeDemo), nil
	}
	person, _, err := s.people.get(ctx, n.Person)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if err != nil || person.Disabled || person.RoleIn(n.Project) == "" {
		return off(fieldwork.NoticeGone), nil
	}
	gathers := len(n.Items) > 0
	if gathers {
		if err := s.standing(ctx, &n, person); err != nil {
			return nil, err
		}
	}
	news, err := s.isNews(ctx, n)
	if err != nil {
		return nil, err
	}
	if !news || gathers && len(n.Items) == 0 {
		return off(fieldwork.NoticeGone), nil
	}
	wishes, pushed := person.Wishes(), 0
	if wishes.Push && n.Attempts == 1 {
		if pushed, err = s.pushTo(ctx, person.ID, notice.PushMessage{Title: n.SubjectLine, Body: n.Brief, URL: n.Page, Tag: string(n.Kind) + " " + n.Subject}); err != nil {
			return nil, err
		}
	}
	with := func(outcome func(*fieldwork.Notice)) func(*fieldwork.Notice) {
		return func(kept *fieldwork.Notice) {
			outcome(kept)
			kept.Pushed += pushed
			if gathers {
				kept.Kind, kept.Items, kept.SubjectLine, kept.Text, kept.HTML, kept.Brief = n.Kind, n.Items, n.SubjectLine, n.Text, n.HTML, n.Brief
			}
		}
	}
	switch {
	case s.mail == nil:
		return with(off(fieldwork.NoticeNoServer)), nil
	case !wishes.Mail:
		return with(off(fieldwork.NoticeOptedOut)), nil
	}
	err = s.mail.Send(ctx, notice.Mail{
		ID: n.ID, To: person.Email, Name: person.Name, Unsubscribe: s.unsubscribeURL(person.ID), Files: n.Attachments,
		Message: notice.Message{Subject: n.SubjectLine, Text: n.Text, HTML: n.HTML},
	})
	now := s.now()
	return with(func(kept *fieldwork.Notice) {
		sent := fieldwork.At(now)
		again, may := kept.Retry(now)
		switch {
		case err == nil:
			kept.State, kept.SentAt, kept.Error, kept.Detail = fieldwork.NoticeSent, &sent, "", ""
		case fault.Is(err, fault.Invalid):
			kept.State, kept.Error, kept.Detail = fieldwork.NoticeFailed, fieldwork.NoticeRefused, causeOf(err)
		case !may:
			kept.State, kept.Error, kept.Detail = fieldwork.NoticeFailed, fieldwork.NoticeTimeout, causeOf(err)
		default:
			kept.DueAt, kept.Detail = again, causeOf(err)
		}
	}), nil
}

// isNews reports whether what a notice says still holds: nobody wants to be offered what they
// have declined, or reminded of what they have sent.
func (s *Service) isNews(ctx context.Context, n fieldwork.Notice) (bool, error) {
	if n.Insisted || len(n.Items) > 0 || n.Kind == fieldwork.NoticeVisitDue || n.Kind == fieldwork.NoticeTaken || n.Kind == fieldwork.NoticeApplied || n.Kind == fieldwork.NoticeAlert {
		return true, nil
	}
	a, _, err := s.assignments.get(ctx, n.Subject)
	if fault.Is(err, fault.NotFound) { // it is about a returned report
		response, _, err := s.responses.get(ctx, n.Subject)
		return response.State == fieldwork.Returned, ignoreAbsent(err)
	}
	if err != nil || a.Person != n.Person {
		return false, err
	}
	done, err := s.responsesFor(ctx, []fieldwork.Assignment{a})
	if err != nil {
		return false, err
	}
	var newest *fieldwork.Response
	if response, ok := done[a.ID]; ok {
		newest = &response
	}
	stage := fieldwork.StageOf(&a, newest)
	switch n.Kind {
	case fieldwork.NoticeOffered:
		return stage == fieldwork.StageOffered, nil
	case fieldwork.NoticeGiven, fieldwork.NoticeReminder, fieldwork.NoticeOverdue:
		return stage == fieldwork.StageOffered || stage == fieldwork.StageAccepted || stage == fieldwork.StageInProgress, nil
	}
	return true, nil
}

// standing leaves out of a notice that gathers decisions those that stand no more.
func (s *Service) standing(ctx context.Context, n *fieldwork.Notice, reader fieldwork.Person) error {
	for _, item := range slices.Clone(n.Items) {
		response, _, err := s.responses.get(ctx, item.Subject)
		if err := ignoreAbsent(err); err != nil {
			return err
		}
		if decided, ok := fieldwork.DecisionOf(&response); !ok || decided.Event != item.Event {
			n.Drop(item)
		}
	}
	if len(n.Items) == 0 {
		return nil
	}
	project, _, err := s.projects.get(ctx, n.Project)
	if err != nil {
		return err
	}
	return s.write(n, gathered(project, *n), reader)
}

// causeOf gives what the mail server said, as far as it did.
func causeOf(err error) string {
	if cause := fault.Of(err).Cause; cause != nil {
		return cause.Error()
	}
	return fault.Of(err).Message
}

func ignoreAbsent(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
