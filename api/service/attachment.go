package service

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"touchstone/api/blob"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// sniffed is how much of a file is looked at to tell its type, in bytes.
const sniffed = 3072

// Attach takes the content of a file announced (now or later) by a response. Twice the same
// is success. Size is the length the sender states, in bytes.
func (s *Service) Attach(ctx context.Context, sender Sender, response, digest string, size int64, content io.Reader) error {
	d, err := s.delivery(ctx, sender, response, digest, size)
	if err == nil {
		err = d.measured()
	}
	if err != nil {
		return err
	}
	reader := bufio.NewReaderSize(content, sniffed)
	looks, err := d.look(reader)
	if err != nil {
		return err
	}
	if err := s.blobs.Put(ctx, digest, size, reader); err != nil {
		return unreadable(err)
	}
	return s.arrive(ctx, d, looks)
}

// AttachPiece takes the bytes of a file from offset on; size is that of the whole. What came
// in before the content broke off stays, also over a restart. It gives where the file stands;
// Conflict "attachment.offset" says that this is elsewhere than offset. With the last byte
// the file has arrived as with Attach.
func (s *Service) AttachPiece(ctx context.Context, sender Sender, response, digest string, offset, size int64, content io.Reader) (int64, error) {
	d, err := s.delivery(ctx, sender, response, digest, size)
	if err == nil {
		err = d.measured()
	}
	if err != nil {
		return 0, err
	}
	if d.arrived != nil {
		if offset != d.arrived.Size {
			return d.arrived.Size, elsewhere(d.arrived.Size)
		}
		return offset, s.arrive(ctx, d, d.arrived.Type)
	}
	reader := bufio.NewReaderSize(content, sniffed)
	if offset == 0 {
		// What cannot be taken is refused before the rest of it is sent.
		if head, _ := reader.Peek(sniffed); len(head) == sniffed {
			if _, err := d.look(reader); err != nil {
				return 0, err
			}
		}
	}
	stands, err := s.blobs.Append(ctx, d.upload(), offset, reader)
	switch {
	case err != nil && fault.Of(err).Code == "blob.offset":
		return stands, elsewhere(stands)
	case err != nil || stands < size:
		return stands, unreadable(err)
	}
	return stands, s.completed(ctx, d)
}

// Attached tells how much of a file has arrived and how large it is; NotFound
// "attachment.unknown" when nothing has.
func (s *Service) Attached(ctx context.Context, sender Sender, response, digest string) (offset, size int64, err error) {
	d, err := s.delivery(ctx, sender, response, digest, 0)
	if err != nil {
		return 0, 0, err
	}
	if d.arrived != nil {
		return d.arrived.Size, d.arrived.Size, d.refusal(d.arrived.Type, d.arrived.Size)
	}
	begun, err := s.blobs.Begun(ctx, d.upload().Key)
	if fault.Is(err, fault.NotFound) {
		return 0, 0, fault.New(fault.NotFound, "attachment.unknown", "Nothing of this file has arrived.")
	}
	if err == nil && begun.Offset == begun.Size {
		// The server ended between the last byte and the check of the whole.
		d.size = begun.Size
		if _, err = s.blobs.Append(ctx, d.upload(), begun.Offset, strings.NewReader("")); err == nil {
			err = s.completed(ctx, d)
		}
	}
	return begun.Offset, begun.Size, err
}

// completed looks at a file that came in pieces, now that it is whole.
func (s *Service) completed(ctx context.Context, d delivery) error {
	content, _, err := s.blobs.Open(ctx, d.digest)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	looks, err := d.look(bufio.NewReaderSize(content, sniffed))
	if err != nil {
		return err // the content is nobody's now, and is swept
	}
	return s.arrive(ctx, d, looks)
}

// arrive notes that a file is there and completes its response.
func (s *Service) arrive(ctx context.Context, d delivery, looks string) error {
	file := arrival{
		ID: arrivalID(d.project, d.response, d.digest), Project: d.project, Response: d.response,
		SHA256: d.digest, Type: looks, Size: d.size, Person: d.person, ArrivedAt: s.instant(),
	}
	if d.arrived == nil && d.person != "" { // pictures of customers are compared with nothing
		if err := s.fingerprint(ctx, &file); err != nil {
			return err
		}
	}
	if err := s.note(ctx, file); err != nil {
		return err
	}
	_, err := s.completeResponse(ctx, d.response)
	if fault.Is(err, fault.NotFound) {
		return nil // the response follows
	}
	return err
}

// fingerprint looks at a file if it is a picture.
func (s *Service) fingerprint(ctx context.Context, file *arrival) error {
	if !strings.HasPrefix(file.Type, "image/") {
		return nil
	}
	content, _, err := s.blobs.Open(ctx, file.SHA256)
	if fault.Is(err, fault.NotFound) {
		return nil // swept away just now; note finds out
	}
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	file.Print = s.likeness.print(content)
	return nil
}

// note records an arrival.
func (s *Service) note(ctx context.Context, file arrival) error {
	return s.name(ctx, file.SHA256, func() error {
		_, err := s.arrivals.insert(ctx, file.ID, file)
		return once(0, err)
	}, func() error {
		_, revision, err := s.arrivals.get(ctx, file.ID)
		if err != nil {
			return err
		}
		return s.store.Delete(ctx, arrivals, file.ID, revision)
	})
}

// name records that somebody has a file, while no sweep runs, and takes the record back when
// one came between the content and its record.
func (s *Service) name(ctx context.Context, digest string, record, takeBack func() error) error {
	s.sweeping.RLock()
	defer s.sweeping.RUnlock()
	if err := record(); err != nil {
		return err
	}
	content, _, err := s.blobs.Open(ctx, digest)
	if fault.Is(err, fault.NotFound) {
		return errors.Join(fault.Wrap(fault.Unavailable, "attachment.swept", err, "The file was cleared away just now; send it again."), takeBack())
	}
	if err != nil {
		return err
	}
	return content.Close()
}

// look tells what a file is by its beginning, and refuses what the questions do not take.
func (d delivery) look(content *bufio.Reader) (string, error) {
	head, err := content.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", unreadable(err)
	}
	looks, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	return looks, d.refusal(looks, d.size)
}

func elsewhere(stands int64) error {
	return fault.New(fault.Conflict, "attachment.offset", "The file stands at byte %d; go on from there.", stands)
}

// unreadable tells a body that ended early or was too long from a failure of ours.
func unreadable(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return attachmentTooLarge(tooLarge.Limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.New(fault.Invalid, "attachment.length", "The file ended before its stated length.")
	}
	return err
}

func attachmentTooLarge(most int64) error {
	return fault.New(fault.TooLarge, "attachment.tooLarge", "A file of this kind may have at most %g MB here.", float64(most)/(1<<20))
}

// AttachmentFile is an attachment to read; the caller closes Content.
type AttachmentFile struct {
	fieldwork.Attachment
	Content io.ReadSeekCloser
}

// Attachment opens a file of a response, as far as the member may see it.
func (s *Service) Attachment(ctx context.Context, member Member, response, digest string) (AttachmentFile, error) {
	kept, err := s.readable(ctx, member, response)
	if err != nil {
		return AttachmentFile{}, err
	}
	if member.views() {
		compiled, err := s.forms.get(ctx, kept.Project, kept.Definition)
		if err != nil {
			return AttachmentFile{}, err
		}
		kept = viewed(kept, compiled.definition, member.project.FieldRules().HidePhotos)
	}
	for _, attachment := range kept.Attachments {
		if attachment.ID == digest && attachment.Present {
			content, _, err := s.blobs.Open(ctx, digest)
			return AttachmentFile{attachment, content}, err
		}
	}
	return AttachmentFile{}, fault.New(fault.NotFound, "attachment.unknown", "The response has no such file, or it has not arrived.")
}

// upload gives the upload of the delivery; the same file for another response, or from
// another person, is another.
func (d delivery) upload() blob.Upload {
	return blob.Upload{Key: digestOf(arrivalID(d.project, d.response, d.digest) + "/" + d.person), ID: d.digest, Size: d.size}
}
