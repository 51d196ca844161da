package service

import (
	"bytes"
	"context"

	"golang.org/x/sync/errgroup"

	"touchstone/api/demo"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// demoWriters is how many responses of the demo are written at once.
const demoWriters = 32

// AddDemo makes the demo project, or completes it. Running it again changes nothing.
func (s *Service) AddDemo(ctx context.Context) (fieldwork.Project, error) {
	data := demo.Generate(demo.Seed, s.now())
	project, err := s.addDemoProject(ctx, data.Project)
	if err != nil {
		return project, err
	}
	member := Member{Operator(), project}
	for _, id := range demo.Definitions() {
		definition, err := s.LibraryDefinition(id)
		if err != nil {
			return project, err
		}
		if _, err := s.Publish(ctx, member, definition); err != nil {
			return project, err
		}
	}
	if err := s.addDemoNouns(ctx, member, &data); err != nil {
		return project, err
	}
	if err := s.addDemoReports(ctx, member, data); err != nil {
		return project, err
	}
	return project, s.addDemoCases(ctx, member, data)
}

// addDemoProject gives the demo project; Conflict "project.exists" when another project has
// its id.
func (s *Service) addDemoProject(ctx context.Context, wanted fieldwork.Project) (fieldwork.Project, error) {
	_, err := s.projects.insert(ctx, wanted.ID, wanted)
	if !fault.Is(err, fault.Conflict) {
		return wanted, err
	}
	kept, _, err := s.projects.get(ctx, wanted.ID)
	if err == nil && !kept.Demo {
		err = fault.New(fault.Conflict, "project.exists", "There is a project %q already that is no demo.", wanted.ID)
	}
	return kept, err
}

// addDemoNouns adds what is missing around the responses. Links get secrets of this
// installation as their tokens.
func (s *Service) addDemoNouns(ctx context.Context, member Member, data *demo.Data) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(demoWriters)
	for _, photo := range data.Photos {
		group.Go(func() error {
			return s.blobs.Put(ctx, photo.ID, int64(len(photo.Content)), bytes.NewReader(photo.Content))
		})
	}
	id := func(name string) string { return member.project.ID + "/" + name }
	for _, touchpoint := range data.Touchpoints {
		touchpoint.ID, touchpoint.Project = id(touchpoint.Name), member.project.ID
		group.Go(func() error { return once(s.touchpoints.insert(ctx, touchpoint.ID, touchpoint)) })
	}
	for _, location := range data.Locations {
		location.ID, location.Project = id(location.Code), member.project.ID
		group.Go(func() error { return once(s.locations.insert(ctx, location.ID, location)) })
	}
	for _, wave := range data.Waves {
		wave.ID, wave.Project, wave.CreatedAt = id(wave.Name), member.project.ID, member.project.CreatedAt
		group.Go(func() error { return once(s.waves.insert(ctx, wave.ID, wave)) })
	}
	for _, person := range append(data.Shoppers[:len(data.Shoppers):len(data.Shoppers)], data.Reviewer) {
		group.Go(func() error { return once(s.people.insert(ctx, person.ID, person)) })
	}
	for _, assignment := range data.Assignments {
		assignment.Project = member.project.ID
		group.Go(func() error { return once(s.assignments.insert(ctx, assignment.ID, assignment)) })
	}
	for _, action := range data.Actions {
		group.Go(func() error { return once(s.actions.insert(ctx, id(action.ID), action)) })
	}
	for _, link := range data.Links {
		link.ID, link.Project = s.demoLink(link.ID), member.project.ID
		group.Go(func() error { return once(s.links.insert(ctx, link.ID, link)) })
	}
	return group.Wait()
}

func (s *Service) demoLink(number string) string { return s.tokens.Derive("demo link " + number) }

// once makes having been here before a success.
func once(_ int64, err error) error {
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// addDemoReports evaluates, scores and writes the responses as if they had come in by their
// own ways at their own time.
func (s *Service) addDemoReports(ctx context.Context, member Member, data demo.Data) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(demoWriters)
	for _, report := range data.Reports {
		group.Go(func() error {
			response, err := s.demoResponse(ctx, member, report)
			if err == nil && response.Assignment != "" {
				err = s.reviewDemo(ctx, member, report, data.Reviewer, &response)
			}
			if err != nil {
				return err
			}
			revision, err := s.responses.insert(ctx, response.ID, response)
			if err == nil {
				s.count(ctx, response, revision)
			}
			if err = once(revision, err); err != nil {
				return err
			}
			return s.noteDemoFiles(ctx, response)
		})
	}
	return group.Wait()
}

func (s *Service) demoResponse(ctx context.Context, member Member, report demo.Report) (fieldwork.Response, error) {
	where, source := "assignment "+report.Submission.Assignment, fieldwork.FromAssignment
	link := ""
	if report.Link != "" {
		link = s.demoLink(report.Link)
		where, source = "link "+link, fieldwork.FromLink
	}
	response := report.Submission.Begin(report.Submission.SubmittedAt, where)
	response.Project, response.Wave, response.Location = member.project.ID, report.Wave, report.Location
	response.Source, response.Link, response.Person = source, link, report.Person
	response.Events[0].Person = report.Person
	for _, announced := range report.Submission.Attachments {
		response.Receive(announced.ID, announced.Type, announced.Size)
	}
	broken, err := s.fill(ctx, &response, member.project)
	if err != nil {
		return response, err
	}
	for _, v := range broken {
		response.Flags = append(response.Flags, fieldwork.Flag{Code: v.Code, Question: v.Question, Message: v.Message, Value: v.Raw})
	}
	return response, nil
}

// reviewDemo flags a demo report by what it says itself, since the pictures of the demo are
// few, and takes the review it got.
func (s *Service) reviewDemo(ctx context.Context, member Member, report demo.Report, reviewer fieldwork.Person, response *fieldwork.Response) error {
	facts, err := s.facts(ctx, *response, member.project)
	if err != nil {
		return err
	}
	if facts.Location != nil {
		response.Visit = response.Visit.Measured(facts.Location.Position)
	}
	response.Suspect(facts)
	if report.Review == nil {
		return nil
	}
	return response.Decide(*report.Review, fieldwork.Reviewed{
		By: reviewer.ID, Role: fieldwork.Reviewer, Rules: member.project.FieldRules(), Now: report.ReviewedAt, Zone: zoneOf(member.project),
	})
}

// noteDemoFiles records that the files of a demo report have arrived.
func (s *Service) noteDemoFiles(ctx context.Context, response fieldwork.Response) error {
	for _, file := range response.Attachments {
		id := arrivalID(response.Project, response.ID, file.ID)
		err := once(s.arrivals.insert(ctx, id, arrival{
			ID: id, Project: response.Project, Response: response.ID, SHA256: file.ID, Type: file.Type, Size: file.Size, Person: response.Person, ArrivedAt: response.ReceivedAt,
		}))
		if err != nil {
			return err
		}
	}
	return nil
}
