package rest

import (
	"mime"
	"net/http"
	"strconv"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// exportQuery names the query parameters of a table of responses.
var exportQuery = append([]string{"definition", "version", "wave", "state"}, choiceQuery...)

// responsesCSV streams a table of responses. What fails on the way can no longer be told by a
// status: the connection is cut, so that nobody takes half a table for the whole.
func (s *server) responsesCSV(c *call) error {
	query := service.ExportQuery{Definition: c.QueryParam("definition"), Wave: c.QueryParam("wave"), State: fieldwork.State(c.QueryParam("state")), Choice: c.choice()}
	if text := c.QueryParam("version"); text != "" {
		version, err := strconv.Atoi(text)
		if err != nil || version < 1 {
			return fault.New(fault.Invalid, "request.query", "The version is a number from 1 on.").With(
				fault.Field{Path: "version", Code: "range", Message: "Use a number from 1 on."})
		}
		query.Version = version
	}
	table, err := s.service.ResponseExport(c.Request().Context(), c.member, query)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Content-Type", csvTable.mediaType)
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": table.Name + csvTable.ending}))
	if c.Request().Method == http.MethodHead {
		return nil
	}
	if err := table.Write(c.Request().Context(), steady{c}); err != nil {
		if c.Request().Context().Err() == nil { // else it is the client who went
			s.log.Error("a table could not be sent whole", "request", requestIDOf(c), "cause", err.Error())
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// pieceTime is how long a client may take for one piece of a long answer. The whole may take
// as long as it needs.
const pieceTime = time.Minute

// steady writes an answer whose deadline moves on with every piece that was taken.
type steady struct{ *call }

func (s steady) Write(p []byte) (int, error) {
	_ = http.NewResponseController(s.Response()).SetWriteDeadline(time.Now().Add(pieceTime)) // unsupported only in tests of handlers alone
	return s.Response().Write(p)
}
