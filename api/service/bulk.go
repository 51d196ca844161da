package service

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// BulkOrder is an act on the assignments named, or on all that a query of the board chooses.
type BulkOrder struct {
	fieldwork.Bulk
	IDs    []string
	Filter *fieldwork.BoardQuery
	Event  string // UUID; the events of the single assignments are derived from it
}

// BulkDone says what a bulk act did.
type BulkDone struct {
	Changed   int              `json:"changed"`
	Unchanged int              `json:"unchanged"`
	Left      []fieldwork.Left `json:"left"`
}

// mostBulk bounds a bulk act.
const mostBulk = 20_000

// ChangeMany does one act on many assignments. Done again with the same event it only
// completes what was interrupted.
func (s *Service) ChangeMany(ctx context.Context, member Member, order BulkOrder) (BulkDone, error) {
	done := BulkDone{Left: []fieldwork.Left{}}
	if err := s.checkBulk(ctx, member, &order); err != nil {
		return done, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return done, err
	}
	ids := slices.Compact(slices.Sorted(slices.Values(order.IDs)))
	if order.Filter != nil {
		ids = board.IDs(member.project.ID, *order.Filter, s.today(member.project))
	}
	if len(ids) > mostBulk {
		return done, fault.New(fault.Invalid, "bulk.tooMany", "At most %d assignments are changed at once.", mostBulk)
	}
	giving := &giving{wave: map[string]fieldwork.Wave{}}
	if order.Act == fieldwork.BulkGive && *order.Person != "" {
		s.taking.Lock()
		defer s.taking.Unlock()
		if giving.roster, err = s.roster(ctx, member, []string{*order.Person}, true); err != nil {
			return done, err
		}
	}
	var lock sync.Mutex
	group, limited := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, id := range ids {
		group.Go(func() error {
			changed, code, message, err := s.changeOne(limited, member, order, giving, id)
			if err != nil {
				return err
			}
			lock.Lock()
			defer lock.Unlock()
			switch {
			case changed:
				done.Changed++
			case code == "":
				done.Unchanged++
			default:
				done.Left = append(done.Left, fieldwork.Left{ID: id, Code: code, Message: message})
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return done, err
	}
	slices.SortFunc(done.Left, func(a, b fieldwork.Left) int { return cmp.Compare(a.ID, b.ID) })
	return done, nil
}

// giving is what a bulk act needs to give work within the rules.
type giving struct {
	lock   sync.Mutex
	roster *fieldwork.Roster // nil when nothing is given
	wave   map[string]fieldwork.Wave
}

// errAsItIs ends a change that has nothing to write.
var errAsItIs = errors.New("nothing changes")

func (s *Service) changeOne(ctx context.Context, member Member, order BulkOrder, giving *giving, id string) (changed bool, code, message string, err error) {
	act := fieldwork.DeskAct{ID: derivedID(order.Event, id), At: s.instant(), Person: member.person.ID}
	_, _, err = s.assignments.change(ctx, id, func(kept *fieldwork.Assignment) error {
		if kept.Project != member.project.ID {
			return s.assignments.unknown(id)
		}
		response, err := s.responseFor(ctx, *kept)
		if err != nil {
			return err
		}
		var newest *fieldwork.Response
		if response.ID != "" {
			newest = &response
		}
		before := *kept
		if changed, code, message = order.On(kept, fieldwork.StageOf(kept, newest), act); !changed {
			return errAsItIs
		}
		if giving.roster != nil {
			if code, message, err = s.mayHave(ctx, giving, &before, *order.Person); err != nil {
				return err
			}
			if code != "" {
				changed = false
				return errAsItIs
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, errAsItIs):
		err = nil
	case fault.Is(err, fault.NotFound):
		return false, "unknown", "There is no assignment with this id.", nil
	}
	return changed, code, message, err
}

// mayHave asks the rules whether a person may have an assignment, and notes that they do.
func (s *Service) mayHave(ctx context.Context, giving *giving, job *fieldwork.Assignment, person string) (code, message string, err error) {
	giving.lock.Lock()
	defer giving.lock.Unlock()
	wave, known := giving.wave[job.Wave]
	if !known && job.Wave != "" {
		if wave, err = s.wave(ctx, job.Project, job.Wave); err != nil {
			return "", "", err
		}
		giving.wave[job.Wave] = wave
	}
	if refusals := giving.roster.Refusals(job, &wave, person); len(refusals) > 0 {
		return refusals[0].Code, refusals[0].Message, nil
	}
	giving.roster.Give(job, &wave, person)
	return "", "", nil
}

func (s *Service) checkBulk(ctx context.Context, member Member, order *BulkOrder) error {
	if err := order.Check(); err != nil {
		return err
	}
	refused := fault.New(fault.Invalid, "bulk.invalid", "The bulk act has mistakes.")
	if !fieldwork.IsUUID(order.Event) {
		refused.With(fault.Field{Path: "event", Code: "format", Message: "Give a UUID in lower case."})
	}
	if (len(order.IDs) > 0) == (order.Filter != nil) {
		refused.With(fault.Field{Path: "ids", Code: "required", Message: "Name the assignments, or give a filter, not both."})
	}
	if len(refused.Fields) > 0 {
		return refused
	}
	if order.Filter != nil {
		if err := order.Filter.Check(); err != nil {
			return err
		}
	}
	if order.Act == fieldwork.BulkGive && *order.Person != "" {
		return s.checkShopper(ctx, fieldwork.Assignment{Project: member.project.ID, Person: *order.Person})
	}
	return nil
}
