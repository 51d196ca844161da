package rest

import (
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) links(c *call) (service.List[service.PublicLink], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.PublicLink]{}, err
	}
	return s.service.Links(c.Request().Context(), c.member, page)
}

func (s *server) addLink(c *call, in fieldwork.Link) (service.PublicLink, error) {
	return s.service.AddLink(c.Request().Context(), c.member, in)
}

func (s *server) changeLink(c *call, in service.PublicLink) (service.PublicLink, error) {
	if err := named(c, "link", &in.ID); err != nil {
		return in, err
	}
	return s.service.ChangeLink(c.Request().Context(), c.member, in.Link)
}

// linkCode draws the address as a QR code: level M (15 % may be damaged), with the quiet
// zone of four modules that ISO/IEC 18004 asks for.
func (s *server) linkCode(c *call) error {
	address, err := s.service.LinkAddress(c.Request().Context(), c.member, c.Param("link"))
	if err != nil {
		return err
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return err
	}
	const quiet = 4
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	side := code.Size + 2*quiet
	return c.Blob(http.StatusOK, "image/svg+xml", fmt.Appendf(nil,
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		side, side, side, side, path.String()))
}

func (s *server) questionnaire(c *call) (service.Questionnaire, error) {
	return s.service.Questionnaire(c.Request().Context(), c.Param("token"))
}
