package noticetest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Webhook is the receiving end of webhooks, on loopback.
type Webhook struct {
	URL    string
	Secret string

	lock   sync.Mutex
	answer func(nth int) int
	calls  []WebhookCall
	bad    []string
}

// WebhookCall is one call, whatever it was answered.
type WebhookCall struct {
	ID     string
	Sent   string // seconds since 1970
	Body   map[string]any
	Status int // that was answered
}

// StartWebhook runs a receiver until the test ends.
func StartWebhook(t testing.TB) *Webhook {
	t.Helper()
	w := &Webhook{Secret: "whsec_" + base64.StdEncoding.EncodeToString([]byte("a secret of twenty-four bytes"))}
	server := httptest.NewServer(http.HandlerFunc(w.take))
	t.Cleanup(server.Close)
	w.URL = server.URL + "/hook"
	return w
}

// Answer sets what status the nth call from now on gets, from 1; 0 is none until whoever calls
// gives up.
func (w *Webhook) Answer(answer func(nth int) int) {
	w.lock.Lock()
	defer w.lock.Unlock()
	past := len(w.calls)
	w.answer = func(nth int) int { return answer(nth - past) }
}

// Calls gives what came so far; a call with a wrong signature fails the test.
func (w *Webhook) Calls(t testing.TB) []WebhookCall {
	t.Helper()
	w.lock.Lock()
	defer w.lock.Unlock()
	for _, bad := range w.bad {
		t.Error("a webhook is not signed as it should:", bad)
	}
	return append([]WebhookCall(nil), w.calls...)
}

// Wait gives the calls as soon as there are so many.
func (w *Webhook) Wait(t testing.TB, many int) []WebhookCall {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if calls := w.Calls(t); len(calls) >= many {
			return calls
		}
	}
	t.Fatalf("%d calls came in twenty seconds, not %d", len(w.Calls(t)), many)
	return nil
}

func (w *Webhook) take(out http.ResponseWriter, in *http.Request) {
	body, _ := io.ReadAll(in.Body)
	id, sent := in.Header.Get("webhook-id"), in.Header.Get("webhook-timestamp")
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(w.Secret, "whsec_"))
	sum := hmac.New(sha256.New, key)
	_, _ = io.WriteString(sum, id+"."+sent+"."+string(body))
	call := WebhookCall{ID: id, Sent: sent, Status: http.StatusNoContent}
	err := json.Unmarshal(body, &call.Body)
	w.lock.Lock()
	if want := "v1," + base64.StdEncoding.EncodeToString(sum.Sum(nil)); err != nil || id == "" || in.Header.Get("webhook-signature") != want {
		w.bad = append(w.bad, in.Header.Get("webhook-signature"))
	}
	if w.answer != nil {
		call.Status = w.answer(len(w.calls) + 1)
	}
	w.calls = append(w.calls, call)
	w.lock.Unlock()
	switch call.Status {
	case 0:
		<-in.Context().Done()
	case http.StatusFound:
		http.Redirect(out, in, w.URL+"/elsewhere", call.Status)
	default:
		out.WriteHeader(call.Status)
		_, _ = io.WriteString(out, strings.Repeat("nobody reads this ", 1000))
	}
}
