package notice

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"touchstone/api/fault"
)

// Subscription is where a browser takes push messages, as it gives it to its page.
type Subscription struct {
	Endpoint string           `json:"endpoint"`
	Keys     SubscriptionKeys `json:"keys"`
}

// SubscriptionKeys encrypt for one browser; base64url.
type SubscriptionKeys struct {
	P256dh string `json:"p256dh"` // its public key on P-256, uncompressed
	Auth   string `json:"auth"`   // 16 bytes
}

// PushMessage is what the service worker shows. Tag replaces an earlier one about the same.
type PushMessage struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	URL   string `json:"url"` // path on the server
	Tag   string `json:"tag"`
}

// Pusher sends push messages with the server's key.
type Pusher struct {
	key     *ecdsa.PrivateKey
	contact string
	client  *http.Client
	reach   reach
	now     func() time.Time
}

// pushLife is how long a push service keeps a message for a phone that is off, and how long
// a signature of ours holds (RFC 8292 allows a day).
const (
	pushLife      = 24 * time.Hour
	signatureLife = 12 * time.Hour
	pushPatience  = 15 * time.Second
)

// NewPushKey makes the private key of a server, base64url.
func NewPushKey() (string, error) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(key.Bytes()), nil
}

// NewPusher takes the private key and whom a push service may turn to: mailto: or https:.
// Push services are reached on public addresses alone, so that nobody can make the server
// talk to its neighbours; allowed names further networks, where plain http will do too.
func NewPusher(key, contact string, allowed []*net.IPNet, now func() time.Time) (*Pusher, error) {
	secret, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		return nil, err
	}
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), secret)
	if err != nil {
		return nil, err
	}
	p := &Pusher{key: private, contact: contact, now: now, reach: newReach(allowed)}
	p.client = p.reach.client(pushPatience, p.reach.allows)
	return p, nil
}

// PublicKey is what pages subscribe with (applicationServerKey): base64url of the
// uncompressed point.
func (p *Pusher) PublicKey() (string, error) {
	point, err := p.key.PublicKey.Bytes()
	return base64.RawURLEncoding.EncodeToString(point), err
}

// Check refuses a subscription that cannot be one: Invalid "push.endpoint" or "push.keys".
func (p *Pusher) Check(s Subscription) error {
	endpoint, err := url.Parse(s.Endpoint)
	bad := err != nil || endpoint.Hostname() == "" || endpoint.User != nil || len(s.Endpoint) > 2000
	if !bad {
		ip, err := netip.ParseAddr(endpoint.Hostname())
		switch {
		case err == nil && p.reach.named(ip.Unmap()):
			bad = endpoint.Scheme != "https" && endpoint.Scheme != "http"
		case err == nil:
			bad = endpoint.Scheme != "https" || !p.reach.allows(ip)
		default:
			bad = endpoint.Scheme != "https"
		}
	}
	if bad {
		return fault.New(fault.Invalid, "push.endpoint", "This is not the address of a push service.").With(
			fault.Field{Path: "endpoint", Code: "format", Message: "Give the https address that the browser made."})
	}
	if _, _, err := s.keys(); err != nil {
		return fault.Wrap(fault.Invalid, "push.keys", err, "The keys of the subscription cannot be used.").With(
			fault.Field{Path: "keys", Code: "format", Message: "Give the keys that the browser made, in base64url."})
	}
	return nil
}

func (s Subscription) keys() (*ecdh.PublicKey, []byte, error) {
	point, err := base64.RawURLEncoding.DecodeString(s.Keys.P256dh)
	if err != nil {
		return nil, nil, err
	}
	public, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, nil, err
	}
	secret, err := base64.RawURLEncoding.DecodeString(s.Keys.Auth)
	if err == nil && len(secret) != 16 {
		err = fmt.Errorf("the secret has %d bytes, not 16", len(secret))
	}
	return public, secret, err
}

// Push sends a message to one browser. NotFound "push.gone" says that it takes none any more
// and is to be forgotten; Unavailable "push.unavailable" that it did not get this one.
func (p *Pusher) Push(ctx context.Context, to Subscription, message PushMessage) error {
	if err := p.Check(to); err != nil {
		return err
	}
	content, err := json.Marshal(message)
	if err != nil {
		return err
	}
	ephemeral, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return err
	}
	body, err := Encrypt(content, to, ephemeral, salt)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.Endpoint, bytes.NewReader(body))
	if err != nil {
		return err
	}
	signature, err := p.sign(request.URL)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", signature)
	request.Header.Set("Content-Type", "application/octet-stream")
	request.Header.Set("Content-Encoding", "aes128gcm")
	request.Header.Set("TTL", fmt.Sprint(int(pushLife.Seconds())))
	request.Header.Set("Urgency", "normal")
	answer, err := p.client.Do(request)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "push.unavailable", err, "The push service cannot be reached.")
	}
	_, readErr := io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10))
	err = errors.Join(readErr, answer.Body.Close())
	switch {
	case answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone:
		return fault.New(fault.NotFound, "push.gone", "The browser takes no push messages any more.")
	case answer.StatusCode >= 300:
		return fault.Wrap(fault.Unavailable, "push.unavailable", err, "The push service answered %d.", answer.StatusCode)
	}
	return nil
}

// sign shows a push service who sends (RFC 8292).
func (p *Pusher) sign(endpoint *url.URL) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodES256, jwt.MapClaims{
		"aud": endpoint.Scheme + "://" + endpoint.Host, "exp": p.now().Add(signatureLife).Unix(), "sub": p.contact,
	})
	signed, err := token.SignedString(p.key)
	if err != nil {
		return "", err
	}
	public, err := p.PublicKey()
	return "vapid t=" + signed + ", k=" + public, err
}

// mostPushed is the longest content of a push message: a record of 4096 bytes less what
// surrounds it (RFC 8291, 4).
const mostPushed = 3993

// Encrypt makes the body of a push message: aes128gcm (RFC 8188) with a key that the browser
// alone can derive (RFC 8291). ephemeral and salt are used for this one message.
func Encrypt(content []byte, to Subscription, ephemeral *ecdh.PrivateKey, salt []byte) ([]byte, error) {
	if len(content) > mostPushed {
		return nil, fault.New(fault.TooLarge, "push.tooLarge", "A push message has at most %d bytes.", mostPushed)
	}
	public, secret, err := to.keys()
	if err != nil {
		return nil, err
	}
	shared, err := ephemeral.ECDH(public)
	if err != nil {
		return nil, err
	}
	own := ephemeral.PublicKey().Bytes()
	info := "WebPush: info\x00" + string(public.Bytes()) + string(own)
	material, err := hkdf.Key(sha256.New, shared, secret, info, 32)
	if err != nil {
		return nil, err
	}
	key, errKey := hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, errNonce := hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	block, errBlock := aes.NewCipher(key)
	if err := errors.Join(errKey, errNonce, errBlock); err != nil {
		return nil, err
	}
	sealer, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	body := append([]byte{}, salt...)
	body = binary.BigEndian.AppendUint32(body, 4096) // size of a record
	body = append(body, byte(len(own)))
	body = append(body, own...)
	// 2 ends the last record.
	return sealer.Seal(body, nonce, append(bytes.Clone(content), 2), nil), nil
}
