package fieldwork

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Project is the room for one client's programme; members and data are isolated per project.
// Its id is its slug.
type Project struct {
	ID            string   `json:"id"`
	Title         string   `json:"title"`
	TimeZone      string   `json:"timeZone"` // IANA name; waves and windows live in it
	Languages     []string `json:"languages"`
	Demo          bool     `json:"demo,omitempty"`   // made by the demo generator; shown as such everywhere
	Accent        string   `json:"accent,omitempty"` // brand colour of the customer pages, #rrggbb
	CreatedAt     Instant  `json:"createdAt"`
	CountedStates []State  `json:"countedStates,omitempty"` // response states that count in comparisons; none: CountedByDefault
	Rules         *Rules   `json:"rules,omitempty"`         // of field work; nil is all off or default
}

// CountedByDefault are the states that count where a project does not say otherwise. A
// returned report is about to change, and counts again when it is back.
var CountedByDefault = []State{Submitted, InReview, Approved}

// Counted gives the states of responses that count in the project's comparisons.
func (p *Project) Counted() []State {
	if len(p.CountedStates) > 0 {
		return p.CountedStates
	}
	return CountedByDefault
}

// Counts reports whether responses in the state count in the project's comparisons.
func (p *Project) Counts(state State) bool { return slices.Contains(p.Counted(), state) }

// Rules are a project's rules of field work. 0 is off, or the default that the method of the
// same meaning gives.
type Rules struct {
	LockoutDays     int  `json:"lockoutDays,omitempty"`     // between two visits of a location by the same shopper
	PerDay          int  `json:"perDay,omitempty"`          // visits of a shopper a day, at most
	LocationGapDays int  `json:"locationGapDays,omitempty"` // between two visits of a location by anybody
	Radius          int  `json:"radius,omitempty"`          // metres around a location in which one checks in; default 200
	Accuracy        int  `json:"accuracy,omitempty"`        // metres; a position that is less accurate is flagged; default 200
	ShortestSeconds int  `json:"shortestSeconds,omitempty"` // a report made in less is flagged; default: a third of the median
	ShortText       int  `json:"shortText,omitempty"`       // characters; a shorter text in a field of several lines is flagged
	SecondReviewer  bool `json:"secondReviewer,omitempty"`  // an approval needs a second reviewer to confirm it
	HidePhotos      bool `json:"hidePhotos,omitempty"`      // viewers see no files of reports
	RemindDays      int  `json:"remindDays,omitempty"`      // before the day to submit by; default 2
	ReturnDays      int  `json:"returnDays,omitempty"`      // in which a returned report is awaited; default 3
}

// Defaults of the rules, in metres and days.
const (
	defaultRadius     = 200
	defaultAccuracy   = 200
	defaultRemindDays = 2
	defaultReturnDays = 3
)

// FieldRules gives the project's rules with every default filled in.
func (p *Project) FieldRules() Rules {
	rules := Rules{}
	if p.Rules != nil {
		rules = *p.Rules
	}
	for rule, usual := range map[*int]int{
		&rules.Radius: defaultRadius, &rules.Accuracy: defaultAccuracy, &rules.RemindDays: defaultRemindDays, &rules.ReturnDays: defaultReturnDays,
	} {
		if *rule == 0 {
			*rule = usual
		}
	}
	return rules
}

var colour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// Check reports every mistake of a project.
func (p *Project) Check() error {
	var f findings
	f.slug("id", p.ID)
	f.unless(strings.TrimSpace(p.Title) != "", "title", "required", "Give the project a title.")
	f.length("title", p.Title, 200)
	_, err := time.LoadLocation(p.TimeZone)
	f.unless(err == nil && p.TimeZone != "" && p.TimeZone != "Local", "timeZone", "unknown", "%q is not a time zone such as Europe/Zurich.", p.TimeZone)
	f.unless(len(p.Languages) > 0, "languages", "required", "Give at least one language.")
	for i, language := range p.Languages {
		f.unless(languageTag.MatchString(language), fmt.Sprintf("languages[%d]", i), "language", "%q is not a language tag such as en or de-CH.", language)
	}
	f.unless(p.Accent == "" || colour.MatchString(p.Accent), "accent", "format", "%q is not a colour such as #0f6b6b.", p.Accent)
	for i, state := range p.CountedStates {
		f.unless(slices.Contains(states, state), fmt.Sprintf("countedStates[%d]", i), "unknown", "%q is not a state of a response.", state)
	}
	if p.Rules != nil {
		p.Rules.check(&f)
	}
	return f.fault("project")
}

func (r *Rules) check(f *findings) {
	for _, rule := range []struct {
		name  string
		value int
		most  int
	}{
		{"lockoutDays", r.LockoutDays, 3650}, {"perDay", r.PerDay, 100}, {"locationGapDays", r.LocationGapDays, 3650},
		{"radius", r.Radius, 100_000}, {"accuracy", r.Accuracy, 100_000}, {"shortestSeconds", r.ShortestSeconds, 86_400},
		{"shortText", r.ShortText, 10_000}, {"remindDays", r.RemindDays, 365}, {"returnDays", r.ReturnDays, 365},
	} {
		f.unless(rule.value >= 0 && rule.value <= rule.most, "rules."+rule.name, "range", "A whole number from 0 to %d.", rule.most)
	}
}
