package fieldwork

import (
	"fmt"
	"slices"
	"strings"

	"touchstone/api/form"
)

// AlertKind is what an alert looks for.
type AlertKind string

// The kinds of alerts.
const (
	AlertScoreBelow     AlertKind = "scoreBelow" // of a section, or the whole score
	AlertScoreAbove     AlertKind = "scoreAbove"
	AlertDetractor      AlertKind = "detractor" // a net promoter score of -100, of one indicator or any
	AlertCritical       AlertKind = "critical"  // a critical question failed
	AlertIndicatorBelow AlertKind = "indicatorBelow"
	AlertIndicatorAbove AlertKind = "indicatorAbove"
)

// AlertKinds are all kinds.
var AlertKinds = []AlertKind{AlertScoreBelow, AlertScoreAbove, AlertDetractor, AlertCritical, AlertIndicatorBelow, AlertIndicatorAbove}

// Alert tells people, and opens a case, when a response says what it looks for: on arrival and
// after every change of its answers, at most once per response. ID is its slug; it is stored
// under "project/slug".
type Alert struct {
	ID         string    `json:"id"`
	Project    string    `json:"project"`
	Title      string    `json:"title"`
	Kind       AlertKind `json:"kind"`
	Definition string    `json:"definition,omitempty"` // id; "" is any
	Section    string    `json:"section,omitempty"`    // of a score; "" is the whole score
	Indicator  string    `json:"indicator,omitempty"`  // column; of a detractor "" is any
	Threshold  *float64  `json:"threshold,omitempty"`  // in the column's own unit; scores 0 to 100; itself neither below nor above
	Touchpoint string    `json:"touchpoint,omitempty"` // name; "" is any
	Imports    bool      `json:"imports,omitempty"`    // imported responses raise it too

	Mail            []string `json:"mail"`            // person ids
	TouchpointOwner bool     `json:"touchpointOwner"` // tell whoever looks after the touchpoint too
	Webhook         *Webhook `json:"webhook,omitempty"`
	Case            bool     `json:"case"`              // open one
	Owner           string   `json:"owner,omitempty"`   // of the case, a person id; "" is whoever looks after the touchpoint
	DueDays         *int     `json:"dueDays,omitempty"` // from opening to the day the case is due; absent: no day

	Active    bool    `json:"active"`
	Since     Instant `json:"since"` // what came before raises nothing: when it was made, or made active again
	CreatedAt Instant `json:"createdAt"`
}

// Webhook is where an alert is sent to. Secret signs what is sent and never leaves the server.
type Webhook struct {
	URL    string `json:"url"`
	Secret string `json:"secret,omitempty"`
}

const mostDueDays = 3650

// Check reports every mistake of an alert; that what it names exists is for the caller to see to.
func (a *Alert) Check() error {
	var f findings
	f.slug("id", a.ID)
	f.unless(strings.TrimSpace(a.Title) != "", "title", "required", "Give the alert a title.")
	f.length("title", a.Title, 200)
	f.unless(slices.Contains(AlertKinds, a.Kind), "kind", "unknown", "The kind is one of %v.", AlertKinds)
	for path, name := range map[string]string{"definition": a.Definition, "touchpoint": a.Touchpoint} {
		if name != "" {
			f.slug(path, name)
		}
	}
	scores := a.Kind == AlertScoreBelow || a.Kind == AlertScoreAbove
	compares := a.Kind == AlertIndicatorBelow || a.Kind == AlertIndicatorAbove
	f.unless(a.Section == "" || scores, "section", "misplaced", "Only a score is of a section.")
	f.unless(a.Indicator == "" || compares || a.Kind == AlertDetractor, "indicator", "misplaced", "This kind of alert is not about an indicator.")
	f.unless(a.Indicator != "" || !compares, "indicator", "required", "Say which indicator.")
	f.unless(a.Threshold != nil || !scores && !compares, "threshold", "required", "Give the threshold.")
	f.unless(a.Threshold == nil || scores || compares, "threshold", "misplaced", "This kind of alert has no threshold.")
	if scores {
		f.number("threshold", a.Threshold, 0, 100)
	}
	f.number("threshold", a.Threshold, -1e9, 1e9)
	f.length("section", a.Section, 200)
	f.length("indicator", a.Indicator, 200)
	f.unless(len(a.Mail) <= 50, "mail", "length", "At most 50 people.")
	for i, person := range a.Mail {
		f.unless(!slices.Contains(a.Mail[:i], person), fmt.Sprintf("mail[%d]", i), "duplicate", "Name each person once.")
	}
	f.length("owner", a.Owner, 100)
	f.unless(a.Owner == "" || a.Case, "owner", "misplaced", "Without a case there is nothing to own.")
	f.unless(a.DueDays == nil || a.Case, "dueDays", "misplaced", "Without a case nothing is due.")
	f.unless(a.DueDays == nil || *a.DueDays >= 0 && *a.DueDays <= mostDueDays, "dueDays", "range", "A whole number from 0 to %d.", mostDueDays)
	f.unless(a.Case || a.TouchpointOwner || len(a.Mail) > 0 || a.Webhook != nil, "case", "required", "An alert opens a case, tells somebody, or both.")
	return f.fault("alert")
}

// Reading is what a response says, as far as alerts look at it.
type Reading struct {
	Score   *float64 // the whole, 0 to 100; nil where there is none
	Columns []ReadColumn
	Failed  []ReadColumn // critical questions that failed
}

// ReadColumn is one number of a response. Touchpoint is that of what it is about.
type ReadColumn struct {
	Name, Kind, Touchpoint string
	Title                  form.Text
	Value                  *float64
}

// Finding is what an alert found in a response.
type Finding struct {
	Kind       AlertKind `json:"kind"`
	Column     string    `json:"column,omitempty"` // "" is the whole score
	Of         string    `json:"of,omitempty"`     // kind of the column's indicator
	Title      form.Text `json:"title,omitempty"`  // of the column
	Value      *float64  `json:"value,omitempty"`
	Threshold  *float64  `json:"threshold,omitempty"`
	Touchpoint string    `json:"touchpoint,omitempty"`
	// Questions are the critical ones that failed.
	Questions []form.Text `json:"questions,omitempty"`
}

// Concerns tells whether the alert looks at a response at all, and whether now: responses that
// are set aside, or whose answers changed last before the alert was there, raise nothing.
func (a *Alert) Concerns(r *Response) (concerns, now bool) {
	if a.Project != r.Project || a.Definition != "" && a.Definition != r.Definition.ID || r.Source == FromImport && !a.Imports {
		return false, false
	}
	return true, a.Active && r.State != Excluded && r.State != Rejected && !r.answeredAt().Before(a.Since.Time)
}

// answeredAt is when the answers came that the response has now.
func (r *Response) answeredAt() Instant {
	for _, event := range slices.Backward(r.Events) {
		if event.Kind == EventSubmitted || event.Kind == EventCorrected || event.Kind == EventRevised && !event.Aside {
			return event.At
		}
	}
	return r.ReceivedAt
}

// Find gives what the alert finds in a reading of a response with that touchpoint, and false
// when there is nothing.
func (a *Alert) Find(reading *Reading, touchpoint string) (Finding, bool) {
	finding := Finding{Kind: a.Kind, Threshold: a.Threshold}
	at := func(column ReadColumn) bool {
		finding.Touchpoint = column.Touchpoint
		if finding.Touchpoint == "" {
			finding.Touchpoint = touchpoint
		}
		return a.Touchpoint == "" || a.Touchpoint == finding.Touchpoint
	}
	if a.Kind == AlertCritical {
		for _, failed := range reading.Failed {
			before := finding.Touchpoint
			if !at(failed) {
				finding.Touchpoint = before
				continue
			}
			if len(finding.Questions) == 0 {
				finding.Column = failed.Name
			} else {
				finding.Touchpoint = before // the first one's
			}
			finding.Questions = append(finding.Questions, failed.Title)
		}
		return finding, len(finding.Questions) > 0
	}
	for _, column := range a.columns(reading) {
		if column.Value == nil || !a.met(*column.Value) || !at(column) {
			continue
		}
		finding.Column, finding.Of, finding.Title, finding.Value = column.Name, column.Kind, column.Title, column.Value
		return finding, true
	}
	return Finding{}, false
}

// columns gives those the alert looks at.
func (a *Alert) columns(reading *Reading) []ReadColumn {
	name := a.Indicator
	switch {
	case a.Section != "":
		name = "section:" + a.Section
	case a.Kind == AlertScoreBelow || a.Kind == AlertScoreAbove:
		return []ReadColumn{{Kind: "score", Value: reading.Score}}
	}
	var columns []ReadColumn
	for _, column := range reading.Columns {
		if column.Name == name || name == "" && column.Kind == "nps" {
			columns = append(columns, column)
		}
	}
	return columns
}

const detractor = -100 // of a net promoter score

func (a *Alert) met(value float64) bool {
	switch a.Kind {
	case AlertDetractor:
		return value == detractor
	case AlertScoreBelow, AlertIndicatorBelow:
		return value < *a.Threshold
	}
	return value > *a.Threshold
}
