package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) waves(c *call) (service.List[fieldwork.Wave], error) {
	return s.service.Waves(c.Request().Context(), c.member)
}

func (s *server) putWave(c *call, in fieldwork.Wave) (fieldwork.Wave, error) {
	if err := named(c, "name", &in.Name); err != nil {
		return in, err
	}
	return s.service.PutWave(c.Request().Context(), c.member, in)
}
