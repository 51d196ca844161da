// Package fieldwork holds the nouns of field work and their transitions: project, person,
// touchpoint, location, wave, link, assignment, response, attachment. It is pure; every
// struct here is also the stored document and, without its secrets, the JSON of the API.
package fieldwork

import (
	"regexp"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
)

// Instant is a moment in UTC with millisecond precision; its JSON form always has three
// fractional digits, so that instants sort as strings.
type Instant struct{ time.Time }

const instantFormat = "2006-01-02T15:04:05.000Z"

// At cuts a time to the milliseconds an Instant keeps.
func At(t time.Time) Instant { return Instant{t.UTC().Truncate(time.Millisecond)} }

// String gives the JSON form without quotes.
func (i Instant) String() string { return i.UTC().Format(instantFormat) }

// MarshalJSON implements json.Marshaler.
func (i Instant) MarshalJSON() ([]byte, error) { return []byte(`"` + i.String() + `"`), nil }

// UnmarshalJSON accepts any RFC 3339 instant whose year has four digits in UTC too; String
// could not be read again otherwise.
func (i *Instant) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	t, err := time.Parse(`"`+time.RFC3339Nano+`"`, string(data))
	if err != nil {
		return fault.New(fault.Invalid, "instant.format", "%s is not an instant such as 2026-05-01T10:00:00Z", data)
	}
	at := At(t)
	if at.Year() < 0 || at.Year() > 9999 {
		return fault.New(fault.Invalid, "instant.format", "%s lies outside the years 0000 to 9999 in UTC", data)
	}
	*i = at
	return nil
}

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)

// CheckSlug accepts names that appear in addresses: a lower-case letter or digit, then up to
// 62 lower-case letters, digits, hyphens and underscores.
func CheckSlug(path, name string) *fault.Error {
	if slug.MatchString(name) {
		return nil
	}
	return fault.New(fault.Invalid, "name.format", "%q cannot be used as a name here", name).With(fault.Field{
		Path: path, Code: "format", Message: "Use lower-case letters, digits, hyphens and underscores, at most 63.",
	})
}

// Touchpoint is a place or moment where customers meet the company. ID: "project/name".
type Touchpoint struct {
	ID      string    `json:"id"`
	Project string    `json:"project"`
	Name    string    `json:"name"`
	Title   form.Text `json:"title"`
	Channel string    `json:"channel,omitempty"` // personal, print or digital
	Goal    string    `json:"goal,omitempty"`    // in words
	Order   int       `json:"order"`
	Owner   string    `json:"owner,omitempty"` // person id

	GoalLevel          *float64 `json:"goalLevel,omitempty"`          // of its composite, 0 to 100
	RelevantDifference *float64 `json:"relevantDifference,omitempty"` // smallest change of its composite that matters, in points
	Importance         *float64 `json:"importance,omitempty"`         // stated, 0 to 10
	// Weights are those of the definitions that feed the touchpoint, by definition id, when their
	// composites are combined; one that is absent weighs 1, and 0 leaves it out.
	Weights map[string]float64 `json:"weights,omitempty"`
}

// Position is a place on earth in WGS 84 degrees; Accuracy and Alt in metres.
type Position struct {
	Lat      float64  `json:"lat"`
	Lon      float64  `json:"lon"`
	Alt      *float64 `json:"alt,omitempty"`
	Accuracy *float64 `json:"accuracy,omitempty"`
}

// DefinitionRef names one version of a definition.
type DefinitionRef struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// PublishedDefinition is a stored version. ID: "project/definition/version".
type PublishedDefinition struct {
	ID          string           `json:"id"`
	Project     string           `json:"project"`
	Definition  *form.Definition `json:"definition"`
	PublishedAt Instant          `json:"publishedAt"`
	PublishedBy string           `json:"publishedBy,omitempty"` // person id
}

// Link is a public way to answer a definition. ID is its token (128 random bits, base64url).
type Link struct {
	ID         string        `json:"id"`
	Project    string        `json:"project"`
	Title      string        `json:"title"`
	Definition DefinitionRef `json:"definition"`
	Wave       string        `json:"wave"` // wave name
	Touchpoint string        `json:"touchpoint,omitempty"`
	Location   string        `json:"location,omitempty"` // location code
	Language   string        `json:"language,omitempty"` // fixed language; default: the browser's
	Group      string        `json:"group,omitempty"`    // of respondents, a slug such as employees; default: by the definition's kind
	Closed     bool          `json:"closed,omitempty"`
	ClosedAt   *Instant      `json:"closedAt,omitempty"` // set by the server while closed
	CreatedAt  Instant       `json:"createdAt"`
}
