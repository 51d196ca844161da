package service

import (
	"context"
	"net/url"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/store"
)

// post makes a notice for a reader; one that is there already stays as it is.
func (s *Service) post(ctx context.Context, made fieldwork.Notice, content notice.Content, reader fieldwork.Person) error {
	if err := s.write(&made, content, reader); err != nil {
		return err
	}
	made.State, made.CreatedAt = fieldwork.NoticeQueued, s.instant()
	if made.DueAt.IsZero() {
		made.DueAt = made.CreatedAt
	}
	_, err := s.notices.insert(ctx, made.ID, made)
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// write fills in what the notice says, in the reader's language.
func (s *Service) write(made *fieldwork.Notice, content notice.Content, reader fieldwork.Person) error {
	content.Kind, content.Language, content.Name = made.Kind, reader.Language, reader.Name
	content.Address, content.Unsubscribe = s.publicURL+made.Page, s.unsubscribeURL(reader.ID)
	message, err := notice.Render(content)
	if err != nil {
		return err
	}
	made.Language, made.SubjectLine, made.Text, made.HTML, made.Brief = reader.Language, message.Subject, message.Text, message.HTML, message.Brief
	return nil
}

// NoticeSummary is a line in the list of notices.
type NoticeSummary struct {
	ID          string                `json:"id"`
	Person      string                `json:"person"`
	Name        string                `json:"name"`
	Kind        fieldwork.NoticeKind  `json:"kind"`
	Subject     string                `json:"subject,omitempty"`
	State       fieldwork.NoticeState `json:"state"`
	Attempts    int                   `json:"attempts"`
	CreatedAt   fieldwork.Instant     `json:"createdAt"`
	DueAt       fieldwork.Instant     `json:"dueAt"`
	SentAt      *fieldwork.Instant    `json:"sentAt,omitempty"`
	Error       string                `json:"error,omitempty"`
	Pushed      int                   `json:"pushed,omitempty"`
	SubjectLine string                `json:"subjectLine"`
}

// NoticeDetail is a notice with what it says.
type NoticeDetail struct {
	NoticeSummary
	Language    string                 `json:"language"`
	Text        string                 `json:"text"`
	HTML        string                 `json:"html"`
	Page        string                 `json:"page,omitempty"`
	Detail      string                 `json:"detail,omitempty"` // what the mail server said
	Attachments []fieldwork.NoticeFile `json:"attachments"`
}

// NoticeList is a page of notices, and whether mail goes out at all.
type NoticeList struct {
	List[NoticeSummary]
	Mail NoticeMail `json:"mail"`
}

// NoticeMail says how the server sends mail.
type NoticeMail struct {
	Configured bool   `json:"configured"`
	From       string `json:"from,omitempty"`
}

func summaryOfNotice(n fieldwork.Notice, name string) NoticeSummary {
	return NoticeSummary{n.ID, n.Person, name, n.Kind, n.Subject, n.State, n.Attempts, n.CreatedAt, n.DueAt, n.SentAt, n.Error, n.Pushed, n.SubjectLine}
}

// NoticeFilter narrows the list; "" leaves open.
type NoticeFilter struct {
	State  fieldwork.NoticeState
	Kind   fieldwork.NoticeKind
	Person string
}

func (f NoticeFilter) fits(n fieldwork.Notice) bool {
	return (f.State == "" || f.State == n.State) && (f.Kind == "" || f.Kind == n.Kind) && (f.Person == "" || f.Person == n.Person)
}

// Notices gives one page, newest first. Where a filter has no index of its own a page may be
// short, or empty, and still have a next.
func (s *Service) Notices(ctx context.Context, member Member, filter NoticeFilter, page Page) (NoticeList, error) {
	list := NoticeList{List: List[NoticeSummary]{Items: []NoticeSummary{}}}
	if s.mail != nil {
		list.Mail = NoticeMail{true, s.mail.From()}
	}
	query := store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After}
	if filter.State != "" {
		query.Index, query.Equal = "state", append(query.Equal, string(filter.State))
	}
	wanted := page.Limit
	if wanted == 0 {
		wanted = 100
	}
	names := s.namesFor(member)
	for scanned := 0; ; {
		query.Limit = wanted - len(list.Items)
		found, err := s.notices.find(ctx, query)
		if err != nil {
			return list, err
		}
		for _, n := range found.Items {
			if !filter.fits(n) {
				continue
			}
			name, err := names.of(ctx, n.Person)
			if err != nil {
				return list, err
			}
			list.Items = append(list.Items, summaryOfNotice(n, name))
		}
		scanned += len(found.Items)
		list.Next, query.After = found.Next, found.Next
		if found.Next == "" || len(list.Items) >= wanted || scanned >= mostScanned {
			return list, nil
		}
	}
}

// Notice gives one notice whole.
func (s *Service) Notice(ctx context.Context, member Member, id string) (NoticeDetail, error) {
	n, err := s.noticeOf(ctx, member, id)
	if err != nil {
		return NoticeDetail{}, err
	}
	return s.detailOf(ctx, member, n)
}

func (s *Service) noticeOf(ctx context.Context, member Member, id string) (fieldwork.Notice, error) {
	n, _, err := s.notices.get(ctx, id)
	if err == nil && n.Project != member.project.ID {
		err = s.notices.unknown(id)
	}
	return n, err
}

func (s *Service) detailOf(ctx context.Context, member Member, n fieldwork.Notice) (NoticeDetail, error) {
	name, err := s.namesFor(member).of(ctx, n.Person)
	// The link that switches a person's mail off is theirs alone.
	hide := strings.NewReplacer(s.unsubscribeURL(n.Person), "#", url.QueryEscape(s.unsubscribeURL(n.Person)), "#")
	return NoticeDetail{
		NoticeSummary: summaryOfNotice(n, name), Language: n.Language, Text: hide.Replace(n.Text), HTML: hide.Replace(n.HTML),
		Page: n.Page, Detail: n.Detail, Attachments: append([]fieldwork.NoticeFile{}, n.Attachments...),
	}, err
}

// RetryNotice queues a notice that failed or was off once more; Conflict "notice.sent" when
// it has been sent or waits already.
func (s *Service) RetryNotice(ctx context.Context, member Member, id string) (NoticeDetail, error) {
	if _, err := s.noticeOf(ctx, member, id); err != nil {
		return NoticeDetail{}, err
	}
	n, _, err := s.notices.change(ctx, id, func(n *fieldwork.Notice) error {
		if n.State != fieldwork.NoticeFailed && n.State != fieldwork.NoticeOff {
			return fault.New(fault.Conflict, "notice.sent", "The notice has been sent, or is about to be.")
		}
		n.State, n.Attempts, n.DueAt, n.Error, n.Detail, n.Claim, n.Insisted = fieldwork.NoticeQueued, 0, s.instant(), "", "", "", true
		return nil
	})
	if err != nil {
		return NoticeDetail{}, err
	}
	s.schedule.nudge()
	return s.detailOf(ctx, member, n)
}

// NoticePreview is what notices of a kind look like, with invented content.
type NoticePreview struct {
	Kind        fieldwork.NoticeKind `json:"kind"`
	Language    string               `json:"language"`
	SubjectLine string               `json:"subjectLine"`
	Text        string               `json:"text"`
	HTML        string               `json:"html"`
	Brief       string               `json:"brief"` // of the push message
}

// PreviewNotice shows what notices of a kind look like in a language.
func (s *Service) PreviewNotice(member Member, kind fieldwork.NoticeKind, language string) (NoticePreview, error) {
	content := notice.Sample(kind, s.now().In(zoneOf(member.project)))
	content.Language, content.Project, content.Name = language, member.project.Title, member.person.Name
	content.Address, content.Unsubscribe = s.publicURL+pageOf(member.project.ID, "", kind), "#"
	message, err := notice.Render(content)
	return NoticePreview{kind, language, message.Subject, message.Text, message.HTML, message.Brief}, err
}

// Wishes gives what ways the actor wants to be told.
func (s *Service) Wishes(actor Actor) fieldwork.NoticeWishes { return actor.person.Wishes() }

// Wish keeps what ways the actor wants to be told.
func (s *Service) Wish(ctx context.Context, actor Actor, wishes fieldwork.NoticeWishes) (fieldwork.NoticeWishes, error) {
	person, _, err := s.people.change(ctx, actor.person.ID, func(person *fieldwork.Person) error {
		person.Notices = &wishes
		return nil
	})
	return person.Wishes(), err
}

// unsubscribeURL is the address that switches a person's mail off, for whoever holds it.
func (s *Service) unsubscribeURL(person string) string {
	return s.publicURL + "/api/v1/unsubscribe/" + person + "." + s.tokens.Derive("unsubscribe "+person)
}

// Unsubscribe switches mail off for the person of a token; NotFound "unsubscribe.unknown" for
// one that is not ours. It gives the person's language for the answer.
func (s *Service) Unsubscribe(ctx context.Context, token string) (string, error) {
	person, err := s.unsubscriber(ctx, token)
	if err != nil {
		return "", err
	}
	_, _, err = s.people.change(ctx, person.ID, func(person *fieldwork.Person) error {
		wishes := person.Wishes()
		wishes.Mail = false
		person.Notices = &wishes
		return nil
	})
	return person.Language, err
}

// UnsubscribeLanguage gives the language of the page that asks whether to switch mail off.
func (s *Service) UnsubscribeLanguage(ctx context.Context, token string) (string, error) {
	person, err := s.unsubscriber(ctx, token)
	return person.Language, err
}

func (s *Service) unsubscriber(ctx context.Context, token string) (fieldwork.Person, error) {
	unknown := fault.New(fault.NotFound, "unsubscribe.unknown", "This address is not complete; open the one in the mail.")
	id, signature, _ := strings.Cut(token, ".")
	if id == "" || !auth.Same(signature, s.tokens.Derive("unsubscribe "+id)) {
		return fieldwork.Person{}, unknown
	}
	person, _, err := s.people.get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return fieldwork.Person{}, unknown
	}
	return person, err
}
