package service_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/auth"
	"touchstone/api/blob/disk"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/service"
	"touchstone/api/store/sqlite"
)

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatWasLikeBeforeIsKnownAfterARestart has one process take a report with a photo, and
// another, which was not there, find photo, text and answers in a second report.
func TestWhatWasLikeBeforeIsKnownAfterARestart(t *testing.T) {
	folder := t.TempDir()
	open := func() (*service.Service, service.Member, func()) {
		engine, err := sqlite.Open(t.Context(), filepath.Join(folder, "touchstone.db"), service.Collections())
		ok(t, err)
		files, err := disk.Open(filepath.Join(folder, "files"))
		ok(t, err)
		s, err := service.New(t.Context(), service.Options{Store: engine, Blobs: files, HashCost: auth.Cost{Memory: 64, Passes: 1}})
		ok(t, err)
		running, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.Run(running, func(err error) { t.Log(err) })
		}()
		for deadline := time.Now().Add(10 * time.Second); !s.Counted(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("the responses are not counted")
			}
		}
		_, err = s.AddProject(t.Context(), fieldwork.Project{ID: "p", Title: "P", TimeZone: "Europe/Zurich", Languages: []string{"en"}})
		ok(t, err)
		member, err := s.Admit(t.Context(), service.Operator(), "p", auth.Write)
		ok(t, err)
		return s, member, func() {
			stop()
			<-ended
			ok(t, engine.Close())
		}
	}
	content, digest := chequered(t)
	shopper := ""
	report := func(s *service.Service, member service.Member, number int) {
		id := fmt.Sprintf("0190b000-0000-7000-8000-%012d", number)
		assignment, err := s.AddAssignment(t.Context(), member, fieldwork.Assignment{
			Person: shopper, Fee: &fieldwork.Money{Amount: 4500, Currency: "CHF"}, Wave: "w1", Definition: fieldwork.DefinitionRef{ID: "d", Version: 1}, Location: "zh01",
		})
		ok(t, err)
		ok(t, s.Attach(t.Context(), service.SenderOf(member), id, digest, int64(len(content)), bytes.NewReader(content)))
		_, err = s.Submit(t.Context(), member, fieldwork.Submission{
			ID: id, Assignment: assignment.ID, Definition: assignment.Definition, SubmittedAt: fieldwork.At(time.Now()), Language: "en",
			Answers:     map[string]any{"a": "one", "b": "two", "c": "three", "e": "four", "story": "The staff was friendly, though we waited for ten minutes."},
			Attachments: []fieldwork.Announcement{{ID: digest, Question: "photo", Name: "p.png", Type: "image/png", Size: int64(len(content))}},
		})
		ok(t, err)
	}
	s, member, end := open()
	ada, _, err := s.AddPerson(t.Context(), service.NewPerson{Name: "Ada", Email: "ada@example.org", Password: "correct horse battery"}, false, "p", fieldwork.Shopper)
	ok(t, err)
	shopper = ada.ID
	_, err = s.Publish(t.Context(), member, []byte(`{"id":"d","version":1,"kind":"mystery","title":{"en":"D"},"defaultLanguage":"en","body":[
		{"type":"text","name":"a","label":{"en":"A"}},{"type":"text","name":"b","label":{"en":"B"}},{"type":"text","name":"c","label":{"en":"C"}},
		{"type":"text","name":"e","label":{"en":"E"}},{"type":"text","name":"story","label":{"en":"Story"}},{"type":"image","name":"photo","label":{"en":"Photo"}}]}`))
	ok(t, err)
	_, err = s.PutWave(t.Context(), member, fieldwork.Wave{Name: "w1", Kind: "baseline", Title: form.Text{"en": "W"}})
	ok(t, err)
	_, err = s.PutLocation(t.Context(), member, fieldwork.Location{Code: "zh01", Title: "Z"})
	ok(t, err)
	report(s, member, 1)
	before := desks(t, s, member)
	end()

	s, member, end = open()
	defer end()
	if after := desks(t, s, member); after != before || !strings.Contains(after, `"appealed":true`) || !strings.Contains(after, `"pending":4500`) {
		t.Errorf("queue and pay list after a restart:\n%s\nbefore:\n%s", after, before)
	}
	report(s, member, 2)
	detail, err := s.Response(t.Context(), member, "0190b000-0000-7000-8000-000000000002")
	ok(t, err)
	var codes []string
	for _, flag := range detail.Response.Flags {
		codes = append(codes, flag.Code)
	}
	for _, code := range []string{"photoReused", "textReused", "duplicateResponse"} {
		if !slices.Contains(codes, code) {
			t.Errorf("flags %v lack %s", codes, code)
		}
	}
	if len(detail.Evidence.Similar) != 1 {
		t.Errorf("similar photos: %+v", detail.Evidence.Similar)
	}
}

// desks reviews the first report, appeals and marks its pay, each once, and gives the review
// queue and the pay list.
func desks(t *testing.T, s *service.Service, member service.Member) string {
	t.Helper()
	const id, event = "0190b000-0000-7000-8000-000000000001", "0190e000-0000-7000-8000-00000000000"
	_, err := s.Review(t.Context(), member, id, fieldwork.Review{ID: event + "1", Base: id, Decision: fieldwork.Approve, Grade: 7})
	ok(t, err)
	_, err = s.Appeal(t.Context(), member, id, fieldwork.Appeal{ID: event + "2", Text: "Look again."})
	ok(t, err)
	_, err = s.MarkPaid(t.Context(), member, service.PayOrder{Event: event + "3", Responses: []string{id}, State: fieldwork.PayPending})
	ok(t, err)
	queue, err := s.Queue(t.Context(), member, fieldwork.QueueQuery{States: fieldwork.States()})
	ok(t, err)
	pay, err := s.Pay(t.Context(), member, fieldwork.PayQuery{})
	ok(t, err)
	text, err := json.Marshal([]any{queue, pay})
	ok(t, err)
	return string(text)
}

// chequered gives a picture that is not flat.
func chequered(t *testing.T) (content []byte, digest string) {
	t.Helper()
	canvas := image.NewGray(image.Rect(0, 0, 90, 80))
	for i := range canvas.Pix {
		canvas.SetGray(i%90, i/90, color.Gray{uint8((i%90/10*7 + i/900*13) * 37 % 256)})
	}
	var buffer bytes.Buffer
	ok(t, png.Encode(&buffer, canvas))
	sum := sha256.Sum256(buffer.Bytes())
	return buffer.Bytes(), hex.EncodeToString(sum[:])
}
