// Package auth proves who somebody is and says what each role may do: password hashes,
// short-lived access tokens, secrets that are kept only as digests, and the table of
// permissions. It keeps nothing; what must last is stored by its callers.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"touchstone/api/fault"
)

// Cost is what a password hash takes to compute. A hash names its own cost, so a new cost
// may be chosen at any time.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
}

// Recommended is the second choice of the OWASP Password Storage Cheat Sheet for Argon2id
// (19 MiB, two passes, one lane).
var Recommended = Cost{Memory: 19 * 1024, Passes: 2}

const (
	hashLanes     = 1
	hashBytes     = 32
	saltBytes     = 16
	hashesAtATime = 2 // bounds the memory of hashing, to 38 MiB at the recommended cost
)

// Passwords hashes and compares passwords, a bounded number at a time.
type Passwords struct {
	cost   Cost
	places chan struct{}
	nobody string // hash of no password; compared when there is no account, to take the same time
}

// NewPasswords prepares hashing at a cost.
func NewPasswords(cost Cost) *Passwords {
	p := &Passwords{cost: cost, places: make(chan struct{}, hashesAtATime)}
	p.nobody = p.encode(make([]byte, saltBytes), make([]byte, hashBytes))
	return p
}

// CheckPassword refuses passwords that are too short to hold (under 10 characters) or too
// long to be typed (over 256 bytes). There are no rules of composition.
func CheckPassword(password string) error {
	if n := utf8.RuneCountInString(password); n < 10 || len(password) > 256 {
		return fault.New(fault.Invalid, "password.length", "The password has %d characters; use 10 or more.", n).With(
			fault.Field{Path: "password", Code: "length", Message: "Use at least 10 characters, at most 256 bytes."})
	}
	return nil
}

// Hash gives the text to keep for a password, in the PHC string format of Argon2.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("read random bytes: %w", err)
	}
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	return p.encode(salt, argon2.IDKey([]byte(password), salt, p.cost.Passes, p.cost.Memory, hashLanes, hashBytes)), nil
}

// Matches reports whether password is the one kept as hash. With hash "" it takes the same
// time and says no.
func (p *Passwords) Matches(ctx context.Context, hash, password string) (bool, error) {
	known := hash != ""
	if !known {
		hash = p.nobody
	}
	var memory, passes uint32
	var lanes uint8
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false, fmt.Errorf("a stored password hash is not argon2id")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil {
		return false, fmt.Errorf("cost of a stored password hash: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, fmt.Errorf("salt of a stored password hash: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, fmt.Errorf("stored password hash: %w", err)
	}
	if err := p.enter(ctx); err != nil {
		return false, err
	}
	defer p.leave()
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

func (p *Passwords) enter(ctx context.Context) error {
	select {
	case p.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Passwords) leave() { <-p.places }

func (p *Passwords) encode(salt, hash []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.cost.Memory, p.cost.Passes, hashLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(hash))
}
