package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// Behind asks for the responses that a number is made of. The zero value asks for none in
// particular.
type Behind struct {
	Indicator string    // name of a column; "" is every counted response
	Values    []float64 // of that column, any of them
	From, To  *float64  // both included
	Absent    string    // the reason for having no value
	Choice    Choice
	ArmsOf    string // the wave whose arms the choice names, such as the follow-up of a pilot whose baseline has none; "" is the wave asked about
}

// none tells whether nothing is asked for that only the tally knows. A single source is told by
// the response itself.
func (b Behind) none() bool {
	for name, values := range b.Choice.Filter {
		if name != measure.TraitSource || len(values) > 1 {
			return false
		}
	}
	return b.Indicator == "" && len(b.Values) == 0 && b.From == nil && b.To == nil && b.Absent == "" && b.Choice.Competitors == ""
}

func (b Behind) check() error {
	problem := fault.New(fault.Invalid, "request.query", "The responses behind a number cannot be asked for like this.")
	if b.Indicator == "" && (len(b.Values) > 0 || b.From != nil || b.To != nil || b.Absent != "") {
		problem.With(fault.Field{Path: "indicator", Code: "required", Message: "Say of which indicator."})
	}
	if b.Absent != "" && !slices.Contains([]string{measure.AbsentMissing, measure.AbsentNotApplicable, measure.AbsentNotRelevant}, b.Absent) {
		problem.With(fault.Field{Path: "absent", Code: "unknown", Message: "The reason is missing, notApplicable or notRelevant."})
	}
	if len(problem.Fields) == 0 {
		return nil
	}
	return problem
}

// behind gives the ids of counted responses of a wave, or of every wave when it is "", the
// newest first.
func (s *Service) behind(ctx context.Context, project, wave, definition string, b Behind, page Page) (measure.Members, error) {
	none := measure.Members{}
	if err := b.check(); err != nil {
		return none, err
	}
	tally, err := s.counted()
	if err != nil {
		return none, err
	}
	waves, err := s.wavesAsked(ctx, project, wave)
	if err != nil {
		return none, err
	}
	var divided *fieldwork.Wave
	if b.ArmsOf != "" {
		wave, err := s.wave(ctx, project, b.ArmsOf)
		if err != nil {
			return none, err
		}
		divided = &wave
	}
	limit := cmp.Or(page.Limit, store.DefaultLimit)
	whole := measure.Members{IDs: []string{}}
	more := false
	for _, wave := range waves {
		filter, except, err := s.choose(ctx, project, cmp.Or(divided, &wave), b.Choice)
		if err != nil {
			return none, err
		}
		members := tally.Members(
			measure.Selection{Project: project, Wave: wave.Name, Definition: definition, Filter: filter, Except: except},
			measure.Wanted{Column: b.Indicator, Values: b.Values, From: b.From, To: b.To, Absent: b.Absent, After: page.After, Limit: limit})
		whole.IDs, whole.Total, more = append(whole.IDs, members.IDs...), whole.Total+members.Total, more || members.Next != ""
	}
	slices.SortFunc(whole.IDs, func(a, b string) int { return strings.Compare(b, a) })
	if len(whole.IDs) > limit {
		whole.IDs, more = whole.IDs[:limit], true
	}
	if more {
		whole.Next = whole.IDs[len(whole.IDs)-1]
	}
	return whole, nil
}

// wavesAsked gives the wave of that name, or every wave.
func (s *Service) wavesAsked(ctx context.Context, project, name string) ([]fieldwork.Wave, error) {
	if name == "" {
		return s.waves.everything(ctx, store.Query{Index: "project", Equal: []any{project}})
	}
	wave, err := s.wave(ctx, project, name)
	return []fieldwork.Wave{wave}, err
}

// responsesBehind gives one page of the responses behind a number.
func (s *Service) responsesBehind(ctx context.Context, member Member, filter ResponseFilter, page Page) (ResponseList, error) {
	list := ResponseList{Items: []ResponseSummary{}}
	filter.Source = "" // the choice has it
	wanted := cmp.Or(page.Limit, store.DefaultLimit)
	for scanned := 0; ; {
		members, err := s.behind(ctx, member.project.ID, filter.Wave, filter.Definition, filter.Behind, Page{Limit: wanted - len(list.Items), After: page.After})
		if err != nil {
			return list, err
		}
		for _, id := range members.IDs {
			response, _, err := s.responses.get(ctx, id)
			if fault.Is(err, fault.NotFound) {
				continue // deleted this moment
			}
			if err != nil {
				return list, err
			}
			if filter.matches(response) && member.mayRead(response) {
				list.Items = append(list.Items, member.reads(summaryOf(response)))
			}
		}
		if filter.State == "" {
			list.Total = &members.Total
		}
		scanned += len(members.IDs)
		list.Next, page.After = members.Next, members.Next
		if members.Next == "" || len(list.Items) >= wanted || scanned >= mostScanned {
			return list, nil
		}
	}
}
