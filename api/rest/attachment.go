package rest

import (
	"net/http"
	"time"

	"touchstone/api/service"
)

// uploadTime is how long a phone on a weak network may take for one file.
const uploadTime = 10 * time.Minute

func (s *server) attach(c *call) error {
	request := c.Request()
	bodyWithin(c, uploadTime)
	content := http.MaxBytesReader(c.Response(), request.Body, service.MaxAttachment)
	if err := s.service.Attach(request.Context(), c.member, c.Param("response"), c.Param("sha256"), request.ContentLength, content); err != nil {
		return err
	}
	return c.NoContent(c.status)
}

func (s *server) attachment(c *call) error {
	file, err := s.service.Attachment(c.Request().Context(), c.member, c.Param("response"), c.Param("sha256"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Content.Close() }()
	header := c.Response().Header()
	header.Set("Content-Type", file.Type)
	header.Set("Content-Disposition", "inline")
	header.Set("Cache-Control", "private, max-age=31536000, immutable")
	header.Set("ETag", `"`+file.ID+`"`)
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, file.Content)
	return nil
}
