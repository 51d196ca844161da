package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) people(c *call) (service.List[service.Colleague], error) {
	return s.service.People(c.Request().Context(), c.member)
}

func (s *server) invitations(c *call) (service.List[fieldwork.Invitation], error) {
	page, err := c.page()
	if err != nil {
		return service.List[fieldwork.Invitation]{}, err
	}
	return s.service.Invitations(c.Request().Context(), c.member, page)
}

type invitation struct {
	Role  fieldwork.Role `json:"role" validate:"required,oneof=lead reviewer shopper viewer"`
	Email string         `json:"email,omitempty" validate:"max=254"`
	Name  string         `json:"name,omitempty" validate:"max=200"`
}

func (s *server) invite(c *call, in invitation) (service.Invited, error) {
	return s.service.Invite(c.Request().Context(), c.member, in.Role, in.Email, in.Name)
}

func (s *server) withdraw(c *call) error {
	return s.service.Withdraw(c.Request().Context(), c.member, c.Param("invitation"))
}
