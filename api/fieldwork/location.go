package fieldwork

import (
	"fmt"
	"strings"
)

// Location is an outlet, branch or competitor's outlet. ID: "project/code".
type Location struct {
	ID           string      `json:"id"`
	Project      string      `json:"project"`
	Code         string      `json:"code"`
	Title        string      `json:"title"`
	Address      string      `json:"address,omitempty"`
	Position     *Position   `json:"position,omitempty"`
	Brand        string      `json:"brand,omitempty"`
	Competitor   bool        `json:"competitor,omitempty"` // somebody else's, measured as a benchmark
	Tags         []string    `json:"tags,omitempty"`
	Active       *DaySpan    `json:"active,omitempty"`       // absent: always
	OpeningHours []OpenHours `json:"openingHours,omitempty"` // absent: not known
	Contact      string      `json:"contact,omitempty"`
	Note         string      `json:"note,omitempty"`   // for the desk only, never for shoppers
	Radius       int         `json:"radius,omitempty"` // metres within which a check-in is at the place; 0 takes the project's
}

// DaySpan is a span of days in the project's time zone, both included; "" is open.
type DaySpan struct {
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`
}

// Holds tells whether a day lies in the span.
func (s *DaySpan) Holds(day string) bool {
	return s == nil || (s.From == "" || day >= s.From) && (s.Until == "" || day <= s.Until)
}

// OpenHours say that a location is open on some weekdays (ISO numbers, 1 is Monday) from one
// time of day to another, HH:MM in the project's time zone; To may be 24:00.
type OpenHours struct {
	Days []int  `json:"days"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Bounds of a location.
const (
	mostTags    = 100
	longestTag  = 100 // bytes
	mostOpening = 50  // spans of opening hours
	mostRadius  = 100_000
)

// Check reports every mistake of a location.
func (l *Location) Check() error {
	var f findings
	f.slug("code", l.Code)
	f.unless(strings.TrimSpace(l.Title) != "", "title", "required", "Give the location a title.")
	f.length("title", l.Title, 200)
	f.length("address", l.Address, 1_000)
	f.length("brand", l.Brand, 200)
	f.length("contact", l.Contact, 1_000)
	f.length("note", l.Note, 5_000)
	f.unless(len(l.Tags) <= mostTags, "tags", "length", "At most %d tags.", mostTags)
	for i, tag := range l.Tags {
		f.length(fmt.Sprintf("tags[%d]", i), tag, longestTag)
	}
	f.position("position", l.Position)
	if l.Active != nil {
		f.days("active.from", l.Active.From, "active.until", l.Active.Until)
	}
	f.unless(len(l.OpeningHours) <= mostOpening, "openingHours", "length", "At most %d spans of opening hours.", mostOpening)
	for i, open := range l.OpeningHours {
		path := fmt.Sprintf("openingHours[%d].", i)
		f.unless(len(open.Days) > 0, path+"days", "required", "Say on which weekdays.")
		f.weekdays(path+"days", open.Days)
		f.unless(open.From != "", path+"from", "required", "Say from when.")
		f.hours(path, open.From, open.To)
	}
	f.unless(l.Radius >= 0 && l.Radius <= mostRadius, "radius", "range", "The radius is given in metres, at most %d.", mostRadius)
	return f.fault("location")
}
