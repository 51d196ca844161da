package demo

import (
	"time"

	"touchstone/api/fieldwork"
)

// alerts are those of the demo project, with the reviewer as owner of what falls low. They are
// about what comes from now on; the cases there are tell what they would have found.
func alerts(now time.Time, reviewer string) []fieldwork.Alert {
	since := fieldwork.At(now)
	low, soon, later := 45.0, 3, 7
	alert := func(id, title string, kind fieldwork.AlertKind, definition string, due *int) fieldwork.Alert {
		return fieldwork.Alert{
			ID: id, Project: Project, Title: title, Kind: kind, Definition: definition, Mail: []string{}, Case: true, DueDays: due,
			TouchpointOwner: true, Active: true, Since: since, CreatedAt: since,
		}
	}
	unhappy := alert("unhappy-customers", "Unhappy customers", fieldwork.AlertDetractor, feedbackDefinition.ID, &soon)
	poor := alert("poor-visits", "Poor visits", fieldwork.AlertScoreBelow, visitDefinition.ID, &later)
	poor.Threshold, poor.Owner = &low, reviewer
	price := alert("wrong-price", "Wrong price at the checkout", fieldwork.AlertCritical, visitDefinition.ID, &soon)
	price.Touchpoint = "checkout"
	return []fieldwork.Alert{unhappy, poor, price}
}

// Plot says how the cases of an alert went: one step list per case. Of the responses that raise
// it every sixth has one, for example, the newest first.
type Plot struct {
	Alert string
	Wave  string
	Every int
	Cases [][]Step
}

// Step is something that was done with a case, so many hours after the step before.
type Step struct {
	Act   fieldwork.CaseAct
	Hours int
}

// plots bring cases into every state.
var plots = []Plot{
	{Alert: "unhappy-customers", Wave: "pilot", Every: 6, Cases: [][]Step{
		{},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 4}},
		{},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 3}, {fieldwork.CaseAct{Kind: fieldwork.CaseNote, Text: "Filialleitung ist informiert; sie schaut sich die Kasse an."}, 5}},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 2}, {fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "solved", Text: "Eine zweite Kasse öffnet jetzt ab fünf Wartenden."}, 20}},
		{},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "unfounded", Text: "Bezieht sich auf eine andere Filiale."}, 8}},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 6}},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 2}, {fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "explained", Text: "Der Artikel war am selben Tag wieder da."}, 9}, {fieldwork.CaseAct{Kind: fieldwork.CaseReopen, Text: "Am nächsten Tag fehlte er wieder."}, 14}},
	}},
	{Alert: "poor-visits", Wave: "autumn", Every: 1, Cases: [][]Step{
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 20}, {fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "solved", Text: "Mit dem Team besprochen, die Schulung wird nachgeholt."}, 90}},
		{{fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "unsolved", Text: "Zu wenig Personal bis Ende Jahr."}, 120}},
	}},
	{Alert: "wrong-price", Wave: "autumn", Every: 1, Cases: [][]Step{
		{{fieldwork.CaseAct{Kind: fieldwork.CaseBegin}, 5}, {fieldwork.CaseAct{Kind: fieldwork.CaseClose, Outcome: "solved", Text: "Regalschilder der Filiale geprüft und ersetzt."}, 30}},
	}},
}
