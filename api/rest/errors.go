package rest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/labstack/echo/v4"

	"touchstone/api/fault"
)

// problem is the body of every failure, after RFC 9457.
type problem struct {
	Type     string        `json:"type"`
	Title    string        `json:"title"`
	Status   int           `json:"status"`
	Code     string        `json:"code"`
	Detail   string        `json:"detail"`
	Instance string        `json:"instance,omitempty"` // the request's id, to find it in the log
	Fields   []fault.Field `json:"fields,omitempty"`
}

// statuses of the kinds of fault.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// statusesByCode are the faults of HTTP itself, more exact than their kind.
var statusesByCode = map[string]int{
	"request.json":      http.StatusBadRequest,
	"request.query":     http.StatusBadRequest,
	"request.mediaType": http.StatusUnsupportedMediaType,
	"request.method":    http.StatusMethodNotAllowed,
	"draft.stale":       http.StatusPreconditionFailed,
	"account.stale":     http.StatusPreconditionFailed,
}

// statusClientGone is logged when the client left before its answer; nobody sees it.
const statusClientGone = 499

func statusOf(f *fault.Error) int {
	if status, ok := statusesByCode[f.Code]; ok {
		return status
	}
	return statuses[f.Kind]
}

// faultOf reads any error a handler or echo itself gives.
func faultOf(err error) *fault.Error {
	var ofEcho *echo.HTTPError
	var tooLarge *http.MaxBytesError
	var known *fault.Error
	switch {
	case errors.As(err, &tooLarge):
		return fault.New(fault.TooLarge, "request.tooLarge", "The request may have at most %d bytes.", tooLarge.Limit)
	case errors.As(err, &known):
		return known
	case errors.As(err, &ofEcho) && ofEcho.Code == http.StatusNotFound:
		return fault.New(fault.NotFound, "request.path", "There is nothing at this address.")
	case errors.As(err, &ofEcho) && ofEcho.Code == http.StatusMethodNotAllowed:
		return fault.New(fault.Invalid, "request.method", "This address does not know that method.")
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET): // of the client; those of engines are known faults
		return fault.Wrap(fault.Invalid, "request.json", err, "The request ended before its stated length.")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return fault.Wrap(fault.Unavailable, "request.timeout", err, "It took too long; try again.")
	}
	return fault.Of(err)
}

// renderError is the one place where failures become HTTP.
func (s *server) renderError(err error, c echo.Context) {
	f := faultOf(err)
	if c.Response().Committed {
		// Half an answer must not look whole: cut the connection, so that the client knows.
		s.log.LogAttrs(c.Request().Context(), slog.LevelWarn, "answer cut off",
			slog.String("request", requestIDOf(c)), slog.String("code", f.Code), slog.String("cause", f.Error()))
		panic(http.ErrAbortHandler)
	}
	status := statusOf(f)
	if errors.Is(err, context.Canceled) && c.Request().Context().Err() != nil {
		status = statusClientGone
	}
	if status >= http.StatusInternalServerError {
		level := slog.LevelError
		switch {
		case c.Path() == "/readyz":
			level = slog.LevelDebug // being asked whether it is ready is no failure
		case f.Kind == fault.Unavailable:
			level = slog.LevelWarn
		}
		s.log.LogAttrs(c.Request().Context(), level, "request failed",
			slog.String("request", requestIDOf(c)), slog.String("code", f.Code), slog.String("cause", f.Error()))
	}
	header := c.Response().Header()
	header.Del(echo.HeaderContentDisposition)
	retry := f.RetryAfter
	if retry == 0 && f.Kind == fault.Unavailable {
		retry = 5 * time.Second
	}
	if retry > 0 {
		header.Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(retry.Seconds()))))
	}
	if f.Kind == fault.Unauthenticated {
		header.Set(echo.HeaderWWWAuthenticate, `Bearer realm="touchstone"`)
	}
	header.Set(echo.HeaderCacheControl, "no-store")
	if !strings.HasPrefix(c.Request().URL.Path, "/api/") {
		_ = c.String(status, f.Message+"\n") // the connection is gone when this fails
		return
	}
	header.Set(echo.HeaderContentType, "application/problem+json")
	c.Response().WriteHeader(status)
	_ = c.Echo().JSONSerializer.Serialize(c, problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Code: f.Code, Detail: f.Message,
		Instance: requestIDOf(c), Fields: f.Fields,
	}, "")
}
