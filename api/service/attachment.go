package service

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// MaxAttachment is the most bytes an attachment may have.
const MaxAttachment = 20 << 20

// Attach takes the content of a file announced (now or later) by a response. Twice the same
// is success. Size is the length the sender states, in bytes.
func (s *Service) Attach(ctx context.Context, member Member, response, digest string, size int64, content io.Reader) error {
	if !fieldwork.IsUUID(response) || !fieldwork.IsDigest(digest) {
		return fault.New(fault.Invalid, "attachment.address", "The address names a response by its UUID and a file by its SHA-256.")
	}
	if size > MaxAttachment {
		return attachmentTooLarge()
	}
	if size <= 0 {
		return fault.New(fault.Invalid, "attachment.length", "State the length of the file (Content-Length), at least one byte.")
	}
	kept, _, err := s.responses.get(ctx, response)
	if err == nil && (kept.Project != member.project.ID || kept.Person != member.person.ID && !member.person.Has(member.project.ID, fieldwork.Lead)) {
		return s.responses.unknown(response)
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	reader := bufio.NewReaderSize(content, 4096)
	head, err := reader.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return unreadable(err)
	}
	mediaType, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if mediaType != "image/jpeg" && mediaType != "image/png" && mediaType != "image/webp" {
		return fault.New(fault.Invalid, "attachment.type", "This is no JPEG, PNG or WebP picture, whatever its name says.")
	}
	if err := s.blobs.Put(ctx, digest, size, reader); err != nil {
		return unreadable(err)
	}
	file := arrival{
		ID: arrivalID(member.project.ID, response, digest), Project: member.project.ID, Response: response,
		SHA256: digest, Type: mediaType, Size: size, Person: member.person.ID, ArrivedAt: s.instant(),
	}
	if _, err := s.arrivals.insert(ctx, file.ID, file); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	_, err = s.completeResponse(ctx, response)
	if fault.Is(err, fault.NotFound) {
		return nil // the response follows
	}
	return err
}

func attachmentTooLarge() error {
	return fault.New(fault.TooLarge, "attachment.tooLarge", "A file may have at most %d MB.", MaxAttachment>>20)
}

// unreadable tells a body that ended early or was too long from a failure of ours.
func unreadable(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return attachmentTooLarge()
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.New(fault.Invalid, "attachment.length", "The file ended before its stated length.")
	}
	return err
}

// AttachmentFile is an attachment to read; the caller closes Content.
type AttachmentFile struct {
	fieldwork.Attachment
	Content io.ReadSeekCloser
}

// Attachment opens a file of a response of the project.
func (s *Service) Attachment(ctx context.Context, member Member, response, digest string) (AttachmentFile, error) {
	kept, _, err := s.responses.get(ctx, response)
	if err == nil && kept.Project != member.project.ID {
		err = s.responses.unknown(response)
	}
	if err != nil {
		return AttachmentFile{}, err
	}
	for _, attachment := range kept.Attachments {
		if attachment.ID == digest && attachment.Present {
			content, _, err := s.blobs.Open(ctx, digest)
			return AttachmentFile{attachment, content}, err
		}
	}
	return AttachmentFile{}, fault.New(fault.NotFound, "attachment.unknown", "The response has no such file, or it has not arrived.")
}
