package service

import (
	"context"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Rating is what a shopper's graded reports in a project come to.
type Rating struct {
	Mean    *float64 `json:"rating"`  // 1 to 10; null before the first grade
	Reports int      `json:"reports"` // that were graded
}

// FieldProfile is how a shopper stands in their projects.
type FieldProfile struct {
	Projects []FieldStanding `json:"projects"`
}

// FieldStanding is how a shopper stands in one project.
type FieldStanding struct {
	Project string `json:"project"`
	Title   string `json:"title"`
	Rating
	Pay   []PaySum  `json:"pay"`   // by currency
	Lines []PayLine `json:"lines"` // newest first
}

// PaySum is what a shopper's reports come to in one currency, in its smallest unit, by how
// far the pay is.
type PaySum struct {
	Currency string `json:"currency"`
	New      int64  `json:"new"`
	Pending  int64  `json:"pending"`
	Paid     int64  `json:"paid"`
}

// PayLine is what one report comes to in one currency.
type PayLine struct {
	Response string             `json:"response"`
	Location string             `json:"location"` // title of the place
	Day      string             `json:"day"`      // of the visit
	Fee      *fieldwork.Money   `json:"fee,omitempty"`
	Expenses *fieldwork.Money   `json:"expenses,omitempty"` // what is allowed of them
	Total    fieldwork.Money    `json:"total"`
	State    fieldwork.PayState `json:"state"`
}

// rating gives the mean grade of a shopper's reports in a project.
func (s *Service) rating(ctx context.Context, project, person string) (Rating, error) {
	reports, err := s.reportsOf(ctx, project, person)
	return ratingOf(reports), err
}

func ratingOf(reports []fieldwork.Response) Rating {
	var sum, n int
	for _, report := range reports {
		if report.Grade > 0 {
			sum, n = sum+report.Grade, n+1
		}
	}
	if n == 0 {
		return Rating{}
	}
	mean := float64(sum) / float64(n)
	return Rating{&mean, n}
}

// reportsOf gives a shopper's reports in a project, newest first.
func (s *Service) reportsOf(ctx context.Context, project, person string) ([]fieldwork.Response, error) {
	return s.responses.everything(ctx, store.Query{Index: "person", Equal: []any{project, person}, Descending: true})
}

// FieldProfile gives how the actor stands in every project they report in.
func (s *Service) FieldProfile(ctx context.Context, actor Actor) (FieldProfile, error) {
	profile := FieldProfile{Projects: []FieldStanding{}}
	room := s.fieldRoom(actor.person)
	for _, membership := range actor.person.Memberships {
		if !auth.Report.Allows(&actor.person, membership.Project) {
			continue
		}
		project, err := room.project(ctx, membership.Project)
		if err != nil {
			return profile, err
		}
		standing, err := room.standing(ctx, project)
		if err != nil {
			return profile, err
		}
		profile.Projects = append(profile.Projects, standing)
	}
	return profile, nil
}

func (r *fieldRoom) standing(ctx context.Context, project fieldwork.Project) (FieldStanding, error) {
	standing := FieldStanding{Project: project.ID, Title: project.Title, Pay: []PaySum{}, Lines: []PayLine{}}
	reports, err := r.service.reportsOf(ctx, project.ID, r.person.ID)
	if err != nil {
		return standing, err
	}
	standing.Rating = ratingOf(reports)
	reports = slices.DeleteFunc(reports, func(report fieldwork.Response) bool {
		return !report.State.Pays() && report.CurrentPay() == fieldwork.PayNew
	})
	planned, err := r.service.assignmentsOf(ctx, reports)
	if err != nil {
		return standing, err
	}
	sent := map[string][]fieldwork.Payable{}
	for _, report := range reports {
		sent[report.Assignment] = append(sent[report.Assignment], report.Payable())
	}
	for _, report := range reports {
		assignment := planned[report.Assignment]
		if fieldwork.PaidFor(sent[report.Assignment]) != report.ID {
			assignment.Fee, assignment.Expenses = nil, nil
		}
		place, err := r.placeTitle(ctx, assignment)
		if err != nil {
			return standing, err
		}
		standing.add(report, assignment, place, fieldwork.DayOf(report.Begun().Time, zoneOf(project)))
	}
	return standing, nil
}

// add counts what a report comes to. What was paid stays, whatever became of the fee.
func (s *FieldStanding) add(report fieldwork.Response, assignment fieldwork.Assignment, place, day string) {
	var limit *fieldwork.Money
	if assignment.Expenses != nil {
		limit = &assignment.Expenses.Limit
	}
	for _, pay := range fieldwork.Owed(report.State, report.CurrentPay(), report.PayTotal, assignment.Fee, limit, report.Claims()) {
		line := PayLine{Response: report.ID, Location: place, Day: day, Fee: pay.Fee, Expenses: pay.Expenses, Total: pay.Total, State: report.CurrentPay()}
		s.Lines = append(s.Lines, line)
		at := slices.IndexFunc(s.Pay, func(sum PaySum) bool { return sum.Currency == line.Total.Currency })
		if at < 0 {
			s.Pay, at = append(s.Pay, PaySum{Currency: line.Total.Currency}), len(s.Pay)
		}
		switch line.State {
		case fieldwork.PayPaid:
			s.Pay[at].Paid += line.Total.Amount
		case fieldwork.PayPending:
			s.Pay[at].Pending += line.Total.Amount
		default:
			s.Pay[at].New += line.Total.Amount
		}
	}
}

// placeTitle gives what the place of an assignment is called.
func (r *fieldRoom) placeTitle(ctx context.Context, assignment fieldwork.Assignment) (string, error) {
	if assignment.Account != "" {
		account, _, err := r.service.accounts.get(ctx, assignment.Project+"/"+assignment.Account)
		return account.Title, err
	}
	location, err := r.location(ctx, assignment.Project, assignment.Location)
	return location.Title, err
}

// assignmentsOf gives the assignments of reports, by id.
func (s *Service) assignmentsOf(ctx context.Context, reports []fieldwork.Response) (map[string]fieldwork.Assignment, error) {
	planned := map[string]fieldwork.Assignment{}
	for part := range slices.Chunk(reports, 100) {
		ids := make([]any, len(part))
		for i, report := range part {
			ids[i] = report.Assignment
		}
		for assignment, err := range s.assignments.all(ctx, store.Query{In: ids}) {
			if err != nil {
				return nil, err
			}
			planned[assignment.ID] = assignment
		}
	}
	return planned, nil
}
