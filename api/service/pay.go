package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// PayList is what the reports of a project come to.
type PayList struct {
	Items  []fieldwork.PayItem  `json:"items"`
	Totals []fieldwork.PayTotal `json:"totals"`
}

// Pay gives what the reports that a query chooses come to.
func (s *Service) Pay(_ context.Context, member Member, query fieldwork.PayQuery) (PayList, error) {
	board, err := s.filledBoard()
	if err != nil {
		return PayList{}, err
	}
	zone := zoneOf(member.project)
	items, totals := board.Pay(member.project.ID, query, func(at fieldwork.Instant) string { return fieldwork.DayOf(at.Time, zone) })
	return PayList{items, totals}, nil
}

// PayOrder moves the pay of reports to a state, forward or back.
type PayOrder struct {
	Event     string             `json:"event"` // UUID minted by the sender; the same once more changes nothing
	Responses []string           `json:"responses"`
	State     fieldwork.PayState `json:"state"`
}

// PayMarked says what became of an order: which reports changed, how many were so already,
// and which were left, with the reason.
type PayMarked struct {
	Changed   int       `json:"changed"`
	Unchanged int       `json:"unchanged"`
	Left      []PayLeft `json:"left"`
}

// PayLeft is a report whose pay could not be moved.
type PayLeft struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// mostPaid is how many reports one order may name.
const mostPaid = 5_000

// MarkPaid carries an order out, a report after the other; sent again it completes what was
// interrupted.
func (s *Service) MarkPaid(ctx context.Context, member Member, order PayOrder) (PayMarked, error) {
	marked := PayMarked{Left: []PayLeft{}}
	if err := order.check(); err != nil {
		return marked, err
	}
	for _, id := range order.Responses {
		response, revision, err := s.responses.change(ctx, id, func(response *fieldwork.Response) error {
			if response.Project != member.project.ID || response.Assignment == "" {
				return s.responses.unknown(id)
			}
			var total []fieldwork.Money
			if order.State != fieldwork.PayNew {
				var err error
				if total, err = s.payTotal(ctx, *response); err != nil {
					return err
				}
			}
			before := len(response.Events)
			if err := response.Mark(derivedID("pay", order.Event, id), order.State, total, member.person.ID, s.instant()); err != nil {
				return err
			}
			if len(response.Events) == before {
				return errDone
			}
			return nil
		})
		switch problem := fault.Of(err); {
		case err == errDone:
			marked.Unchanged++
		case err == nil:
			s.count(ctx, response, revision)
			marked.Changed++
		case problem.Kind == fault.Invalid, problem.Kind == fault.NotFound, problem.Kind == fault.Conflict:
			marked.Left = append(marked.Left, PayLeft{id, problem.Code, problem.Message})
		default:
			return marked, err
		}
	}
	return marked, nil
}

func (o *PayOrder) check() error {
	refused := fault.New(fault.Invalid, "pay.invalid", "The order has mistakes.")
	if !fieldwork.IsUUID(o.Event) {
		refused.With(fault.Field{Path: "event", Code: "format", Message: "Give a UUID in lower case."})
	}
	if len(o.Responses) == 0 || len(o.Responses) > mostPaid {
		refused.With(fault.Field{Path: "responses", Code: "length", Message: "Name 1 to 5,000 reports."})
	}
	if !fieldwork.IsPayState(o.State) {
		refused.With(fault.Field{Path: "state", Code: "unknown", Message: "The state is new, pending or paid."})
	}
	if len(refused.Fields) > 0 {
		return refused
	}
	return nil
}

// payTotal gives what a report comes to now, by currency.
func (s *Service) payTotal(ctx context.Context, response fieldwork.Response) ([]fieldwork.Money, error) {
	assignment, _, err := s.assignments.get(ctx, response.Assignment)
	if err != nil {
		return nil, err
	}
	var reports []fieldwork.Payable
	for report, err := range s.responses.all(ctx, store.Query{Index: "assignment", Equal: []any{response.Assignment}}) {
		if err != nil {
			return nil, err
		}
		reports = append(reports, report.Payable())
	}
	if paid := fieldwork.PaidFor(reports); paid != "" && paid != response.ID {
		return nil, fault.New(fault.Invalid, "pay.twice", "Another report is paid for the same assignment.")
	}
	var limit *fieldwork.Money
	if assignment.Expenses != nil {
		limit = &assignment.Expenses.Limit
	}
	totals := []fieldwork.Money{}
	for _, pay := range fieldwork.PayOf(assignment.Fee, limit, response.Claims()) {
		totals = append(totals, pay.Total)
	}
	return totals, nil
}
