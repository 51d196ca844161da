package notice_test

import (
	"crypto/ecdh"
	"encoding/base64"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"touchstone/api/notice"
	"touchstone/api/notice/noticetest"
)

// TestEncrypt is the example of RFC 8291, section 5 and appendix A.
func TestEncrypt(t *testing.T) {
	bytesOf := func(text string) []byte {
		data, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	to := notice.Subscription{Keys: notice.SubscriptionKeys{
		P256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", Auth: "BTBZMqHH6r4Tts7J_aSIgg",
	}}
	ephemeral, err := ecdh.P256().NewPrivateKey(bytesOf("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := notice.Encrypt([]byte("When I grow up, I want to be a watermelon"), to, ephemeral, bytesOf("DGv6ra1nlYgDCS1FRnbzlw"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
	if encoded := base64.RawURLEncoding.EncodeToString(got); encoded != want {
		t.Errorf("got %s, want %s", encoded, want)
	}
}

func pusher(t *testing.T, networks ...string) *notice.Pusher {
	t.Helper()
	key, err := notice.NewPushKey()
	if err != nil {
		t.Fatal(err)
	}
	var allowed []*net.IPNet
	for _, network := range networks {
		_, parsed, err := net.ParseCIDR(network)
		if err != nil {
			t.Fatal(err)
		}
		allowed = append(allowed, parsed)
	}
	p, err := notice.NewPusher(key, "mailto:field@example.org", allowed, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPush(t *testing.T) {
	service := noticetest.StartPush(t)
	p := pusher(t, "127.0.0.0/8")
	message := notice.PushMessage{Title: "New assignment", Body: "Straße 1", URL: "/field/assignments/1", Tag: "1"}
	if err := p.Push(t.Context(), service.Subscription, message); err != nil {
		t.Fatal(err)
	}
	if got := service.Messages(t); len(got) != 1 || got[0] != message {
		t.Errorf("got %+v, want the message", got)
	}
	for status, want := range map[int]string{http.StatusGone: "push.gone", http.StatusNotFound: "push.gone", http.StatusTooManyRequests: "push.unavailable", http.StatusFound: "push.unavailable", http.StatusInternalServerError: "push.unavailable"} {
		service.Answer(status)
		if err := p.Push(t.Context(), service.Subscription, message); codeOf(err) != want {
			t.Errorf("after %d got %v, want %s", status, err, want)
		}
	}
	service.Answer(http.StatusCreated)
	message.Body = strings.Repeat("x", 5000)
	if err := p.Push(t.Context(), service.Subscription, message); codeOf(err) != "push.tooLarge" {
		t.Errorf("a long message: %v", err)
	}
}

func TestPushGoesNowhereInside(t *testing.T) {
	service := noticetest.StartPush(t)
	port := service.Subscription.Endpoint[strings.LastIndex(service.Subscription.Endpoint, ":"):]
	for _, endpoint := range []string{
		service.Subscription.Endpoint, "https://127.0.0.1" + port, "https://localhost" + port, "https://[::1]" + port, "https://[::ffff:127.0.0.1]" + port,
		"https://0.0.0.0" + port, "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest", "https://100.64.0.1/", "https://[fd00::1]/", "https://[fe80::1]/",
		"https://[64:ff9b::7f00:1]/", "http://push.example.org/1", "ftp://push.example.org/1", "https://user@push.example.org/1", "https:///1", "", "push",
	} {
		to := service.Subscription
		to.Endpoint = endpoint
		err := pusher(t).Push(t.Context(), to, notice.PushMessage{Title: "x"})
		if code := codeOf(err); code != "push.endpoint" && code != "push.unavailable" {
			t.Errorf("%s: got %v, want a refusal", endpoint, err)
		}
	}
	if got := service.Messages(t); len(got) != 0 {
		t.Errorf("%d messages got inside", len(got))
	}
}

func TestSubscriptionsWithStrangeKeysAreRefused(t *testing.T) {
	good := noticetest.StartPush(t).Subscription
	good.Endpoint = "https://push.example.org/1"
	if err := pusher(t).Check(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*notice.Subscription){
		"no key":           func(s *notice.Subscription) { s.Keys.P256dh = "" },
		"not on the curve": func(s *notice.Subscription) { s.Keys.P256dh = "BA" + strings.Repeat("A", 85) },
		"no base64":        func(s *notice.Subscription) { s.Keys.Auth = "%%%" },
		"short secret":     func(s *notice.Subscription) { s.Keys.Auth = "AAAA" },
	} {
		strange := good
		change(&strange)
		if err := pusher(t).Check(strange); codeOf(err) != "push.keys" {
			t.Errorf("%s: got %v, want push.keys", name, err)
		}
	}
}
