// Package noticetest holds the other ends of notices for tests: a mail server that keeps what
// it takes, and behaves as badly as it is told to.
package noticetest

import (
	"bufio"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"
)

// MailServer is an SMTP server (RFC 5321) on loopback.
type MailServer struct {
	Address string // smtp://127.0.0.1:port

	lock   sync.Mutex
	mails  []Mail
	answer func(verb string, nth int) string
	verbs  map[string]int
}

// Mail is a message the server took.
type Mail struct {
	To     []string // of the envelope
	Header mail.Header
	Parts  map[string]string // decoded, by media type
	Raw    string
}

// StartMail runs a server until the test ends.
func StartMail(t testing.TB) *MailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &MailServer{Address: "smtp://" + listener.Addr().String(), verbs: map[string]int{}}
	var serving sync.WaitGroup
	var open sync.Map
	serving.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			open.Store(conn, true)
			serving.Go(func() {
				defer open.Delete(conn)
				s.serve(conn)
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		open.Range(func(conn, _ any) bool { _ = conn.(net.Conn).Close(); return true })
		serving.Wait()
	})
	return s
}

// Behave sets what the server answers instead of its usual answer: by verb (connect, EHLO,
// MAIL, RCPT, DATA, done for the end of a message, QUIT) and how often it has come, from 1.
// "" is the usual answer, Silence none at all, Hangup ends the connection.
func (s *MailServer) Behave(answer func(verb string, nth int) string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.answer, s.verbs = answer, map[string]int{}
}

// What Behave may give besides an answer.
const (
	Silence = "silence"
	Hangup  = "hangup"
)

// Mails gives what was taken so far.
func (s *MailServer) Mails() []Mail {
	s.lock.Lock()
	defer s.lock.Unlock()
	return append([]Mail(nil), s.mails...)
}

// Wait gives the mails as soon as there are so many.
func (s *MailServer) Wait(t testing.TB, many int) []Mail {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if mails := s.Mails(); len(mails) >= many {
			return mails
		}
	}
	t.Fatalf("%d mails came in ten seconds, not %d", len(s.Mails()), many)
	return nil
}

func (s *MailServer) reply(verb, usual string) string {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.verbs[verb]++
	if s.answer != nil {
		if answer := s.answer(verb, s.verbs[verb]); answer != "" {
			return answer
		}
	}
	return usual
}

func (s *MailServer) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	text := textproto.NewConn(conn)
	// say reports whether the conversation goes on.
	say := func(verb, usual string) bool {
		switch answer := s.reply(verb, usual); answer {
		case Hangup:
			return false
		case Silence:
			_, _ = io.Copy(io.Discard, conn)
			return false
		default:
			return text.PrintfLine("%s", answer) == nil
		}
	}
	if !say("connect", "220 test ESMTP") {
		return
	}
	var to []string
	for {
		command, err := text.ReadLine()
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(command, " ")
		switch verb = strings.ToUpper(verb); verb {
		case "EHLO":
			if !say(verb, "250-test\r\n250 8BITMIME") {
				return
			}
		case "RCPT":
			to = append(to, strings.Trim(strings.TrimPrefix(strings.TrimPrefix(rest, "TO:"), "to:"), "<>"))
			if !say(verb, "250 ok") {
				return
			}
		case "DATA":
			if !say(verb, "354 go on") {
				return
			}
			content, err := text.ReadDotBytes()
			if err != nil {
				return
			}
			answer := s.reply("done", "250 taken")
			if strings.HasPrefix(answer, "250") || answer == TakenThenSilence {
				s.keep(to, string(content))
			}
			to = nil
			switch answer {
			case Hangup:
				return
			case Silence, TakenThenSilence:
				_, _ = io.Copy(io.Discard, conn)
				return
			}
			if text.PrintfLine("%s", answer) != nil {
				return
			}
		case "QUIT":
			say(verb, "221 bye")
			return
		default:
			if !say(verb, "250 ok") {
				return
			}
		}
	}
}

// TakenThenSilence, as an answer to done, takes the message on but never says so.
const TakenThenSilence = "taken, then silence"

func (s *MailServer) keep(to []string, raw string) {
	kept := Mail{To: to, Raw: raw, Parts: map[string]string{}}
	if message, err := mail.ReadMessage(bufio.NewReader(strings.NewReader(raw))); err == nil {
		kept.Header = message.Header
		collect(kept.Parts, message.Header.Get("Content-Type"), message.Header.Get("Content-Transfer-Encoding"), message.Body)
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.mails = append(s.mails, kept)
}

// collect decodes the parts of a message, those inside others too.
func collect(parts map[string]string, contentType, encoding string, body io.Reader) {
	mediaType, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return
	}
	if !strings.HasPrefix(mediaType, "multipart/") {
		if strings.EqualFold(encoding, "quoted-printable") {
			body = quotedprintable.NewReader(body)
		}
		content, _ := io.ReadAll(body)
		parts[mediaType] = string(content)
		return
	}
	for reader := multipart.NewReader(body, parameters["boundary"]); ; {
		part, err := reader.NextRawPart()
		if err != nil {
			return
		}
		collect(parts, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part)
	}
}

// Subject decodes the subject line.
func (m Mail) Subject() string {
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return m.Header.Get("Subject")
	}
	return subject
}
