package fieldwork

import (
	"slices"
	"time"
)

// Occasion is something worth telling somebody about an assignment or its report.
type Occasion struct {
	Kind    NoticeKind
	Person  string // "" is every lead of the project
	Subject string // id of the assignment, or of the response
	Cause   string // what made it, so that the same is told once: an event, or a day
	About   string // applied: who applies
}

// Times of telling, in the project's time zone.
const (
	tellingHour  = 8                  // of the day, for what no event but the calendar causes
	freshEvents  = 3 * 24 * time.Hour // older events are history, not news
	freshOverdue = 7                  // days
)

// OccasionsOf gives what is to be told now about an assignment and the newest response for it
// (nil for none). Days that the assignment leaves to its wave must be filled in. What was told
// before comes again with the same cause; decisions about reports are gathered by day, see
// DecisionOf.
func OccasionsOf(a *Assignment, newest *Response, rules Rules, now time.Time, zone *time.Location) []Occasion {
	var occasions []Occasion
	add := func(kind NoticeKind, person, subject, cause string) {
		occasions = append(occasions, Occasion{Kind: kind, Person: person, Subject: subject, Cause: cause})
	}
	stage := StageOf(a, newest)
	switch {
	case stage == StageReturned:
		// Whoever wrote the report corrects it, also when the assignment is somebody else's now.
		if event, ok := newest.returning(); ok {
			if fresh(event.At, now) {
				add(NoticeReturned, newest.Person, newest.ID, event.ID)
			}
			for _, kind := range dueNow(newest.Deadline, 1, event.At, now, zone) {
				add(kind, newest.Person, newest.ID, newest.Deadline)
			}
		}
	case !stage.unreported() || stage == StagePlanned:
	case a.Person == "":
		for _, application := range a.Applications {
			if a.Board != "" && fresh(application.At, now) {
				occasions = append(occasions, Occasion{NoticeApplied, "", a.ID, application.Person + application.At.String(), application.Person})
			}
		}
	default:
		came, by := a.came()
		if by.Kind != "" && by.Person != a.Person && fresh(came, now) {
			switch {
			case stage == StageOffered:
				add(NoticeOffered, a.Person, a.ID, by.ID)
			case stage == StageAccepted && by.Kind == EventGiven:
				add(NoticeGiven, a.Person, a.ID, by.ID)
			}
		}
		due := a.SubmitBy
		if due == "" {
			due = a.LastDay
		}
		for _, kind := range dueNow(due, rules.RemindDays, came, now, zone) {
			if kind == NoticeOverdue || stage != StageInProgress {
				add(kind, a.Person, a.ID, due)
			}
		}
	}
	return append(occasions, a.disappointed(now)...)
}

// came gives when the assignment came to the person who has it, and by which event.
func (a *Assignment) came() (Instant, AssignmentEvent) {
	for _, event := range slices.Backward(a.Events) {
		switch event.Kind {
		case EventTaken:
			return event.At, event
		case EventGiven, EventOffered, EventReinstated:
			if event.Subject == a.Person {
				return event.At, event
			}
		}
	}
	return a.CreatedAt, AssignmentEvent{ID: a.ID, Kind: EventOffered, At: a.CreatedAt}
}

// disappointed gives those who applied for what somebody else has got.
func (a *Assignment) disappointed(now time.Time) []Occasion {
	if a.Person == "" || a.CurrentState() == AssignmentCancelled {
		return nil
	}
	var occasions []Occasion
	for _, application := range a.Applications {
		came, by := a.came()
		if application.Person != a.Person && application.At.Before(came.Time) && fresh(came, now) {
			occasions = append(occasions, Occasion{NoticeTaken, application.Person, a.ID, by.ID, ""})
		}
	}
	return occasions
}

func fresh(at Instant, now time.Time) bool { return now.Sub(at.Time) < freshEvents }

// dueNow tells whether to remind of a day, or that it has passed. Nobody is reminded on the
// very day that the work came to them.
func dueNow(due string, remindDays int, came Instant, now time.Time, zone *time.Location) []NoticeKind {
	day, err := time.ParseInLocation(dayFormat, due, zone)
	if err != nil {
		return nil
	}
	morning := func(days int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day()+days, tellingHour, 0, 0, 0, zone)
	}
	today, remind := DayOf(now, zone), DayOf(morning(-remindDays), zone)
	switch {
	case !now.Before(morning(1)) && now.Before(morning(1+freshOverdue)):
		return []NoticeKind{NoticeOverdue}
	case !now.Before(morning(-remindDays)) && today <= due && DayOf(came.Time, zone) < max(remind, today):
		return []NoticeKind{NoticeReminder}
	}
	return nil
}

// returning gives the review by which a report went back to its shopper.
func (r *Response) returning() (Event, bool) {
	for _, event := range slices.Backward(r.Events) {
		if event.Kind == EventReviewed {
			return event, event.Decision == Return
		}
	}
	return Event{}, false
}

// Decided is what the newest decision about a report says to its shopper.
type Decided struct {
	Approved bool
	Event    string
	At       Instant
	Reason   string
}

// DecisionOf gives the decision about a report that is approved or rejected; the reports that
// are excluded count as approved for their shopper, since they are paid.
func DecisionOf(r *Response) (Decided, bool) {
	if r.State != Approved && r.State != Rejected && r.State != Excluded {
		return Decided{}, false
	}
	for _, event := range slices.Backward(r.Events) {
		if event.Kind == EventReviewed {
			return Decided{r.State != Rejected, event.ID, event.At, event.Reason}, true
		}
	}
	return Decided{}, false
}

// Morning gives when what is gathered over a day is told: the next day at eight, in the zone.
func Morning(day string, zone *time.Location) (Instant, error) {
	t, err := time.ParseInLocation(dayFormat, day, zone)
	return At(time.Date(t.Year(), t.Month(), t.Day()+1, tellingHour, 0, 0, 0, zone)), err
}

// ToldWeekly gives the Monday of the week whose digest is to be told now, in the zone: on
// Mondays from eight o'clock and on Tuesdays, should nothing have run on Monday.
func ToldWeekly(now time.Time, zone *time.Location) (monday string, ok bool) {
	local := now.In(zone)
	switch {
	case local.Weekday() == time.Monday && local.Hour() >= tellingHour:
		return DayOf(now, zone), true
	case local.Weekday() == time.Tuesday:
		return local.AddDate(0, 0, -1).Format(dayFormat), true
	}
	return "", false
}
