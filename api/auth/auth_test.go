package auth_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

func TestPasswords(t *testing.T) {
	ctx := context.Background()
	passwords := auth.NewPasswords(auth.Recommended)
	hash, err := passwords.Hash(ctx, "correct horse battery")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("hash %q, %v", hash, err)
	}
	other, _ := passwords.Hash(ctx, "correct horse battery")
	if other == hash {
		t.Error("two hashes of one password are equal: no salt")
	}
	cheap, _ := auth.NewPasswords(auth.Cost{Memory: 64, Passes: 1}).Hash(ctx, "correct horse battery")
	for _, c := range []struct {
		name, hash, password string
		want                 bool
	}{
		{"the password", hash, "correct horse battery", true},
		{"another password", hash, "correct horse batterz", false},
		{"no password", hash, "", false},
		{"a hash of another cost", cheap, "correct horse battery", true},
		{"no account", "", "correct horse battery", false},
		{"no account, no password", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := passwords.Matches(ctx, c.hash, c.password)
			if err != nil || got != c.want {
				t.Errorf("%v, %v; want %v", got, err, c.want)
			}
		})
	}
	for _, broken := range []string{"x", "$argon2i$v=19$m=64,t=1,p=1$AA$AA", "$argon2id$v=19$m=x$AA$AA", "$argon2id$v=19$m=64,t=1,p=1$!$AA", "$argon2id$v=19$m=64,t=1,p=1$AA$!"} {
		if ok, err := passwords.Matches(ctx, broken, "p"); ok || err == nil {
			t.Errorf("a broken hash %q was read", broken)
		}
	}
}

// Sign-in for an account that is not there must do the same work as for one that is.
func TestNoAccountTakesAsLong(t *testing.T) {
	ctx := context.Background()
	passwords := auth.NewPasswords(auth.Cost{Memory: 32 * 1024, Passes: 4})
	hash, _ := passwords.Hash(ctx, "correct horse battery")
	took := func(hash string) time.Duration {
		shortest := time.Hour
		for range 5 {
			start := time.Now()
			_, _ = passwords.Matches(ctx, hash, "another password")
			shortest = min(shortest, time.Since(start))
		}
		return shortest
	}
	with, without := took(hash), took("")
	if without < with/3 {
		t.Errorf("%v with an account, %v without", with, without)
	}
}

func TestPasswordLength(t *testing.T) {
	for password, ok := range map[string]bool{
		"123456789": false, "1234567890": true, "äöüäöüäöüä": true, "äöüäöüäöü": false,
		strings.Repeat("x", 256): true, strings.Repeat("x", 257): false,
	} {
		if err := auth.CheckPassword(password); (err == nil) != ok {
			t.Errorf("%q: %v, want ok %v", password, err, ok)
		}
	}
}

func TestTokens(t *testing.T) {
	now := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	tokens, err := auth.NewTokens([]byte(strings.Repeat("k", 32)), clock)
	if err != nil {
		t.Fatal(err)
	}
	others, _ := auth.NewTokens([]byte(strings.Repeat("o", 32)), clock)
	token, expires, err := tokens.Sign("ada")
	if err != nil || !expires.Equal(now.Add(15*time.Minute)) {
		t.Fatalf("expires %v, %v", expires, err)
	}
	foreign, _, _ := others.Sign("ada")
	for _, c := range []struct {
		name, token string
		after       time.Duration
		person      string
		code        string
	}{
		{"at once", token, 0, "ada", ""},
		{"just before its end", token, 15*time.Minute - time.Second, "ada", ""},
		{"after its end", token, 15*time.Minute + time.Second, "", "session.expired"},
		{"signed by another key", foreign, 0, "", "session.token"},
		{"altered", token[:len(token)-2] + "xx", 0, "", "session.token"},
		{"nothing", "", 0, "", "session.token"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := now
			defer func() { now = start }()
			now = now.Add(c.after)
			person, err := tokens.Read(c.token)
			code := ""
			if err != nil {
				code = fault.Of(err).Code
			}
			if person != c.person || code != c.code {
				t.Errorf("%q, %q; want %q, %q", person, code, c.person, c.code)
			}
		})
	}
	if _, err := auth.NewTokens([]byte("short"), clock); !fault.Is(err, fault.Invalid) {
		t.Errorf("a short key: %v", err)
	}
	derived, again := tokens.Derive("a"), tokens.Derive("a")
	if derived == tokens.Derive("b") || derived == others.Derive("a") || derived != again {
		t.Error("derived secrets must differ by purpose and key, and by nothing else")
	}
}

func TestPermissions(t *testing.T) {
	person := func(role fieldwork.Role) *fieldwork.Person {
		p := &fieldwork.Person{ID: string(role)}
		switch role {
		case fieldwork.Administrator:
			p.Administrator = true
		case "nobody":
			p.ID = ""
		case "disabled":
			p.Administrator, p.Disabled = true, true
		default:
			p.Memberships = []fieldwork.Membership{{Project: "p", Role: role}}
		}
		return p
	}
	everybody := []fieldwork.Role{"administrator", "lead", "reviewer", "viewer", "shopper", "nobody", "disabled"}
	for permission, allowed := range map[auth.Permission]string{
		auth.Public:       "administrator lead reviewer viewer shopper nobody disabled",
		auth.SignedIn:     "administrator lead reviewer viewer shopper",
		auth.Administrate: "administrator",
		auth.Enter:        "administrator lead reviewer viewer shopper",
		auth.Read:         "administrator lead reviewer viewer",
		auth.Review:       "administrator lead reviewer",
		auth.Write:        "administrator lead",
		auth.Report:       "administrator lead shopper",
	} {
		for _, role := range everybody {
			want := strings.Contains(" "+allowed+" ", " "+string(role)+" ")
			if got := permission.Allows(person(role), "p"); got != want {
				t.Errorf("%s for %s: %v, want %v", permission, role, got, want)
			}
			if permission.InProject() && role != fieldwork.Administrator && permission.Allows(person(role), "other") {
				t.Errorf("%s for %s in another project", permission, role)
			}
		}
	}
}
