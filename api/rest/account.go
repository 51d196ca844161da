package rest

import (
	"net/http"
	"reflect"
	"strconv"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

var accountQuery = []string{"due", "department", "person"}

func (s *server) accounts(c *call) (service.AccountList, error) {
	return s.service.Accounts(c.Request().Context(), c.member, service.AccountFilter{
		Due: c.QueryParam("due"), Department: c.QueryParam("department"), Person: c.QueryParam("person"),
	})
}

func (s *server) account(c *call) (service.AccountStanding, error) {
	account, err := s.service.Account(c.Request().Context(), c.member, c.Param("code"))
	if err == nil {
		c.Response().Header().Set("ETag", `"`+strconv.FormatInt(account.Revision, 10)+`"`)
	}
	return account, err
}

func (s *server) putAccount() endpoint {
	return endpoint{in: reflect.TypeFor[fieldwork.Account](), out: reflect.TypeFor[service.AccountStanding](), status: http.StatusOK, serve: func(c *call) error {
		revision, err := ifMatch(c)
		if err != nil {
			return err
		}
		var in fieldwork.Account
		if err := decode(c, &in, maxJSON); err != nil {
			return err
		}
		if err := named(c, "code", &in.Code); err != nil {
			return err
		}
		account, err := s.service.PutAccount(c.Request().Context(), c.member, in, revision)
		if err != nil {
			return err
		}
		return c.JSON(c.status, account)
	}}
}

func (s *server) planVisit(c *call, in service.NewVisit) (fieldwork.Assignment, error) {
	return s.service.PlanVisit(c.Request().Context(), c.member, c.Param("code"), in)
}

func (s *server) timeline(c *call) (service.List[service.TimelineEntry], error) {
	return s.service.Timeline(c.Request().Context(), c.member, c.Param("code"))
}
