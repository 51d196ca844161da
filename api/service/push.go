package service

import (
	"context"
	"encoding/json"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/store"
)

// subscription is a browser that takes push messages for a person. Its id is derived from the
// endpoint, so that a phone belongs to whoever signed in there last.
type subscription struct {
	ID     string `json:"id"`
	Person string `json:"person"`
	notice.Subscription
	CreatedAt fieldwork.Instant `json:"createdAt"`
}

// mostSubscriptions bounds the browsers of one person.
const mostSubscriptions = 20

// pushing makes the pusher at first use, with the key kept in the store.
type pushing struct {
	lock   sync.Mutex
	pusher *notice.Pusher
}

func (s *Service) pusher(ctx context.Context) (*notice.Pusher, error) {
	s.pushing.lock.Lock()
	defer s.pushing.lock.Unlock()
	if s.pushing.pusher != nil {
		return s.pushing.pusher, nil
	}
	key, err := s.keptPushKey(ctx)
	if err != nil {
		return nil, err
	}
	contact := s.publicURL
	if s.mail != nil {
		contact = "mailto:" + s.mail.From()
	}
	s.pushing.pusher, err = notice.NewPusher(key, contact, s.pushNetworks, s.now)
	return s.pushing.pusher, err
}

// keptPushKey gives the key of this store, made once, whoever comes first.
func (s *Service) keptPushKey(ctx context.Context) (string, error) {
	type kept struct {
		Private string `json:"private"`
	}
	record, err := s.store.Get(ctx, settings, "push")
	if fault.Is(err, fault.NotFound) {
		fresh, makeErr := notice.NewPushKey()
		if makeErr != nil {
			return "", makeErr
		}
		body, marshalErr := json.Marshal(kept{fresh})
		if marshalErr != nil {
			return "", marshalErr
		}
		if record, err = s.store.Insert(ctx, settings, "push", body); fault.Is(err, fault.Conflict) {
			record, err = s.store.Get(ctx, settings, "push")
		}
	}
	if err != nil {
		return "", err
	}
	var value kept
	err = json.Unmarshal(record.Body, &value)
	return value.Private, err
}

// PushKey gives the public key that pages subscribe with.
func (s *Service) PushKey(ctx context.Context) (string, error) {
	pusher, err := s.pusher(ctx)
	if err != nil {
		return "", err
	}
	return pusher.PublicKey()
}

// Subscribe keeps a browser of the actor. Of more than twenty the oldest go.
func (s *Service) Subscribe(ctx context.Context, actor Actor, given notice.Subscription) error {
	pusher, err := s.pusher(ctx)
	if err != nil {
		return err
	}
	if err := pusher.Check(given); err != nil {
		return err
	}
	kept := subscription{ID: derivedID("push", given.Endpoint), Person: actor.person.ID, Subscription: given, CreatedAt: s.instant()}
	if _, err := s.subscriptions.put(ctx, kept.ID, func(old *subscription) (subscription, error) {
		if old != nil && old.Person == kept.Person {
			kept.CreatedAt = old.CreatedAt
		}
		return kept, nil
	}); err != nil {
		return err
	}
	mine, err := s.subscriptionsOf(ctx, actor.person.ID)
	for len(mine) > mostSubscriptions && err == nil {
		err, mine = s.forget(ctx, mine[0].ID), mine[1:]
	}
	return err
}

// Unsubscribed forgets one browser of the actor, or all when endpoint is "".
func (s *Service) Unsubscribed(ctx context.Context, actor Actor, endpoint string) error {
	mine, err := s.subscriptionsOf(ctx, actor.person.ID)
	if err != nil {
		return err
	}
	for _, one := range mine {
		if endpoint == "" || one.Endpoint == endpoint {
			if err := s.forget(ctx, one.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// subscriptionsOf gives a person's browsers, oldest first.
func (s *Service) subscriptionsOf(ctx context.Context, person string) ([]subscription, error) {
	return s.subscriptions.everything(ctx, store.Query{Index: "person", Equal: []any{person}})
}

func (s *Service) forget(ctx context.Context, id string) error {
	_, revision, err := s.subscriptions.get(ctx, id)
	if err == nil {
		err = s.store.Delete(ctx, subscriptions, id, revision)
	}
	return ignoreAbsent(err)
}

// pushTo sends a message to every browser of a person and gives how many took it. A push that
// fails is not tried again; browsers that take none any more are forgotten.
func (s *Service) pushTo(ctx context.Context, person string, message notice.PushMessage) (int, error) {
	browsers, err := s.subscriptionsOf(ctx, person)
	if err != nil || len(browsers) == 0 {
		return 0, err
	}
	pusher, err := s.pusher(ctx)
	if err != nil {
		return 0, err
	}
	reached := 0
	for _, browser := range browsers {
		err := pusher.Push(ctx, browser.Subscription, message)
		switch {
		case err == nil:
			reached++
		case fault.Is(err, fault.NotFound):
			if err := s.forget(ctx, browser.ID); err != nil {
				return reached, err
			}
		}
	}
	return reached, nil
}
