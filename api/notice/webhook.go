package notice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"touchstone/api/fault"
)

// Caller sends webhooks, signed as Standard Webhooks 1.0.0 describes
// (github.com/standard-webhooks/standard-webhooks).
type Caller struct {
	reach  reach
	secure *http.Client // https: to the internet and the networks that are named
	plain  *http.Client // http: to the latter alone
	now    func() time.Time
}

// webhookPatience is how long a webhook may take to answer.
const webhookPatience = 15 * time.Second

// NewCaller makes one that reaches the public internet over https; allowed names further
// networks, where plain http will do too.
func NewCaller(allowed []*net.IPNet, now func() time.Time) *Caller {
	c := &Caller{reach: newReach(allowed), now: now}
	c.secure, c.plain = c.reach.client(webhookPatience, c.reach.allows), c.reach.client(webhookPatience, c.reach.named)
	return c
}

// WithPatience gives the same caller with another bound of the time an answer may take.
func (c *Caller) WithPatience(patience time.Duration) *Caller {
	other := *c
	other.secure, other.plain = c.reach.client(patience, c.reach.allows), c.reach.client(patience, c.reach.named)
	return &other
}

// SecretPrefix begins every secret, which goes on with 24 to 64 bytes in base64.
const SecretPrefix = "whsec_"

// CheckWebhook refuses an address or secret that cannot be used: Invalid "webhook.invalid" with
// the fields url and secret below the path.
func (c *Caller) CheckWebhook(path, address, secret string) error {
	problem := fault.New(fault.Invalid, "webhook.invalid", "The webhook cannot be used.")
	if message := c.refusal(address); message != "" {
		problem.With(fault.Field{Path: path + ".url", Code: "format", Message: message})
	}
	if _, err := secretOf(secret); err != nil {
		problem.With(fault.Field{Path: path + ".secret", Code: "format", Message: "A secret is whsec_ and 24 to 64 random bytes in base64."})
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}

// refusal says why an address cannot be one; "" when it may. What a name stands for is only
// known when it is called.
func (c *Caller) refusal(address string) string {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Hostname() == "" || parsed.User != nil || parsed.Fragment != "" || len(address) > 2000 || parsed.Scheme != "https" && parsed.Scheme != "http" {
		return "Give an address such as https://example.com/hook, without a password."
	}
	ip, err := netip.ParseAddr(parsed.Hostname())
	switch {
	case err == nil && !c.reach.allows(ip):
		return "The webhook must be on the public internet, or in a network that the operator of the server allows."
	case parsed.Scheme == "http" && (len(c.reach.networks) == 0 || err == nil && !c.reach.named(ip)):
		return "Use https."
	}
	return ""
}

func secretOf(secret string) ([]byte, error) {
	text, ok := strings.CutPrefix(secret, SecretPrefix)
	if !ok {
		return nil, errors.New("the secret does not begin with " + SecretPrefix)
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err == nil && (len(key) < 24 || len(key) > 64) {
		err = fmt.Errorf("the secret has %d bytes, not 24 to 64", len(key))
	}
	return key, err
}

// Call posts a body once. status is what was answered, 0 for nothing. Unavailable
// "webhook.unavailable" says that it may be tried again, Invalid "webhook.gone" that the
// receiver wants nothing any more (410). What it says beyond the status is not read.
func (c *Caller) Call(ctx context.Context, address, secret, id string, body []byte) (status int, err error) {
	key, err := secretOf(secret)
	if err != nil {
		return 0, fault.Wrap(fault.Unavailable, "webhook.unavailable", err, "The secret cannot be used.")
	}
	if message := c.refusal(address); message != "" {
		return 0, fault.Wrap(fault.Unavailable, "webhook.unavailable", errors.New(message), "The address cannot be used.")
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	sent := strconv.FormatInt(c.now().Unix(), 10)
	signature := hmac.New(sha256.New, key)
	fmt.Fprintf(signature, "%s.%s.%s", id, sent, body)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "Touchstone")
	request.Header.Set("webhook-id", id)
	request.Header.Set("webhook-timestamp", sent)
	request.Header.Set("webhook-signature", "v1,"+base64.StdEncoding.EncodeToString(signature.Sum(nil)))
	client := c.secure
	if request.URL.Scheme == "http" {
		client = c.plain
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0, fault.Wrap(fault.Unavailable, "webhook.unavailable", reasonOf(err), "The webhook cannot be reached.")
	}
	_ = answer.Body.Close() // unread
	switch {
	case answer.StatusCode == http.StatusGone:
		return answer.StatusCode, fault.New(fault.Invalid, "webhook.gone", "The webhook answered 410: it wants nothing any more.")
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return answer.StatusCode, fault.New(fault.Unavailable, "webhook.unavailable", "The webhook answered %d.", answer.StatusCode)
	}
	return answer.StatusCode, nil
}

// reasonOf leaves out what leads to the address, which may hold a token.
func reasonOf(err error) error {
	var failed *url.Error
	switch {
	case errors.Is(err, errInside):
		return errInside
	case errors.As(err, &failed):
		return failed.Err
	}
	return err
}
