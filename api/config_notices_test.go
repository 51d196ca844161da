package main

import (
	"flag"
	"io"
	"strings"
	"testing"
)

func TestSettingsOfNotices(t *testing.T) {
	for _, vector := range []struct {
		name  string
		given map[string]string
		want  string // part of what is said; "" is no mistake
		mail  bool
	}{
		{"none", nil, "", false},
		{"a server and a sender", map[string]string{"smtp-url": "smtp://user:hunter2@mail.example.org:587", "mail-from": "Field work <field@example.org>"}, "", true},
		{"a sender alone does nothing", map[string]string{"mail-from": "field@example.org"}, "", false},
		{"a server without a sender", map[string]string{"smtp-url": "smtp://mail.example.org"}, "TOUCHSTONE_MAIL_FROM", false},
		{"no mail server's address", map[string]string{"smtp-url": "https://user:hunter2@mail.example.org"}, "TOUCHSTONE_SMTP_URL", false},
		{"networks of push services", map[string]string{"push-networks": "10.0.0.0/8, 127.0.0.0/8"}, "", false},
		{"no network", map[string]string{"push-networks": "localhost"}, "TOUCHSTONE_PUSH_NETWORKS", false},
	} {
		t.Run(vector.name, func(t *testing.T) {
			flags := flag.NewFlagSet("test", flag.ContinueOnError)
			flags.SetOutput(io.Discard)
			read := configFlags(flags)
			var words []string
			for name, value := range vector.given {
				words = append(words, "--"+name+"="+value)
			}
			if err := flags.Parse(words); err != nil {
				t.Fatal(err)
			}
			c, err := read()
			switch {
			case vector.want == "" && err != nil:
				t.Errorf("got %v", err)
			case vector.want != "" && (err == nil || !strings.Contains(err.Error(), vector.want) || strings.Contains(err.Error(), "hunter2")):
				t.Errorf("got %v, want a mistake of %s that keeps the password to itself", err, vector.want)
			case err == nil && (c.Mail != nil) != vector.mail:
				t.Errorf("mail is sent: %v, want %v", c.Mail != nil, vector.mail)
			}
		})
	}
}
