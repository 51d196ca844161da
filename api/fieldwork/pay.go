package fieldwork

// PayState is how far the pay for a report is.
type PayState string

// States of pay.
const (
	PayNew     PayState = "new"
	PayPending PayState = "pending"
	PayPaid    PayState = "paid"
)
