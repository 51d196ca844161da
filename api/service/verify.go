package service

import (
	"context"
	"fmt"
	"strings"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// Verification says whether the numbers of this process are those of the stored responses.
type Verification struct {
	Counted     int64             `json:"counted"`     // responses
	Checkpoint  bool              `json:"checkpoint"`  // the numbers began with a checkpoint
	Differences []Discrepancy     `json:"differences"` // there must be none
	More        bool              `json:"more"`        // there are more than are listed
	StartedAt   fieldwork.Instant `json:"startedAt"`
	FinishedAt  fieldwork.Instant `json:"finishedAt"`
}

// Discrepancy is something that is counted otherwise than it is stored.
type Discrepancy struct {
	Response string `json:"response,omitempty"` // id; "" where it is about a sum
	Place    string `json:"place"`
	What     string `json:"what"` // column or trait; "" for the response as a whole
	Have     string `json:"have"`
	Want     string `json:"want"`
}

const (
	mostDiscrepancies = 1_000
	// settleFor is how long two counts may differ because one is ahead of the other.
	settleFor  = 15 * time.Second
	settleLook = 250 * time.Millisecond
)

// Verify counts every stored response anew, beside the tally in use and without disturbing it,
// and lists what differs: responses, and everything that was ever asked for. Unavailable
// "comparison.counting" while the tally is being filled, "verification.overtaken" when what
// counts was changed meanwhile.
func (s *Service) Verify(ctx context.Context) (Verification, error) {
	c := &s.counting
	if !s.Counted() {
		return Verification{}, notCounted()
	}
	c.passing.Lock()
	defer c.passing.Unlock()
	v := Verification{StartedAt: s.instant(), Differences: []Discrepancy{}, Checkpoint: c.recalled}
	recount, err := s.refilled(ctx, func(store.Change) error { return nil })
	if err != nil {
		return v, err
	}
	defer func() {
		c.lock.Lock()
		c.filling = nil
		c.lock.Unlock()
	}()
	c.lock.RLock()
	tally := c.tally
	c.lock.RUnlock()
	suspects := tally.Suspects(recount, mostDiscrepancies+1)
	for until := time.Now().Add(settleFor); len(suspects) > 0 && time.Now().Before(until) && ctx.Err() == nil; {
		pause(ctx, settleLook)
		suspects = tally.Again(recount, suspects)
	}
	unsound := tally.Unsound()
	c.lock.RLock()
	dated := c.dated
	c.lock.RUnlock()
	if dated {
		return v, fault.New(fault.Unavailable, "verification.overtaken", "What counts was changed meanwhile; try again in a moment.")
	}
	v.list(suspects, unsound)
	v.Counted, v.FinishedAt = recount.Counted(), s.instant()
	return v, ctx.Err()
}

func (v *Verification) list(suspects []measure.Suspect, unsound []measure.Discrepancy) {
	for _, one := range suspects {
		v.Differences = append(v.Differences, Discrepancy{one.Name, one.Place, one.Column, one.Have, one.Want})
	}
	for _, one := range unsound {
		v.Differences = append(v.Differences, Discrepancy{
			Place: fmt.Sprintf("%s %s, %s version %d", one.Project, one.Wave, one.Definition.ID, one.Definition.Version),
			What:  strings.TrimSpace(one.Indicator + " " + one.What), Have: fmt.Sprint(one.Have), Want: fmt.Sprint(one.Want),
		})
	}
	if v.More = len(v.Differences) > mostDiscrepancies; v.More {
		v.Differences = v.Differences[:mostDiscrepancies]
	}
}

// VerifyOnce is Verify for a command: the numbers are those with which a server would start
// now, from the checkpoint if one fits. Nothing is written but the mark of how far the changes
// were told.
func (s *Service) VerifyOnce(ctx context.Context) (Verification, error) {
	s.counting.keeping.readOnly = true
	background, stop := context.WithCancel(ctx)
	failed, done := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(done)
		s.Run(background, func(err error) {
			select {
			case failed <- err:
			default: // the first says enough
			}
			stop()
		})
	}()
	defer func() {
		stop()
		<-done
	}()
	for !s.Counted() && background.Err() == nil {
		pause(background, settleLook)
	}
	var v Verification
	err := background.Err()
	if err == nil {
		v, err = s.Verify(background)
	}
	select {
	case failure := <-failed:
		return v, failure
	default:
		return v, err
	}
}

// AdministratorToken gives an access token of an administrator, for whoever has the store in
// hands and asks a server that runs on it; NotFound "administrator.unknown" if there is none.
func (s *Service) AdministratorToken(ctx context.Context) (string, error) {
	for person, err := range s.people.all(ctx, store.Query{}) {
		if err != nil {
			return "", err
		}
		if person.Administrator && !person.Disabled {
			token, _, err := s.tokens.Sign(person.ID)
			return token, err
		}
	}
	return "", fault.New(fault.NotFound, "administrator.unknown", "Nobody has an administrator's account yet.")
}
