package service

import (
	"context"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// ComparisonQuery asks for a comparison: two waves by name. Rows names what is compared, by the
// keys of RowKinds; none is composites and indicators. Touchpoint, if not "", leaves only its
// rows; Method is one of measure.Methods in place of the rule's choice, "" for the rule;
// Standardise, if not "", is a trait whose mix in the baseline the follow-up is brought to.
type ComparisonQuery struct {
	Baseline, FollowUp, Touchpoint, Method string
	Rows                                   []string
	Standardise                            string
	Choice
}

// RowKinds are the words for the rows of a table, with the role of each.
var RowKinds = map[string]string{
	"composites": measure.RoleComposite, "indicators": measure.RoleIndicator, "sections": measure.RoleSection, "questions": measure.RoleQuestion,
}

// Comparison puts two waves of the project side by side, by the tally alone.
func (s *Service) Comparison(ctx context.Context, member Member, query ComparisonQuery) (*measure.Comparison, error) {
	asked, err := s.pair(ctx, member, query)
	if err != nil {
		return nil, err
	}
	request := asked.request
	if query.Standardise != "" && !s.splits(ctx, member.project.ID, query.Standardise) {
		return nil, fault.New(fault.Invalid, "comparison.waves", "This comparison cannot be made.").
			With(fault.Field{Path: "standardise", Code: "unknown", Message: "The mix can be that of " + strings.Join(measure.StandardTraits, ", ") + " or segment.<question>."})
	}
	request.Standardise = query.Standardise
	for _, side := range []*measure.Side{&request.Baseline, &request.FollowUp} {
		selection := asked.selection(side.Wave.Name)
		selection.By = measure.TraitCluster
		side.Snapshot = asked.tally.Select(selection)
		if request.Standardise != "" {
			selection.By, selection.Across = request.Standardise, measure.TraitCluster
			side.Strata = asked.tally.Select(selection)
		}
	}
	if request.Definitions, err = s.countedDefinitions(ctx, member.project.ID, request.Baseline.Snapshot, request.FollowUp.Snapshot); err != nil {
		return nil, err
	}
	asked.request = request
	asked.place()
	return measure.Compare(asked.request), nil
}

// place splits what belongs to no touchpoint by itself by the touchpoints that responses are
// about, where any of them says.
func (a *askedPair) place() {
	r := &a.request
	var columns []string
	for _, definition := range r.Definitions {
		columns = append(columns, measure.Unplaced(definition, r.Roles)...)
	}
	if _, said := a.tally.Traits(r.Project.ID, r.Baseline.Wave.Name, r.FollowUp.Wave.Name)[measure.TraitTouchpoint]; !said || len(columns) == 0 {
		return
	}
	for _, side := range []*measure.Side{&r.Baseline, &r.FollowUp} {
		selection := a.selection(side.Wave.Name)
		selection.Indicators, selection.By, selection.Across = columns, measure.TraitTouchpoint, measure.TraitCluster
		side.Touchpoints = a.tally.Select(selection)
	}
}

// askedPair is a question about two waves with what answers it.
type askedPair struct {
	tally          *measure.Tally
	request        measure.ComparisonRequest
	filter, except measure.Filter
}

// selection gives what is to be read of a wave.
func (a *askedPair) selection(wave string) measure.Selection {
	return measure.Selection{Project: a.request.Project.ID, Wave: wave, Filter: a.filter, Except: a.except, Roles: a.request.Roles}
}

// pair checks a question about two waves and loads everything but the numbers.
func (s *Service) pair(ctx context.Context, member Member, query ComparisonQuery) (askedPair, error) {
	roles, err := query.check()
	if err != nil {
		return askedPair{}, err
	}
	tally, err := s.counted()
	if err != nil {
		return askedPair{}, err
	}
	asked := askedPair{tally: tally, request: measure.ComparisonRequest{
		Project: member.project, Roles: roles, Touchpoint: query.Touchpoint, Method: query.Method, At: s.instant(),
	}}
	for _, side := range []struct {
		to   *measure.Side
		name string
	}{{&asked.request.Baseline, query.Baseline}, {&asked.request.FollowUp, query.FollowUp}} {
		if side.to.Wave, err = s.wave(ctx, member.project.ID, side.name); err != nil {
			return askedPair{}, err
		}
	}
	if asked.filter, asked.except, err = s.choose(ctx, member.project.ID, &asked.request.FollowUp.Wave, query.Choice); err != nil {
		return askedPair{}, err
	}
	asked.request.Touchpoints, err = s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return asked, err
}

// check reports every mistake of the question and gives the roles of the rows.
func (q *ComparisonQuery) check() ([]string, error) {
	problem := fault.New(fault.Invalid, "comparison.waves", "Name two waves, for example ?baseline=2014&followUp=2017.")
	for _, side := range [][2]string{{"baseline", q.Baseline}, {"followUp", q.FollowUp}} {
		if side[1] == "" {
			problem.With(fault.Field{Path: side[0], Code: "required", Message: "Give the name of a wave."})
		}
	}
	if len(problem.Fields) == 0 && q.Baseline == q.FollowUp {
		problem.With(fault.Field{Path: "followUp", Code: "differs", Message: "A wave cannot be compared with itself."})
	}
	if q.Method != "" && !slices.Contains(measure.Methods, q.Method) {
		problem.With(fault.Field{Path: "method", Code: "unknown", Message: "Choose " + strings.Join(measure.Methods, ", ") + ", or leave it out for the rule's choice."})
	}
	roles, unknown := rolesOf(q.Rows)
	if unknown != nil {
		problem.With(*unknown)
	}
	if len(problem.Fields) > 0 {
		return nil, problem
	}
	return roles, nil
}

// rolesOf gives the roles of kinds of rows, composites and indicators for none; unknown names
// the first word that is none of RowKinds.
func rolesOf(rows []string) (roles []string, unknown *fault.Field) {
	for _, row := range rows {
		role, known := RowKinds[row]
		if !known {
			return nil, &fault.Field{Path: "rows", Code: "unknown", Message: "The rows are composites, indicators, sections or questions, several separated by commas."}
		}
		roles = append(roles, role)
	}
	if len(roles) == 0 {
		roles = []string{measure.RoleComposite, measure.RoleIndicator}
	}
	return roles, nil
}

// splits tells whether a wave can be split by the trait in strata.
func (s *Service) splits(ctx context.Context, project, trait string) bool {
	if _, isSegment := measure.SegmentOf(trait); isSegment {
		return s.segmented(ctx, project, trait)
	}
	return slices.Contains(measure.StandardTraits, trait)
}

// countedDefinitions gives every version that a snapshot counts, once.
func (s *Service) countedDefinitions(ctx context.Context, project string, snapshots ...measure.Snapshot) ([]*form.Definition, error) {
	var refs []fieldwork.DefinitionRef
	for _, snapshot := range snapshots {
		for _, group := range snapshot.Groups {
			refs = append(refs, group.Definition)
		}
	}
	return s.publishedOf(ctx, project, refs)
}

// publishedOf gives published versions, each once.
func (s *Service) publishedOf(ctx context.Context, project string, refs []fieldwork.DefinitionRef) ([]*form.Definition, error) {
	seen := map[fieldwork.DefinitionRef]bool{}
	list := []*form.Definition{}
	for _, ref := range refs {
		if seen[ref] {
			continue
		}
		seen[ref] = true
		compiled, err := s.forms.get(ctx, project, ref)
		if err != nil {
			return nil, err
		}
		list = append(list, compiled.definition)
	}
	return list, nil
}
