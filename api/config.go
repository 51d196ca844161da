package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"touchstone/api/fault"
	"touchstone/api/notice"

	"touchstone/api/rest"
)

// config is what the variables say, checked.
type config struct {
	Addr            string
	PublicURL       string // without a slash at the end
	Data            string
	MongoDBURI      string
	MongoDBDatabase string
	Secret          string
	Log             string
	Proxies         []*net.IPNet
	LinkRate        int
	ResponseBytes   int64 // of all files of one response

	Tiles, TilesAttribution string // of maps; "" is none
	SMTPURL                 string
	MailFrom                string
	Mail                    *notice.Server // nil: none
	PushNetworks            []*net.IPNet
	WebhookNetworks         []*net.IPNet
}

// setting is one line of the table: a variable, its flag, its default and its check, which
// also puts the value in place.
type setting struct {
	variable string
	flag     string
	initial  string
	meaning  string
	set      func(c *config, value string) error
}

var settings = []setting{
	{"TOUCHSTONE_ADDR", "addr", "127.0.0.1:8080", "address to listen on, host:port", func(c *config, v string) error {
		_, port, err := net.SplitHostPort(v)
		if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n == 0 {
			return fmt.Errorf("%q is not an address such as 127.0.0.1:8080", v)
		}
		c.Addr = v
		return nil
	}},
	{"TOUCHSTONE_PUBLIC_URL", "public-url", "", "address under which people reach the server; default: from the address to listen on", func(c *config, v string) error {
		address, err := url.Parse(v)
		if v != "" && (err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" || strings.Trim(address.Path, "/") != "") {
			return fmt.Errorf("%q is not an address such as https://survey.example.com", v)
		}
		c.PublicURL = strings.TrimRight(v, "/")
		return nil
	}},
	{"TOUCHSTONE_DATA", "data", "./data", "folder of the embedded engine and of photos", func(c *config, v string) error {
		c.Data = v
		return required(v)
	}},
	{"TOUCHSTONE_MONGODB_URI", "mongodb-uri", "", "mongodb://… of a MongoDB to use instead of the embedded engine", func(c *config, v string) error {
		if v != "" && !strings.HasPrefix(v, "mongodb://") && !strings.HasPrefix(v, "mongodb+srv://") {
			return fmt.Errorf("it does not begin with mongodb:// or mongodb+srv://")
		}
		c.MongoDBURI = v
		return nil
	}},
	{"TOUCHSTONE_MONGODB_DATABASE", "mongodb-database", "", "database in that MongoDB; default: the one the address names, else touchstone", func(c *config, v string) error {
		c.MongoDBDatabase = v
		return nil
	}},
	{"TOUCHSTONE_SECRET", "secret", "", "key of access tokens, 32 bytes or more; default: a random one kept in the database", func(c *config, v string) error {
		if v != "" && len(v) < 32 {
			return fmt.Errorf("it has %d bytes; give at least 32", len(v))
		}
		c.Secret = v
		return nil
	}},
	{"TOUCHSTONE_LOG", "log", "text", "form of the log: text or json", func(c *config, v string) error {
		if v != "text" && v != "json" {
			return fmt.Errorf("%q is neither text nor json", v)
		}
		c.Log = v
		return nil
	}},
	{"TOUCHSTONE_PROXIES", "proxies", "", "networks of reverse proxies whose X-Forwarded-For is believed, besides loopback, e.g. 172.16.0.0/12,10.0.0.0/8", func(c *config, v string) error {
		var err error
		c.Proxies, err = networks(v)
		return err
	}},
	{"TOUCHSTONE_LINK_RATE", "link-rate", "600", "requests a minute from one address to public links; 0 is no limit", func(c *config, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 {
			return fmt.Errorf("%q is not a number from 0", v)
		}
		c.LinkRate = n
		return nil
	}},
	{"TOUCHSTONE_SMTP_URL", "smtp-url", "", "mail server for notices, smtp://user:password@host:587 (STARTTLS) or smtps://host:465; default: none, notices show on the desk alone", func(c *config, v string) error {
		c.SMTPURL = v
		if v == "" {
			return nil
		}
		_, err := notice.NewServer(v, "check@localhost")
		return sentence(err)
	}},
	{"TOUCHSTONE_MAIL_FROM", "mail-from", "", "whom notices are from, e.g. Field work <field@example.com>; needed with a mail server", func(c *config, v string) error {
		c.MailFrom = v
		if c.SMTPURL == "" {
			return nil
		}
		var err error
		c.Mail, err = notice.NewServer(c.SMTPURL, v)
		return sentence(err)
	}},
	{"TOUCHSTONE_PUSH_NETWORKS", "push-networks", "", "networks where push services may be besides the public internet, e.g. 10.0.0.0/8", func(c *config, v string) (err error) {
		c.PushNetworks, err = networks(v)
		return err
	}},
	{"TOUCHSTONE_WEBHOOK_PRIVATE", "webhook-private", "", "networks where webhooks may be besides the public internet, e.g. 10.0.0.0/8", func(c *config, v string) (err error) {
		c.WebhookNetworks, err = networks(v)
		return err
	}},
	{"TOUCHSTONE_TILES", "tiles", "", "address of a map's tiles, e.g. https://tiles.example.com/{z}/{x}/{y}.png; default: maps are a plain grid", func(c *config, v string) error {
		c.Tiles = v
		if v == "" {
			return nil
		}
		_, err := rest.TileOrigin(v)
		return err
	}},
	{"TOUCHSTONE_TILES_ATTRIBUTION", "tiles-attribution", "", "whom the tiles of the map come from, shown on it", func(c *config, v string) error {
		c.TilesAttribution = v
		return nil
	}},
	{"TOUCHSTONE_RESPONSE_MEGABYTES", "response-megabytes", "1024", "size of all photos, sounds, films and files of one response, in MB", func(c *config, v string) error {
		n, err := strconv.ParseInt(v, 10, 32)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is not a number of MB from 1", v)
		}
		c.ResponseBytes = n << 20
		return nil
	}},
}

// networks reads a list of networks, divided by commas or blanks.
func networks(list string) ([]*net.IPNet, error) {
	var read []*net.IPNet
	for part := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		_, network, err := net.ParseCIDR(part)
		if err != nil {
			return nil, fmt.Errorf("%q is not a network such as 10.0.0.0/8", part)
		}
		read = append(read, network)
	}
	return read, nil
}

// sentence gives what a fault says, without its code.
func sentence(err error) error {
	if err == nil {
		return nil
	}
	return errors.New(fault.Of(err).Message)
}

func required(v string) error {
	if v == "" {
		return fmt.Errorf("it is empty")
	}
	return nil
}

// configFlags adds a flag for every setting; after parsing, read gives the configuration.
// A flag wins over its variable. Variables are looked up only then, so that no secret
// shows as a default in the help.
func configFlags(flags *flag.FlagSet) (read func() (config, error)) {
	values := make([]*string, len(settings))
	for i, s := range settings {
		values[i] = flags.String(s.flag, s.initial, s.meaning+" ("+s.variable+")")
	}
	return func() (config, error) {
		given := map[string]bool{}
		flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
		var c config
		for i, s := range settings {
			if value, ok := os.LookupEnv(s.variable); ok && !given[s.flag] {
				*values[i] = value
			}
			if err := s.set(&c, *values[i]); err != nil {
				return c, fmt.Errorf("%s (or --%s): %w", s.variable, s.flag, err)
			}
		}
		if c.PublicURL == "" {
			c.PublicURL = "http://" + reachable(c.Addr)
		}
		return c, nil
	}
}

// reachable gives an address a browser on this machine can open.
func reachable(addr string) string {
	host, port, _ := net.SplitHostPort(addr) // checked by its setting
	if ip := net.ParseIP(host); host == "" || ip != nil && (ip.IsLoopback() || ip.IsUnspecified()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

func describeSettings(w io.Writer) {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, s := range settings {
		initial := s.initial
		if initial == "" {
			initial = "-"
		}
		_, _ = fmt.Fprintf(table, "  %s\t--%s\t%s\t%s\n", s.variable, s.flag, initial, s.meaning)
	}
	_ = table.Flush()
}
