package auth

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"touchstone/api/fault"
)

// How long things last.
const (
	AccessLife     = 15 * time.Minute
	RefreshLife    = 30 * 24 * time.Hour
	InvitationLife = 14 * 24 * time.Hour
)

const issuer = "touchstone"

// Tokens signs and reads access tokens (JWT, HS256).
type Tokens struct {
	key []byte
	now func() time.Time
}

// NewTokens takes the key, of at least 32 bytes, and the clock.
func NewTokens(key []byte, now func() time.Time) (*Tokens, error) {
	if len(key) < 32 {
		return nil, fault.New(fault.Invalid, "secret.short", "The secret has %d bytes; give at least 32.", len(key))
	}
	return &Tokens{key: key, now: now}, nil
}

// Sign gives an access token for the person, and when it expires.
func (t *Tokens) Sign(person string) (string, time.Time, error) {
	now := t.now()
	expires := now.Add(AccessLife)
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{
		Issuer: issuer, Subject: person, IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(expires),
	}).SignedString(t.key)
	return signed, expires, err
}

// Read gives the person of an access token. Unauthenticated "session.expired" says that it
// was good once, "session.token" that it never was.
func (t *Tokens) Read(token string) (person string, err error) {
	var claims jwt.RegisteredClaims
	_, err = jwt.ParseWithClaims(token, &claims, func(*jwt.Token) (any, error) { return t.key, nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(t.now))
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		return "", fault.New(fault.Unauthenticated, "session.expired", "The session has expired; sign in again.")
	case err != nil || claims.Subject == "":
		return "", fault.New(fault.Unauthenticated, "session.token", "This access token is not valid; sign in again.")
	}
	return claims.Subject, nil
}

// Derive gives a secret that is the same in every process with this key, for a purpose.
func (t *Tokens) Derive(purpose string) string {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(purpose))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// NewSecret gives 128 random bits in base64url, for links, invitations and refresh tokens.
func NewSecret() string {
	secret := make([]byte, 16)
	_, _ = rand.Read(secret) // crypto/rand.Read never returns an error
	return base64.RawURLEncoding.EncodeToString(secret)
}

// Digest gives what to keep of a secret: its SHA-256 in hexadecimal. Secrets are random, so
// that no salt or cost is needed.
func Digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Same compares two secrets in constant time.
func Same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
