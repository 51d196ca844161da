package rest

import (
	"fmt"
	"net/url"
	"strings"

	"touchstone/api/service"
)

// Tiles is the server of map tiles that the desk may ask; without a URL maps are a plain grid
// and no third party is asked for anything.
type Tiles struct {
	URL         string `json:"url"` // with {z}, {x} and {y}, perhaps {s} and {r}
	Attribution string `json:"attribution"`
}

// TileOrigin gives the origin that pages may load tiles from, in the words of a
// Content-Security-Policy; an error when the address is none of tiles.
func TileOrigin(address string) (string, error) {
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(address, part) {
			return "", fmt.Errorf("%q has no %s", address, part)
		}
	}
	plain := strings.NewReplacer("{s}", "s", "{z}", "1", "{x}", "1", "{y}", "1", "{r}", "").Replace(address)
	parsed, err := url.Parse(plain)
	if err != nil || parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.Host == "" || strings.ContainsAny(parsed.Host, "; ,'\"*") {
		return "", fmt.Errorf("%q is not an address such as https://tiles.example.com/{z}/{x}/{y}.png", address)
	}
	if rest, numbered := strings.CutPrefix(address, parsed.Scheme+"://{s}."); numbered {
		host, _, _ := strings.Cut(rest, "/")
		return parsed.Scheme + "://*." + host, nil
	}
	return parsed.Scheme + "://" + parsed.Host, nil
}

// useTiles lets the desk's pages load tiles, and nothing else of that origin.
func (s *server) useTiles(tiles Tiles) error {
	s.deskPolicy = pagePolicy
	if tiles.URL == "" {
		return nil
	}
	origin, err := TileOrigin(tiles.URL)
	if err != nil {
		return err
	}
	s.tiles, s.deskPolicy = &tiles, strings.Replace(pagePolicy, "img-src 'self'", "img-src 'self' "+origin, 1)
	return nil
}

// me is who is signed in, with what the desk needs to know of the server.
type me struct {
	service.Me
	Tiles *Tiles `json:"tiles"` // null: maps are a plain grid
}

func (s *server) me(c *call) (me, error) {
	found, err := s.service.Me(c.Request().Context(), c.actor)
	return me{found, s.tiles}, err
}
