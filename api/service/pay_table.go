package service

import (
	"context"

	"touchstone/api/export"
	"touchstone/api/fieldwork"
)

// payColumns are those of the pay list as a table; amounts are in the units of the currency.
var payColumns = []string{
	"response", "assignment", "person", "name", "location", "account", "title", "day", "fee", "claimed", "expenses", "total", "currency", "state", "report", "grade",
}

// PayTable gives the pay list as a table.
func (s *Service) PayTable(ctx context.Context, member Member, query fieldwork.PayQuery) (export.Table, error) {
	list, err := s.Pay(ctx, member, query)
	if err != nil {
		return export.Table{}, err
	}
	return export.Table{Name: "Pay", Columns: payColumns, Rows: func(yield func([]any) bool) {
		for _, item := range list.Items {
			if !yield(payLine(item)) {
				return
			}
		}
	}}, nil
}

func payLine(item fieldwork.PayItem) []any {
	units := func(money *fieldwork.Money) any {
		if money == nil {
			return nil
		}
		return money.Units()
	}
	line := []any{
		item.Response, item.Assignment, item.Person, item.Name, item.Location, item.Account, item.LocationTitle, item.Day,
		units(item.Fee), units(item.Claimed), units(item.Expenses), item.Total.Units(), item.Currency, string(item.State), string(item.ResponseState), nil,
	}
	if item.Grade > 0 {
		line[len(line)-1] = item.Grade
	}
	return line
}
