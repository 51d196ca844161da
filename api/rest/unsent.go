package rest

import (
	"errors"
	"io"
	"net/http"
	"time"

	"touchstone/api/fault"
	"touchstone/api/service"
)

// unsentTime is how long a file of unsent reports may take to come in.
const unsentTime = 30 * time.Minute

// takeUnsent takes the part named file of a form, straight from the connection.
func (s *server) takeUnsent(c *call) error {
	bodyWithin(c, unsentTime)
	request := c.Request()
	request.Body = http.MaxBytesReader(c.Response(), request.Body, service.MostUnsentFile)
	parts, err := request.MultipartReader()
	if err != nil {
		return fault.New(fault.Invalid, "request.mediaType", "Send a form with a file (multipart/form-data).")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return fault.New(fault.Invalid, "request.invalid", "There is no file.").With(
				fault.Field{Path: "file", Code: "required", Message: "Send the file in the part named file."})
		}
		if err != nil {
			return brokenUpload(err)
		}
		if part.FormName() != "file" {
			continue
		}
		taken, err := s.service.TakeUnsent(request.Context(), c.member, part)
		if err != nil {
			return err
		}
		return c.JSON(c.status, taken)
	}
}
