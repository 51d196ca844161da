package service

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Furnishing is what a project must have before responses can come in.
type Furnishing struct {
	Project    string // id
	Title      string // of a new project; "" takes the definition's
	TimeZone   string // of a new project
	Definition []byte // JSON, published if it is not; nil when it is there already
	Wave       string
	Kind       string // of a new wave; "" is baseline for the first and followUp for others
}

// Furnish makes what is missing of a project, definition, touchpoints and wave, changes
// nothing that is there, and tells what it did, a sentence each.
func (s *Service) Furnish(ctx context.Context, actor Actor, wanted Furnishing) (Member, []string, error) {
	var did []string
	var definition *form.Definition
	if wanted.Definition != nil {
		var problems []form.Problem
		if definition, problems = readDefinition(wanted.Definition); form.Failed(problems) {
			return Member{}, nil, form.Invalid(problems)
		}
	}
	member, err := s.Admit(ctx, actor, wanted.Project, auth.Write)
	if fault.Is(err, fault.NotFound) && definition != nil {
		if err = s.Allow(actor, auth.Administrate); err != nil {
			return Member{}, nil, err
		}
		if err = s.furnishProject(ctx, wanted, definition); err != nil {
			return Member{}, nil, err
		}
		did = append(did, fmt.Sprintf("Added the project %q.", wanted.Project))
		member, err = s.Admit(ctx, actor, wanted.Project, auth.Write)
	}
	if err != nil {
		return Member{}, nil, err
	}
	if definition != nil {
		published, err := s.Publish(ctx, member, wanted.Definition)
		if err != nil {
			return member, did, err
		}
		if published.New {
			did = append(did, fmt.Sprintf("Published the definition %q, version %d.", definition.ID, definition.Version))
		}
		touchpoints, err := s.furnishTouchpoints(ctx, member, definition)
		if err != nil {
			return member, did, err
		}
		if len(touchpoints) > 0 {
			did = append(did, fmt.Sprintf("Added %d touchpoints of the definition.", len(touchpoints)))
		}
	}
	said, err := s.furnishWave(ctx, member, wanted.Wave, wanted.Kind)
	return member, append(did, said...), err
}

func (s *Service) furnishProject(ctx context.Context, wanted Furnishing, definition *form.Definition) error {
	project := fieldwork.Project{ID: wanted.Project, Title: wanted.Title, TimeZone: wanted.TimeZone}
	if project.Title == "" {
		project.Title = definition.Title[definition.DefaultLanguage]
	}
	project.Languages = slices.Sorted(maps.Keys(definition.Title))
	slices.SortStableFunc(project.Languages, func(a, b string) int {
		switch definition.DefaultLanguage {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	_, err := s.AddProject(ctx, project)
	return err
}

// furnishTouchpoints adds the touchpoints that a definition names and the project lacks.
func (s *Service) furnishTouchpoints(ctx context.Context, member Member, definition *form.Definition) ([]string, error) {
	known, err := s.Touchpoints(ctx, member)
	if err != nil {
		return nil, err
	}
	order := 0
	have := map[string]bool{}
	for _, touchpoint := range known.Items {
		have[touchpoint.Name], order = true, max(order, touchpoint.Order)
	}
	var added []string
	for _, touchpoint := range touchpointsOf(definition) {
		if have[touchpoint.Name] {
			continue
		}
		order += 10
		touchpoint.Order = order
		if _, err := s.PutTouchpoint(ctx, member, touchpoint); err != nil {
			return added, err
		}
		added = append(added, touchpoint.Name)
	}
	return added, nil
}

// touchpointsOf gives the touchpoints a definition names, in the order of its questions,
// each called like its first indicator or the question of that, whichever is shorter.
func touchpointsOf(definition *form.Definition) []fieldwork.Touchpoint {
	var names []string
	titles, labels := map[string]form.Text{}, map[string]form.Text{}
	for _, question := range definition.All() {
		labels[question.Name] = question.Label
		if name := question.Touchpoint; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
			titles[name] = question.Label
		}
	}
	length := func(text form.Text) int { return utf8.RuneCountInString(text[definition.DefaultLanguage]) }
	measured := map[string]bool{}
	for _, indicator := range definition.Indicators {
		name := indicator.Touchpoint
		if name == "" || measured[name] {
			continue
		}
		measured[name] = true
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		titles[name] = indicator.Title
		if label := labels[indicator.Of]; length(titles[name]) == 0 || length(label) > 0 && length(label) < length(titles[name]) {
			titles[name] = label
		}
	}
	touchpoints := make([]fieldwork.Touchpoint, 0, len(names))
	for _, name := range names {
		title := titles[name]
		if len(title) == 0 {
			title = form.Text{definition.DefaultLanguage: name}
		}
		touchpoints = append(touchpoints, fieldwork.Touchpoint{Name: name, Title: title})
	}
	return touchpoints
}

// furnishWave adds the wave, if the project lacks it.
func (s *Service) furnishWave(ctx context.Context, member Member, name, kind string) ([]string, error) {
	known, err := s.Waves(ctx, member)
	if err != nil {
		return nil, err
	}
	order := 0
	for _, wave := range known.Items {
		if wave.Name == name {
			return nil, nil
		}
		order = max(order, wave.Order)
	}
	reason := ""
	switch {
	case kind == "" && len(known.Items) == 0:
		kind, reason = fieldwork.Baseline, ", since it is the first"
	case kind == "":
		kind = fieldwork.FollowUp
	}
	title := form.Text{}
	for _, language := range member.project.Languages {
		title[language] = name
	}
	wave := fieldwork.Wave{Name: name, Title: title, Kind: kind, Order: order + 10}
	if _, err := s.PutWave(ctx, member, wave); err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("Added the wave %q as %s%s.", name, kind, reason)}, nil
}
