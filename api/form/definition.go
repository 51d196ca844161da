// Package form is the form engine: it reads a definition (a questionnaire), checks it, and
// decides for given answers which questions are relevant, what is calculated, and what
// breaks a rule. It is pure: the clock, the time zone and the seed are passed in.
// Its twin in the browser is frontend/src/lib/engine; shared vectors hold them together.
package form

import "encoding/json"

// Text is a text by language tag, for example {"en": "Yes", "de": "Ja"}.
type Text map[string]string

// Definition is one version of a questionnaire. A published version never changes.
type Definition struct {
	ID              string              `json:"id"`      // lower-case slug, unique in its project
	Version         int                 `json:"version"` // from 1
	Kind            string              `json:"kind"`    // mystery, customer, employee, visit or quiz
	Title           Text                `json:"title"`
	Description     Text                `json:"description,omitempty"`
	DefaultLanguage string              `json:"defaultLanguage"`
	Pages           string              `json:"pages,omitempty"`  // question (one at a time), section (default) or all
	Thanks          Text                `json:"thanks,omitempty"` // shown after sending
	Choices         map[string][]Choice `json:"choices,omitempty"`
	Tables          map[string]Table    `json:"tables,omitempty"` // external data for pulldata() and instance()
	Files           map[string]File     `json:"files,omitempty"`  // the definition's own media by file name
	Body            []Question          `json:"body"`
	Indicators      []Indicator         `json:"indicators,omitempty"`
	Scoring         *Scoring            `json:"scoring,omitempty"`
	Weight          string              `json:"weight,omitempty"`   // question that holds the survey weight
	Cluster         string              `json:"cluster,omitempty"`  // question whose value groups dependent responses
	Segments        []string            `json:"segments,omitempty"` // questions by which results may be split
}

// Choice is one entry of a choice list.
type Choice struct {
	Name          string   `json:"name"`
	Label         Text     `json:"label,omitempty"`
	Points        *float64 `json:"points,omitempty"`
	Value         *float64 `json:"value,omitempty"`         // number for indicators; default: the name read as a number
	NotApplicable bool     `json:"notApplicable,omitempty"` // an answer, but outside score and indicators
	Exclusive     bool     `json:"exclusive,omitempty"`     // select_multiple: excludes the others
	Media         Media    `json:"media,omitzero"`
	// Columns holds further columns of the list for choice filters, by column name.
	Columns map[string]string `json:"columns,omitempty"`
}

// Media names files that go with a question or choice, each by language; the one under the
// default language serves every language that has none of its own.
type Media struct {
	Image    Text `json:"image,omitempty"`
	BigImage Text `json:"bigImage,omitempty"` // shown when the image is opened
	Audio    Text `json:"audio,omitempty"`
	Video    Text `json:"video,omitempty"`
}

// Table is external data: rows of texts under named columns.
type Table struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// File is a media file of the definition; its content travels apart, addressed by its digest.
type File struct {
	SHA256 string `json:"sha256"` // 64 hexadecimal digits
	Type   string `json:"type"`   // media type, for example image/png
	Size   int64  `json:"size"`   // bytes
}

// Question is a question, a note, a calculation, or a section or repeat (which have a Body).
type Question struct {
	Type              string          `json:"type"`
	Name              string          `json:"name"`
	Label             Text            `json:"label,omitempty"`
	Hint              Text            `json:"hint,omitempty"`
	Guidance          Text            `json:"guidance,omitempty"` // shown on demand below the hint
	Required          Condition       `json:"required,omitzero"`  // true, or an expression
	RequiredMessage   Text            `json:"requiredMessage,omitempty"`
	Relevant          string          `json:"relevant,omitempty"`
	Constraint        string          `json:"constraint,omitempty"`
	ConstraintMessage Text            `json:"constraintMessage,omitempty"`
	Calculation       string          `json:"calculation,omitempty"`
	Trigger           []string        `json:"trigger,omitempty"`    // questions whose change lets the calculation be made; without it always
	Default           json.RawMessage `json:"default,omitempty"`    // an answer, or {"expression": "today()"}
	ReadOnly          Condition       `json:"readOnly,omitzero"`    // true, or an expression
	Appearance        string          `json:"appearance,omitempty"` // words separated by blanks
	Choices           string          `json:"choices,omitempty"`    // name of the choice list, or ${name}: the answers to a question of a repeat
	ChoiceFilter      string          `json:"choiceFilter,omitempty"`
	Parameters        map[string]any  `json:"parameters,omitempty"` // by type, for example start, end and step of a range
	Media             Media           `json:"media,omitzero"`
	Touchpoint        string          `json:"touchpoint,omitempty"`
	// Scoring (see measure): rules, first match counts; for selects the choices carry points.
	Points   []PointRule `json:"points,omitempty"`
	Bonus    float64     `json:"bonus,omitempty"`    // added to earned when the answer earns anything, never to possible
	Critical string      `json:"critical,omitempty"` // "section", "total" or "cap:N"
	Weight   float64     `json:"weight,omitempty"`   // sections only
	// Count is an expression for the number of a repeat's instances; without it people add and remove them.
	Count string `json:"count,omitempty"`
	// Body holds the questions of a section or repeat.
	Body []Question `json:"body,omitempty"`
}

// PointRule gives points when its expression holds ("." is the answer); without When it is
// the rule for all other answers.
type PointRule struct {
	When   string  `json:"when,omitempty"`
	Points float64 `json:"points"`
}

// Scoring chooses among the standard rules of the field; the zero value is the default.
type Scoring struct {
	Method     string `json:"method,omitempty"`     // points (default) or weightedSections
	Unanswered string `json:"unanswered,omitempty"` // omit (default) or count: see definitions on not applicable, not relevant, unanswered
	CapBonus   *bool  `json:"capBonus,omitempty"`   // default true: no percentage above 100
}

// Indicator turns one response into one number or nothing; it is compared between waves.
type Indicator struct {
	Name               string    `json:"name"`
	Title              Text      `json:"title,omitempty"`
	Kind               string    `json:"kind"`             // score, mean, share, nps, csat, ces or duration
	Of                 string    `json:"of,omitempty"`     // question, section, or "total" for the whole score
	Values             []string  `json:"values,omitempty"` // share: answers that count as 1
	When               string    `json:"when,omitempty"`   // share: expression that counts as 1 when true
	Touchpoint         string    `json:"touchpoint,omitempty"`
	Better             string    `json:"better,omitempty"` // higher (default) or lower
	Scale              []float64 `json:"scale,omitempty"`  // [min, max] where not implied
	Unit               Text      `json:"unit,omitempty"`
	Goal               *float64  `json:"goal,omitempty"`
	RelevantDifference *float64  `json:"relevantDifference,omitempty"`
	Weight             *float64  `json:"weight,omitempty"`
}

// Condition is true, false, or an expression; in JSON a boolean or a string.
type Condition struct {
	Always     bool
	Expression string
}
