package service

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// How often whoever raises alarms looks after them.
const (
	alertRhythm  = 5 * time.Second // between looks at what is due
	leaseRhythm  = alertLeaseSpan / 3
	placeRhythm  = time.Second    // between two notes of how far it has come
	placeOverlap = 24 * time.Hour // looked at again when that place cannot be found any more
)

// alertPlace is how far the changes of the store have been looked at.
type alertPlace struct {
	Mark store.Mark        `json:"mark"`
	At   fieldwork.Instant `json:"at"`
}

// alertPlaceID is where it is kept, in settings.
const alertPlaceID = "alertPlace"

// errWatchAnew says that other collections are to be watched from here on.
var errWatchAnew = errors.New("there are alerts now")

// RunAlerts lets the alerts look at every response that comes or changes, and tells of what
// they find, until ctx ends. Of several processes on one store one does it; it goes on where
// the one before it stopped. report is told of each failure.
func (s *Service) RunAlerts(ctx context.Context, report func(error)) {
	holder := newID()
	defer func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), noticePause)
		defer cancel()
		if err := s.release(ending, alertWork, holder); err != nil {
			report(err)
		}
	}()
	for ctx.Err() == nil {
		err := s.hold(ctx, alertWork, holder)
		if err == nil {
			err = s.keepAlerts(ctx, holder, report)
		}
		switch {
		case ctx.Err() != nil:
		case errors.Is(err, errLeased):
			pause(ctx, alertRhythm)
		case err != nil && !errors.Is(err, errWatchAnew):
			report(err)
			pause(ctx, retryCounting)
		}
	}
}

// keepAlerts raises and tells alarms while holder has the lease.
func (s *Service) keepAlerts(ctx context.Context, holder string, report func(error)) error {
	ctx, stop := context.WithCancelCause(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer stop(nil)
	running.Go(func() {
		for ctx.Err() == nil {
			pause(ctx, leaseRhythm)
			if err := s.hold(ctx, alertWork, holder); err != nil && ctx.Err() == nil {
				stop(err)
			}
		}
	})
	running.Go(func() {
		ticker := time.NewTicker(alertRhythm)
		defer ticker.Stop()
		for ctx.Err() == nil {
			if err := s.tellAlarms(ctx, holder); err != nil && ctx.Err() == nil {
				report(err)
			}
			select {
			case <-ctx.Done():
			case <-ticker.C:
			case <-s.alarmed:
			}
		}
	})
	err := s.watchResponses(ctx, report)
	if cause := context.Cause(ctx); err == nil && cause != nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return err
}

// wakeAlarms lets what is due be told soon.
func (s *Service) wakeAlarms() {
	select {
	case s.alarmed <- struct{}{}:
	default: // it is awake already
	}
}

// watchResponses follows the store from where it was left. Responses are followed only while
// there is an alert.
func (s *Service) watchResponses(ctx context.Context, report func(error)) error {
	place, err := s.alertPlace(ctx)
	if err != nil {
		return err
	}
	raiser := &raiser{s, map[string]map[string]fieldwork.Alert{}}
	for alert, err := range s.alerts.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		raiser.learn(alert)
	}
	followed := []string{alerts}
	all := raiser.any()
	if all {
		followed = append(followed, responses)
	}
	watch := watch{service: s, raiser: raiser, all: all, place: place, report: report}
	watching, stop := context.WithCancel(ctx)
	defer stop()
	var behind error
	err = s.store.Watch(watching, followed, place.Mark, func(mark store.Mark) {
		if place.Mark == "" && all {
			if behind = watch.catchUp(watching, place.At); behind != nil {
				stop()
				return
			}
		}
		watch.place.Mark = mark
	}, func(change store.Change, mark store.Mark) error { return watch.each(watching, change, mark) })
	if fault.Is(err, fault.Invalid) && fault.Of(err).Code == "store.mark" {
		// Too old: begin at the present, and look at what has come since.
		watch.place.Mark, err = "", errWatchAnew
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), markSpan)
	defer cancel()
	return errors.Join(behind, err, s.keepPlace(ending, watch.place))
}

// watch follows one stream of changes.
type watch struct {
	service *Service
	raiser  *raiser
	all     bool // responses are followed too
	place   alertPlace
	kept    time.Time // when the place was written down last
	report  func(error)
}

func (w *watch) each(ctx context.Context, change store.Change, mark store.Mark) error {
	if err := w.take(ctx, change); err != nil && !errors.Is(err, errWatchAnew) {
		if ctx.Err() != nil || fault.Is(err, fault.Unavailable) {
			return err
		}
		// One response that cannot be looked at holds up no other.
		w.report(err)
	}
	now := w.service.now()
	w.place = alertPlace{mark, fieldwork.At(now)}
	if !w.all && w.raiser.any() {
		return errors.Join(errWatchAnew, w.service.keepPlace(ctx, w.place))
	}
	if now.Sub(w.kept) < placeRhythm {
		return nil
	}
	w.kept = now
	return w.service.keepPlace(ctx, w.place)
}

func (w *watch) take(ctx context.Context, change store.Change) error {
	switch {
	case change.Collection == alerts:
		return w.reload(ctx)
	case change.Deleted:
		return w.service.forgetResponse(ctx, change.ID)
	}
	return w.look(ctx, change.Body)
}

// reload reads the alerts anew; there are few, and they change seldom.
func (w *watch) reload(ctx context.Context) error {
	w.raiser.alerts = map[string]map[string]fieldwork.Alert{}
	for alert, err := range w.service.alerts.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		w.raiser.learn(alert)
	}
	return nil
}

// look reads a stored response, if its project has alerts at all.
func (w *watch) look(ctx context.Context, body []byte) error {
	var head struct {
		Project string `json:"project"`
	}
	if err := json.Unmarshal(body, &head); err != nil || len(w.raiser.alerts[head.Project]) == 0 {
		return err
	}
	var response fieldwork.Response
	if err := json.Unmarshal(body, &response); err != nil {
		return err
	}
	return w.raiser.look(ctx, &response)
}

// catchUp looks at what has come since a moment, and a day before, where the stream of changes
// does not reach back to it.
func (w *watch) catchUp(ctx context.Context, since fieldwork.Instant) error {
	for project, known := range w.raiser.alerts {
		first := w.service.now()
		for _, alert := range known {
			if alert.Since.Before(first) {
				first = alert.Since.Time
			}
		}
		if from := since.Add(-placeOverlap); from.After(first) {
			first = from
		}
		query := store.Query{Index: "project", Equal: []any{project}, From: fieldwork.At(first).String()}
		for response, err := range w.service.responses.all(ctx, query) {
			if err == nil {
				err = w.raiser.look(ctx, &response)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) alertPlace(ctx context.Context) (alertPlace, error) {
	var place alertPlace
	record, err := s.store.Get(ctx, settings, alertPlaceID)
	if err == nil {
		err = json.Unmarshal(record.Body, &place)
	}
	return place, ignoreAbsent(err)
}

// keepPlace writes down how far the changes have been looked at.
func (s *Service) keepPlace(ctx context.Context, place alertPlace) error {
	body, err := json.Marshal(place)
	if err != nil {
		return err
	}
	record, err := s.store.Get(ctx, settings, alertPlaceID)
	if fault.Is(err, fault.NotFound) {
		_, err = s.store.Insert(ctx, settings, alertPlaceID, body)
	} else if err == nil {
		record.Body = body
		_, err = s.store.Replace(ctx, settings, record)
	}
	return err
}
