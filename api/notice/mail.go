package notice

import (
	"context"
	"errors"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Server is a mail server that takes messages over SMTP.
type Server struct {
	host     string
	port     int
	tls      bool // from the first byte (RFC 8314); otherwise STARTTLS
	user     string
	password string
	from     *mail.Address
	patience time.Duration
}

// mailPatience is how long a mail server may be silent at any step.
const mailPatience = 30 * time.Second

// NewServer reads where mail goes: smtp://user:password@host:587 or smtps://…:465, and whom
// it is from, for example "Field work <field@example.org>". smtp demands STARTTLS, except of
// a server on this machine.
func NewServer(address, from string) (*Server, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Hostname() == "" || parsed.Scheme != "smtp" && parsed.Scheme != "smtps" || strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" {
		// The address is not repeated: it may hold a password.
		return nil, fault.New(fault.Invalid, "mail.server", "it is not an address such as smtp://user:password@mail.example.org:587")
	}
	s := &Server{host: parsed.Hostname(), port: 587, tls: parsed.Scheme == "smtps", user: parsed.User.Username(), patience: mailPatience}
	s.password, _ = parsed.User.Password()
	if s.tls {
		s.port = 465
	}
	if parsed.Port() != "" {
		if s.port, err = strconv.Atoi(parsed.Port()); err != nil || s.port < 1 || s.port > 65535 {
			return nil, fault.New(fault.Invalid, "mail.server", "its port is not a number from 1 to 65535")
		}
	}
	if s.from, err = mail.ParseAddress(from); err != nil {
		return nil, fault.New(fault.Invalid, "mail.from", "%q is not an address such as Field work <field@example.org>", from)
	}
	return s, nil
}

// From gives the address mail comes from.
func (s *Server) From() string { return s.from.Address }

// WithPatience gives the same server with another bound of its silence.
func (s *Server) WithPatience(patience time.Duration) *Server {
	other := *s
	other.patience = patience
	return &other
}

// Mail is a message on its way to one person.
type Mail struct {
	ID      string // the same for every attempt; becomes the Message-ID
	To      string // e-mail address
	Name    string
	Message Message
	// Unsubscribe is where a POST switches mail off (RFC 8058); "" for none.
	Unsubscribe string
	Files       []fieldwork.NoticeFile
}

// Send hands a mail to the server. Unavailable "mail.unavailable" says that it may be tried
// again, Invalid "mail.refused" that the server will never take it. nil means that the server
// took it on, whatever happened to the connection afterwards.
func (s *Server) Send(ctx context.Context, m Mail) error {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(s.from)
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return fault.Wrap(fault.Invalid, "mail.refused", err, "The e-mail address cannot be used.")
	}
	message.ToMailAddress(&mail.Address{Name: oneLine(m.Name), Address: m.To})
	message.Subject(oneLine(m.Message.Subject))
	message.SetMessageIDWithValue(m.ID + "@" + domainOf(s.from.Address))
	message.SetDate()
	// Says that no holiday note is wanted (RFC 3834).
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Unsubscribe != "" {
		message.SetListUnsubscribe(m.Unsubscribe)
		message.SetListUnsubscribePost()
	}
	message.SetBodyString(gomail.TypeTextPlain, m.Message.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, m.Message.HTML)
	for _, file := range m.Files {
		if err := message.AttachReader(file.Name, strings.NewReader(file.Content), gomail.WithFileContentType(gomail.ContentType(file.Type))); err != nil {
			return err
		}
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, message)
	if err == nil || message.IsDelivered() {
		return nil
	}
	return sendFault(err)
}

func (s *Server) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(s.patience), gomail.WithoutNoop()}
	switch {
	case s.tls:
		options = append(options, gomail.WithSSL())
	case s.onThisMachine():
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	return gomail.NewClient(s.host, options...)
}

func (s *Server) onThisMachine() bool {
	ip := net.ParseIP(s.host)
	return s.host == "localhost" || ip != nil && ip.IsLoopback()
}

// sendFault tells what will never be taken from what may be tried again. Only the answer to
// this very message counts as a refusal: a wrong password or a server that wants TLS is a
// mistake of the configuration, which somebody will correct.
func sendFault(err error) error {
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() >= 500 && refused.ErrorCode() < 600 {
		switch refused.Reason {
		case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
			return fault.Wrap(fault.Invalid, "mail.refused", err, "The mail server refuses this message.")
		}
	}
	return fault.Wrap(fault.Unavailable, "mail.unavailable", err, "The mail server cannot be reached, or asks to try again.")
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}
