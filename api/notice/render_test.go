package notice_test

import (
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/notice"
)

func number(value float64) *float64 { return &value }

var visit = notice.Content{
	Name: "Ann", Project: "Bakeries", Title: "Main Street", Place: "Main Street 1\n8000 Zurich", FirstDay: "2026-11-20", LastDay: "2026-11-22",
	From: "09:00", To: "12:00", SubmitBy: "2026-11-23", Deadline: "2026-11-25", Fee: &fieldwork.Money{Amount: 2550, Currency: "EUR"},
	Comments: []string{"Which counter?\nWhen?"}, Applicant: "Bob", Address: "https://touchstone.test/field/assignments/1", Unsubscribe: "https://touchstone.test/off/1",
	Finding:    &fieldwork.Finding{Kind: fieldwork.AlertScoreBelow, Title: map[string]string{"en": "Cleanliness", "de": "Sauberkeit"}, Of: "score", Value: number(59.96), Threshold: number(60)},
	Touchpoint: "Counter", Case: true, Due: "2026-11-27", Owner: "Bob",
	Items: []notice.Item{{Title: "Main Street", Day: "2026-11-20", Kind: "approved", Grade: 9}, {Title: "Side Street", Kind: "rejected", Reason: "No photo"}},
}

func TestRender(t *testing.T) {
	for _, vector := range []struct {
		name, language string
		kind           fieldwork.NoticeKind
		subject        string
		text           []string // parts of the plain text
	}{
		{"an offer", "en", fieldwork.NoticeOffered, "New assignment: Main Street", []string{"Hello Ann", "When: Friday, 20 November 2026 – Sunday, 22 November 2026", "Time of day: 09:00–12:00", "Submit by: Monday, 23 November 2026", "Fee: EUR 25.50", "Open the assignment: https://touchstone.test/field/assignments/1", "https://touchstone.test/off/1"}},
		{"an offer in German", "de-CH", fieldwork.NoticeOffered, "Neuer Auftrag: Main Street", []string{"Guten Tag Ann", "Wann: Freitag, 20. November 2026 – Sonntag, 22. November 2026", "Honorar: EUR 25,50", "Projekts «Bakeries»"}},
		{"another language reads English", "fr", fieldwork.NoticeGiven, "The assignment is yours: Main Street", []string{"Hello Ann"}},
		{"a reminder", "en", fieldwork.NoticeReminder, "Reminder: Main Street – until Monday, 23 November 2026", []string{"please submit it by Monday, 23 November 2026."}},
		{"a question", "de", fieldwork.NoticeReturned, "Rückfrage zu Ihrem Bericht: Main Street", []string{"nochmals bis Mittwoch, 25. November 2026.", "- Which counter?\n  When?"}},
		{"a digest", "en", fieldwork.NoticeDigest, "2 of your reports have been reviewed", []string{"- Main Street: Friday, 20 November 2026: approved, grade 9", "- Side Street: rejected\n  No photo"}},
		{"an application", "en", fieldwork.NoticeApplied, "Bob applies: Main Street", []string{"Bob would like"}},
		{"an alert", "en", fieldwork.NoticeAlert, "Alert: Main Street – Main Street 1 8000 Zurich", []string{"A response needs a look: Cleanliness is 59.96, below 60.", "Touchpoint: Counter", "please close it by Friday, 27 November 2026.", "Open the case"}},
		{"an alert in German", "de", fieldwork.NoticeAlert, "Alarm: Main Street – Main Street 1 8000 Zurich", []string{"Sauberkeit ist 59,96, unter 60.", "Vorgang bei: Bob", "Vorgang öffnen"}},
	} {
		t.Run(vector.name, func(t *testing.T) {
			content := visit
			content.Kind, content.Language = vector.kind, vector.language
			got, err := notice.Render(content)
			if err != nil {
				t.Fatal(err)
			}
			if got.Subject != vector.subject {
				t.Errorf("the subject is %q, want %q", got.Subject, vector.subject)
			}
			for _, want := range vector.text {
				if !strings.Contains(got.Text, want) {
					t.Errorf("%q is not in\n%s", want, got.Text)
				}
			}
		})
	}
}

func TestEveryKindIsWrittenInEveryLanguage(t *testing.T) {
	for _, kind := range fieldwork.NoticeKinds {
		seen := map[string]bool{}
		for _, language := range []string{"en", "de"} {
			// All there is, and nothing but the least: neither may leave a hole.
			for _, content := range []notice.Content{visit, {Title: "Main Street", Applicant: "Bob", Items: visit.Items[:1]}} {
				content.Kind, content.Language = kind, language
				got, err := notice.Render(content)
				if err != nil {
					t.Fatalf("%s in %s: %v", kind, language, err)
				}
				seen[got.Brief] = true
				for _, part := range []string{got.Subject, got.Text, got.HTML, got.Brief} {
					if strings.TrimSpace(part) == "" || strings.Contains(part, "{{") || strings.Contains(part, "<no value>") || strings.Contains(part, "%!") {
						t.Errorf("%s in %s has a hole:\n%s", kind, language, part)
					}
				}
				// Nothing is fetched from anywhere, and little is lost where styles do not count.
				for _, banned := range []string{"<style", "<script", "<img", "src="} {
					if strings.Contains(got.HTML, banned) {
						t.Errorf("%s in %s holds %s", kind, language, banned)
					}
				}
			}
		}
		if len(seen) < 2 {
			t.Errorf("%s says the same in both languages", kind)
		}
	}
	if _, err := notice.Render(notice.Content{Kind: "gossip"}); codeOf(err) != "notice.kind" {
		t.Errorf("an unknown kind: %v", err)
	}
}

func TestTextsOfOthersStayTexts(t *testing.T) {
	const evil = "<script>alert(1)</script>\r\nBcc: a@example.org {{.Sign}}"
	got, err := notice.Render(notice.Content{
		Kind: fieldwork.NoticeReturned, Name: evil, Project: evil, Title: evil, Place: evil, Reason: evil, Comments: []string{evil}, Applicant: evil,
		Items: []notice.Item{{Title: evil, Reason: evil, Address: "javascript:alert(1)"}}, Address: "javascript:alert(1)", Unsubscribe: "https://touchstone.test/off",
	})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.HTML, "<script") || strings.Contains(got.HTML, `href="javascript:`) {
		t.Errorf("a text became markup:\n%s", got.HTML)
	}
	if strings.ContainsAny(got.Subject, "\r\n") {
		t.Errorf("the subject has a line break: %q", got.Subject)
	}
}
