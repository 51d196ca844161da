package fieldwork

// Decision is what a reviewer decides about a report.
type Decision string

// Decisions.
const (
	Approve Decision = "approve"
	Confirm Decision = "confirm" // the second reviewer approves too
	Return  Decision = "return"  // to the shopper, with comments and a deadline
	Reject  Decision = "reject"  // does not count and pays nothing
	Exclude Decision = "exclude" // does not count, but pays
	Reopen  Decision = "reopen"  // a decision is taken back, with a reason
)

// Outcome of a client's appeal.
type Outcome string

// Outcomes.
const (
	AppealAccepted Outcome = "accepted"
	AppealRejected Outcome = "rejected"
)
