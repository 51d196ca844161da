package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/store"
)

// teller makes the notices of one run; what it has looked up once it keeps.
type teller struct {
	service *Service
	rooms   map[string]fieldwork.Project
	people  map[string]fieldwork.Person
	leads   map[string][]string // person ids by project
}

func (s *Service) newTeller() *teller {
	return &teller{s, map[string]fieldwork.Project{}, map[string]fieldwork.Person{}, nil}
}

func (t *teller) project(ctx context.Context, id string) (fieldwork.Project, error) {
	if project, ok := t.rooms[id]; ok {
		return project, nil
	}
	project, _, err := t.service.projects.get(ctx, id)
	if err == nil {
		t.rooms[id] = project
	}
	return project, err
}

// reader gives a person who may be told about a project; false for one who is gone.
func (t *teller) reader(ctx context.Context, id, project string) (fieldwork.Person, bool, error) {
	person, ok := t.people[id]
	if !ok {
		var err error
		if person, _, err = t.service.people.get(ctx, id); err != nil && !fault.Is(err, fault.NotFound) {
			return person, false, err
		}
		t.people[id] = person
	}
	return person, person.ID != "" && !person.Disabled && person.RoleIn(project) != "", nil
}

// leadsOf gives the leads of a project.
func (t *teller) leadsOf(ctx context.Context, project string) ([]string, error) {
	if t.leads == nil {
		t.leads = map[string][]string{}
		for person, err := range t.service.people.all(ctx, store.Query{}) {
			if err != nil {
				return nil, err
			}
			for _, membership := range person.Memberships {
				if membership.Role == fieldwork.Lead && !person.Disabled {
					t.leads[membership.Project] = append(t.leads[membership.Project], person.ID)
				}
			}
		}
	}
	return t.leads[project], nil
}

// settled gives an assignment with the days it leaves to its wave.
func (t *teller) settled(ctx context.Context, a fieldwork.Assignment) (fieldwork.Assignment, error) {
	if a.Wave == "" || a.FirstDay != "" && a.LastDay != "" {
		return a, nil
	}
	wave, err := t.service.wave(ctx, a.Project, a.Wave)
	if fault.Is(err, fault.NotFound) {
		return a, nil
	}
	a.FirstDay, a.LastDay = cmp.Or(a.FirstDay, wave.FirstDay), cmp.Or(a.LastDay, wave.LastDay)
	return a, err
}

// tellOf makes the notices about one assignment and its newest report.
func (t *teller) tellOf(ctx context.Context, a fieldwork.Assignment, newest *fieldwork.Response) error {
	project, err := t.project(ctx, a.Project)
	if err != nil {
		return err
	}
	if a, err = t.settled(ctx, a); err != nil {
		return err
	}
	now := t.service.now()
	for _, occasion := range fieldwork.OccasionsOf(&a, newest, project.FieldRules(), now, zoneOf(project)) {
		to := []string{occasion.Person}
		if occasion.Person == "" {
			if to, err = t.leadsOf(ctx, project.ID); err != nil {
				return err
			}
		}
		for _, person := range to {
			if err := t.tell(ctx, project, a, newest, occasion, person); err != nil {
				return err
			}
		}
	}
	return t.gather(ctx, project, a, newest)
}

// tell makes one notice, unless it is there already.
func (t *teller) tell(ctx context.Context, project fieldwork.Project, a fieldwork.Assignment, newest *fieldwork.Response, occasion fieldwork.Occasion, person string) error {
	id := derivedID("notice", project.ID, person, string(occasion.Kind), occasion.Subject, occasion.Cause)
	if _, _, err := t.service.notices.get(ctx, id); !fault.Is(err, fault.NotFound) {
		return err
	}
	reader, may, err := t.reader(ctx, person, project.ID)
	if err != nil || !may {
		return err
	}
	content, err := t.contentOf(ctx, project, a, newest, occasion)
	if err != nil {
		return err
	}
	made := fieldwork.Notice{ID: id, Project: project.ID, Person: person, Kind: occasion.Kind, Subject: occasion.Subject, Page: pageOf(project.ID, a.ID, occasion.Kind)}
	if occasion.Kind == fieldwork.NoticeOffered || occasion.Kind == fieldwork.NoticeGiven {
		title := content.Title
		if calendar := fieldwork.CalendarOf(a, content.Place, title, t.service.publicURL+made.Page, zoneOf(project)); calendar != "" {
			made.Attachments = []fieldwork.NoticeFile{{Name: "visit.ics", Type: "text/calendar", Content: calendar}}
		}
	}
	return t.service.post(ctx, made, content, reader)
}

// contentOf gathers what a notice about an assignment says.
func (t *teller) contentOf(ctx context.Context, project fieldwork.Project, a fieldwork.Assignment, newest *fieldwork.Response, occasion fieldwork.Occasion) (notice.Content, error) {
	content := notice.Content{
		Project: project.Title, FirstDay: a.FirstDay, LastDay: a.LastDay, From: a.From, To: a.To, SubmitBy: cmp.Or(a.SubmitBy, a.LastDay), Fee: a.Fee,
	}
	var err error
	if content.Title, content.Place, err = t.service.whereIs(ctx, a); err != nil {
		return content, err
	}
	switch occasion.Kind {
	case fieldwork.NoticeOffered, fieldwork.NoticeGiven, fieldwork.NoticeReminder, fieldwork.NoticeOverdue:
		if newest != nil && newest.State == fieldwork.Returned {
			content.SubmitBy = newest.Deadline
		}
	case fieldwork.NoticeReturned:
		content.FirstDay, content.LastDay, content.From, content.To, content.SubmitBy, content.Fee = "", "", "", "", "", nil
		content.Deadline = newest.Deadline
		for _, event := range slices.Backward(newest.Events) {
			if event.ID == occasion.Cause {
				content.Reason = event.Reason
				for _, comment := range event.Comments {
					content.Comments = append(content.Comments, comment.Text)
				}
			}
		}
	case fieldwork.NoticeApplied:
		applicant, _, err := t.reader(ctx, occasion.About, project.ID)
		if err != nil {
			return content, err
		}
		content.Applicant = applicant.Name
		for _, application := range a.Applications {
			if application.Person == occasion.About {
				content.Reason = application.Note
			}
		}
	case fieldwork.NoticeTaken:
		content.Fee, content.SubmitBy = nil, ""
	}
	return content, nil
}

// whereIs gives the title and the address of the place or account of an assignment.
func (s *Service) whereIs(ctx context.Context, a fieldwork.Assignment) (title, place string, err error) {
	if a.Account != "" {
		account, _, err := s.accountOf(ctx, a.Project, a.Account)
		return account.Title, account.Address, err
	}
	location, _, err := s.locations.get(ctx, a.Project+"/"+a.Location)
	return location.Title, location.Address, err
}

// pageOf gives the path of the page that a notice leads to.
func pageOf(project, subject string, kind fieldwork.NoticeKind) string {
	switch kind {
	case fieldwork.NoticeApplied:
		return fmt.Sprintf("/desk/projects/%s/assignments?open=%s", project, subject)
	case fieldwork.NoticeTaken:
		return "/field/jobs"
	case fieldwork.NoticeApproved, fieldwork.NoticeRejected, fieldwork.NoticeDigest:
		return "/field/sent"
	case fieldwork.NoticeVisitDue:
		return fmt.Sprintf("/desk/projects/%s/accounts?person=%s", project, subject)
	}
	return "/field/assignments/" + subject
}

// gather adds a decision about a report to the shopper's notice of the day: one that is made
// with the first decision and goes out the next morning. It says of every report how it
// stands when the last one is added.
func (t *teller) gather(ctx context.Context, project fieldwork.Project, a fieldwork.Assignment, newest *fieldwork.Response) error {
	if newest == nil || newest.Person == "" {
		return nil
	}
	decided, ok := fieldwork.DecisionOf(newest)
	now, zone := t.service.now(), zoneOf(project)
	if !ok {
		return nil
	}
	day := fieldwork.DayOf(decided.At.Time, zone)
	due, err := fieldwork.Morning(day, zone)
	if err != nil || now.After(due.Add(3*24*time.Hour)) {
		return err
	}
	id := derivedID("notice", project.ID, newest.Person, string(fieldwork.NoticeDigest), day)
	reader, may, err := t.reader(ctx, newest.Person, project.ID)
	if err != nil || !may {
		return err
	}
	title, _, err := t.service.whereIs(ctx, a)
	if err != nil {
		return err
	}
	entry := fieldwork.NoticeItem{Subject: newest.ID, Event: decided.Event, Title: title, Day: fieldwork.DayOf(newest.Begun().Time, zone), Kind: "rejected", Reason: decided.Reason}
	if decided.Approved {
		entry.Kind, entry.Grade, entry.Reason = "approved", newest.Grade, ""
	}
	for range attempts {
		kept, revision, err := t.service.notices.get(ctx, id)
		absent := fault.Is(err, fault.NotFound)
		if err != nil && !absent {
			return err
		}
		if kept.Has(entry) || !absent && kept.State != fieldwork.NoticeQueued {
			return nil
		}
		if absent {
			kept = fieldwork.Notice{ID: id, Project: project.ID, Person: newest.Person, DueAt: due}
		}
		kept.Add(entry)
		kept.Page = pageOf(project.ID, "", kept.Kind)
		if absent {
			return t.service.post(ctx, kept, gathered(project, kept), reader)
		}
		if err := t.service.write(&kept, gathered(project, kept), reader); err != nil {
			return err
		}
		if _, err = t.service.notices.replace(ctx, id, kept, revision); !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return nil // the next pass adds it
}

// gathered is what a notice says that gathers decisions.
func gathered(project fieldwork.Project, n fieldwork.Notice) notice.Content {
	content := notice.Content{Project: project.Title}
	for _, item := range n.Items {
		content.Items = append(content.Items, notice.Item{Title: item.Title, Day: item.Day, Kind: item.Kind, Grade: item.Grade, Reason: item.Reason})
	}
	return content
}

// tellVisits makes the weekly notices about accounts whose contact is due.
func (t *teller) tellVisits(ctx context.Context, project fieldwork.Project) error {
	zone := zoneOf(project)
	monday, now := fieldwork.ToldWeekly(t.service.now(), zone)
	if !now {
		return nil
	}
	visits, err := t.service.visitsOf(ctx, project, "")
	if err != nil {
		return err
	}
	today := fieldwork.DayOf(t.service.now(), zone)
	due := map[string][]notice.Item{}
	for account, err := range t.service.accounts.all(ctx, store.Query{Index: "project", Equal: []any{project.ID}}) {
		if err != nil {
			return err
		}
		last, _ := sumUp(visits[account.Code])
		comes := slices.ContainsFunc(visits[account.Code], func(visit accountVisit) bool { return visit.planned().comes(today) })
		rhythm := fieldwork.RhythmOf(&account, last, today, zone)
		if comes || rhythm.Due != fieldwork.DueOverdue && rhythm.Due != fieldwork.DueUpcoming {
			continue
		}
		told := map[string]bool{}
		for _, one := range account.Responsible {
			if !told[one.Person] {
				told[one.Person] = true
				due[one.Person] = append(due[one.Person], notice.Item{Title: account.Title, Day: rhythm.NextDue, Kind: rhythm.Due})
			}
		}
	}
	for person, items := range due {
		id := derivedID("notice", project.ID, person, string(fieldwork.NoticeVisitDue), monday)
		if _, _, err := t.service.notices.get(ctx, id); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return err
			}
			continue
		}
		reader, may, err := t.reader(ctx, person, project.ID)
		if err != nil {
			return err
		}
		if !may {
			continue
		}
		slices.SortFunc(items, func(a, b notice.Item) int { return cmp.Compare(a.Day+a.Title, b.Day+b.Title) })
		made := fieldwork.Notice{ID: id, Project: project.ID, Person: person, Kind: fieldwork.NoticeVisitDue, Page: pageOf(project.ID, person, fieldwork.NoticeVisitDue)}
		if !auth.Read.Allows(&reader, project.ID) {
			made.Page = "/field/"
		}
		if err := t.service.post(ctx, made, notice.Content{Project: project.Title, Items: items}, reader); err != nil {
			return err
		}
	}
	return nil
}
