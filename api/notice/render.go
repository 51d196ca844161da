package notice

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"strings"
	"text/template"

	"golang.org/x/text/currency"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

//go:embed mail.html.tmpl mail.txt.tmpl
var files embed.FS

var (
	page  = htmltemplate.Must(htmltemplate.ParseFS(files, "mail.html.tmpl"))
	plain = template.Must(template.New("mail.txt.tmpl").Funcs(template.FuncMap{"lines": indented}).ParseFS(files, "mail.txt.tmpl"))
)

// view is what the templates show, every text ready in the language.
type view struct {
	Language, Subject, Greeting, Opening, Action, Address string
	Title, Project, Applicant, SubmitBy, Deadline         string
	Count                                                 int
	Facts                                                 []fact
	CommentsLabel                                         string
	Comments                                              []string
	Items                                                 []line
	About, SwitchOff, Unsubscribe, Sign                   string
	Finding, Place, Due                                   string // of an alert
	Case                                                  bool
}

type fact struct{ Label, Text string }

type line struct{ Title, Text, Note, Address string }

// Render writes the message. An unknown kind is Invalid "notice.kind".
func Render(content Content) (Message, error) {
	language := languageOf(content.Language)
	said, known := table[language][content.Kind]
	if !known {
		return Message{}, fault.New(fault.Invalid, "notice.kind", "There is no kind of notice %q.", content.Kind).With(
			fault.Field{Path: "kind", Code: "unknown", Message: "This kind of notice is not known."})
	}
	v := viewOf(language, content)
	for _, part := range []struct {
		to   *string
		from string
	}{{&v.Subject, said.subject}, {&v.Opening, said.opening}, {&v.Action, said.action}} {
		text, err := fill(part.from, v)
		if err != nil {
			return Message{}, err
		}
		*part.to = text
	}
	v.Subject = cut(oneLine(v.Subject), 150)
	var html, text bytes.Buffer
	if err := page.Execute(&html, v); err != nil {
		return Message{}, err
	}
	if err := plain.Execute(&text, v); err != nil {
		return Message{}, err
	}
	return Message{Subject: v.Subject, Text: text.String(), HTML: html.String(), Brief: cut(oneLine(v.Opening), 300)}, nil
}

func viewOf(language string, c Content) view {
	l := labelTable[language]
	v := view{
		Language: language, Greeting: strings.TrimSpace(l.greeting + " " + oneLine(c.Name)), Address: c.Address,
		Title: oneLine(c.Title), Project: oneLine(c.Project), Applicant: oneLine(c.Applicant), Count: len(c.Items),
		Comments: c.Comments, CommentsLabel: l.comments,
		About: fmt.Sprintf(l.about, oneLine(c.Project)), SwitchOff: l.switchOff, Unsubscribe: c.Unsubscribe, Sign: l.sign,
	}
	if c.SubmitBy != "" {
		v.SubmitBy = day(language, c.SubmitBy)
	}
	if c.Deadline != "" {
		v.Deadline = day(language, c.Deadline)
	}
	if c.Finding != nil {
		v.Finding, v.Place, v.Case = findingText(language, l, c.Finding), oneLine(c.Place), c.Case
	}
	if c.Due != "" {
		v.Due = day(language, c.Due)
	}
	for _, f := range []fact{
		{l.finding, v.Finding}, {l.touchpoint, oneLine(c.Touchpoint)}, {l.due, v.Due}, {l.owner, oneLine(c.Owner)},
		{l.place, c.Place}, {l.window, window(language, c.FirstDay, c.LastDay)}, {l.hours, hours(l, c.From, c.To)},
		{l.submitBy, v.SubmitBy}, {l.deadline, v.Deadline}, {l.fee, money(language, c.Fee)}, {l.reason, c.Reason},
	} {
		if f.Text != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	for _, item := range c.Items {
		v.Items = append(v.Items, lineOf(language, l, item))
	}
	return v
}

func lineOf(language string, l labels, item Item) line {
	when := ""
	if item.Day != "" {
		when = day(language, item.Day)
	}
	text := when
	switch item.Kind {
	case "approved", "rejected":
		text = map[string]string{"approved": l.approved, "rejected": l.rejected}[item.Kind]
		if item.Grade > 0 {
			text += fmt.Sprintf(", %s%d", l.grade, item.Grade)
		}
		if when != "" {
			text = when + ": " + text
		}
	case fieldwork.DueOverdue:
		text = l.overdueSince + when
	case fieldwork.DueUpcoming:
		text = l.dueOn + when
	}
	return line{oneLine(item.Title), text, item.Reason, item.Address}
}

func fill(text string, v view) (string, error) {
	parsed, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = parsed.Execute(&out, v)
	return out.String(), err
}

func window(language, first, last string) string {
	switch l := labelTable[language]; {
	case first == "" && last == "":
		return ""
	case first == last:
		return day(language, first)
	case first == "":
		return l.to + day(language, last)
	case last == "":
		return l.from + day(language, first)
	}
	return day(language, first) + " – " + day(language, last)
}

func hours(l labels, from, to string) string {
	switch {
	case from == "" && to == "":
		return ""
	case from == "":
		return l.to + to
	case to == "":
		return l.from + from
	}
	return from + "–" + to
}

// money writes an amount with as many digits as its currency has.
func money(language string, m *fieldwork.Money) string {
	if m == nil || m.Amount == 0 {
		return ""
	}
	digits := 2
	if unit, err := currency.ParseISO(m.Currency); err == nil {
		digits, _ = currency.Standard.Rounding(unit)
	}
	whole := fmt.Sprintf("%0*d", digits+1, m.Amount)
	text := whole[:len(whole)-digits]
	if digits > 0 {
		point := "."
		if language == "de" && m.Currency != "CHF" { // Swiss amounts have a point in German too
			point = ","
		}
		text += point + whole[len(whole)-digits:]
	}
	return m.Currency + " " + text
}

// oneLine makes a text fit for a header or a sentence: without line breaks and control characters.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }), " ")
}

// cut shortens a text to so many characters.
func cut(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return strings.TrimSpace(string(letters[:most-1])) + "…"
	}
	return text
}

// indented keeps the lines of somebody's words together in a plain message.
func indented(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")
}
