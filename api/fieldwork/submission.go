package fieldwork

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"touchstone/api/fault"
)

// Submission is what a device sends for a definition: the first revision of a response.
type Submission struct {
	ID          string         `json:"id"`                   // minted by the device, UUIDv7
	Assignment  string         `json:"assignment,omitempty"` // shoppers only
	Definition  DefinitionRef  `json:"definition"`
	Answers     map[string]any `json:"answers"`
	Language    string         `json:"language,omitempty"`
	StartedAt   *Instant       `json:"startedAt,omitempty"` // by the device's clock
	SubmittedAt Instant        `json:"submittedAt"`         // by the device's clock
	// Attachments announces the files that follow or came before.
	Attachments []Announcement `json:"attachments,omitempty"`
}

// Announcement says that a file belongs to a submission.
type Announcement struct {
	ID       string `json:"id"` // SHA-256 of the content, hex
	Question string `json:"question"`
	Name     string `json:"name"`
	Type     string `json:"type,omitempty"` // as the device names it; the server looks itself
	Size     int64  `json:"size"`           // bytes
}

// Bounds of a submission.
const (
	mostAnswers     = 10_000
	mostAttachments = 200
	clockTolerance  = 10 * time.Minute
)

// Check reports every mistake of shape. Rules of the definition are not its concern.
func (s *Submission) Check() error {
	var f findings
	f.unless(IsUUID(s.ID), "id", "format", "%q is not a UUID in lower case.", s.ID)
	f.definition(s.Definition)
	f.unless(s.Answers != nil, "answers", "required", "Answers are an object by question name; it may be empty.")
	f.unless(len(s.Answers) <= mostAnswers, "answers", "length", "At most %d answers belong to one response.", mostAnswers)
	f.unless(!s.SubmittedAt.IsZero(), "submittedAt", "required", "Say when it was submitted.")
	f.unless(s.Language == "" || languageTag.MatchString(s.Language), "language", "language", "%q is not a language tag such as en or de-CH.", s.Language)
	f.unless(len(s.Attachments) <= mostAttachments, "attachments", "length", "At most %d files belong to one response.", mostAttachments)
	for i, a := range s.Attachments {
		path := fmt.Sprintf("attachments[%d]", i)
		f.unless(IsDigest(a.ID), path+".id", "format", "The id is the SHA-256 of the content in lower-case hexadecimal.")
		f.unless(a.Question != "", path+".question", "required", "Say which question it answers.")
		f.unless(a.Size > 0, path+".size", "range", "The size is given in bytes.")
		f.length(path+".name", a.Name, 255)
	}
	return f.fault("response")
}

// Digest identifies the content of a submission to where (the link or assignment it is for):
// equal for a repeat, whatever the order of members, and different for anything else.
func (s *Submission) Digest(where string) string {
	content, err := json.Marshal([]any{where, s})
	if err != nil {
		// Answers come from JSON and go back to it; nothing else in a submission can fail.
		panic(fmt.Sprintf("fieldwork: submission without JSON form: %v", err))
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Begin makes the response of a submission: state submitted, one event, attachments not yet present.
func (s *Submission) Begin(now Instant, where string) Response {
	digest := s.Digest(where)
	r := Response{
		ID: s.ID, Definition: s.Definition, Assignment: s.Assignment, Language: s.Language, State: Submitted,
		StartedAt: s.StartedAt, SubmittedAt: s.SubmittedAt, ReceivedAt: now, Digest: digest,
		Events: []Event{{ID: s.ID, Kind: "submitted", At: now, Answers: s.Answers, Digest: digest}},
	}
	for _, a := range s.Attachments {
		r.Attachments = append(r.Attachments, Attachment{ID: a.ID, Question: a.Question, Name: a.Name, Type: a.Type, Size: a.Size})
	}
	r.Complete = len(r.Missing()) == 0
	return r
}

// Repeats tells a repeat of the same submission (nil) from other content under its id (Conflict).
func (r *Response) Repeats(digest string) error {
	for _, event := range r.Events {
		if event.Digest == digest {
			return nil
		}
	}
	return fault.New(fault.Conflict, "response.conflict", "A response with this id but other content is already here.")
}

// Missing gives the ids of announced attachments that have not arrived, each once.
func (r *Response) Missing() []string {
	missing := []string{}
	for _, a := range r.Attachments {
		if !a.Present && !slices.Contains(missing, a.ID) {
			missing = append(missing, a.ID)
		}
	}
	return missing
}

// Receive marks an attachment as present with the type the server saw, and completes the
// response when it was the last. It reports whether anything changed.
func (r *Response) Receive(id, mediaType string, size int64) bool {
	changed := false
	for i := range r.Attachments {
		if a := &r.Attachments[i]; a.ID == id && !a.Present {
			a.Present, a.Type, a.Size = true, mediaType, size
			changed = true
		}
	}
	r.Complete = len(r.Missing()) == 0
	return changed
}

// ClockFlags marks times that cannot be right, seen from the server's clock. The device's
// times are kept as they are.
func (r *Response) ClockFlags() []Flag {
	var flags []Flag
	if r.SubmittedAt.After(r.ReceivedAt.Add(clockTolerance)) {
		flags = append(flags, Flag{Code: "clockAhead", Message: "The device's clock was ahead of the server's."})
	}
	if r.StartedAt != nil && r.StartedAt.After(r.SubmittedAt.Time) {
		flags = append(flags, Flag{Code: "clockBackwards", Message: "By the device's clock it was submitted before it was started."})
	}
	return flags
}

// WindowFlags marks a response outside the days first to last (both included, "" is open) in zone.
func (r *Response) WindowFlags(zone *time.Location, first, last string) []Flag {
	day := r.SubmittedAt.In(zone).Format(dayFormat)
	if (first == "" || day >= first) && (last == "" || day <= last) {
		return nil
	}
	return []Flag{{Code: "outsideWindow", Message: "Submitted on " + day + ", outside the days planned."}}
}
