package service

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// definitionFile records that a project has a picture, sound or film for its definitions.
// ID: "project/sha256".
type definitionFile struct {
	ID      string            `json:"id"`
	Project string            `json:"project"`
	SHA256  string            `json:"sha256"`
	Type    string            `json:"type"` // as the server saw it
	Size    int64             `json:"size"`
	AddedAt fieldwork.Instant `json:"addedAt"`
	AddedBy string            `json:"addedBy,omitempty"`
}

func fileID(project, digest string) string { return project + "/" + digest }

// AddDefinitionFile takes a picture, sound or film that definitions of the project may show, or
// a document of a briefing.
// Twice the same is success. MediaType is what the sender calls it; it tells sound from film
// in containers that hold either.
func (s *Service) AddDefinitionFile(ctx context.Context, member Member, digest, mediaType string, size int64, content io.Reader) error {
	if !fieldwork.IsDigest(digest) {
		return fault.New(fault.Invalid, "file.address", "The address names a file by its SHA-256.")
	}
	if size <= 0 {
		return fault.New(fault.Invalid, "file.length", "State the length of the file (Content-Length), at least one byte.")
	}
	reader := bufio.NewReaderSize(content, sniffed)
	head, err := reader.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return unreadable(err)
	}
	kept, kind := shownAs(mimetype.Detect(head).String(), mediaType)
	if kept == "" {
		return fault.New(fault.Invalid, "file.type", "Definitions and briefings show pictures (JPEG, PNG, WebP), sounds, films and PDF; this is none, whatever its name says.")
	}
	if size > kind.Most() {
		return fault.New(fault.TooLarge, "file.tooLarge", "A file of this kind may have at most %d MB.", kind.Most()>>20)
	}
	if err := s.blobs.Put(ctx, digest, size, reader); err != nil {
		return unreadable(err)
	}
	file := definitionFile{
		ID: fileID(member.project.ID, digest), Project: member.project.ID, SHA256: digest, Type: kept, Size: size, AddedAt: s.instant(), AddedBy: member.person.ID,
	}
	return s.name(ctx, digest, func() error {
		_, err := s.files.insert(ctx, file.ID, file)
		return once(0, err)
	}, func() error { return s.forgetFile(ctx, file.ID) })
}

func (s *Service) forgetFile(ctx context.Context, id string) error {
	_, revision, err := s.files.get(ctx, id)
	if err != nil {
		return err
	}
	return s.store.Delete(ctx, definitionFiles, id, revision)
}

// shownAs gives the type under which a definition's file is handed out; "" for what it
// cannot show.
func shownAs(looks, called string) (string, fieldwork.MediaKind) {
	if looks == "application/pdf" {
		return looks, fieldwork.File
	}
	kinds := []fieldwork.MediaKind{fieldwork.Image, fieldwork.Video, fieldwork.Audio}
	if strings.HasPrefix(called, "audio/") {
		slices.Reverse(kinds)
	}
	for _, kind := range kinds {
		if kept, taken := kind.Takes(looks); taken {
			return kept, kind
		}
	}
	return "", ""
}

// DefinitionFile opens a file of the project's definitions; the caller closes its content.
func (s *Service) DefinitionFile(ctx context.Context, member Member, digest string) (AttachmentFile, error) {
	return s.openFile(ctx, member.project.ID, digest)
}

// LinkFile opens a file of the definition that a link asks.
func (s *Service) LinkFile(ctx context.Context, token, digest string) (AttachmentFile, error) {
	link, err := s.publicLinkOf(ctx, token)
	if err != nil {
		return AttachmentFile{}, err
	}
	compiled, err := s.forms.get(ctx, link.Project, link.Definition)
	if err != nil {
		return AttachmentFile{}, err
	}
	for _, file := range compiled.definition.Files {
		if file.SHA256 == digest {
			return s.openFile(ctx, link.Project, digest)
		}
	}
	return AttachmentFile{}, noFile()
}

func (s *Service) openFile(ctx context.Context, project, digest string) (AttachmentFile, error) {
	kept, _, err := s.files.get(ctx, fileID(project, digest))
	if fault.Is(err, fault.NotFound) {
		return shippedFile(digest)
	}
	if err != nil {
		return AttachmentFile{}, err
	}
	content, _, err := s.blobs.Open(ctx, digest)
	return AttachmentFile{fieldwork.Attachment{ID: digest, Type: kept.Type, Size: kept.Size, Present: true}, content}, err
}

func noFile() error {
	return fault.New(fault.NotFound, "file.unknown", "There is no such file here.")
}

// missingFiles reports the files a definition names that neither the project has nor the library.
func (s *Service) missingFiles(ctx context.Context, project string, definition *form.Definition) ([]form.Problem, error) {
	var problems []form.Problem
	for _, name := range slices.Sorted(maps.Keys(definition.Files)) {
		digest := definition.Files[name].SHA256
		if shippedMedia()[digest] != nil {
			continue
		}
		_, _, err := s.files.get(ctx, fileID(project, digest))
		if fault.Is(err, fault.NotFound) {
			problems = append(problems, form.Problem{
				Path: "/files/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name), Severity: form.Error, Code: "file",
				Message: fmt.Sprintf("The file %s has not been uploaded; upload it, or take it out.", name),
			})
		} else if err != nil {
			return nil, err
		}
	}
	return problems, nil
}
