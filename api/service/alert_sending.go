package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// webhooksAtOnce is how many webhooks are called at a time, so that one that is silent holds
// up no other.
const webhooksAtOnce = 8

// stopPatience is how long a call under way may go on once the process is told to stop.
const stopPatience = 5 * time.Second

// tellAlarms completes alarms that a process left behind, then calls every webhook that is
// due. Failures of single webhooks are kept with their alarm; what is returned is a failing
// store.
func (s *Service) tellAlarms(ctx context.Context, holder string) error {
	left, err := s.alarmsDue(ctx, fieldwork.AlarmRaised, alertRhythm)
	for _, alarm := range left {
		if err := s.tellAlarm(ctx, alarm); err != nil {
			return err
		}
	}
	for err == nil {
		var due []fieldwork.Alarm
		if due, err = s.alarmsDue(ctx, fieldwork.AlarmSending, 0); err != nil || len(due) == 0 {
			return err
		}
		calling, calls := errgroup.WithContext(ctx)
		calling.SetLimit(webhooksAtOnce)
		for _, alarm := range due {
			calling.Go(func() error { return s.callOne(calls, alarm.ID, holder) })
		}
		err = calling.Wait()
	}
	return err
}

// alarmsDue gives alarms in a state whose time came so long ago, or longer.
func (s *Service) alarmsDue(ctx context.Context, state fieldwork.AlarmState, ago time.Duration) ([]fieldwork.Alarm, error) {
	// To is exclusive, and what was made a moment ago is due in this very millisecond.
	until := fieldwork.At(s.now().Add(time.Millisecond - ago))
	due, err := s.alarms.find(ctx, store.Query{Index: "due", Equal: []any{string(state)}, To: until.String(), Limit: 50})
	return due.Items, err
}

// callOne claims an alarm, calls its webhook once, and writes down what came of it.
func (s *Service) callOne(ctx context.Context, id, holder string) error {
	alarm, _, err := s.alarms.change(ctx, id, func(kept *fieldwork.Alarm) error {
		now := s.instant()
		if kept.State != fieldwork.AlarmSending || kept.DueAt.After(now.Time) {
			return errNotMine
		}
		kept.Claim, kept.Attempts, kept.DueAt = holder, kept.Attempts+1, fieldwork.At(now.Add(claimSpan))
		return nil
	})
	if errors.Is(err, errNotMine) {
		return nil
	}
	if err != nil {
		return err
	}
	outcome, err := s.call(ctx, alarm)
	if err != nil {
		return err
	}
	// What was sent is written down also by a process that is told to stop.
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), markSpan)
	defer cancel()
	_, _, err = s.alarms.change(ending, id, func(kept *fieldwork.Alarm) error {
		if kept.Claim != holder || kept.State != fieldwork.AlarmSending {
			return errNotMine
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

// call sends a claimed alarm and gives what to write down.
func (s *Service) call(ctx context.Context, alarm fieldwork.Alarm) (func(*fieldwork.Alarm), error) {
	failed := func(detail string) func(*fieldwork.Alarm) {
		return func(kept *fieldwork.Alarm) { kept.State, kept.Detail = fieldwork.AlarmFailed, detail }
	}
	project, _, err := s.projects.get(ctx, alarm.Project)
	if err != nil {
		return nil, err
	}
	if project.Demo {
		return failed("Everything in a demo project is invented; nothing is sent."), nil
	}
	alert, _, err := s.alerts.get(ctx, alarm.Project+"/"+alarm.Alert)
	if err := ignoreAbsent(err); err != nil {
		return nil, err
	}
	if alert.Webhook == nil {
		return failed("The alert has no webhook any more."), nil
	}
	body, err := json.Marshal(s.calledWith(alarm))
	if err != nil {
		return nil, err
	}
	// A call under way is not cut off when the process is told to stop: it may have been taken.
	calling, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(stopPatience, cancel) })()
	status, err := s.caller.Call(calling, alert.Webhook.URL, alert.Webhook.Secret, alarm.ID, body)
	now := s.now()
	return func(kept *fieldwork.Alarm) {
		sent := fieldwork.At(now)
		again, may := kept.Retry(now)
		kept.Status, kept.Detail = status, ""
		switch {
		case err == nil:
			kept.State, kept.SentAt = fieldwork.AlarmDone, &sent
			return
		case fault.Is(err, fault.Invalid) || !may:
			kept.State = fieldwork.AlarmFailed
		default:
			kept.DueAt = again
		}
		kept.Detail = causeOf(err)
	}, nil
}

// AlarmCall is the body of a webhook. Answers are not in it: whoever may see them follows the
// address.
type AlarmCall struct {
	Type      string            `json:"type"`
	Timestamp fieldwork.Instant `json:"timestamp"` // of the alarm, the same in every attempt
	Data      AlarmCallData     `json:"data"`
}

// AlarmCallData says what happened, and where to look.
type AlarmCallData struct {
	Project    string                  `json:"project"`
	Alert      string                  `json:"alert"`
	Title      string                  `json:"title"`
	Finding    fieldwork.Finding       `json:"finding"`
	Wave       string                  `json:"wave,omitempty"`
	Definition fieldwork.DefinitionRef `json:"definition"`
	Touchpoint string                  `json:"touchpoint,omitempty"`
	Location   string                  `json:"location,omitempty"`
	Response   AlarmCallLink           `json:"response"`
	Case       *AlarmCallLink          `json:"case,omitempty"`
	Due        string                  `json:"due,omitempty"`
}

// AlarmCallLink is something with a page of its own.
type AlarmCallLink struct {
	ID      string `json:"id"`
	Address string `json:"address"`
}

func (s *Service) calledWith(alarm fieldwork.Alarm) AlarmCall {
	link := func(page, id string) AlarmCallLink {
		return AlarmCallLink{id, fmt.Sprintf("%s/desk/projects/%s/%s/%s", s.publicURL, alarm.Project, page, id)}
	}
	data := AlarmCallData{
		Project: alarm.Project, Alert: alarm.Alert, Title: alarm.Title, Finding: alarm.Finding, Wave: alarm.Wave, Definition: alarm.Definition,
		Touchpoint: alarm.Finding.Touchpoint, Location: alarm.Location, Response: link("responses", alarm.Response), Due: alarm.Due,
	}
	if alarm.Case {
		opened := link("cases", alarm.ID)
		data.Case = &opened
	}
	return AlarmCall{"alert.raised", alarm.At, data}
}
