package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Evidence is what a reviewer lays beside the answers.
type Evidence struct {
	Location *EvidencePlace  `json:"location,omitempty"`
	Photos   []EvidencePhoto `json:"photos"`
	Similar  []SimilarPhoto  `json:"similar"`
}

// EvidencePlace is where the visit should have been.
type EvidencePlace struct {
	Code     string              `json:"code"`
	Title    string              `json:"title"`
	Position *fieldwork.Position `json:"position,omitempty"`
	Radius   int                 `json:"radius"` // metres
}

// EvidencePhoto is when and where a picture was taken, as far as it is known.
type EvidencePhoto struct {
	Attachment string              `json:"attachment"`
	Question   string              `json:"question"`
	TakenAt    *fieldwork.Instant  `json:"takenAt,omitempty"` // by the camera's clock
	Position   *fieldwork.Position `json:"position,omitempty"`
	Distance   *float64            `json:"distance,omitempty"` // metres from the location
	Source     string              `json:"source,omitempty"`   // camera or file
}

// SimilarPhoto is a picture of another report that looks like one of this.
type SimilarPhoto struct {
	Attachment string `json:"attachment"` // of this report
	Response   string `json:"response"`
	Other      string `json:"other"` // attachment of the other report
	Bits       int    `json:"bits"`  // by which the fingerprints differ, 0 to 6
}

func (s *Service) evidence(ctx context.Context, project fieldwork.Project, response fieldwork.Response) (*Evidence, error) {
	evidence := &Evidence{Photos: []EvidencePhoto{}, Similar: []SimilarPhoto{}}
	location, _, err := s.locations.get(ctx, project.ID+"/"+response.Location)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if location.Code != "" {
		evidence.Location = &EvidencePlace{location.Code, location.Title, location.Position, fieldwork.RadiusOf(location, project.FieldRules())}
	}
	for _, file := range response.Attachments {
		photo := EvidencePhoto{Attachment: file.ID, Question: file.Question, TakenAt: file.TakenAt, Position: file.Position, Source: file.Source}
		if file.Position != nil && location.Position != nil {
			metres := fieldwork.Distance(*file.Position, *location.Position)
			photo.Distance = &metres
		}
		evidence.Photos = append(evidence.Photos, photo)
	}
	files, err := s.likeFiles(ctx, response)
	if err != nil {
		return nil, err
	}
	for _, match := range s.likeness.likeness.PhotosLike(project.ID, response.ID, response.Assignment, files) {
		evidence.Similar = append(evidence.Similar, SimilarPhoto{match.Attachment, match.Response, match.Other, match.Bits})
	}
	return evidence, nil
}
