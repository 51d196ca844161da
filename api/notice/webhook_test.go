package notice_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"touchstone/api/notice"
	"touchstone/api/notice/noticetest"
)

func loopback(t *testing.T) []*net.IPNet {
	t.Helper()
	_, network, err := net.ParseCIDR("127.0.0.0/8")
	if err != nil {
		t.Fatal(err)
	}
	return []*net.IPNet{network}
}

// TestWebhookSignature holds the example of the Standard Webhooks specification's libraries.
func TestWebhookSignature(t *testing.T) {
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, in *http.Request) { got = in.Header.Get("webhook-signature") }))
	defer server.Close()
	caller := notice.NewCaller(loopback(t), func() time.Time { return time.Unix(1614265330, 0) })
	if _, err := caller.Call(t.Context(), server.URL, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", []byte(`{"test": 2432232314}`)); err != nil {
		t.Fatal(err)
	}
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want {
		t.Errorf("signature %q, want %q", got, want)
	}
}

func TestWebhookOutcomes(t *testing.T) {
	for _, vector := range []struct {
		name   string
		answer int
		status int
		want   string // code of the fault
	}{
		{"taken", 204, 204, ""},
		{"taken with words", 200, 200, ""},
		{"busy", 503, 503, "webhook.unavailable"},
		{"unknown", 404, 404, "webhook.unavailable"},
		{"moved: nobody follows", 302, 302, "webhook.unavailable"},
		{"gone for good", 410, 410, "webhook.gone"},
		{"silent", 0, 0, "webhook.unavailable"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			hook := noticetest.StartWebhook(t)
			hook.Answer(func(int) int { return vector.answer })
			caller := notice.NewCaller(loopback(t), time.Now).WithPatience(200 * time.Millisecond)
			status, err := caller.Call(t.Context(), hook.URL, hook.Secret, "id", []byte(`{}`))
			if status != vector.status || codeOf(err) != vector.want {
				t.Errorf("got %d %v, want %d %s", status, err, vector.status, vector.want)
			}
			if calls := hook.Calls(t); len(calls) != 1 {
				t.Errorf("%d calls, want 1", len(calls))
			}
		})
	}
}

func TestWebhooksDoNotLeadInside(t *testing.T) {
	hook := noticetest.StartWebhook(t)
	port := hook.URL[strings.LastIndex(hook.URL, ":"):]
	outside := notice.NewCaller(nil, time.Now).WithPatience(time.Second)
	_, elsewhere, err := net.ParseCIDR("10.9.0.0/16")
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{
		hook.URL, "http://localhost" + port, "https://127.0.0.1" + port, "https://localhost" + port, "https://[::1]" + port, "https://[::ffff:127.0.0.1]" + port,
		"https://0.0.0.0" + port, "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/", "https://[fd00::1]/", "https://[fe80::1]/", "https://2130706433" + port,
	} {
		for name, caller := range map[string]*notice.Caller{"the internet alone": outside, "and another network": notice.NewCaller([]*net.IPNet{elsewhere}, time.Now).WithPatience(time.Second)} {
			if _, err := caller.Call(t.Context(), address, hook.Secret, "id", []byte(`{}`)); codeOf(err) != "webhook.unavailable" {
				t.Errorf("%s, %s: %v", name, address, err)
			}
		}
	}
	if calls := hook.Calls(t); len(calls) != 0 {
		t.Errorf("%d calls came through", len(calls))
	}
}

func TestCheckWebhook(t *testing.T) {
	secret := noticetest.StartWebhook(t).Secret
	for _, vector := range []struct {
		name, address, secret string
		allowed               bool // loopback is
		ok                    bool
	}{
		{"on the internet", "https://example.com/hook?key=1", secret, false, true},
		{"in the clear", "http://example.com/hook", secret, false, false},
		{"inside", "https://10.0.0.1/hook", secret, false, false},
		{"on loopback, allowed", "http://127.0.0.1:8000/hook", secret, true, true},
		{"elsewhere in the clear", "http://8.8.8.8/hook", secret, true, false},
		{"a name in the clear, where networks are allowed", "http://crm.local/hook", secret, true, true},
		{"with a password", "https://a:b@example.com/", secret, false, false},
		{"another scheme", "file:///etc/passwd", secret, false, false},
		{"no address", "", secret, false, false},
		{"no secret", "https://example.com/hook", "", false, false},
		{"a short secret", "https://example.com/hook", "whsec_c2hvcnQ=", false, false},
		{"a secret that is none", "https://example.com/hook", "hunter2", false, false},
	} {
		t.Run(vector.name, func(t *testing.T) {
			caller := notice.NewCaller(nil, time.Now)
			if vector.allowed {
				caller = notice.NewCaller(loopback(t), time.Now)
			}
			err := caller.CheckWebhook("webhook", vector.address, vector.secret)
			if (err == nil) != vector.ok || err != nil && vector.secret != "" && strings.Contains(err.Error(), vector.secret) {
				t.Errorf("got %v", err)
			}
		})
	}
}
