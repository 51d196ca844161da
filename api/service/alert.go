package service

import (
	"context"
	"fmt"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// AlertFace is an alert without its secret, with what became of the newest alarm.
type AlertFace struct {
	fieldwork.Alert
	OwnerName string      `json:"ownerName,omitempty"`
	HasSecret bool        `json:"hasSecret,omitempty"`
	Latest    *AlarmBrief `json:"latest,omitempty"`
}

// AlarmBrief is an alarm as the list of alerts shows it.
type AlarmBrief struct {
	At       fieldwork.Instant    `json:"at"`
	Response string               `json:"response"`
	Webhook  bool                 `json:"webhook"`
	State    fieldwork.AlarmState `json:"state"`
	Attempts int                  `json:"attempts,omitempty"`
	Status   int                  `json:"status,omitempty"`
	Detail   string               `json:"detail,omitempty"`
}

// Alerts gives the alerts of the project, by id. Where they send webhooks is for those who may
// change them.
func (s *Service) Alerts(ctx context.Context, member Member) (List[AlertFace], error) {
	list := List[AlertFace]{Items: []AlertFace{}}
	names := s.namesFor(member)
	for alert, err := range s.alerts.all(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}}) {
		if err != nil {
			return list, err
		}
		face, err := s.alertFace(ctx, names, alert)
		if err != nil {
			return list, err
		}
		if face.Webhook != nil && !auth.Write.Allows(&member.person, member.project.ID) {
			face.Webhook.URL = ""
		}
		list.Items = append(list.Items, face)
	}
	return list, nil
}

func (s *Service) alertFace(ctx context.Context, names *names, alert fieldwork.Alert) (AlertFace, error) {
	face := AlertFace{Alert: alert}
	if alert.Webhook != nil {
		shown := *alert.Webhook
		face.HasSecret, shown.Secret = shown.Secret != "", ""
		face.Webhook = &shown
	}
	var err error
	if face.OwnerName, err = names.of(ctx, alert.Owner); err != nil {
		return face, err
	}
	newest, err := s.alarms.find(ctx, store.Query{Index: "alert", Equal: []any{alert.Project, alert.ID}, Descending: true, Limit: 1})
	if err != nil || len(newest.Items) == 0 {
		return face, err
	}
	alarm := newest.Items[0]
	face.Latest = &AlarmBrief{alarm.At, alarm.Response, alarm.Webhook, alarm.State, alarm.Attempts, alarm.Status, alarm.Detail}
	return face, nil
}

// PutAlert creates or replaces the alert of that id. A webhook without a secret keeps the one
// it had. Whoever is to be told must be a member who may read, whoever owns the cases one who
// may review.
func (s *Service) PutAlert(ctx context.Context, member Member, alert fieldwork.Alert) (AlertFace, error) {
	now := s.instant()
	alert.Project, alert.CreatedAt, alert.Since = member.project.ID, now, now
	alert.Mail = append([]string{}, alert.Mail...)
	if err := alert.Check(); err != nil {
		return AlertFace{}, err
	}
	if err := s.checkColumn(ctx, &alert); err != nil {
		return AlertFace{}, err
	}
	kept, err := s.alerts.put(ctx, alert.Project+"/"+alert.ID, func(old *fieldwork.Alert) (fieldwork.Alert, error) {
		next, before := alert, fieldwork.Alert{}
		if old != nil {
			before, next.CreatedAt = *old, old.CreatedAt
			if old.Active && next.Active {
				next.Since = old.Since
			}
		}
		if next.Webhook != nil {
			hook := *next.Webhook
			if hook.Secret == "" && before.Webhook != nil {
				hook.Secret = before.Webhook.Secret
			}
			next.Webhook = &hook
			if err := s.caller.CheckWebhook("webhook", hook.URL, hook.Secret); err != nil {
				return next, err
			}
		}
		return next, s.checkPeopleOf(ctx, &next, &before)
	})
	if err != nil {
		return AlertFace{}, err
	}
	return s.alertFace(ctx, s.namesFor(member), kept)
}

// checkPeopleOf demands that the people and the touchpoint an alert names, and did not before,
// are there.
func (s *Service) checkPeopleOf(ctx context.Context, alert, before *fieldwork.Alert) error {
	named := map[string]string{}
	for i, person := range alert.Mail {
		if !slices.Contains(before.Mail, person) {
			named[fmt.Sprintf("mail[%d]", i)] = person
		}
	}
	if err := s.requireMembers(ctx, alert.Project, named); err != nil {
		return err
	}
	if alert.Owner != before.Owner {
		if err := s.requireReviewer(ctx, alert.Project, "owner", alert.Owner); err != nil {
			return err
		}
	}
	if alert.Touchpoint == "" || alert.Touchpoint == before.Touchpoint {
		return nil
	}
	return s.requireTouchpoint(ctx, alert.Project, alert.Touchpoint)
}

func (s *Service) requireTouchpoint(ctx context.Context, project, name string) error {
	_, _, err := s.touchpoints.get(ctx, project+"/"+name)
	if fault.Is(err, fault.NotFound) {
		return unknownReference("touchpoint", "There is no touchpoint %q.", name)
	}
	return err
}

// requireReviewer demands that a person, unless nobody, may review in the project: cases are
// for those who do.
func (s *Service) requireReviewer(ctx context.Context, project, path, id string) error {
	if id == "" {
		return nil
	}
	person, _, err := s.people.get(ctx, id)
	if err := ignoreAbsent(err); err != nil {
		return err
	}
	if err != nil || !auth.Review.Allows(&person, project) {
		return unknownReference(path, "There is no lead or reviewer with this id in the project.")
	}
	return nil
}

func unknownReference(path, message string, args ...any) error {
	return fault.New(fault.Invalid, "reference.unknown", message, args...).With(fault.Field{Path: path, Code: "unknown", Message: fmt.Sprintf(message, args...)})
}

// checkColumn demands that the definition an alert names is published, and has what it looks at.
func (s *Service) checkColumn(ctx context.Context, alert *fieldwork.Alert) error {
	if alert.Definition == "" {
		return nil
	}
	newest, err := s.definitions.find(ctx, store.Query{Index: "project", Equal: []any{alert.Project, alert.Definition}, Descending: true, Limit: 1})
	if err != nil {
		return err
	}
	if len(newest.Items) == 0 {
		return unknownReference("definition", "There is no published definition %q.", alert.Definition)
	}
	path, column := "indicator", alert.Indicator
	if alert.Section != "" {
		path, column = "section", "section:"+alert.Section
	}
	if column == "" || measure.RoleOf(column) == measure.RoleComposite {
		return nil
	}
	for _, known := range measure.Columns(newest.Items[0].Definition) {
		if known.Name == column && (alert.Kind != fieldwork.AlertDetractor || known.Kind == "nps") {
			return nil
		}
	}
	return unknownReference(path, "The definition %q has nothing of this name that fits.", alert.Definition)
}

// DropAlert removes an alert; its cases stay. NotFound "alert.unknown".
func (s *Service) DropAlert(ctx context.Context, member Member, id string) error {
	return s.alerts.remove(ctx, member.project.ID+"/"+id, id)
}
