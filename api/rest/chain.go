package rest

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
)

const requestIDKey = "requestID"

// requestID gives every request an id of our own: in the answer, in problems and in the log.
func (s *server) requestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := uuid.Must(uuid.NewV7()).String()
		c.Set(requestIDKey, id)
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

func requestIDOf(c echo.Context) string {
	id, _ := c.Get(requestIDKey).(string)
	return id
}

// logRequest writes a line per request: the route, never the address asked for (it may hold
// a token), nor anything about the person.
func (s *server) logRequest(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		status := c.Response().Status
		level := slog.LevelInfo
		if c.Path() == "/healthz" || c.Path() == "/readyz" || status < http.StatusBadRequest && c.Request().Method == http.MethodGet {
			level = slog.LevelDebug
		}
		s.log.LogAttrs(c.Request().Context(), level, "request",
			slog.String("request", requestIDOf(c)), slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", status), slog.Duration("took", time.Since(start).Round(time.Microsecond)))
		return nil
	}
}

// recoverPanic turns a panic into an Internal fault with its stack in the log.
func (s *server) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if reason := recover(); reason != nil {
				if reason == http.ErrAbortHandler {
					panic(reason)
				}
				err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
			}
		}()
		return next(c)
	}
}

// Content-Security-Policy of pages, and of answers that no browser should ever render.
const (
	pagePolicy = "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"
)

func (s *server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)")
		if s.secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		switch path := c.Request().URL.Path; {
		case strings.HasPrefix(path, "/api/"):
			header.Set("Content-Security-Policy", dataPolicy)
			header.Set("Cache-Control", "no-store")
		// Browsers keep /desk.html and show it for every page of the desk.
		case path == "/" || path == "/desk" || path == "/desk.html" || strings.HasPrefix(path, "/desk/"):
			header.Set("Content-Security-Policy", s.deskPolicy)
		default:
			header.Set("Content-Security-Policy", pagePolicy)
		}
		return next(c)
	}
}

// alreadyCompressed says which answers the gzip middleware leaves alone: pages come
// compressed from the build, pictures are compressed by nature.
func alreadyCompressed(c echo.Context) bool {
	path := c.Path()
	return !strings.HasPrefix(path, "/api/") && path != "/a/:token" || strings.Contains(path, "/attachments/") || strings.Contains(path, "/files/")
}
