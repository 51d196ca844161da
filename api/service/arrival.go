package service

import (
	"context"
	"errors"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// arrival records that a file came in for a response. It is written before or after the
// response itself, whichever arrives first; its id holds project, response and digest, so a
// file known to one project opens nothing in another.
type arrival struct {
	ID        string            `json:"id"`
	Project   string            `json:"project"`
	Response  string            `json:"response"`
	SHA256    string            `json:"sha256"`
	Type      string            `json:"type"` // as sniffed
	Size      int64             `json:"size"`
	Print     string            `json:"print,omitempty"` // fingerprint of a picture, see likenessKeeping.print
	Person    string            `json:"person"`
	ArrivedAt fieldwork.Instant `json:"arrivedAt"`
}

func arrivalID(project, response, digest string) string {
	return project + "/" + response + "/" + digest
}

// markArrived gives the attachments of a response with those present that have arrived.
func (s *Service) markArrived(ctx context.Context, response fieldwork.Response) ([]fieldwork.Attachment, error) {
	if len(response.Attachments) == 0 {
		return response.Attachments, nil
	}
	compiled, err := s.forms.get(ctx, response.Project, response.Definition)
	if err != nil {
		return nil, err
	}
	files := map[string]arrival{}
	query := store.Query{Index: "response", Equal: []any{response.Project, response.ID}}
	for file, err := range s.arrivals.all(ctx, query) {
		if err != nil {
			return nil, err
		}
		files[file.SHA256] = file
	}
	response.ReceiveAll(func(a fieldwork.Attachment) (string, int64, bool) {
		file, come := files[a.ID]
		if !come {
			return "", 0, false
		}
		mediaType, taken := fieldwork.FileKind(compiled.definition, a.Question).Takes(file.Type)
		return mediaType, file.Size, taken
	})
	return response.Attachments, nil
}

// errComplete ends a change that has nothing to write.
var errComplete = errors.New("nothing more has arrived")

// completeResponse marks what has arrived for a response; NotFound while it is not here.
func (s *Service) completeResponse(ctx context.Context, id string) (fieldwork.Response, error) {
	response, revision, err := s.responses.change(ctx, id, func(response *fieldwork.Response) error {
		before := response.Awaited()
		if before == 0 {
			return errComplete
		}
		var err error
		if response.Attachments, err = s.markArrived(ctx, *response); err != nil {
			return err
		}
		response.Complete = len(response.Missing()) == 0
		if response.Awaited() == before {
			return errComplete
		}
		return s.suspectAgain(ctx, response)
	})
	if errors.Is(err, errComplete) {
		return response, nil
	}
	if err == nil {
		s.count(ctx, response, revision)
	}
	return response, err
}
