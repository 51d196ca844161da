package notice

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// reach says which addresses the server may talk to on somebody's behalf: the public internet
// and the networks that its operator names, so that nobody can make it talk to its neighbours.
type reach struct {
	networks []netip.Prefix
}

func newReach(allowed []*net.IPNet) reach {
	var r reach
	for _, network := range allowed {
		if prefix, err := netip.ParsePrefix(network.String()); err == nil {
			r.networks = append(r.networks, prefix)
		}
	}
	return r
}

// privateNetworks are further addresses that are nobody's on the internet, or lead to such
// (RFC 6890, RFC 8215).
var privateNetworks = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"),
}

// named tells whether an address lies in a network that the operator names.
func (r reach) named(ip netip.Addr) bool {
	for _, network := range r.networks {
		if network.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

// allows tells whether an address may be reached.
func (r reach) allows(ip netip.Addr) bool {
	if ip = ip.Unmap(); r.named(ip) {
		return true
	}
	inside := !ip.IsGlobalUnicast() || ip.IsPrivate()
	for _, network := range privateNetworks {
		inside = inside || network.Contains(ip)
	}
	return !inside
}

// errInside says that an address is not to be reached.
var errInside = errors.New("the address is not on the public internet")

// client gives a client that asks with every address before it connects, so that no name can
// lead inside, whatever it stood for a moment ago. It follows no redirects, and uses no proxy:
// the address that was asked about is the one that is reached.
func (r reach) client(patience time.Duration, allows func(netip.Addr) bool) *http.Client {
	dialer := &net.Dialer{Timeout: patience, Control: func(_, address string, _ syscall.RawConn) error {
		place, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !allows(place.Addr()) {
			return errInside
		}
		return nil
	}}
	return &http.Client{
		Timeout:       patience,
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, IdleConnTimeout: time.Minute, MaxIdleConns: 20, ForceAttemptHTTP2: true, MaxResponseHeaderBytes: 64 << 10},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
