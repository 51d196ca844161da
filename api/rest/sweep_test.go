package rest_test

import (
	"context"
	"io"
	"testing"
	"time"

	"touchstone/api/blob"
	"touchstone/api/service"
)

// Files wait a month for their response, uploads a week for their rest; what is named stays.
func TestFilesNobodyNeedsAreSwept(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			kept, files := engine.open(t)
			a := start(t, kept, files, nil)
			a.hire(t)
			sweep := func(want service.Swept) {
				t.Helper()
				got, err := a.service.Sweep(t.Context())
				if err != nil || got != want {
					t.Errorf("swept %+v, %v; want %+v", got, err, want)
				}
			}
			orphan, orphanID := photo(t, 30)
			needed, neededID := photo(t, 31)
			shown, shownID := photo(t, 32)
			late, lateID := photo(t, 33)
			half, halfID := photo(t, 34)
			path := func(response, digest string) string {
				return "/p/responses/0190b000-0000-7000-8000-000000000" + response + "/attachments/" + digest
			}
			vars := map[string]string{"p": a.project(t, team), "n": "001"}
			for name, id := range a.ids {
				vars[name] = id
			}
			play := func(steps ...step) {
				t.Helper()
				for _, s := range steps {
					a.play(t, s.note+" "+s.do, s, vars)
				}
			}
			play(planVisit(t)...)
			play(
				step{as: "shopper", do: "PUT " + path("900", orphanID), body: orphan, header: asPicture, want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("0901", announced(neededID, needed)), want: 201},
				step{as: "shopper", do: "PUT " + path("901", neededID), body: needed, header: asPicture, want: 204},
				step{as: "lead", do: "PUT /p/files/" + shownID, body: shown, header: asPicture, want: 204},
				step{as: "shopper", do: "PATCH " + path("902", halfID), body: half[:20], header: piece(0, len(half)), want: 204},
			)
			sweep(service.Swept{})
			a.clock.pass(8 * 24 * time.Hour)
			sweep(service.Swept{Uploads: 1})
			a.clock.pass(23 * 24 * time.Hour)
			a.again(t) // sign-ins have ended meanwhile
			play(
				step{note: "a month late, but before the sweep", as: "shopper", do: "PUT " + path("903", lateID), body: late, header: asPicture, want: 204},
			)
			sweep(service.Swept{Files: 1})
			sweep(service.Swept{})
			play(
				step{as: "lead", do: "GET " + path("901", neededID), want: 200},
				step{as: "lead", do: "GET /p/files/" + shownID, want: 200},
				step{as: "shopper", do: "POST /p/responses", body: report("0903", announced(lateID, late)), want: 201, has: has{"complete": true}},
				step{note: "the response whose file was swept", as: "shopper", do: "POST /p/responses", body: report("0900", announced(orphanID, orphan)), want: 201, has: has{"complete": false}},
				step{as: "shopper", do: "HEAD " + path("900", orphanID), want: 404},
				step{as: "shopper", do: "PUT " + path("900", orphanID), body: orphan, header: asPicture, want: 204},
				step{as: "lead", do: "GET " + path("900", orphanID), want: 200},
				step{as: "shopper", do: "HEAD " + path("902", halfID), want: 404},
			)
			sweep(service.Swept{})
		})
	}
}

// sweptBetween is a place for files where a sweep comes right after a file was put.
type sweptBetween struct {
	blob.Blob
	after func()
}

func (b *sweptBetween) Put(ctx context.Context, id string, size int64, r io.Reader) error {
	err := b.Blob.Put(ctx, id, size, r)
	if after := b.after; after != nil {
		b.after = nil
		after()
	}
	return err
}

// The narrowest cases: a sweep between a file and its record, and between the look for a
// late response's files and the response.
func TestASweepRacesWithWhatComesLate(t *testing.T) {
	engine, files := openSQLite(t)
	between := &sweptBetween{Blob: files}
	late := &lateFile{Store: engine}
	a := start(t, late, between, nil)
	a.hire(t)
	vars := map[string]string{"p": a.project(t, team), "n": "001"}
	for name, id := range a.ids {
		vars[name] = id
	}
	for _, s := range planVisit(t) {
		a.play(t, s.do, s, vars)
	}
	content, digest := photo(t, 40)
	put := step{as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-000000000011/attachments/" + digest, body: content, header: asPicture, want: 204}
	shown := step{as: "lead", do: "GET /p/responses/0190b000-0000-7000-8000-000000000011/attachments/" + digest, want: 200}

	// Content that lay there long, put again, and swept before anything names it.
	a.clock.pass(40 * 24 * time.Hour)
	a.again(t)
	between.after = func() {
		swept, err := a.service.Sweep(t.Context())
		if err != nil || swept.Files != 1 {
			t.Errorf("swept %+v, %v", swept, err)
		}
	}
	refused := put
	refused.want, refused.has = 503, has{"code": "attachment.swept"}
	a.play(t, "swept between content and record", refused, vars)
	a.play(t, "sent again", put, vars)

	// A response that comes after all, while a sweep is about to clear its file away.
	a.clock.pass(40 * 24 * time.Hour)
	a.again(t)
	done := make(chan service.Swept, 1)
	late.before = func() {
		go func() {
			swept, err := a.service.Sweep(context.Background())
			if err != nil {
				t.Error(err)
			}
			done <- swept
		}()
		time.Sleep(200 * time.Millisecond) // the sweep gets as far as it can
	}
	a.play(t, "the late response", step{as: "shopper", do: "POST /p/responses", body: report("0011", announced(digest, content)), want: 201, has: has{"complete": true}}, vars)
	if swept := <-done; swept.Files != 0 {
		t.Errorf("swept %+v", swept)
	}
	a.play(t, "its file", shown, vars)
}
