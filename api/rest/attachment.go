package rest

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// uploadTime is how long a phone on a weak network may take for one request with a file or a
// piece of one.
const uploadTime = 10 * time.Minute

// pieceType is the media type of a piece, after the protocol tus.
const pieceType = "application/offset+octet-stream"

// drained is how much of a refused piece is read all the same, in bytes.
const drained = 4 << 20

// Headers of files that come in pieces, after the protocol tus.
const (
	uploadOffset = "Upload-Offset" // bytes that are there
	uploadLength = "Upload-Length" // bytes of the whole
)

// senderOf tells who sends a file.
type senderOf func(c *call) (service.Sender, error)

func (s *server) ofMember(c *call) (service.Sender, error) { return service.SenderOf(c.member), nil }

// ofLink also counts what comes in from an address, and so must know how much it is.
func (s *server) ofLink(c *call) (service.Sender, error) {
	length := c.Request().ContentLength
	if length < 0 {
		return service.Sender{}, fault.New(fault.Invalid, "attachment.length", "State the length of what is sent (Content-Length).")
	}
	megabytes := int(length>>20) + 1
	if err := errors.Join(s.filesByLink.take(c.Param("token")), s.megabytesByAddress.takeMany(network(c.RealIP()), megabytes)); err != nil {
		return service.Sender{}, err
	}
	return s.service.LinkSender(c.Request().Context(), c.Param("token"))
}

func (s *server) attach(of senderOf) func(c *call) error {
	return func(c *call) error {
		sender, err := of(c)
		if err != nil {
			return err
		}
		request := c.Request()
		bodyWithin(c.Context, uploadTime)
		content := http.MaxBytesReader(c.Response(), request.Body, fieldwork.LargestFile)
		if err := s.service.Attach(request.Context(), sender, c.Param("response"), c.Param("sha256"), request.ContentLength, content); err != nil {
			return err
		}
		return c.NoContent(c.status)
	}
}

func (s *server) attachPiece(of senderOf) func(c *call) error {
	return func(c *call) error {
		sender, err := of(c)
		if err != nil {
			return err
		}
		request := c.Request()
		if mediaType, _, _ := mime.ParseMediaType(request.Header.Get("Content-Type")); mediaType != pieceType {
			return fault.New(fault.Invalid, "request.mediaType", "Send pieces with Content-Type: %s.", pieceType)
		}
		offset, from := strconv.ParseInt(request.Header.Get(uploadOffset), 10, 64)
		size, length := strconv.ParseInt(request.Header.Get(uploadLength), 10, 64)
		if from != nil || length != nil || offset < 0 || offset > size || request.ContentLength > size-offset {
			return fault.New(fault.Invalid, "attachment.offset", "State with %s where the piece begins and with %s how long the whole is, in bytes.", uploadOffset, uploadLength)
		}
		bodyWithin(c.Context, uploadTime)
		content := http.MaxBytesReader(c.Response(), request.Body, size-offset)
		stands, err := s.service.AttachPiece(request.Context(), sender, c.Param("response"), c.Param("sha256"), offset, size, content)
		c.Response().Header().Set(uploadOffset, strconv.FormatInt(stands, 10))
		if err != nil {
			// A browser that is still sending when the connection closes never sees the reason.
			_, _ = io.CopyN(io.Discard, content, drained)
			return err
		}
		return c.NoContent(c.status)
	}
}

func (s *server) attached(of senderOf) func(c *call) error {
	return func(c *call) error {
		sender, err := of(c)
		if err != nil {
			return err
		}
		offset, size, err := s.service.Attached(c.Request().Context(), sender, c.Param("response"), c.Param("sha256"))
		if err != nil {
			return err
		}
		c.Response().Header().Set(uploadOffset, strconv.FormatInt(offset, 10))
		c.Response().Header().Set(uploadLength, strconv.FormatInt(size, 10))
		return nil
	}
}

func (s *server) attachment(c *call) error {
	file, err := s.service.Attachment(c.Request().Context(), c.member, c.Param("response"), c.Param("sha256"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Content.Close() }()
	serveFile(c, file)
	return nil
}

// serveFile hands a file out so that no browser takes it for anything but what it is: what
// may be shown is shown, everything else is saved.
func serveFile(c *call, file service.AttachmentFile) {
	header := c.Response().Header()
	disposition := "inline"
	if !fieldwork.Shown(file.Type) {
		disposition = "attachment"
	}
	if named := mime.FormatMediaType(disposition, map[string]string{"filename": file.Name}); named != "" && disposition == "attachment" {
		disposition = named
	}
	header.Set("Content-Type", file.Type)
	header.Set("Content-Disposition", disposition)
	header.Set("Cache-Control", "private, max-age=31536000, immutable")
	header.Set("ETag", `"`+file.ID+`"`)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, file.Content)
}
