package fieldwork

import (
	"fmt"
	"slices"
	"strings"
)

// Visit is what a phone records around a report: where and when the shopper was there, by
// the device's clock. Nothing of it is ever a reason to refuse the report.
type Visit struct {
	CheckIn     *Presence    `json:"checkIn,omitempty"`
	CheckOut    *Presence    `json:"checkOut,omitempty"`
	NotPossible *NotPossible `json:"notPossible,omitempty"`
	Notes       string       `json:"notes,omitempty"`    // the shopper's own, for the reviewer
	Seconds     float64      `json:"seconds,omitempty"`  // of the timer
	Sittings    int          `json:"sittings,omitempty"` // in how many goes the report was filled in
	// ClockOffset is the server's clock minus the device's as last seen, in milliseconds.
	ClockOffset *float64 `json:"clockOffset,omitempty"`
}

// Presence is a moment at a place, or why the place is not known.
type Presence struct {
	At       Instant   `json:"at"`
	Position *Position `json:"position,omitempty"`
	Missing  string    `json:"missing,omitempty"` // denied, unavailable or off
	// Distance is how far the position lies from the location, in metres; the server computes it.
	Distance *float64 `json:"distance,omitempty"`
}

// NotPossible says why a visit could not be made.
type NotPossible struct {
	Reason string `json:"reason"` // closed, moved, refused, unsafe or other
	Note   string `json:"note"`
}

// Expense is money the shopper spent and asks back, with the file of its receipt.
type Expense struct {
	What       string `json:"what"`
	Amount     Money  `json:"amount"`
	Attachment string `json:"attachment,omitempty"` // SHA-256 of a file announced for ExpenseFiles
}

// Places of files of a report that answer no question.
const (
	NotPossibleFiles = "$notPossible" // proof that a visit could not be made
	ExpenseFiles     = "$expense"     // receipts
)

// Bounds of what a phone records around a report, far beyond what anybody types: a report is
// not to fail for its notes.
const (
	mostExpenses    = 1_000
	longestNote     = 200_000 // bytes
	longestExpense  = 20_000  // bytes of what it was for
	mostSittings    = 100_000
	mostClockOffset = 100 * 365 * 24 * 3600 * 1000 // milliseconds
)

var (
	missingReasons     = []string{"denied", "unavailable", "off"}
	notPossibleReasons = []string{"closed", "moved", "refused", "unsafe", "other"}
)

// visit checks shape only: what a sensor or a clock says may be as wrong as it likes.
func (f *findings) visit(v *Visit) {
	if v == nil {
		return
	}
	f.presence("visit.checkIn", v.CheckIn)
	f.presence("visit.checkOut", v.CheckOut)
	if v.NotPossible != nil {
		f.unless(slices.Contains(notPossibleReasons, v.NotPossible.Reason), "visit.notPossible.reason", "unknown", "The reason is one of %s.", strings.Join(notPossibleReasons, ", "))
		f.length("visit.notPossible.note", v.NotPossible.Note, longestNote)
	}
	f.length("visit.notes", v.Notes, longestNote)
}

func (f *findings) presence(path string, p *Presence) {
	if p == nil {
		return
	}
	f.unless(!p.At.IsZero(), path+".at", "required", "Say when.")
	f.unless(p.Missing == "" || slices.Contains(missingReasons, p.Missing), path+".missing", "unknown", "The reason is one of %s.", strings.Join(missingReasons, ", "))
	f.position(path+".position", p.Position)
}

func (f *findings) expenses(expenses []Expense) {
	f.unless(len(expenses) <= mostExpenses, "expenses", "length", "At most %d expenses belong to one report.", mostExpenses)
	for i, e := range expenses {
		path := fmt.Sprintf("expenses[%d]", i)
		f.length(path+".what", e.What, longestExpense)
		f.money(path+".amount", &e.Amount)
		f.unless(e.Attachment == "" || IsDigest(e.Attachment), path+".attachment", "format", "The receipt is named by the SHA-256 of its content in lower-case hexadecimal.")
	}
}

// Measured gives the visit with the distance of check-in and check-out from the place, and
// without what cannot be true; nil stays nil, place nil is not known.
func (v *Visit) Measured(place *Position) *Visit {
	if v == nil {
		return nil
	}
	kept := *v
	kept.Seconds = min(max(kept.Seconds, 0), mostSeconds)
	kept.Sittings = min(max(kept.Sittings, 0), mostSittings)
	if kept.ClockOffset != nil && max(*kept.ClockOffset, -*kept.ClockOffset) > mostClockOffset {
		kept.ClockOffset = nil
	}
	kept.CheckIn, kept.CheckOut = kept.CheckIn.measured(place), kept.CheckOut.measured(place)
	return &kept
}

func (p *Presence) measured(place *Position) *Presence {
	if p == nil {
		return nil
	}
	kept := *p
	kept.Distance = nil
	if kept.Position != nil && place != nil {
		metres := Distance(*kept.Position, *place)
		kept.Distance = &metres
	}
	return &kept
}

// Begun is when the shopper was there: at the check-in, or else when the report was
// submitted. A device's clock that was wrong is put right by what it saw of the server's.
func (r *Response) Begun() Instant {
	begun := r.SubmittedAt
	if r.Visit != nil && r.Visit.CheckIn != nil {
		begun = r.Visit.CheckIn.At
	}
	return At(begun.Add(r.clockOffset()))
}

// toldToShoppers are the suspicions that a phone warns of itself, so that its owner may know.
var toldToShoppers = []string{
	"outsideWindow", "outsideHours", "outsideRadius", "positionPoor", "positionMissing",
	"clockAhead", "clockBackwards", "clockBehind", "proofMissing", "expensesOverLimit",
}

// Told gives the flags that whoever sent the response may know of; what else is suspected
// is between the reviewers.
func (r *Response) Told() []Flag {
	told := []Flag{}
	for _, flag := range r.Flags {
		if !Suspected(flag.Code) || slices.Contains(toldToShoppers, flag.Code) {
			told = append(told, flag)
		}
	}
	return told
}
