package rest

import (
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) assignments(c *call) (service.List[service.AssignmentProgress], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.AssignmentProgress]{}, err
	}
	return s.service.Assignments(c.Request().Context(), c.member, page)
}

func (s *server) assignment(c *call) (fieldwork.Assignment, error) {
	assignment, err := s.service.Assignment(c.Request().Context(), c.member, c.Param("assignment"))
	if newest := assignment.Newest(); err == nil && newest != "" {
		c.Response().Header().Set("ETag", `"`+newest+`"`)
	}
	return assignment, err
}

func (s *server) addAssignment(c *call, in fieldwork.Assignment) (fieldwork.Assignment, error) {
	return s.service.AddAssignment(c.Request().Context(), c.member, in)
}

func (s *server) changeAssignment(c *call, in fieldwork.Assignment) (fieldwork.Assignment, error) {
	if err := named(c, "assignment", &in.ID); err != nil {
		return in, err
	}
	seen := strings.Trim(c.Request().Header.Get("If-Match"), `"`)
	return s.service.ChangeAssignment(c.Request().Context(), c.member, in, seen)
}
