package fieldwork

import "touchstone/api/fault"

// Certification is how a shopper did at a quiz in a project; passed once, it counts for every
// assignment with that quiz. ID: "project/person/definition".
type Certification struct {
	ID         string    `json:"id"`
	Project    string    `json:"project"`
	Person     string    `json:"person"`
	Definition string    `json:"definition"` // id
	Passed     bool      `json:"passed"`
	Attempts   []Attempt `json:"attempts"`
}

// Attempt is one go at a quiz.
type Attempt struct {
	ID      string         `json:"id"` // minted by the phone, UUIDv7
	Version int            `json:"version"`
	At      Instant        `json:"at"` // by the server's clock
	Answers map[string]any `json:"answers"`
	Percent float64        `json:"percent"` // points earned of those possible
	Passed  bool           `json:"passed"`
	Digest  string         `json:"digest"` // of what was sent, to tell a repeat from a conflict
}

// QuizAnswers are what a phone sends for a quiz.
type QuizAnswers struct {
	ID          string         `json:"id"`
	Definition  *DefinitionRef `json:"definition,omitempty"` // the version the phone had; absent is the assignment's
	Answers     map[string]any `json:"answers"`
	Language    string         `json:"language,omitempty"`
	StartedAt   *Instant       `json:"startedAt,omitempty"` // by the device's clock
	SubmittedAt Instant        `json:"submittedAt"`         // likewise
}

// keptAttempts bounds the attempts kept of a quiz that may be tried any number of times.
const keptAttempts = 200

// Check reports every mistake of shape.
func (q *QuizAnswers) Check() error {
	var f findings
	f.unless(IsUUID(q.ID), "id", "format", "%q is not a UUID in lower case.", q.ID)
	if q.Definition != nil {
		f.definition(*q.Definition)
	}
	f.unless(q.Answers != nil, "answers", "required", "Answers are an object by question name; it may be empty.")
	f.unless(len(q.Answers) <= mostAnswers, "answers", "length", "At most %d answers belong to one quiz.", mostAnswers)
	f.unless(!q.SubmittedAt.IsZero(), "submittedAt", "required", "Say when it was submitted.")
	f.unless(q.Language == "" || languageTag.MatchString(q.Language), "language", "language", "%q is not a language tag such as en or de-CH.", q.Language)
	return f.fault("quiz")
}

// Digest identifies what was sent.
func (q *QuizAnswers) Digest() string { return digestOf("quiz", "", q) }

// Left gives how many attempts are left of so many, nil for any number.
func (c *Certification) Left(most int) *int {
	if most == 0 {
		return nil
	}
	left := max(most-len(c.Attempts), 0)
	return &left
}

// Attempted finds an attempt by its id; Conflict "quiz.conflict" when its content differs.
func (c *Certification) Attempted(id, digest string) (Attempt, bool, error) {
	for _, attempt := range c.Attempts {
		if attempt.ID != id {
			continue
		}
		if attempt.Digest != digest {
			return attempt, true, fault.New(fault.Conflict, "quiz.conflict", "Other answers are already here with this id.")
		}
		return attempt, true, nil
	}
	return Attempt{}, false, nil
}

// Add records an attempt; Invalid "quiz.attempts" when none is left of so many (0 is any
// number). Whoever has passed stays so.
func (c *Certification) Add(attempt Attempt, most int) error {
	if left := c.Left(most); left != nil && *left == 0 {
		return fault.New(fault.Invalid, "quiz.attempts", "The quiz may be tried %d times, and that was done.", most)
	}
	c.Attempts = append(c.Attempts, attempt)
	if len(c.Attempts) > max(keptAttempts, most) {
		c.Attempts = c.Attempts[1:]
	}
	c.Passed = c.Passed || attempt.Passed
	return nil
}
