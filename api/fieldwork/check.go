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

// days checks two days that bound a span, both included and each open when "".
func (f *findings) days(firstPath, first, lastPath, last string) {
	valid := f.day(firstPath, first)
	valid = f.day(lastPath, last) && valid
	f.unless(!valid || first == "" || last == "" || first <= last, lastPath, "range", "The last day lies before the first.")
}

// day checks a day; "" is none.
func (f *findings) day(path, day string) bool {
	_, err := time.Parse(dayFormat, day)
	ok := day == "" || err == nil
	f.unless(ok, path, "format", "%q is not a day such as 2026-05-01.", day)
	return ok
}

// weekdays checks ISO numbers of weekdays, 1 for Monday to 7 for Sunday, each at most once.
func (f *findings) weekdays(path string, days []int) {
	seen := map[int]bool{}
	for i, day := range days {
		f.unless(day >= 1 && day <= 7 && !seen[day], fmt.Sprintf("%s[%d]", path, i), "range", "Weekdays are 1 (Monday) to 7 (Sunday), each once.")
		seen[day] = true
	}
}

var hour = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$`)

// hours checks two times of day that bound a span; both "" is none.
func (f *findings) hours(path, from, to string) {
	fromFits := hour.MatchString(from) && from != "24:00"
	f.unless(fromFits || from == "", path+"from", "format", "%q is not a time of day such as 09:00.", from)
	f.unless(hour.MatchString(to) || to == "", path+"to", "format", "%q is not a time of day such as 18:30.", to)
	f.unless((from == "") == (to == ""), path+"to", "required", "Give both times of day, or none.")
	f.unless(!fromFits || !hour.MatchString(to) || from < to, path+"to", "range", "It ends before it begins.")
}

// number checks a number between two bounds, both included; nil is none.
func (f *findings) number(path string, value *float64, least, most float64) {
	f.unless(value == nil || *value >= least && *value <= most, path, "range", "A number from %v to %v.", least, most)
}

// position checks a place on earth; nil is none.
func (f *findings) position(path string, p *Position) {
	if p == nil {
		return
	}
	f.unless(p.Lat >= -90 && p.Lat <= 90, path+".lat", "range", "The latitude lies between -90 and 90 degrees.")
	f.unless(p.Lon >= -180 && p.Lon <= 180, path+".lon", "range", "The longitude lies between -180 and 180 degrees.")
}

// money checks an amount that is not owed the other way.
func (f *findings) money(path string, money *Money) {
	if money == nil {
		return
	}
	f.unless(money.Amount >= 0, path+".amount", "range", "The amount is not negative.")
	f.unless(currency.MatchString(money.Currency), path+".currency", "format", "%q is not a currency such as CHF.", money.Currency)
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
	currency    = regexp.MustCompile(`^[A-Z]{3}$`)
	uuidForm    = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	sha256Form  = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// IsUUID reports whether id is a UUID in its canonical lower-case form.
func IsUUID(id string) bool { return uuidForm.MatchString(id) }

// IsDay reports whether day is a day such as 2026-05-01.
func IsDay(day string) bool {
	_, err := time.Parse(dayFormat, day)
	return err == nil
}

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

// Check reports every mistake of a touchpoint.
func (t *Touchpoint) Check() error {
	var f findings
	f.slug("name", t.Name)
	f.text("title", t.Title, true)
	f.unless(t.Channel == "" || slices.Contains([]string{"personal", "print", "digital"}, t.Channel), "channel", "unknown", "The channel is personal, print or digital.")
	f.length("goal", t.Goal, 5_000)
	f.length("owner", t.Owner, 100)
	f.number("goalLevel", t.GoalLevel, 0, 100)
	f.number("relevantDifference", t.RelevantDifference, 0, 100)
	f.number("importance", t.Importance, 0, 10)
	f.unless(len(t.Weights) <= 100, "weights", "length", "At most 100 definitions.")
	for definition, weight := range t.Weights {
		f.slug("weights."+definition, definition)
		f.number("weights."+definition, &weight, 0, 1000)
	}
	return f.fault("touchpoint")
}

// Check reports every mistake of a link; that what it names exists is for the caller to see to.
func (l *Link) Check() error {
	var f findings
	f.unless(strings.TrimSpace(l.Title) != "", "title", "required", "Give the link a title.")
	f.length("title", l.Title, 200)
	f.definition(l.Definition)
	f.slug("wave", l.Wave)
	if l.Group != "" {
		f.slug("group", l.Group)
	}
	f.unless(l.Language == "" || languageTag.MatchString(l.Language), "language", "language", "%q is not a language tag such as en or de-CH.", l.Language)
	return f.fault("link")
}

func (f *findings) definition(ref DefinitionRef) {
	f.slug("definition.id", ref.ID)
	f.unless(ref.Version >= 1, "definition.version", "range", "Versions count from 1.")
}
