package fieldwork

import (
	"cmp"
	"slices"
	"strings"
)

// PayQuery chooses reports by the day of the visit (both included, "" is open), how far
// their pay is, and the shopper.
type PayQuery struct {
	From, To string
	States   []PayState // none: all
	Person   string
}

// PayItem is what one report comes to in one currency.
type PayItem struct {
	Response      string `json:"response"`
	Assignment    string `json:"assignment"`
	Person        string `json:"person"`
	Name          string `json:"name"`
	Location      string `json:"location"` // code; "" for an account
	Account       string `json:"account,omitempty"`
	LocationTitle string `json:"locationTitle"` // of the account too
	Day           string `json:"day"`           // of the visit, in the project's time zone
	Pay
	Currency      string   `json:"currency"`
	State         PayState `json:"state"`
	ResponseState State    `json:"responseState"`
	Grade         int      `json:"grade,omitempty"`
}

// PayTotal sums one currency up, in its smallest unit.
type PayTotal struct {
	Currency string `json:"currency"`
	New      int64  `json:"new"`
	Pending  int64  `json:"pending"`
	Paid     int64  `json:"paid"`
	Total    int64  `json:"total"`
}

// Pay gives what the reports that a query chooses come to, by day, person and report, and
// the totals by currency; see Owed.
func (b *Board) Pay(project string, query PayQuery, day func(Instant) string) ([]PayItem, []PayTotal) {
	items := []PayItem{}
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return items, []PayTotal{}
	}
	for _, report := range room.reports {
		brief := &report.brief
		visited := day(brief.Begun)
		switch {
		case query.From != "" && visited < query.From, query.To != "" && visited > query.To,
			query.Person != "" && query.Person != brief.Person,
			len(query.States) > 0 && !slices.Contains(query.States, brief.PayState):
			continue
		}
		item := PayItem{
			Response: brief.ID, Assignment: brief.Assignment, Person: brief.Person, Name: b.people[brief.Person].name,
			Location: brief.Location, Day: visited, State: brief.PayState, ResponseState: brief.State, Grade: brief.Grade,
		}
		var fee, limit *Money
		if entry := room.jobs[brief.Assignment]; entry != nil {
			item.Account = entry.job.Account
			if room.paidFor(brief.Assignment) == brief.ID {
				fee, limit = entry.job.Fee, entry.job.limit
			}
		}
		item.LocationTitle = room.titleOf(brief.Location, item.Account)
		for _, pay := range Owed(brief.State, brief.PayState, brief.PayTotal, fee, limit, brief.Claims) {
			item.Pay, item.Currency = pay, pay.Total.Currency
			items = append(items, item)
		}
	}
	slices.SortFunc(items, func(a, b PayItem) int {
		return cmp.Or(strings.Compare(a.Day, b.Day), strings.Compare(a.Name, b.Name), strings.Compare(a.Response, b.Response))
	})
	return items, payTotals(items)
}

// paidFor gives the report of an assignment that is paid.
func (r *boardRoom) paidFor(assignment string) string {
	reports := make([]Payable, 0, 1)
	for _, report := range r.reportsFor[assignment] {
		reports = append(reports, Payable{report.brief.ID, report.brief.ReceivedAt, report.brief.State, report.brief.PayState})
	}
	return PaidFor(reports)
}

func payTotals(items []PayItem) []PayTotal {
	totals := []PayTotal{}
	for _, item := range items {
		at := slices.IndexFunc(totals, func(t PayTotal) bool { return t.Currency == item.Currency })
		if at < 0 {
			totals, at = append(totals, PayTotal{Currency: item.Currency}), len(totals)
		}
		into := &totals[at].New
		switch item.State {
		case PayPending:
			into = &totals[at].Pending
		case PayPaid:
			into = &totals[at].Paid
		}
		*into = sum(*into, item.Total.Amount)
		totals[at].Total = sum(totals[at].Total, item.Total.Amount)
	}
	slices.SortFunc(totals, func(a, b PayTotal) int { return strings.Compare(a.Currency, b.Currency) })
	return totals
}
