package fieldwork

import (
	"slices"
	"time"
)

// Stage is how far an assignment has come, its report included.
type Stage string

// The stages, in their order.
const (
	StagePlanned    Stage = "planned"    // nobody sees it
	StageOffered    Stage = "offered"    // to its person, or on the job board
	StageAccepted   Stage = "accepted"   //
	StageInProgress Stage = "inProgress" // checked in
	StageSubmitted  Stage = "submitted"  // its report waits for the review
	StageReturned   Stage = "returned"   // its report is with the shopper again
	StageApproved   Stage = "approved"
	StageRejected   Stage = "rejected" // rejected or excluded
	StageCancelled  Stage = "cancelled"
)

// Stages lists all of them in their order.
var Stages = []Stage{StagePlanned, StageOffered, StageAccepted, StageInProgress, StageSubmitted, StageReturned, StageApproved, StageRejected, StageCancelled}

// StageOf derives the stage from an assignment and the newest response for it, nil for none.
// A report that came back tells more than anything before it, a cancellation included.
func StageOf(a *Assignment, newest *Response) Stage {
	var reported State
	if newest != nil {
		reported = newest.State
	}
	return stageOf(a.CurrentState(), a.CheckedInAt != nil, reported)
}

func stageOf(state AssignmentState, checkedIn bool, reported State) Stage {
	switch reported {
	case Submitted, InReview:
		return StageSubmitted
	case Returned:
		return StageReturned
	case Approved:
		return StageApproved
	case Rejected, Excluded:
		return StageRejected
	}
	switch {
	case state == AssignmentCancelled:
		return StageCancelled
	case checkedIn:
		return StageInProgress
	case state == AssignmentAccepted:
		return StageAccepted
	case state == AssignmentOffered:
		return StageOffered
	}
	return StagePlanned
}

// Done tells whether a report of the stage counts towards a target.
func (s Stage) Done() bool { return s == StageSubmitted || s == StageApproved }

// unreported tells whether the assignment still waits for its first report.
func (s Stage) unreported() bool {
	return s == StagePlanned || s == StageOffered || s == StageAccepted || s == StageInProgress
}

// Risk is a reason to look at an assignment before it is too late.
type Risk string

// The risks.
const (
	RiskNobodyYet   Risk = "nobodyYet"   // planned or on the board, and the window is open or opens within 3 days
	RiskNotAccepted Risk = "notAccepted" // offered to a person, the same
	RiskNotBegun    Risk = "notBegun"    // accepted, and these are the last two days of the window
	RiskReturnedDue Risk = "returnedDue" // the report is awaited back within 2 days
	RiskDeclined    Risk = "declined"    // the last that happened is that the shopper declined
)

// Risks lists all of them in the order of riskSet.
var Risks = []Risk{RiskNobodyYet, RiskNotAccepted, RiskNotBegun, RiskReturnedDue, RiskDeclined}

// Days before something is due that make it a risk.
const (
	opensSoon  = 3
	closesSoon = 1 // with the last day itself: two days
	dueSoon    = 2
)

// progress is what being late and at risk is decided from. Days may be "".
type progress struct {
	stage             Stage
	firstDay, lastDay string
	due               string // the day after which its report, or a returned one, is late
	alone             bool   // nobody has it
	declined          bool   // the last event
}

// overdue tells whether the report, or the returned one, is late on a day.
func (p *progress) overdue(today string) bool {
	return p.due != "" && today > p.due && (p.stage.unreported() || p.stage == StageReturned)
}

// soon gives the day that many days after today, for comparing days as text.
func soon(today string, days int) string {
	day, err := time.Parse(dayFormat, today)
	if err != nil {
		return today // days are made by DayOf
	}
	return day.AddDate(0, 0, days).Format(dayFormat)
}

// horizon holds the days that risks are measured against.
type horizon struct{ today, opens, closes, due string }

func horizonOf(today string) horizon {
	return horizon{today, soon(today, opensSoon), soon(today, closesSoon), soon(today, dueSoon)}
}

// riskSet holds risks, a bit for each by its place in Risks.
type riskSet uint8

func setOf(risks []Risk) riskSet {
	var set riskSet
	for i, risk := range Risks {
		if slices.Contains(risks, risk) {
			set |= 1 << i
		}
	}
	return set
}

// list gives the risks in their order.
func (s riskSet) list() []Risk {
	risks := []Risk{}
	for i, risk := range Risks {
		if s&(1<<i) != 0 {
			risks = append(risks, risk)
		}
	}
	return risks
}

// Places of the risks in Risks.
const (
	nobodyYet riskSet = 1 << iota
	notAccepted
	notBegun
	returnedDue
	declined
)

// risks gives the reasons for looking at it.
func (p *progress) risks(h horizon) riskSet {
	var risks riskSet
	switch p.stage {
	case StagePlanned, StageOffered:
		switch {
		case p.firstDay != "" && p.firstDay > h.opens:
		case p.stage == StagePlanned || p.alone:
			risks = nobodyYet
		default:
			risks = notAccepted
		}
	case StageAccepted:
		if p.lastDay != "" && p.lastDay <= h.closes {
			risks = notBegun
		}
	case StageReturned:
		if p.due != "" && p.due <= h.due {
			risks = returnedDue
		}
	}
	if p.declined && p.stage.unreported() {
		risks |= declined
	}
	return risks
}

// DayOf gives the day of an instant in a time zone.
func DayOf(at time.Time, zone *time.Location) string { return at.In(zone).Format(dayFormat) }
