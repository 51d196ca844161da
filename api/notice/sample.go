package notice

import (
	"time"

	"touchstone/api/fieldwork"
)

// Sample gives invented content, so that a kind of notice can be looked at before there is
// one. Names, place and texts are nobody's.
func Sample(kind fieldwork.NoticeKind, now time.Time) Content {
	day := func(days int) string { return now.AddDate(0, 0, days).Format(time.DateOnly) }
	content := Content{Kind: kind, Title: "Musterstrasse 12", Place: "Musterstrasse 12, 8000 Zürich"}
	switch kind {
	case fieldwork.NoticeOffered, fieldwork.NoticeGiven, fieldwork.NoticeReminder, fieldwork.NoticeOverdue:
		content.FirstDay, content.LastDay, content.From, content.To, content.SubmitBy = day(1), day(5), "10:00", "18:00", day(6)
		content.Fee = &fieldwork.Money{Amount: 3500, Currency: "CHF"}
		if kind == fieldwork.NoticeOverdue {
			content.FirstDay, content.LastDay, content.SubmitBy = day(-6), day(-2), day(-1)
		}
	case fieldwork.NoticeReturned:
		content.Deadline, content.Comments = day(3), []string{"Foto 2: …?"}
	case fieldwork.NoticeApproved, fieldwork.NoticeRejected:
		content.Items = []Item{{Title: content.Title, Day: day(-2), Kind: string(kind), Grade: 9}}
		if kind == fieldwork.NoticeRejected {
			content.Items[0].Grade, content.Items[0].Reason = 0, "…"
		}
	case fieldwork.NoticeDigest:
		content.Items = []Item{{Title: content.Title, Day: day(-2), Kind: "approved", Grade: 9}, {Title: "Beispielplatz 3", Day: day(-1), Kind: "rejected", Reason: "…"}}
	case fieldwork.NoticeApplied:
		content.Applicant, content.FirstDay, content.LastDay = "Alex Muster", day(1), day(5)
	case fieldwork.NoticeAlert:
		value, threshold := 45.0, 60.0
		content.Title, content.Place, content.Case, content.Due = "Muster", "Musterstrasse 12", true, day(3)
		content.Finding = &fieldwork.Finding{Kind: fieldwork.AlertScoreBelow, Of: "score", Value: &value, Threshold: &threshold}
	case fieldwork.NoticeVisitDue:
		content.Title = ""
		content.Items = []Item{{Title: "Muster AG", Day: day(-9), Kind: fieldwork.DueOverdue}, {Title: "Beispiel GmbH", Day: day(4), Kind: fieldwork.DueUpcoming}}
	}
	if len(content.Items) > 0 {
		content.Title, content.Place = "", ""
	}
	return content
}
