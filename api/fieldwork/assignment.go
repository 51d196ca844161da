package fieldwork

import "touchstone/api/form"

// Assignment is one planned visit, call or test purchase for one shopper. ID: UUIDv7.
// Whether it is done is derived from its response.
type Assignment struct {
	ID         string        `json:"id"`
	Project    string        `json:"project"`
	Wave       string        `json:"wave"`
	Definition DefinitionRef `json:"definition"`
	Location   string        `json:"location"`           // location code
	Person     string        `json:"person"`             // the shopper's person id
	FirstDay   string        `json:"firstDay,omitempty"` // visit window, days in the project's time zone
	LastDay    string        `json:"lastDay,omitempty"`
	Scenario   form.Text     `json:"scenario,omitempty"` // who the shopper plays, plain text
	Briefing   form.Text     `json:"briefing,omitempty"` // Markdown
	Fee        *Money        `json:"fee,omitempty"`
	Cancelled  bool          `json:"cancelled,omitempty"`
	CreatedAt  Instant       `json:"createdAt"`
}

// Money is an amount in the smallest unit of its ISO 4217 currency, for example 2500 CHF = 25.00 francs.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}
