package service

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// PlanOrder is a plan, and whether to carry it out.
type PlanOrder struct {
	fieldwork.Plan
	Apply bool `json:"apply,omitempty"`
}

// Planned is what a plan comes to; with Apply in its order, what it added. Its assignments
// lack the long members that each has from the template.
type Planned struct {
	Planned  []fieldwork.Assignment `json:"planned"`  // those that were not there yet
	Existing int                    `json:"existing"` // those that were
	Added    int                    `json:"added"`
	Left     []fieldwork.PlanLeft   `json:"left"`
}

// writers is how many writes of a bulk act run at once, so that they share commits.
const writers = 16

// PlanVisits makes the visits a plan comes to, or only shows them. Planning the same again
// adds what is missing.
func (s *Service) PlanVisits(ctx context.Context, member Member, order PlanOrder) (Planned, error) {
	none := Planned{Planned: []fieldwork.Assignment{}, Left: []fieldwork.PlanLeft{}}
	ground, err := s.planGround(ctx, member, &order.Plan)
	if err != nil {
		return none, err
	}
	if order.Apply && len(order.People) > 0 {
		// The rules look at what people have; see Act.
		s.taking.Lock()
		defer s.taking.Unlock()
	}
	if ground.Roster, err = s.roster(ctx, member, order.People, order.Template.MinimumRating > 0); err != nil {
		return none, err
	}
	laid := order.Lay(ground)
	planned := Planned{Planned: laid.Planned, Existing: laid.Existing, Left: laid.Left}
	now := s.instant()
	for i := range planned.Planned {
		job := &planned.Planned[i]
		job.CreatedAt = now
		state := job.State
		job.Open(fieldwork.DeskAct{ID: derivedID("opened", job.ID), At: now, Person: member.person.ID})
		if job.State != state {
			return none, fmt.Errorf("plan: visit %s opened as %s instead of %s", job.ID, job.State, state)
		}
	}
	if !order.Apply {
		return planned.short(), nil
	}
	group, limited := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	added := make([]bool, len(planned.Planned))
	for i, job := range planned.Planned {
		group.Go(func() error {
			_, err := s.assignments.insert(limited, job.ID, job)
			added[i] = err == nil
			return once(0, err)
		})
	}
	if err := group.Wait(); err != nil {
		return none, err
	}
	for _, isNew := range added {
		if isNew {
			planned.Added++
		} else {
			planned.Existing++ // somebody planned the same at the same moment
		}
	}
	return planned.short(), nil
}

// short leaves out what is the same for every visit, since a plan may have thousands.
func (p Planned) short() Planned {
	for i := range p.Planned {
		job := &p.Planned[i]
		job.Scenario, job.Briefing, job.Documents, job.Proofs, job.Expenses, job.Quiz, job.Events = nil, nil, nil, nil, nil, nil, nil
	}
	return p
}

// planGround checks what a plan names and loads what it is laid on.
func (s *Service) planGround(ctx context.Context, member Member, plan *fieldwork.Plan) (fieldwork.PlanGround, error) {
	project := member.project.ID
	ground := fieldwork.PlanGround{Today: s.today(member.project), Mint: derivedID}
	wave, err := s.wave(ctx, project, plan.Wave)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Invalid, "reference.unknown", "There is no wave %q in this project.", plan.Wave).With(
			fault.Field{Path: "wave", Code: "unknown", Message: fault.Of(err).Message})
	}
	if err != nil {
		return ground, err
	}
	ground.Wave = &wave
	if err := plan.Check(&wave); err != nil {
		return ground, err
	}
	if err := s.checkTemplate(ctx, member, plan); err != nil {
		return ground, err
	}
	ground.Locations, err = s.locations.everything(ctx, store.Query{Index: "project", Equal: []any{project}})
	if err != nil {
		return ground, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return ground, err
	}
	ground.Known = func(id string) bool { return board.Has(project, id) }
	return ground, nil
}

// checkTemplate checks what every visit of a plan names, and the people who take turns.
func (s *Service) checkTemplate(ctx context.Context, member Member, plan *fieldwork.Plan) error {
	err := s.requireContent(ctx, fieldwork.Assignment{
		Project: member.project.ID, Wave: plan.Wave, Definition: plan.Definition, Quiz: plan.Template.Quiz, Documents: plan.Template.Documents,
	})
	var problem *fault.Error
	if errors.As(err, &problem) {
		for i, field := range problem.Fields {
			if field.Path != "wave" && field.Path != "definition" {
				problem.Fields[i].Path = "template." + field.Path
			}
		}
	}
	if err != nil {
		return err
	}
	for i, person := range plan.People {
		err := s.checkShopper(ctx, fieldwork.Assignment{Project: member.project.ID, Person: person})
		if fault.Is(err, fault.Invalid) {
			return fault.New(fault.Invalid, "reference.unknown", "A person is no shopper or lead of this project.").With(
				fault.Field{Path: fmt.Sprintf("people[%d]", i), Code: "unknown", Message: "There is no shopper or lead with this id in the project."})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// roster gives who has what, with the ratings of those who are to get more.
func (s *Service) roster(ctx context.Context, member Member, people []string, rated bool) (*fieldwork.Roster, error) {
	ratings := map[string]*float64{}
	if len(people) == 0 {
		return fieldwork.NewRoster(member.project.FieldRules(), nil, ratings, s.today(member.project)), nil
	}
	board, err := s.filledBoard()
	if err != nil {
		return nil, err
	}
	for _, person := range people {
		if !rated {
			break
		}
		rating, err := s.rating(ctx, member.project.ID, person)
		if err != nil {
			return nil, err
		}
		ratings[person] = rating.Mean
	}
	today, zone := s.today(member.project), zoneOf(member.project)
	bookings := board.Bookings(member.project.ID, today, func(at fieldwork.Instant) string { return fieldwork.DayOf(at.Time, zone) })
	return fieldwork.NewRoster(member.project.FieldRules(), bookings, ratings, today), nil
}
