package rest

import "touchstone/api/service"

func (s *server) verification(c *call) (service.Verification, error) {
	return s.service.Verify(c.Request().Context())
}
