// Package fault is the one error type that crosses rooms. A fault says what kind of
// failure it is (which the outer face turns into a status), a stable code that
// programs may rely on, a sentence for people, and where the mistake is.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind is the class of a failure; the zero value is Internal.
type Kind int

// The kinds. Everything that is not one of the others is Internal.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	TooLarge
	TooMany
	Unavailable
)

// Field says which part of the input is wrong.
type Field struct {
	Path    string `json:"path"`    // JSON path, question name, or "sheet!column row"
	Code    string `json:"code"`    // stable, for example "required"
	Message string `json:"message"` // what is wrong and what to do
}

// Error is a failure with its kind, code, message and the fields concerned.
type Error struct {
	Kind    Kind
	Code    string // "noun.reason", for example "response.stale"
	Message string
	Fields  []Field
	Cause   error // for the log only, never shown
	// RetryAfter, if set, says when another attempt is worth making (TooMany, Unavailable).
	RetryAfter time.Duration
}

// New makes a fault; message is formatted with args.
func New(kind Kind, code, message string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(message, args...)}
}

// Wrap makes a fault that keeps the cause for the log.
func Wrap(kind Kind, code string, cause error, message string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Message: fmt.Sprintf(message, args...), Cause: cause}
}

// With returns the fault with the fields concerned added.
func (e *Error) With(fields ...Field) *Error {
	e.Fields = append(e.Fields, fields...)
	return e
}

// Error implements error.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Code + ": " + e.Message + ": " + e.Cause.Error()
	}
	return e.Code + ": " + e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Of finds the fault in a chain of errors; anything else becomes an Internal fault that wraps it.
// It returns nil only for a nil error.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Kind: Internal, Code: "internal", Message: "Something went wrong on the server; it has been logged.", Cause: err}
}

// Is reports whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	return err != nil && Of(err).Kind == kind
}
