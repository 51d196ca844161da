package service

import (
	"context"
	"fmt"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/notice"
)

// raiser looks at responses with the alerts there are. It is used by one goroutine.
type raiser struct {
	service *Service
	alerts  map[string]map[string]fieldwork.Alert // by project and id
}

// learn takes an alert as it is now.
func (r *raiser) learn(alert fieldwork.Alert) {
	if r.alerts[alert.Project] == nil {
		r.alerts[alert.Project] = map[string]fieldwork.Alert{}
	}
	r.alerts[alert.Project][alert.ID] = alert
}

// any tells whether there is any alert at all.
func (r *raiser) any() bool {
	for _, alerts := range r.alerts {
		if len(alerts) > 0 {
			return true
		}
	}
	return false
}

// look lets every alert of its project look at a response. Done again it only completes what
// was interrupted.
func (r *raiser) look(ctx context.Context, response *fieldwork.Response) error {
	var reading *fieldwork.Reading
	for _, alert := range r.alerts[response.Project] {
		concerns, now := alert.Concerns(response)
		// Of a response that never changed no case can have lapsed.
		if !concerns || !now && len(response.Events) < 2 {
			continue
		}
		if reading == nil {
			var err error
			if reading, err = r.service.readingOf(ctx, response); err != nil {
				return err
			}
		}
		finding, found := alert.Find(reading, response.Touchpoint)
		found = found && response.State != fieldwork.Excluded && response.State != fieldwork.Rejected
		switch {
		case found && now:
			if err := r.service.raise(ctx, alert, response, finding); err != nil {
				return err
			}
		case len(response.Events) > 1:
			if err := r.service.reconsider(ctx, alarmID(&alert, response.ID), response, found); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) readingOf(ctx context.Context, response *fieldwork.Response) (*fieldwork.Reading, error) {
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return nil, err
	}
	reading := measure.ReadingOf(compiled.definition, response)
	return &reading, nil
}

func alarmID(alert *fieldwork.Alert, response string) string {
	return derivedID("alarm", alert.Project, alert.ID, response)
}

// raise makes the alarm of an alert and a response, unless it is there already, and tells of it.
func (s *Service) raise(ctx context.Context, alert fieldwork.Alert, response *fieldwork.Response, finding fieldwork.Finding) error {
	id := alarmID(&alert, response.ID)
	kept, _, err := s.alarms.get(ctx, id)
	switch {
	case err == nil && kept.State == fieldwork.AlarmRaised:
		return s.tellAlarm(ctx, kept)
	case err == nil:
		return s.reconsider(ctx, id, response, true)
	case !fault.Is(err, fault.NotFound):
		return err
	}
	alarm, err := s.alarmOf(ctx, alert, response, finding)
	if err != nil {
		return err
	}
	alarm.ID = id
	if _, err := s.alarms.insert(ctx, id, alarm); fault.Is(err, fault.Conflict) {
		return nil // another process made it and tells of it
	} else if err != nil {
		return err
	}
	return s.tellAlarm(ctx, alarm)
}

// alarmOf settles what is to be told, and to whom.
func (s *Service) alarmOf(ctx context.Context, alert fieldwork.Alert, response *fieldwork.Response, finding fieldwork.Finding) (fieldwork.Alarm, error) {
	now := s.instant()
	alarm := fieldwork.Alarm{
		Project: alert.Project, Alert: alert.ID, Title: alert.Title, Response: response.ID, Wave: response.Wave, Definition: response.Definition,
		Location: response.Location, Finding: finding, At: now, People: alert.Mail, Case: alert.Case, Owner: alert.Owner, Webhook: alert.Webhook != nil,
		State: fieldwork.AlarmRaised, DueAt: now,
	}
	project, _, err := s.projects.get(ctx, alert.Project)
	if err != nil {
		return alarm, err
	}
	if alert.Case && alert.DueDays != nil {
		local := s.now().In(zoneOf(project))
		alarm.Due = local.AddDate(0, 0, *alert.DueDays).Format("2006-01-02")
	}
	if finding.Touchpoint == "" {
		return alarm, nil
	}
	touchpoint, _, err := s.touchpoints.get(ctx, alert.Project+"/"+finding.Touchpoint)
	if err := ignoreAbsent(err); err != nil {
		return alarm, err
	}
	if column, is := measure.CompositeTouchpoint(finding.Column); is && column == touchpoint.Name {
		alarm.Finding.Title = touchpoint.Title
	}
	if touchpoint.Owner == "" {
		return alarm, nil
	}
	if alert.TouchpointOwner && !slices.Contains(alarm.People, touchpoint.Owner) {
		alarm.People = append(append([]string{}, alarm.People...), touchpoint.Owner)
	}
	if alert.Case && alert.Owner == "" {
		owner, _, err := s.people.get(ctx, touchpoint.Owner)
		if err := ignoreAbsent(err); err != nil {
			return alarm, err
		}
		if auth.Review.Allows(&owner, alert.Project) {
			alarm.Owner = touchpoint.Owner
		}
	}
	return alarm, nil
}

// tellAlarm opens the case of an alarm and makes its notices, then hands it to whoever calls
// webhooks. Done again it completes what was interrupted.
func (s *Service) tellAlarm(ctx context.Context, alarm fieldwork.Alarm) error {
	if alarm.Case {
		opened := alarm.Begin()
		if _, err := s.cases.insert(ctx, opened.ID, opened); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	if len(alarm.People) > 0 {
		if err := s.postAlarm(ctx, alarm); err != nil {
			return err
		}
	}
	_, _, err := s.alarms.change(ctx, alarm.ID, func(kept *fieldwork.Alarm) error {
		if kept.State != fieldwork.AlarmRaised {
			return errDone
		}
		kept.State = fieldwork.AlarmDone
		if kept.Webhook {
			kept.State, kept.DueAt = fieldwork.AlarmSending, s.instant()
		}
		return nil
	})
	if err != nil && err != errDone {
		return err
	}
	s.wakeAlarms()
	return nil
}

// postAlarm makes a notice for everybody an alarm is for.
func (s *Service) postAlarm(ctx context.Context, alarm fieldwork.Alarm) error {
	project, _, err := s.projects.get(ctx, alarm.Project)
	if err != nil {
		return err
	}
	content := notice.Content{Project: project.Title, Title: alarm.Title, Finding: &alarm.Finding, Due: alarm.Due}
	if alarm.Location != "" {
		location, _, err := s.locations.get(ctx, alarm.Project+"/"+alarm.Location)
		if err := ignoreAbsent(err); err != nil {
			return err
		}
		content.Place = location.Title
	}
	var touchpoint form.Text
	if alarm.Finding.Touchpoint != "" {
		found, _, err := s.touchpoints.get(ctx, alarm.Project+"/"+alarm.Finding.Touchpoint)
		if err := ignoreAbsent(err); err != nil {
			return err
		}
		touchpoint = found.Title
	}
	if alarm.Owner != "" {
		owner, _, err := s.people.get(ctx, alarm.Owner)
		if err := ignoreAbsent(err); err != nil {
			return err
		}
		content.Owner = owner.Name
	}
	teller := s.newTeller()
	for _, person := range alarm.People {
		reader, may, err := teller.reader(ctx, person, alarm.Project)
		if err != nil {
			return err
		}
		if !may || !auth.Read.Allows(&reader, alarm.Project) {
			continue
		}
		told := content
		told.Touchpoint = touchpoint.In(reader.Language, "en")
		// Cases are for those who review; others are led to the response.
		told.Case = alarm.Case && auth.Review.Allows(&reader, alarm.Project)
		page := "responses"
		subject := alarm.Response
		if told.Case {
			page, subject = "cases", alarm.ID
		} else {
			told.Due, told.Owner = "", ""
		}
		made := fieldwork.Notice{
			ID: derivedID("notice", alarm.ID, person), Project: alarm.Project, Person: person, Kind: fieldwork.NoticeAlert, Subject: alarm.ID,
			Page: fmt.Sprintf("/desk/projects/%s/%s/%s", alarm.Project, page, subject),
		}
		if err := s.post(ctx, made, told, reader); err != nil {
			return err
		}
	}
	s.schedule.nudge()
	return nil
}

// reconsider notes in a case whether the response still says what opened it; where there is
// none it does nothing.
func (s *Service) reconsider(ctx context.Context, id string, response *fieldwork.Response, stands bool) error {
	newest := ""
	if last := len(response.Events) - 1; last >= 0 {
		newest = response.Events[last].ID
	}
	cause := derivedID("standing", id, newest)
	_, _, err := s.cases.change(ctx, id, func(kept *fieldwork.Case) error {
		if !kept.Stands(stands, cause, s.instant()) {
			return errDone
		}
		return nil
	})
	if err == errDone {
		return nil
	}
	return ignoreAbsent(err)
}

// forgetResponse notes in the cases of a response that it is gone.
func (s *Service) forgetResponse(ctx context.Context, response string) error {
	for _, id := range s.board.cases.Of(response) {
		_, _, err := s.cases.change(ctx, id, func(kept *fieldwork.Case) error {
			if !kept.Erase(derivedID("erased", id), s.instant()) {
				return errDone
			}
			return nil
		})
		if err != nil && err != errDone && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}
