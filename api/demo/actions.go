package demo

import (
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// actions are what the retailer did between the waves, and what it does now.
func actions(now time.Time) []fieldwork.Action {
	return []fieldwork.Action{
		{ID: "greeting-training", Title: form.Text{"en": "Training: see, greet, offer help", "de": "Schulung: sehen, grüssen, Hilfe anbieten"}, Touchpoints: []string{"entrance", "advice"},
			State: fieldwork.ActionDone, FirstDay: "2025-05-05", LastDay: "2025-06-20", Note: "Half a day per store, with a film of two visits of the baseline.", CreatedAt: made, Project: Project},
		{ID: "fewer-checkouts", Title: form.Text{"en": "Fewer open checkouts, staff on the floor", "de": "Weniger offene Kassen, Personal auf der Fläche"}, Touchpoints: []string{"checkout", "entrance"},
			State: fieldwork.ActionDone, FirstDay: "2025-06-02", LastDay: "2025-08-30", Note: "Pays for the time to greet. Watch the waiting at the checkout.", CreatedAt: made, Project: Project},
		{ID: "self-checkout", Title: form.Text{"en": "Self-checkouts in small stores", "de": "Selbstbedienungskassen in kleinen Filialen"}, Touchpoints: []string{"checkout"},
			State: fieldwork.ActionRunning, FirstDay: day(now, -pilotBegun-20), LastDay: day(now, pilotLeft), Note: "The pilot says whether they come to all stores.", CreatedAt: made, Project: Project},
		{ID: "shelf-rounds", Title: form.Text{"en": "A round through the shelves every two hours", "de": "Alle zwei Stunden eine Runde durch die Regale"}, Touchpoints: []string{"sales-area"},
			State: fieldwork.ActionPlanned, FirstDay: day(now, 20), CreatedAt: made, Project: Project},
		{ID: "loyalty-card", Title: form.Text{"en": "A loyalty card at the checkout", "de": "Eine Kundenkarte an der Kasse"}, Touchpoints: []string{"checkout", "store"},
			State: fieldwork.ActionDropped, Note: "It would have made the queue longer.", CreatedAt: made, Project: Project},
	}
}
