package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"touchstone/api/demo"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// addDemoCases opens the cases of the demo project: what its alerts find in the newest
// responses of a wave, brought as far as the demo says, each step in its time.
func (s *Service) addDemoCases(ctx context.Context, member Member, data demo.Data) error {
	for _, alert := range data.Alerts {
		if err := once(s.alerts.insert(ctx, alert.Project+"/"+alert.ID, alert)); err != nil {
			return err
		}
	}
	for _, plot := range data.Plots {
		at := slices.IndexFunc(data.Alerts, func(alert fieldwork.Alert) bool { return alert.ID == plot.Alert })
		if at < 0 {
			continue
		}
		if err := s.plotDemo(ctx, member, data, data.Alerts[at], plot); err != nil {
			return err
		}
	}
	return nil
}

// plotDemo opens the cases of one alert.
func (s *Service) plotDemo(ctx context.Context, member Member, data demo.Data, alert fieldwork.Alert, plot demo.Plot) error {
	left, ours, passed := plot.Cases, map[string]bool{}, 0
	for _, report := range data.Reports {
		ours[report.Submission.ID] = true
	}
	query := store.Query{Index: "wave", Equal: []any{member.project.ID, plot.Wave}, Descending: true}
	for response, err := range s.responses.all(ctx, query) {
		if err != nil || len(left) == 0 {
			return err
		}
		if !ours[response.ID] {
			continue // somebody tried the demo's survey
		}
		asIfNow := alert
		asIfNow.Since = response.ReceivedAt
		if _, now := asIfNow.Concerns(&response); !now {
			continue
		}
		reading, err := s.readingOf(ctx, &response)
		if err != nil {
			return err
		}
		finding, found := alert.Find(reading, response.Touchpoint)
		if !found {
			continue
		}
		if passed++; (passed-1)%plot.Every != 0 {
			continue
		}
		if err := s.plotCase(ctx, member, data, alert, &response, finding, left[0]); err != nil {
			return err
		}
		left = left[1:]
	}
	return nil
}

func (s *Service) plotCase(ctx context.Context, member Member, data demo.Data, alert fieldwork.Alert, response *fieldwork.Response, finding fieldwork.Finding, steps []demo.Step) error {
	alarm, err := s.alarmOf(ctx, alert, response, finding)
	if err != nil {
		return err
	}
	at := response.ReceivedAt
	alarm.ID, alarm.At, alarm.DueAt, alarm.People, alarm.State = alarmID(&alert, response.ID), at, at, nil, fieldwork.AlarmDone
	if alert.DueDays != nil {
		alarm.Due = fieldwork.DayOf(at.AddDate(0, 0, *alert.DueDays), zoneOf(member.project))
	}
	alarm.Owner = alert.Owner
	opened := alarm.Begin()
	moment := at.Time
	for i, step := range steps {
		moment = moment.Add(time.Duration(step.Hours) * time.Hour)
		step.Act.ID = derivedID("demo case", opened.ID, strconv.Itoa(i))
		if _, err := opened.Act(step.Act, cmp.Or(opened.Owner, data.Reviewer.ID), fieldwork.At(moment)); err != nil {
			return err
		}
	}
	if err := once(s.alarms.insert(ctx, alarm.ID, alarm)); err != nil {
		return err
	}
	return once(s.cases.insert(ctx, opened.ID, opened))
}
