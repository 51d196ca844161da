package demo

import (
	"strconv"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Days of the pilot around the day on which the demo is made.
const (
	pilotBegun = 10
	pilotLeft  = 18
)

// day gives the day that many days after today.
func day(today time.Time, days int) string {
	return today.In(zone).AddDate(0, 0, days).Format("2006-01-02")
}

// pilot adds a wave that is under way: small stores try something, large ones are looked at
// beside them, and its visits are at every stage that comes before a report.
func (d *Data) pilot(now time.Time) {
	year, month, date := now.In(zone).Date()
	today := time.Date(year, month, date, 8, 0, 0, 0, zone)
	wave := fieldwork.Wave{
		Name: "pilot", Title: form.Text{"en": "Pilot, self-checkout", "de": "Testmarkt, Selbstbedienungskassen"}, Kind: fieldwork.Pilot, Order: 30,
		FirstDay: day(today, -pilotBegun), LastDay: day(today, pilotLeft),
		Arms: []fieldwork.Arm{
			{Name: "test", Title: form.Text{"en": "Self-checkout", "de": "Mit Selbstbedienungskassen"}, Tags: []string{"small"}},
			{Name: "control", Title: form.Text{"en": "As before", "de": "Wie bisher"}, Tags: []string{"large"}},
		},
		Targets: []fieldwork.Target{{Definition: visitDefinition.ID, Count: 1}, {Definition: visitDefinition.ID, Count: 4, Location: "s05"}},
	}
	for i, place := range append(d.Locations[:len(d.Locations):len(d.Locations)], competitors()[:boardCompetitors]...) {
		a := fieldwork.Assignment{
			ID: derived("pilot", place.Code).String(), Wave: wave.Name, Definition: visitDefinition, Location: place.Code, Arm: wave.ArmOf(&place),
			FirstDay: wave.FirstDay, LastDay: wave.LastDay, Weekdays: []int{1, 2, 3, 4, 5, 6}, From: "10:00", To: "18:00", Scenario: scenario, Briefing: briefing,
			Proofs: []fieldwork.Proof{{Text: form.Text{"en": "The receipt", "de": "Der Kassenbon"}, Question: "receipt_photo"}},
			Fee:    &fieldwork.Money{Amount: 4500, Currency: "CHF"}, Expenses: allowed(), MinimumRating: float64(6 * (i % 2)),
			CreatedAt: fieldwork.At(today.AddDate(0, 0, -pilotBegun-4)),
		}
		p := &planner{assignment: &a, at: a.CreatedAt.Time}
		p.note(fieldwork.EventPlanned, "", "")
		p.bring(i, place.Competitor, d.Shoppers, today)
		a.Settle()
		d.Assignments = append(d.Assignments, a)
	}
	d.Locations = append(d.Locations, competitors()...)
	d.Waves = append(d.Waves, wave)
}

// planner writes the history of an assignment, an event a day.
type planner struct {
	assignment *fieldwork.Assignment
	at         time.Time
}

func (p *planner) note(kind, who, subject string) {
	p.at = p.at.Add(20 * time.Hour)
	event := fieldwork.AssignmentEvent{
		ID: derived("event", p.assignment.ID, strconv.Itoa(len(p.assignment.Events))).String(), Kind: kind, At: fieldwork.At(p.at), Person: who, Subject: subject,
	}
	if kind == fieldwork.EventDeclined {
		event.Reason = "In dieser Woche bin ich nicht in der Stadt."
	}
	p.assignment.Note(event)
}

// bring takes an assignment as far as its number says; those of competitors go on the job board.
func (p *planner) bring(number int, competitor bool, shoppers []fieldwork.Person, today time.Time) {
	a, shopper := p.assignment, shoppers[number%len(shoppers)].ID
	stage := number % 10
	if competitor {
		stage = 5
	}
	switch stage {
	case 0:
		a.State = fieldwork.AssignmentPlanned
	case 4:
		a.State = fieldwork.AssignmentPlanned
		p.note(fieldwork.EventGiven, "", shopper)
		p.note(fieldwork.EventDeclined, shopper, "")
	case 5, 6:
		a.State, a.Board = fieldwork.AssignmentOffered, fieldwork.BoardFirst
		p.note(fieldwork.EventOffered, "", "")
		if stage == 6 {
			a.Board = fieldwork.BoardApply
			for _, applicant := range shoppers[1:3] {
				p.note(fieldwork.EventApplied, applicant.ID, "")
				a.Applications = append(a.Applications, fieldwork.Application{Person: applicant.ID, At: fieldwork.At(p.at), Note: "Ich wohne um die Ecke."})
			}
		}
	case 9:
		a.State = fieldwork.AssignmentCancelled
		p.note(fieldwork.EventCancelled, "", "")
	default:
		a.State, a.Person = fieldwork.AssignmentOffered, shopper
		p.note(fieldwork.EventGiven, "", shopper)
		if stage == 1 || stage == 8 {
			break
		}
		a.State = fieldwork.AssignmentAccepted
		p.note(fieldwork.EventAccepted, shopper, "")
		switch stage {
		case 3:
			p.note(fieldwork.EventCheckedIn, shopper, "")
			begun := fieldwork.At(p.at)
			a.CheckedInAt = &begun
		case 7:
			a.LastDay = day(today, -2) // late
		}
	}
}

// allowed is what shoppers may spend.
func allowed() *fieldwork.Expenses {
	return &fieldwork.Expenses{Limit: fieldwork.Money{Amount: 4500, Currency: "CHF"}, What: form.Text{"en": "A small purchase", "de": "Ein kleiner Einkauf"}}
}

// purchases lets shoppers ask back what they spent, by the amounts of their reports.
func (d *Data) purchases() {
	for i := range d.Assignments {
		d.Assignments[i].Expenses = allowed()
	}
	for i := range d.Reports {
		submission := &d.Reports[i].Submission
		if amount, spent := submission.Answers["amount"].(float64); spent && submission.Assignment != "" {
			what := map[string]string{"en": "Purchase", "de": "Einkauf"}[submission.Language]
			submission.Expenses = []fieldwork.Expense{{What: what, Amount: fieldwork.Money{Amount: int64(amount*100 + 0.5), Currency: "CHF"}}}
		}
	}
}
