package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/auth"
	"touchstone/api/blob/disk"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/sqlite"
	"touchstone/api/store/storetest"
)

// history is a random story of a project's responses, told to services on one store.
type history struct {
	t      *testing.T
	random *rand.Rand
	open   func() store.Store
	folder string
	links  []string
	sent   []fieldwork.Submission // with the link as Assignment
	clock  int
	rounds int
}

// running is a service that counts, on an engine of its own.
type running struct {
	*service.Service
	store  store.Store
	member service.Member
	stop   func()
}

const historyDefinition = `{"id":"d","version":%d,"kind":"customer","title":{"en":"D"},"defaultLanguage":"en","segments":["area","ways","note"],"weight":"w",
	"choices":{"yn":[{"name":"yes","label":{"en":"Y"},"points":1},{"name":"no","label":{"en":"N"},"points":0},{"name":"na","label":{"en":"-"},"notApplicable":true}],
	"areas":[{"name":"a","label":{"en":"A"}},{"name":"b","label":{"en":"B"}}]},
	"body":[{"type":"select_one","name":"area","choices":"areas","label":{"en":"Area"}},{"type":"select_multiple","name":"ways","choices":"areas","label":{"en":"Ways"}},
	{"type":"decimal","name":"w","label":{"en":"W"}},{"type":"text","name":"note","label":{"en":"N"}},
	{"type":"section","name":"s","touchpoint":"desk","label":{"en":"S"},"body":[{"type":"select_one","name":"met","choices":"yn","label":{"en":"Met"}},{"type":"integer","name":"stars","label":{"en":"Stars"}}]},
	{"type":"integer","name":"recommend","label":{"en":"R"}}],
	"indicators":[{"name":"met","kind":"score","of":"met"},{"name":"stars","kind":"mean","of":"stars","scale":[1,5],"better":"%s"},{"name":"nps","kind":"nps","of":"recommend"}]}`

func TestNumbersFollowEveryHistory(t *testing.T) {
	for _, engine := range []struct {
		name string
		open func(t *testing.T) func() store.Store
	}{
		{"sqlite", func(t *testing.T) func() store.Store {
			path := filepath.Join(t.TempDir(), "touchstone.db")
			return func() store.Store {
				engine, err := sqlite.Open(context.Background(), path, service.Collections())
				ok(t, err)
				return engine
			}
		}},
		{"mongo", func(t *testing.T) func() store.Store {
			uri := storetest.MongoURI(t)
			return func() store.Store {
				engine, err := mongo.Open(context.Background(), uri, "", service.Collections())
				ok(t, err)
				return engine
			}
		}},
	} {
		t.Run(engine.name, func(t *testing.T) {
			seeds, rounds := uint64(3), 5
			if engine.name == "mongo" && !storetest.MongoIsReal() {
				seeds, rounds = 1, 2 // the test server writes slowly
			}
			for seed := range seeds {
				h := &history{rounds: rounds, t: t, random: rand.New(rand.NewPCG(seed, 77)), open: engine.open(t), folder: t.TempDir()}
				h.tell(engine.name == "sqlite")
			}
		})
	}
}

// start opens a service on the store; a keeper keeps checkpoints, as the server does.
func (h *history) start(keeper bool) *running {
	engine := h.open()
	files, err := disk.Open(filepath.Join(h.folder, "files"))
	ok(h.t, err)
	options := service.Options{Store: engine, Blobs: files, HashCost: auth.Cost{Memory: 64, Passes: 1}}
	if keeper {
		options.Checkpoint, options.Build = filepath.Join(h.folder, "checkpoint"), "this one"
	}
	s, err := service.New(context.Background(), options)
	ok(h.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Run(ctx, func(err error) { h.t.Log(err) })
	}()
	_, err = s.AddProject(ctx, fieldwork.Project{ID: "p", Title: "P", TimeZone: "Europe/Zurich", Languages: []string{"en"}})
	if err != nil && !fault.Is(err, fault.Conflict) {
		h.t.Fatal(err)
	}
	member, err := s.Admit(ctx, service.Operator(), "p", auth.Write)
	ok(h.t, err)
	stop := sync.OnceFunc(func() {
		cancel()
		<-ended
		ok(h.t, engine.Close())
	})
	h.t.Cleanup(stop)
	return &running{s, engine, member, stop}
}

func (r *running) ready(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !r.Counted(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the responses are not counted")
		}
	}
}

func (h *history) tell(checkpoints bool) {
	one := h.start(checkpoints)
	h.furnish(one)
	one.ready(h.t)
	other := h.start(false) // another process on the same store
	recalled := 0
	for round := range h.rounds {
		var group sync.WaitGroup
		steps := make(chan func(), 200)
		for range 40 + h.random.IntN(60) {
			at := one
			if h.random.IntN(3) == 0 {
				at = other
			}
			steps <- h.step(at)
		}
		close(steps)
		for range 3 {
			group.Go(func() {
				for step := range steps {
					step()
				}
			})
		}
		group.Wait()
		if h.random.IntN(3) == 0 {
			_, err := one.ChangeProject(h.t.Context(), one.member, service.ProjectChange{CountedStates: [][]fieldwork.State{
				{fieldwork.Submitted, fieldwork.Approved}, {fieldwork.Approved}, fieldwork.States(), fieldwork.CountedByDefault,
			}[h.random.IntN(4)]})
			ok(h.t, err)
		}
		h.look(one)
		h.verify(one, fmt.Sprint("round ", round, ", running"))
		switch {
		case !checkpoints || h.random.IntN(3) == 0: // no restart
		case h.random.IntN(2) == 0: // stopped, while others go on writing
			one.stop()
			for range 20 {
				h.step(other)()
			}
			one = h.start(true)
		default: // killed: what it kept last is old, or was overtaken, or is broken
			path := filepath.Join(h.folder, "checkpoint")
			old, err := os.ReadFile(path)
			one.stop()
			if err == nil {
				if len(old) > 0 && h.random.IntN(2) == 0 {
					old[h.random.IntN(len(old))] ^= 1
				}
				ok(h.t, os.WriteFile(path, old, 0o600))
			}
			one = h.start(true)
		}
		one.ready(h.t)
		h.look(one)
		if v := h.verify(one, fmt.Sprint("round ", round, ", started again")); v.Checkpoint {
			recalled++
		}
	}
	one.stop()
	other.stop()
	if checkpoints && recalled == 0 {
		h.t.Error("no checkpoint was ever used")
	}
}

func (h *history) verify(r *running, when string) service.Verification {
	h.t.Helper()
	for {
		v, err := r.Verify(h.t.Context())
		if fault.Is(err, fault.Unavailable) { // what counts was just changed
			time.Sleep(20 * time.Millisecond)
			continue
		}
		ok(h.t, err)
		if took := v.FinishedAt.Sub(v.StartedAt.Time); took > 2*time.Second {
			h.t.Log(when, took, v.Counted)
		}
		for i, d := range v.Differences {
			if i < 5 {
				h.t.Errorf("%s: %+v", when, d)
			}
		}
		if h.t.Failed() {
			h.t.FailNow()
		}
		return v
	}
}

// look asks for numbers, so that there are views that have to follow.
func (h *history) look(r *running) {
	for _, choice := range []service.Choice{{}, {Filter: map[string][]string{"segment.area": {"a"}}}, {Filter: map[string][]string{"group": {"customers"}}}} {
		_, err := r.Comparison(h.t.Context(), r.member, service.ComparisonQuery{Baseline: "w1", FollowUp: "w2", Choice: choice})
		ok(h.t, err)
	}
}

func (h *history) furnish(r *running) {
	ctx := context.Background()
	for version := range 2 {
		_, err := r.Publish(ctx, r.member, fmt.Appendf(nil, historyDefinition, version+1, []string{"higher", "lower"}[version]))
		ok(h.t, err)
	}
	for _, wave := range []string{"w1", "w2"} {
		_, err := r.PutWave(ctx, r.member, fieldwork.Wave{Name: wave, Kind: "baseline", Title: form.Text{"en": wave}})
		ok(h.t, err)
	}
	_, err := r.PutTouchpoint(ctx, r.member, fieldwork.Touchpoint{Name: "web", Title: form.Text{"en": "Web"}, Channel: "digital"})
	ok(h.t, err)
	for i := range 4 {
		link := fieldwork.Link{Title: "L", Definition: fieldwork.DefinitionRef{ID: "d", Version: 1 + i%2}, Wave: []string{"w1", "w2"}[i/2]}
		if i%2 == 0 {
			link.Touchpoint, link.Group = "web", "employees"
		}
		public, err := r.AddLink(ctx, r.member, link)
		ok(h.t, err)
		h.links = append(h.links, public.ID)
	}
}

// step prepares one thing that happens to a response, to be done at r.
func (h *history) step(r *running) func() {
	ctx, random := context.Background(), h.random
	what, n := random.IntN(20), random.IntN(max(len(h.sent), 1))
	event, value := h.newID(), float64(1+random.IntN(5))
	if what < 9 || len(h.sent) == 0 { // a new one
		submission := fieldwork.Submission{ID: h.newID(), Assignment: h.links[random.IntN(len(h.links))], Definition: fieldwork.DefinitionRef{ID: "d", Version: 1 + random.IntN(2)},
			SubmittedAt: fieldwork.At(time.Now()), Language: []string{"en", "de"}[random.IntN(2)], Answers: map[string]any{"stars": value}}
		for name, values := range map[string][]any{"area": {"a", "b"}, "ways": {[]string{"a"}, []string{"a", "b"}}, "met": {"yes", "no", "na"}, "recommend": {3.0, 8.0, 10.0}, "w": {0.5, 1.0, 2.25}, "note": {"plain", "a \"quoted\\\\\" word", "ü,\n}{", "<&>"}} {
			if random.IntN(4) > 0 {
				submission.Answers[name] = values[random.IntN(len(values))]
			}
		}
		h.sent = append(h.sent, submission)
		n, what = len(h.sent)-1, 0
	}
	submission := h.sent[n]
	decision := []fieldwork.Decision{fieldwork.Exclude, fieldwork.Approve, fieldwork.Reject, fieldwork.Reopen}[random.IntN(4)]
	return func() {
		switch {
		case what < 11: // new, or sent once more
			link := submission.Assignment
			again := submission
			again.Assignment = ""
			_, err := r.Answer(ctx, link, again)
			h.allow(err)
		case what < 13: // erased
			record, err := r.store.Get(ctx, "responses", submission.ID)
			if err == nil {
				err = r.store.Delete(ctx, "responses", submission.ID, record.Revision)
			}
			h.allow(err)
		default:
			record, err := r.store.Get(ctx, "responses", submission.ID)
			if h.allow(err); err != nil {
				return
			}
			var stored fieldwork.Response
			ok(h.t, json.Unmarshal(record.Body, &stored))
			base := stored.Events[len(stored.Events)-1].ID
			if what < 17 {
				_, err = r.Correct(ctx, r.member, submission.ID, fieldwork.Correction{ID: event, Base: base, Reason: "Misread.", Changes: map[string]any{"stars": value, "area": nil}})
			} else {
				_, err = r.Review(ctx, r.member, submission.ID, fieldwork.Review{ID: event, Base: base, Decision: decision, Reason: "So it is."})
			}
			h.allow(err)
		}
	}
}

// allow fails for what is no refusal: others may have been faster, or erased it.
func (h *history) allow(err error) {
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
		h.t.Error(err)
	}
	if fault.Is(err, fault.Invalid) && !strings.HasPrefix(fault.Of(err).Code, "review") && fault.Of(err).Code != "correction.decided" {
		h.t.Error(err, fault.Of(err).Fields)
	}
}

func (h *history) newID() string {
	h.clock++
	return fmt.Sprintf("0190b000-0000-7000-8000-%012x", h.clock)
}
