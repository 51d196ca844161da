package fieldwork

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	Timing      *Timing        `json:"timing,omitempty"` // only for definitions with an audit question
	Visit       *Visit         `json:"visit,omitempty"`  // shoppers only
	Expenses    []Expense      `json:"expenses,omitempty"`
}

// Timing is how long a person was at the single questions of a response.
type Timing struct {
	Questions map[string]float64 `json:"questions"`        // seconds by the path of the question
	Pauses    int                `json:"pauses,omitempty"` // how often the page was left or nothing done for long
}

// mostSeconds bounds the time at one question: nobody is busy with one for a week, and the
// times of all questions of a response can be summed in nanoseconds.
const mostSeconds = 7 * 24 * 3600

// Sensible gives the times at the questions that are known, as far as they can be true; a
// clock that went wrong is no reason to refuse a response.
func (t *Timing) Sensible(known func(path string) bool) *Timing {
	kept := &Timing{Questions: map[string]float64{}, Pauses: max(t.Pauses, 0)}
	for path, seconds := range t.Questions {
		if seconds >= 0 && seconds <= mostSeconds && known(path) {
			kept.Questions[path] = seconds
		}
	}
	return kept
}

// Announcement says that a file belongs to a submission.
type Announcement struct {
	ID       string    `json:"id"`       // SHA-256 of the content, hex
	Question string    `json:"question"` // its path, NotPossibleFiles or ExpenseFiles
	Name     string    `json:"name"`
	Type     string    `json:"type,omitempty"`     // as the device names it; the server looks itself
	Size     int64     `json:"size"`               // bytes
	TakenAt  *Instant  `json:"takenAt,omitempty"`  // by the camera's clock
	Position *Position `json:"position,omitempty"` // where the definition keeps it
	Source   string    `json:"source,omitempty"`   // camera or file
}

// Anonymous gives the files without where and when they were made.
func Anonymous(files []Announcement) []Announcement {
	bare := slices.Clone(files)
	for i := range bare {
		bare[i].TakenAt, bare[i].Position, bare[i].Source = nil, nil, ""
	}
	return bare
}

// Bounds of a submission.
const (
	mostAnswers     = 10_000
	mostAttachments = 10_000 // repeats may hold one in every instance
	longestName     = 255    // of a file, in bytes; longer ones are cut
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
	f.announcements(s.Attachments)
	f.visit(s.Visit)
	f.expenses(s.Expenses)
	f.timing(s.Timing)
	return f.fault("response")
}

func (f *findings) timing(t *Timing) {
	f.unless(t == nil || len(t.Questions) <= mostAnswers, "timing.questions", "length", "At most %d questions belong to one response.", mostAnswers)
}

func (f *findings) announcements(files []Announcement) {
	f.unless(len(files) <= mostAttachments, "attachments", "length", "At most %d files belong to one response.", mostAttachments)
	for i, a := range files {
		path := fmt.Sprintf("attachments[%d]", i)
		f.unless(IsDigest(a.ID), path+".id", "format", "The id is the SHA-256 of the content in lower-case hexadecimal.")
		f.unless(a.Question != "", path+".question", "required", "Say which question it answers.")
		f.unless(a.Size > 0, path+".size", "range", "The size is given in bytes.")
		f.unless(a.Source == "" || a.Source == "camera" || a.Source == "file", path+".source", "unknown", "The source is camera or file.")
		f.position(path+".position", a.Position)
	}
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
		StartedAt: s.StartedAt, SubmittedAt: s.SubmittedAt, Timing: s.Timing, ReceivedAt: now, Digest: digest,
		Visit: s.Visit, Expenses: s.Expenses,
		Events: []Event{{ID: s.ID, Kind: "submitted", At: now, Answers: s.Answers, Digest: digest}},
	}
	r.Complete = true
	for _, a := range s.Attachments {
		r.Expect(a)
	}
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

// Missing gives the ids of attachments of the answers that count which have not arrived, each once.
func (r *Response) Missing() []string {
	return r.missing(func(a Attachment) bool { return !a.Superseded })
}

// MissingOf gives those among the files that have not arrived, whether they count or not.
func (r *Response) MissingOf(files []Announcement) []string {
	return r.missing(func(a Attachment) bool {
		return slices.ContainsFunc(files, func(f Announcement) bool { return f.ID == a.ID })
	})
}

// Awaited is how many files have not arrived, superseded ones included.
func (r *Response) Awaited() int {
	return len(r.missing(func(Attachment) bool { return true }))
}

func (r *Response) missing(asked func(Attachment) bool) []string {
	missing, told := []string{}, map[string]bool{}
	for _, a := range r.Attachments {
		if asked(a) && !a.Present && !told[a.ID] {
			told[a.ID] = true
			missing = append(missing, a.ID)
		}
	}
	return missing
}

// Receive marks an attachment as present with the type the server saw, and completes the
// response when it was the last. It reports whether anything changed.
func (r *Response) Receive(id, mediaType string, size int64) bool {
	return r.ReceiveAll(func(a Attachment) (string, int64, bool) { return mediaType, size, a.ID == id })
}

// ReceiveAll is Receive for everything that has arrived: it is asked for type and size of
// each attachment that is not present yet, and not ok when it has not come, or its question
// does not take it and goes on waiting for another.
func (r *Response) ReceiveAll(arrived func(Attachment) (mediaType string, size int64, ok bool)) bool {
	changed := false
	for i := range r.Attachments {
		a := &r.Attachments[i]
		if a.Present {
			continue
		}
		if mediaType, size, ok := arrived(*a); ok {
			a.Present, a.Type, a.Size = true, mediaType, size
			changed = true
		}
	}
	r.Complete = len(r.Missing()) == 0
	return changed
}

// Expect announces a file of the answers that count, unless it is announced already for the
// same question.
func (r *Response) Expect(file Announcement) { r.expect(file, false) }

func (r *Response) expect(file Announcement, superseded bool) {
	for i, a := range r.Attachments {
		if a.ID == file.ID && a.Question == file.Question {
			r.Attachments[i].Superseded = a.Superseded && superseded
			r.Complete = len(r.Missing()) == 0
			return
		}
	}
	r.Attachments = append(r.Attachments, Attachment{ID: file.ID, Question: file.Question, Name: shortened(file.Name), Type: file.Type, Size: file.Size, TakenAt: file.TakenAt, Position: file.Position, Source: file.Source, Superseded: superseded})
	r.Complete = len(r.Missing()) == 0
}

// shortened cuts a name that is too long before its ending.
func shortened(name string) string {
	if len(name) <= longestName {
		return name
	}
	end := ""
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 && len(name)-dot <= 20 {
		end = name[dot:]
	}
	cut := longestName - len(end)
	for cut > 0 && !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + end
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
	day := r.Begun().In(zone).Format(dayFormat)
	if (first == "" || day >= first) && (last == "" || day <= last) {
		return nil
	}
	return []Flag{{Code: "outsideWindow", Message: "It was on " + day + ", outside the days planned."}}
}
