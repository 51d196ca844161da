// Package notice turns what happened in field work into messages for people, in English and
// German, and brings them there: as mail over SMTP and as web push. What happened, to whom
// and when is for the caller to know; the words are in one table.
package notice

import (
	"strings"
	"time"

	"touchstone/api/fieldwork"
)

// Content is what a message is about. Which members are said depends on its kind.
type Content struct {
	Kind     fieldwork.NoticeKind
	Language string // en or de, with or without a region; others read English
	Name     string // of whoever gets it
	Project  string // title
	Title    string // of the location or account

	Place     string // its address
	FirstDay  string
	LastDay   string
	From, To  string // hours
	SubmitBy  string // day
	Deadline  string // day, of a returned report
	Fee       *fieldwork.Money
	Reason    string
	Comments  []string
	Applicant string
	Items     []Item // of kinds that gather several things

	Finding    *fieldwork.Finding // of an alert
	Touchpoint string             // its title
	Case       bool               // a case is open for it
	Due        string             // day, of the case
	Owner      string             // name, of the case

	Address     string // the page to open, absolute
	Unsubscribe string // where mail is switched off, absolute
}

// Item is one line of a message that gathers several.
type Item struct {
	Title   string
	Day     string
	Kind    string // approved or rejected; overdue or upcoming
	Grade   int    // 1 to 10, 0 is none
	Reason  string
	Address string
}

// Message is a rendered notice. HTML carries its looks in attributes, so that it looks alike
// where styles do not count, under a page's strict policy too; only its greatest width is one.
type Message struct {
	Subject string
	Text    string
	HTML    string
	Brief   string // one sentence, for a push message
}

// languageOf gives the language of the table that a language tag reads.
func languageOf(tag string) string {
	if prefix, _, _ := strings.Cut(strings.ToLower(tag), "-"); prefix == "de" {
		return "de"
	}
	return "en"
}

// day writes a day with its weekday, for example Sunday, 22 November 2026.
func day(language, day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if language == "de" {
		return weekdays[t.Weekday()] + ", " + t.Format("2. ") + months[t.Month()-1] + t.Format(" 2006")
	}
	return t.Format("Monday, 2 January 2006")
}

var (
	weekdays = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	months   = [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
)
