package service

import (
	"context"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// FieldResponse is what a shopper sees of the report they sent.
type FieldResponse struct {
	Receipt
	Base        string                   `json:"base"`               // id of the newest event, for a further revision
	Deadline    string                   `json:"deadline,omitempty"` // day until which a returned report is awaited
	Comments    []FieldComment           `json:"comments,omitempty"` // of the review that returned it
	Reason      string                   `json:"reason,omitempty"`   // of the newest decision
	Grade       int                      `json:"grade,omitempty"`    // 1 to 10; 0 is none
	PayState    fieldwork.PayState       `json:"payState,omitempty"`
	Answers     map[string]any           `json:"answers,omitempty"`     // of the newest revision while it is returned
	Attachments []fieldwork.Announcement `json:"attachments,omitempty"` // its files, likewise
	Visit       *fieldwork.Visit         `json:"visit,omitempty"`       // likewise
	Expenses    []fieldwork.Expense      `json:"expenses,omitempty"`    // likewise
}

// FieldComment is what the reviewer asks at a question; Question is its path, "" for the whole.
type FieldComment struct {
	Question string            `json:"question"`
	Text     string            `json:"text"`
	At       fieldwork.Instant `json:"at"`
}

func fieldResponseOf(r fieldwork.Response) *FieldResponse {
	shown := &FieldResponse{Receipt: receiptOf(r), Base: r.Events[len(r.Events)-1].ID, Deadline: r.Deadline, Grade: r.Grade, PayState: r.PayState}
	review, reviewed := newestReview(r)
	if reviewed && (r.State == fieldwork.Returned || r.State == fieldwork.Rejected) {
		shown.Reason = review.Reason
	}
	if r.State != fieldwork.Returned {
		return shown
	}
	for _, comment := range review.Comments {
		shown.Comments = append(shown.Comments, FieldComment{comment.Question, comment.Text, review.At})
	}
	shown.Answers, shown.Expenses = r.Given(), r.Expenses
	if r.Visit != nil {
		visit := *r.Visit
		shown.Visit = &visit
	}
	for _, file := range r.Attachments {
		if !file.Superseded {
			shown.Attachments = append(shown.Attachments, fieldwork.Announcement{
				ID: file.ID, Question: file.Question, Name: file.Name, Type: file.Type, Size: file.Size,
				TakenAt: file.TakenAt, Position: file.Position, Source: file.Source,
			})
		}
	}
	return shown
}

// FieldAttachment opens a file of the newest report that the actor sent for an assignment, so
// that another phone of theirs can correct it.
func (s *Service) FieldAttachment(ctx context.Context, actor Actor, assignment, digest string) (AttachmentFile, error) {
	kept, err := s.fieldAssignment(ctx, actor, assignment)
	if err != nil {
		return AttachmentFile{}, err
	}
	reports, err := s.ownReports(ctx, actor, kept)
	if err != nil {
		return AttachmentFile{}, err
	}
	for _, file := range reports[kept.ID].Attachments {
		if file.ID == digest && file.Present {
			content, _, err := s.blobs.Open(ctx, digest)
			return AttachmentFile{file, content}, err
		}
	}
	return AttachmentFile{}, fault.New(fault.NotFound, "attachment.unknown", "The report has no such file, or it has not arrived.")
}

// newestReview gives the newest decision about a report.
func newestReview(r fieldwork.Response) (fieldwork.Event, bool) {
	for _, event := range slices.Backward(r.Events) {
		if event.Kind == fieldwork.EventReviewed {
			return event, true
		}
	}
	return fieldwork.Event{}, false
}
