package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/service"
)

// withService parses the flags, opens the service, and closes it after work.
func withService(ctx context.Context, set *flag.FlagSet, read func() (config, error), words []string, work func(*service.Service) error) (failure error) {
	if err := parse(set, words, os.Stdout); err != nil {
		return err
	}
	c, err := read()
	if err != nil {
		return &usageError{err.Error()}
	}
	o, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { failure = errors.Join(failure, o.close()) }()
	return work(o.service)
}

// addPerson opens an account, or gives a known one a role. The password comes from
// TOUCHSTONE_PASSWORD, so that it shows in no list of processes, or is made up and printed.
func addPerson(ctx context.Context, words []string, out io.Writer) error {
	set := flags("person add")
	read := configFlags(set)
	email := set.String("email", "", "e-mail address (required)")
	name := set.String("name", "", "name (required for a new account)")
	language := set.String("language", "en", "language of the pages: en or de")
	administrator := set.Bool("administrator", false, "may do everything in every project")
	project := set.String("project", "", "project to join")
	role := set.String("role", "", "role in that project: lead, reviewer, shopper or viewer")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		account := service.NewPerson{Name: *name, Email: *email, Language: *language, Password: os.Getenv("TOUCHSTONE_PASSWORD")}
		made := account.Password == ""
		if made {
			account.Password = auth.NewSecret()
		}
		person, isNew, err := s.AddPerson(ctx, account, *administrator, *project, fieldwork.Role(*role))
		if err != nil {
			return err
		}
		if !isNew {
			_, err = fmt.Fprintf(out, "%s had an account; its roles are set, its password is unchanged.\n", person.Email)
			return err
		}
		_, err = fmt.Fprintf(out, "Added %s (%s).\n", person.Name, person.Email)
		if err == nil && made {
			_, err = fmt.Fprintf(out, "Password: %s\n", account.Password)
		}
		return err
	})
}

// addProject makes a project.
func addProject(ctx context.Context, words []string, out io.Writer) error {
	set := flags("project add")
	read := configFlags(set)
	id := set.String("id", "", "id: lower-case letters, digits, hyphens (required)")
	title := set.String("title", "", "title (required)")
	zone := set.String("time-zone", "Europe/Zurich", "time zone of waves and visits")
	languages := set.String("languages", "en,de", "languages of its pages, by commas")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		project, err := s.AddProject(ctx, fieldwork.Project{ID: *id, Title: *title, TimeZone: *zone, Languages: strings.Split(*languages, ",")})
		if err == nil {
			_, err = fmt.Fprintf(out, "Project %s is there.\n", project.ID)
		}
		return err
	})
}

// addDefinition publishes a definition from a file.
func addDefinition(ctx context.Context, words []string, out io.Writer) error {
	set := flags("definition add")
	read := configFlags(set)
	project := set.String("project", "", "project id (required)")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		if set.NArg() != 1 {
			return &usageError{"name one file: touchstone definition add --project ID file.json"}
		}
		data, err := os.ReadFile(set.Arg(0))
		if err != nil {
			return err
		}
		member, err := s.Admit(ctx, service.Operator(), *project, auth.Write)
		if err != nil {
			return err
		}
		if err := addFiles(ctx, s, member, filepath.Dir(set.Arg(0)), data); err != nil {
			return err
		}
		published, err := s.Publish(ctx, member, data)
		if err != nil {
			return err
		}
		for _, problem := range published.Problems {
			_, _ = fmt.Fprintf(out, "%s %s: %s\n", problem.Severity, problem.Path, problem.Message)
		}
		_, err = fmt.Fprintf(out, "Definition %s, version %d, is published in %s.\n", published.Definition.ID, published.Definition.Version, *project)
		return err
	})
}

// addFiles brings the pictures, sounds and films that a definition names in from its folder,
// as far as they lie there.
func addFiles(ctx context.Context, s *service.Service, member service.Member, folder string, data []byte) error {
	definition, _ := form.Parse(data)
	if definition == nil {
		return nil // Publish says what is wrong with it
	}
	for name, file := range definition.Files {
		content, err := fs.ReadFile(os.DirFS(folder), name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
			continue // it may be in the project already
		}
		if err == nil {
			err = s.AddDefinitionFile(ctx, member, file.SHA256, file.Type, int64(len(content)), bytes.NewReader(content))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
