package service

import (
	"context"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// How long files wait for whoever needs them: the rest of an upload, and a response.
const (
	uploadPatience = 7 * 24 * time.Hour
	filePatience   = 30 * 24 * time.Hour
)

// sweepRest is the pause after every page of files, so that a sweep is nobody's burden.
const sweepRest = 100 * time.Millisecond

// Swept is what a sweep cleared away.
type Swept struct {
	Uploads int // begun and never ended
	Files   int // that no response and no definition named
}

// Sweep clears away uploads that nobody went on with for a week, and files that nothing has
// named for a month: their response never came, or takes other files. A file that is named
// while a sweep runs stays, or its sender is told to send it again.
func (s *Service) Sweep(ctx context.Context) (Swept, error) {
	now := s.now()
	var swept Swept
	var err error
	if swept.Uploads, err = s.blobs.Abandon(ctx, now.Add(-uploadPatience)); err != nil {
		return swept, err
	}
	suspects := map[string]bool{}
	for after := ""; ; {
		page, err := s.blobs.List(ctx, after, 500)
		if err != nil {
			return swept, err
		}
		for _, file := range page {
			after = file.ID
			if file.PutAt.After(now.Add(-filePatience)) {
				continue
			}
			named, err := s.named(ctx, file.ID, now.Add(-filePatience))
			if err != nil {
				return swept, err
			}
			if !named {
				suspects[file.ID] = true
			}
		}
		if len(page) < 500 {
			break
		}
		pause(ctx, sweepRest)
	}
	if len(suspects) == 0 {
		return swept, nil
	}
	// Responses made without arrivals (of demo projects) name files too.
	if err := s.acquit(ctx, suspects); err != nil {
		return swept, err
	}
	for id := range suspects {
		gone, err := s.clear(ctx, id, now.Add(-filePatience))
		if err != nil {
			return swept, err
		}
		if gone {
			swept.Files++
		}
	}
	return swept, nil
}

// named tells whether a definition or a response has a file, or may still come for it: one
// that arrived after the moment.
func (s *Service) named(ctx context.Context, digest string, moment time.Time) (bool, error) {
	shown, err := s.files.find(ctx, store.Query{Index: "file", Equal: []any{digest}, Limit: 1})
	if err != nil || len(shown.Items) > 0 {
		return err == nil, err
	}
	for file, err := range s.arrivals.all(ctx, store.Query{Index: "file", Equal: []any{digest}}) {
		if err != nil {
			return false, err
		}
		if file.ArrivedAt.After(moment) {
			return true, nil
		}
		_, _, err := s.responses.get(ctx, file.Response)
		if !fault.Is(err, fault.NotFound) {
			return err == nil, err
		}
	}
	return false, nil
}

// acquit takes the files that any response names off the suspects.
func (s *Service) acquit(ctx context.Context, suspects map[string]bool) error {
	for response, err := range s.responses.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		for _, attachment := range response.Attachments {
			delete(suspects, attachment.ID)
		}
	}
	return nil
}

// clear removes a file with the records of its arrivals, unless it has been named meanwhile.
func (s *Service) clear(ctx context.Context, digest string, moment time.Time) (bool, error) {
	s.sweeping.Lock()
	defer s.sweeping.Unlock()
	named, err := s.named(ctx, digest, moment)
	if err != nil || named {
		return false, err
	}
	for file, err := range s.arrivals.all(ctx, store.Query{Index: "file", Equal: []any{digest}}) {
		if err != nil {
			return false, err
		}
		_, revision, err := s.arrivals.get(ctx, file.ID)
		if err == nil {
			err = s.store.Delete(ctx, arrivals, file.ID, revision)
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return false, err
		}
	}
	return true, s.blobs.Delete(ctx, digest)
}
