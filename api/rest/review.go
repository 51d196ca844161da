package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) review(c *call, in fieldwork.Review) (service.ResponseDetail, error) {
	return s.service.Review(c.Request().Context(), c.member, c.Param("response"), in)
}

func (s *server) correct(c *call, in fieldwork.Correction) (service.ResponseDetail, error) {
	return s.service.Correct(c.Request().Context(), c.member, c.Param("response"), in)
}

func (s *server) appeal(c *call, in fieldwork.Appeal) (service.ResponseDetail, error) {
	return s.service.Appeal(c.Request().Context(), c.member, c.Param("response"), in)
}

func (s *server) answerAppeal(c *call, in fieldwork.AppealOutcome) (service.ResponseDetail, error) {
	return s.service.AnswerAppeal(c.Request().Context(), c.member, c.Param("response"), c.Param("appeal"), in)
}
