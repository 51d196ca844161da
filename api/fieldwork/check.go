package fieldwork

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
)

const dayFormat = "2006-01-02"

// findings gathers every mistake of a noun, so that all are reported at once.
type findings []fault.Field

func (f *findings) unless(ok bool, path, code, message string, args ...any) {
	if !ok {
		*f = append(*f, fault.Field{Path: path, Code: code, Message: fmt.Sprintf(message, args...)})
	}
}

func (f *findings) slug(path, name string) {
	if problem := CheckSlug(path, name); problem != nil {
		*f = append(*f, problem.Fields...)
	}
}

func (f *findings) length(path, text string, most int) {
	f.unless(len(text) <= most, path, "length", "At most %d bytes.", most)
}

func (f *findings) text(path string, text form.Text, required bool) {
	some := false
	for language, words := range text {
		f.unless(languageTag.MatchString(language), path+"."+language, "language", "%q is not a language tag such as en or de-CH.", language)
		f.length(path+"."+language, words, 20_000)
		some = some || strings.TrimSpace(words) != ""
	}
	f.unless(some || !required, path, "required", "Give a text in at least one language.")
}

func (f *findings) days(first, last string) {
	valid := true
	for path, day := range map[string]string{"firstDay": first, "lastDay": last} {
		if _, err := time.Parse(dayFormat, day); day != "" && err != nil {
			f.unless(false, path, "format", "%q is not a day such as 2026-05-01.", day)
			valid = false
		}
	}
	f.unless(!valid || first == "" || last == "" || first <= last, "lastDay", "range", "The last day lies before the first.")
}

// fault gives what was found as one Invalid fault, or nil.
func (f findings) fault(noun string) error {
	if len(f) == 0 {
		return nil
	}
	slices.SortStableFunc(f, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return fault.New(fault.Invalid, noun+".invalid", "The %s has mistakes: %s: %s", noun, f[0].Path, f[0].Message).With(f...)
}

var (
	languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)
	colour      = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	currency    = regexp.MustCompile(`^[A-Z]{3}$`)
	uuidForm    = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	sha256Form  = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// IsUUID reports whether id is a UUID in its canonical lower-case form.
func IsUUID(id string) bool { return uuidForm.MatchString(id) }

// IsLanguage reports whether tag is a language tag such as en or de-CH.
func IsLanguage(tag string) bool { return languageTag.MatchString(tag) }

// IsDigest reports whether id is a SHA-256 in lower-case hexadecimal.
func IsDigest(id string) bool { return sha256Form.MatchString(id) }

// CleanEmail gives the form in which e-mail addresses are kept and compared: lower case,
// without blanks around it. It is "" when email is not one plain address.
func CleanEmail(email string) string {
	email = strings.ToLower(strings.TrimSpace(email))
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > 254 {
		return ""
	}
	return email
}

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
	return f.fault("project")
}

// Check reports every mistake of a touchpoint.
func (t *Touchpoint) Check() error {
	var f findings
	f.slug("name", t.Name)
	f.text("title", t.Title, true)
	f.unless(t.Channel == "" || slices.Contains([]string{"personal", "print", "digital"}, t.Channel), "channel", "unknown", "The channel is personal, print or digital.")
	f.length("goal", t.Goal, 5_000)
	return f.fault("touchpoint")
}

// Check reports every mistake of a location.
func (l *Location) Check() error {
	var f findings
	f.slug("code", l.Code)
	f.unless(strings.TrimSpace(l.Title) != "", "title", "required", "Give the location a title.")
	f.length("title", l.Title, 200)
	f.length("address", l.Address, 1_000)
	f.length("brand", l.Brand, 200)
	f.unless(len(l.Tags) <= 100, "tags", "length", "At most 100 tags.")
	if l.Position != nil {
		f.unless(l.Position.Lat >= -90 && l.Position.Lat <= 90, "position.lat", "range", "The latitude lies between -90 and 90 degrees.")
		f.unless(l.Position.Lon >= -180 && l.Position.Lon <= 180, "position.lon", "range", "The longitude lies between -180 and 180 degrees.")
	}
	return f.fault("location")
}

// Check reports every mistake of a wave.
func (w *Wave) Check() error {
	var f findings
	f.slug("name", w.Name)
	f.text("title", w.Title, true)
	f.unless(slices.Contains([]string{Baseline, Pilot, FollowUp}, w.Kind), "kind", "unknown", "The kind is baseline, pilot or followUp.")
	f.days(w.FirstDay, w.LastDay)
	return f.fault("wave")
}

// Check reports every mistake of a link; that what it names exists is for the caller to see to.
func (l *Link) Check() error {
	var f findings
	f.unless(strings.TrimSpace(l.Title) != "", "title", "required", "Give the link a title.")
	f.length("title", l.Title, 200)
	f.definition(l.Definition)
	f.slug("wave", l.Wave)
	f.unless(l.Language == "" || languageTag.MatchString(l.Language), "language", "language", "%q is not a language tag such as en or de-CH.", l.Language)
	return f.fault("link")
}

// Check reports every mistake of an assignment; that what it names exists is for the caller to see to.
func (a *Assignment) Check() error {
	var f findings
	f.unless(IsUUID(a.ID), "id", "format", "%q is not a UUID in lower case.", a.ID)
	f.slug("wave", a.Wave)
	f.slug("location", a.Location)
	f.unless(a.Person != "", "person", "required", "Say which shopper it is for.")
	f.definition(a.Definition)
	f.days(a.FirstDay, a.LastDay)
	f.text("scenario", a.Scenario, false)
	f.text("briefing", a.Briefing, false)
	if a.Fee != nil {
		f.unless(a.Fee.Amount >= 0, "fee.amount", "range", "A fee is not negative.")
		f.unless(currency.MatchString(a.Fee.Currency), "fee.currency", "format", "%q is not a currency such as CHF.", a.Fee.Currency)
	}
	return f.fault("assignment")
}

func (f *findings) definition(ref DefinitionRef) {
	f.slug("definition.id", ref.ID)
	f.unless(ref.Version >= 1, "definition.version", "range", "Versions count from 1.")
}
