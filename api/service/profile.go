package service

import (
	"context"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Rating is what a shopper's graded reports in a project come to.
type Rating struct {
	Mean    *float64 `json:"rating"`  // 1 to 10; null before the first grade
	Reports int      `json:"reports"` // that were graded
}

// rating gives the mean grade of a shopper's reports in a project.
func (s *Service) rating(ctx context.Context, project, person string) (Rating, error) {
	var sum, n int
	for response, err := range s.responses.all(ctx, store.Query{Index: "person", Equal: []any{project, person}}) {
		if err != nil {
			return Rating{}, err
		}
		if response.Grade > 0 {
			sum, n = sum+response.Grade, n+1
		}
	}
	return ratingOf(sum, n), nil
}

func ratingOf(sum, n int) Rating {
	if n == 0 {
		return Rating{}
	}
	mean := float64(sum) / float64(n)
	return Rating{&mean, n}
}

// responsesOf gives a shopper's reports in a project, oldest first.
func (s *Service) responsesOf(ctx context.Context, project, person string) ([]fieldwork.Response, error) {
	return s.responses.everything(ctx, store.Query{Index: "person", Equal: []any{project, person}})
}
