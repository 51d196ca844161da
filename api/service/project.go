package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Projects gives the projects open to the actor with their role in each.
func (s *Service) Projects(ctx context.Context, actor Actor) (List[ProjectRole], error) {
	list := List[ProjectRole]{Items: []ProjectRole{}}
	if actor.person.Administrator {
		every, err := s.projects.everything(ctx, store.Query{})
		for _, project := range every {
			list.Items = append(list.Items, roleIn(project, &actor.person, fieldwork.Administrator))
		}
		return list, err
	}
	for _, membership := range actor.person.Memberships {
		project, _, err := s.projects.get(ctx, membership.Project)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, roleIn(project, &actor.person, membership.Role))
	}
	return list, nil
}

// AddProject makes a project. The same project once more is success; another one under its
// id is a Conflict.
func (s *Service) AddProject(ctx context.Context, project fieldwork.Project) (fieldwork.Project, error) {
	if err := project.Check(); err != nil {
		return project, err
	}
	project.CreatedAt = s.instant()
	_, err := s.projects.insert(ctx, project.ID, project)
	if !fault.Is(err, fault.Conflict) {
		return project, err
	}
	kept, _, err := s.projects.get(ctx, project.ID)
	if err != nil {
		return kept, err
	}
	project.CreatedAt = kept.CreatedAt
	if !sameContent(project, kept) {
		return kept, fault.New(fault.Conflict, "project.exists", "There is a project %q already.", project.ID)
	}
	return kept, nil
}

// ProjectChange is what may be changed about a project; nil leaves it as it is.
type ProjectChange struct {
	Title         *string           `json:"title,omitempty"`
	TimeZone      *string           `json:"timeZone,omitempty"`
	Languages     []string          `json:"languages,omitempty"`
	Accent        *string           `json:"accent,omitempty"`
	CountedStates []fieldwork.State `json:"countedStates,omitempty"`
	Rules         *fieldwork.Rules  `json:"rules,omitempty"` // all of them at once
}

// ChangeProject changes what is given.
func (s *Service) ChangeProject(ctx context.Context, member Member, change ProjectChange) (fieldwork.Project, error) {
	project, _, err := s.projects.change(ctx, member.project.ID, func(project *fieldwork.Project) error {
		set(&project.Title, change.Title)
		set(&project.TimeZone, change.TimeZone)
		set(&project.Accent, change.Accent)
		if change.Languages != nil {
			project.Languages = change.Languages
		}
		if change.CountedStates != nil {
			project.CountedStates = change.CountedStates
		}
		if change.Rules != nil {
			project.Rules = change.Rules
		}
		return project.Check()
	})
	return project, err
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}
