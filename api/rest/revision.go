package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) revise(c *call, in fieldwork.Revision) (service.Receipt, error) {
	receipt, err := s.service.Revise(c.Request().Context(), c.member, c.Param("response"), in)
	c.repeated(receipt.New)
	return receipt, err
}
