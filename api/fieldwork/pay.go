package fieldwork

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchstone/api/fault"
)

// PayState is how far the pay for a report is.
type PayState string

// States of pay.
const (
	PayNew     PayState = "new"
	PayPending PayState = "pending"
	PayPaid    PayState = "paid"
)

// PayStates lists all of them in their order.
var PayStates = []PayState{PayNew, PayPending, PayPaid}

// IsPayState tells whether it is one of them.
func IsPayState(state PayState) bool { return slices.Contains(PayStates, state) }

// Pay is what a report comes to in one currency.
type Pay struct {
	Fee      *Money `json:"fee,omitempty"`
	Claimed  *Money `json:"claimed,omitempty"`  // for expenses, by the shopper
	Expenses *Money `json:"expenses,omitempty"` // what is allowed of it
	Total    Money  `json:"total"`
}

// Pays tells whether a report in the state is paid: one that is excluded does not count, but
// the work was done.
func (s State) Pays() bool { return s == Approved || s == Excluded }

// PayOf gives what a report comes to: the fee, and what was claimed up to the limit, by
// currency with that of the fee first. Claims in another currency than the limit's, or
// without a limit, are shown and not allowed; nothing is ever converted.
func PayOf(fee, limit *Money, claims []Money) []Pay {
	var pays []Pay
	in := func(currency string) *Pay {
		at := slices.IndexFunc(pays, func(p Pay) bool { return p.Total.Currency == currency })
		if at < 0 {
			pays, at = append(pays, Pay{Total: Money{Currency: currency}}), len(pays)
		}
		return &pays[at]
	}
	if fee != nil {
		pay := in(fee.Currency)
		pay.Fee, pay.Total.Amount = &Money{fee.Amount, fee.Currency}, fee.Amount
	}
	for _, claim := range Sums(claims) {
		pay := in(claim.Currency)
		allowed := Money{Currency: claim.Currency}
		if limit != nil && limit.Currency == claim.Currency {
			allowed.Amount = max(0, min(claim.Amount, limit.Amount))
		}
		pay.Claimed, pay.Expenses = &claim, &allowed
		pay.Total.Amount = sum(pay.Total.Amount, allowed.Amount)
	}
	return pays
}

// Owed gives what a report in a state comes to: nothing unless it pays, and what was marked
// as pending or paid stays as it was then, whatever is decided about the report later.
func Owed(state State, marked PayState, totals []Money, fee, limit *Money, claims []Money) []Pay {
	switch {
	case marked == PayPending || marked == PayPaid:
		return settled(PayOf(fee, limit, claims), totals)
	case state.Pays():
		return PayOf(fee, limit, claims)
	}
	return []Pay{}
}

// settled puts the totals that were marked in the place of what a report would come to now.
func settled(pays []Pay, totals []Money) []Pay {
	kept := []Pay{}
	for _, total := range totals {
		at := slices.IndexFunc(pays, func(p Pay) bool { return p.Total.Currency == total.Currency })
		pay := Pay{}
		if at >= 0 {
			pay = pays[at]
		}
		pay.Total = total
		kept = append(kept, pay)
	}
	return kept
}

// Payable is a report as far as it matters to which of an assignment's reports is paid.
type Payable struct {
	ID         string
	ReceivedAt Instant
	State      State
	Marked     PayState
}

// Payable gives what matters to that.
func (r *Response) Payable() Payable { return Payable{r.ID, r.ReceivedAt, r.State, r.CurrentPay()} }

// PaidFor gives the one among the reports of an assignment that its fee and expenses go to,
// "" for none: work is paid once, however many reports of it were approved. It is the one
// marked already, else the first that came of those that pay.
func PaidFor(reports []Payable) string {
	best := Payable{}
	for _, report := range reports {
		marked, kept := report.Marked != PayNew, best.Marked != PayNew
		switch {
		case !marked && !report.State.Pays():
			continue
		case best.ID == "", marked && !kept:
			best = report
		case marked == kept && (report.ReceivedAt.Before(best.ReceivedAt.Time) || report.ReceivedAt.Equal(best.ReceivedAt.Time) && report.ID < best.ID):
			best = report
		}
	}
	return best.ID
}

// Claims gives the amounts a report claims for expenses.
func (r *Response) Claims() []Money {
	var claims []Money
	for _, expense := range r.Expenses {
		claims = append(claims, expense.Amount)
	}
	return claims
}

// Sums adds amounts up by currency, in the order of the currencies.
func Sums(amounts []Money) []Money {
	var sums []Money
	for _, amount := range amounts {
		at := slices.IndexFunc(sums, func(m Money) bool { return m.Currency == amount.Currency })
		if at < 0 {
			sums = append(sums, amount)
			continue
		}
		sums[at].Amount = sum(sums[at].Amount, amount.Amount)
	}
	slices.SortFunc(sums, func(a, b Money) int { return strings.Compare(a.Currency, b.Currency) })
	return sums
}

// sum adds two amounts that are not negative; beyond what a number holds it stays there.
func sum(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Mark takes another state of pay into the history; the same once more changes nothing.
// Total is what the report comes to now, kept so that a later change of the fee does not
// change what was paid. Invalid "pay.nothing" for a report that is not paid.
func (r *Response) Mark(id string, state PayState, total []Money, by string, now Instant) error {
	digest := digestOf("pay", by, []any{id, state})
	if known, err := r.knows(id, digest); known || err != nil {
		return err
	}
	if r.CurrentPay() == state {
		return nil
	}
	if state != PayNew && !r.State.Pays() {
		return fault.New(fault.Invalid, "pay.nothing", "A report that is %q is not paid.", r.State)
	}
	event := Event{ID: id, Kind: EventPaid, At: now, Person: by, Digest: digest, State: state}
	r.PayState, r.PayTotal = "", nil
	if state != PayNew {
		event.Total, r.PayState, r.PayTotal = total, state, total
	}
	r.Events = append(r.Events, event)
	return nil
}

// CurrentPay gives how far the pay is; what was never marked is new.
func (r *Response) CurrentPay() PayState {
	if r.PayState == "" {
		return PayNew
	}
	return r.PayState
}

// expensesOverLimit tells of claims beyond what the assignment allows.
func expensesOverLimit(f *Facts) []Flag {
	var limit *Money
	if f.Assignment != nil && f.Assignment.Expenses != nil {
		limit = &f.Assignment.Expenses.Limit
	}
	var flags []Flag
	for _, pay := range PayOf(nil, limit, f.Response.Claims()) {
		if over := pay.Claimed.Amount - pay.Expenses.Amount; over > 0 {
			flags = append(flags, Flag{Code: "expensesOverLimit", Question: ExpenseFiles, Message: fmt.Sprintf("The expenses exceed what is allowed in %s.", pay.Total.Currency), Value: over})
		}
	}
	return flags
}
