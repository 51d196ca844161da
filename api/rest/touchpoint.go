package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) touchpoints(c *call) (service.List[fieldwork.Touchpoint], error) {
	return s.service.Touchpoints(c.Request().Context(), c.member)
}

func (s *server) putTouchpoint(c *call, in fieldwork.Touchpoint) (fieldwork.Touchpoint, error) {
	if err := named(c, "name", &in.Name); err != nil {
		return in, err
	}
	return s.service.PutTouchpoint(c.Request().Context(), c.member, in)
}
