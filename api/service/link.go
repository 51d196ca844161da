package service

import (
	"context"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// PublicLink is a link as its project sees it, with its address.
type PublicLink struct {
	fieldwork.Link
	URL string `json:"url"`
}

func (s *Service) publicLink(link fieldwork.Link) PublicLink {
	return PublicLink{link, s.publicURL + "/a/" + link.ID}
}

// Links gives one page, newest first.
func (s *Service) Links(ctx context.Context, member Member, page Page) (List[PublicLink], error) {
	found, err := s.links.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After})
	list := List[PublicLink]{Items: []PublicLink{}, Next: found.Next}
	for _, link := range found.Items {
		list.Items = append(list.Items, s.publicLink(link))
	}
	return list, err
}

// AddLink opens a public way to answer a definition; its id is a new token.
func (s *Service) AddLink(ctx context.Context, member Member, link fieldwork.Link) (PublicLink, error) {
	link.ID, link.Project, link.CreatedAt, link.Closed, link.ClosedAt = auth.NewSecret(), member.project.ID, s.instant(), false, nil
	if err := s.checkLink(ctx, link); err != nil {
		return PublicLink{}, err
	}
	_, err := s.links.insert(ctx, link.ID, link)
	return s.publicLink(link), err
}

func (s *Service) checkLink(ctx context.Context, link fieldwork.Link) error {
	if err := link.Check(); err != nil {
		return err
	}
	return s.requireNouns(ctx, link.Project, link.Wave, link.Touchpoint, link.Location, link.Definition)
}

// ChangeLink replaces what a link says, closes or reopens it; its token stays.
func (s *Service) ChangeLink(ctx context.Context, member Member, link fieldwork.Link) (PublicLink, error) {
	link.Project = member.project.ID
	if err := s.checkLink(ctx, link); err != nil {
		return PublicLink{}, err
	}
	changed, _, err := s.links.change(ctx, link.ID, func(kept *fieldwork.Link) error {
		if kept.Project != member.project.ID {
			return s.links.unknown(link.ID)
		}
		now := s.instant()
		link.CreatedAt, link.ClosedAt = kept.CreatedAt, nil
		if link.Closed {
			link.ClosedAt = &now
			if kept.ClosedAt != nil {
				link.ClosedAt = kept.ClosedAt
			}
		}
		*kept = link
		return nil
	})
	return s.publicLink(changed), err
}

// LinkAddress gives the public address of a link of the project.
func (s *Service) LinkAddress(ctx context.Context, member Member, id string) (string, error) {
	link, _, err := s.links.get(ctx, id)
	if err == nil && link.Project != member.project.ID {
		err = s.links.unknown(id)
	}
	return s.publicLink(link).URL, err
}

// Questionnaire is everything a customer's page needs to begin.
type Questionnaire struct {
	Link       LinkFace         `json:"link"`
	Project    ProjectFace      `json:"project"`
	Definition *form.Definition `json:"definition"`
}

// LinkFace is what a customer may see of a link.
type LinkFace struct {
	ID         string `json:"id"`
	Language   string `json:"language,omitempty"`
	Touchpoint string `json:"touchpoint,omitempty"` // name
	Location   string `json:"location,omitempty"`   // title
}

// ProjectFace is what a customer may see of a project.
type ProjectFace struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	TimeZone string `json:"timeZone"` // days in answers are days in it
	Accent   string `json:"accent,omitempty"`
}

// Questionnaire gives what a link asks: NotFound "link.unknown", Forbidden "link.closed".
func (s *Service) Questionnaire(ctx context.Context, token string) (Questionnaire, error) {
	link, err := s.publicLinkOf(ctx, token)
	if err != nil {
		return Questionnaire{}, err
	}
	if link.Closed {
		return Questionnaire{}, linkClosed()
	}
	project, _, err := s.projects.get(ctx, link.Project)
	if err != nil {
		return Questionnaire{}, err
	}
	compiled, err := s.forms.get(ctx, link.Project, link.Definition)
	if err != nil {
		return Questionnaire{}, err
	}
	face := LinkFace{ID: link.ID, Language: link.Language, Touchpoint: link.Touchpoint}
	if link.Location != "" {
		location, _, err := s.locations.get(ctx, link.Project+"/"+link.Location)
		if err != nil {
			return Questionnaire{}, err
		}
		face.Location = location.Title
	}
	return Questionnaire{Link: face, Project: ProjectFace{project.ID, project.Title, project.TimeZone, project.Accent}, Definition: withoutTargets(compiled.definition)}, nil
}

// publicLinkOf gives the link of a token; NotFound "link.unknown".
func (s *Service) publicLinkOf(ctx context.Context, token string) (fieldwork.Link, error) {
	link, _, err := s.links.get(ctx, token)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.NotFound, "link.unknown", "This address is not known.")
	}
	return link, err
}

func linkClosed() error {
	return fault.New(fault.Forbidden, "link.closed", "This survey is closed; thank you for your interest.")
}
