package service

import (
	"cmp"
	"context"
	"slices"

	"touchstone/api/measure"
)

// GapQuery asks for the gaps between two groups of respondents of a wave. Without names they
// are the two largest, customers on the right where they are among them.
type GapQuery struct {
	Wave, Left, Right, Touchpoint string
	Rows                          []string // words of measure.Roles in the plural
	Choice                        Choice
}

// Gaps puts two groups side by side.
func (s *Service) Gaps(ctx context.Context, member Member, query GapQuery) (*measure.Gaps, error) {
	roles, err := rowRoles(query.Rows)
	if err != nil {
		return nil, err
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	wave, err := a.oneWave(ctx, query.Wave)
	if err != nil {
		return nil, err
	}
	narrowed := func(group string) Choice {
		choice := query.Choice.without(query.Choice.Competitors)
		choice.Filter[measure.TraitGroup] = []string{group}
		return choice
	}
	groups := a.groups(wave.Name)
	left, right := usualGroups(groups, query.Left, query.Right)
	if left == right && left != "" {
		return nil, unfitParameter("right", "A group cannot be compared with itself.")
	}
	request := measure.ComparisonRequest{Project: a.project, Touchpoints: a.touchpoints, Roles: roles, Touchpoint: query.Touchpoint, At: s.instant()}
	sizes := [2]measure.GroupSize{{Name: left}, {Name: right}}
	for i, side := range []*measure.Side{&request.Baseline, &request.FollowUp} {
		side.Wave, side.Title = wave, measure.GroupTitle(sizes[i].Name)
		if sizes[i].Name == "" {
			continue
		}
		title := side.Title
		if *side, err = a.side(ctx, wave, narrowed(sizes[i].Name), measure.Selection{Roles: roles}); err != nil {
			return nil, err
		}
		side.Title, sizes[i].N = title, side.Snapshot.Responses()
	}
	if request.Definitions, err = a.definitions(ctx, request.Baseline, request.FollowUp); err != nil {
		return nil, err
	}
	for i, side := range []*measure.Side{&request.Baseline, &request.FollowUp} {
		if err := a.placeChosen(ctx, side, request.Definitions, roles, narrowed(sizes[i].Name)); err != nil {
			return nil, err
		}
	}
	return measure.GapsOf(request, sizes[0], sizes[1], groups), nil
}

// groups gives the groups of respondents that a wave has, the largest first.
func (a *analysis) groups(wave string) []measure.GroupSize {
	list := []measure.GroupSize{}
	for name, n := range a.tally.Traits(a.project.ID, wave)[measure.TraitGroup] {
		if name != "" && n > 0 {
			list = append(list, measure.GroupSize{Name: name, N: n})
		}
	}
	slices.SortFunc(list, func(x, y measure.GroupSize) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Name, y.Name)) })
	return list
}

// usualGroups fills in the groups that are not named: employees beside customers, where there
// are such, else the largest.
func usualGroups(groups []measure.GroupSize, left, right string) (string, string) {
	const customers, employees = "customers", "employees"
	has := func(name string) bool {
		return slices.ContainsFunc(groups, func(g measure.GroupSize) bool { return g.Name == name })
	}
	pick := func(other string) string {
		for _, group := range groups {
			if group.Name != other {
				return group.Name
			}
		}
		return ""
	}
	if right == "" && left != customers && has(customers) {
		right = customers
	}
	if left == "" && right == customers && has(employees) {
		left = employees
	}
	if left == "" {
		left = pick(right)
	}
	if right == "" {
		right = pick(left)
	}
	return left, right
}
