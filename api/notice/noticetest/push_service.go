package noticetest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/golang-jwt/jwt/v5"

	"touchstone/api/notice"
)

// PushService is a push service and the browser behind it, on loopback.
type PushService struct {
	Subscription notice.Subscription

	private *ecdh.PrivateKey
	secret  []byte
	origin  string

	lock     sync.Mutex
	status   int
	messages []notice.PushMessage
	failures []error
}

// StartPush runs a push service until the test ends.
func StartPush(t testing.TB) *PushService {
	t.Helper()
	s := &PushService{status: http.StatusCreated, secret: make([]byte, 16)}
	var err error
	if s.private, err = ecdh.P256().GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	_, _ = rand.Read(s.secret) // never fails
	server := httptest.NewServer(http.HandlerFunc(s.take))
	t.Cleanup(server.Close)
	s.origin = server.URL
	encode := base64.RawURLEncoding.EncodeToString
	s.Subscription = notice.Subscription{Endpoint: server.URL + "/push/1", Keys: notice.SubscriptionKeys{P256dh: encode(s.private.PublicKey().Bytes()), Auth: encode(s.secret)}}
	return s
}

// Answer sets the status of the answers that follow.
func (s *PushService) Answer(status int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.status = status
}

// Messages gives what arrived and could be read; anything else fails the test.
func (s *PushService) Messages(t testing.TB) []notice.PushMessage {
	t.Helper()
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, failure := range s.failures {
		t.Error("a push message cannot be read:", failure)
	}
	return append([]notice.PushMessage(nil), s.messages...)
}

func (s *PushService) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	message, readErr := s.open(body)
	err = errors.Join(err, readErr, s.checkSignature(r.Header.Get("Authorization")))
	if r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("TTL") == "" {
		err = errors.Join(err, errors.New("a header is missing"))
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if err != nil {
		s.failures = append(s.failures, err)
	} else if s.status < 300 {
		s.messages = append(s.messages, message)
	}
	w.WriteHeader(s.status)
}

// checkSignature reads the header of RFC 8292.
func (s *PushService) checkSignature(header string) error {
	token, key, ok := strings.Cut(strings.TrimPrefix(header, "vapid t="), ", k=")
	if !ok {
		return errors.New("no signature")
	}
	point, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		return err
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return err
	}
	_, err = jwt.Parse(token, func(*jwt.Token) (any, error) { return public, nil },
		jwt.WithValidMethods([]string{"ES256"}), jwt.WithAudience(s.origin), jwt.WithExpirationRequired())
	return err
}

// open decrypts as the browser does (RFC 8291, 3.4).
func (s *PushService) open(body []byte) (notice.PushMessage, error) {
	var message notice.PushMessage
	if len(body) < 86 {
		return message, errors.New("the body is too short")
	}
	salt, sender, sealed := body[:16], body[21:86], body[86:]
	public, err := ecdh.P256().NewPublicKey(sender)
	if err != nil {
		return message, err
	}
	shared, err := s.private.ECDH(public)
	if err != nil {
		return message, err
	}
	material, err := hkdf.Key(sha256.New, shared, s.secret, "WebPush: info\x00"+string(s.private.PublicKey().Bytes())+string(sender), 32)
	if err != nil {
		return message, err
	}
	key, errKey := hkdf.Key(sha256.New, material, salt, "Content-Encoding: aes128gcm\x00", 16)
	nonce, errNonce := hkdf.Key(sha256.New, material, salt, "Content-Encoding: nonce\x00", 12)
	block, errBlock := aes.NewCipher(key)
	if err := errors.Join(errKey, errNonce, errBlock); err != nil {
		return message, err
	}
	opener, err := cipher.NewGCM(block)
	if err != nil {
		return message, err
	}
	plain, err := opener.Open(nil, nonce, sealed, nil)
	if err != nil {
		return message, err
	}
	return message, json.Unmarshal(plain[:len(plain)-1], &message) // without the delimiter
}
