package rest

import (
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/form"
	"touchstone/api/service"
)

// ifMatch reads the revision that a change is made to; 0 when none is named.
func ifMatch(c *call) (int64, error) {
	tag := c.Request().Header.Get("If-Match")
	if tag == "" {
		return 0, nil
	}
	revision, err := strconv.ParseInt(strings.Trim(tag, `"`), 10, 64)
	if err != nil || revision <= 0 {
		return 0, fault.New(fault.Invalid, "request.ifMatch", "If-Match holds the revision that was changed, in quotation marks.")
	}
	return revision, nil
}

func tagged(c *call, draft service.Draft) {
	c.Response().Header().Set("ETag", `"`+strconv.FormatInt(draft.Revision, 10)+`"`)
}

func (s *server) draft(c *call) (service.Draft, error) {
	draft, err := s.service.Draft(c.Request().Context(), c.member, c.Param("definition"))
	if err == nil {
		tagged(c, draft)
	}
	return draft, err
}

// savingDraft reads a draft as it was written: with mistakes too it is kept.
func (s *server) savingDraft() endpoint {
	return endpoint{in: reflect.TypeFor[form.Definition](), out: reflect.TypeFor[service.Draft](), status: http.StatusOK, serve: func(c *call) error {
		revision, err := ifMatch(c)
		if err != nil {
			return err
		}
		data, err := definitionBody(c)
		if err != nil {
			return err
		}
		draft, err := s.service.SaveDraft(c.Request().Context(), c.member, c.Param("definition"), revision, data)
		if err != nil {
			return err
		}
		tagged(c, draft)
		return c.JSON(c.status, draft)
	}}
}

func (s *server) discardDraft(c *call) error {
	revision, err := ifMatch(c)
	if err != nil {
		return err
	}
	return s.service.DiscardDraft(c.Request().Context(), c.member, c.Param("definition"), revision)
}

type publication struct {
	Version int `json:"version,omitempty"` // the number expected; whatever comes next when left out
}

func (s *server) publishDraft(c *call, in publication) (service.Published, error) {
	revision, err := ifMatch(c)
	if err != nil {
		return service.Published{}, err
	}
	published, err := s.service.PublishDraft(c.Request().Context(), c.member, c.Param("definition"), revision, in.Version)
	c.repeated(published.New)
	return published, err
}

var differenceQuery = []string{"from", "to"}

func (s *server) difference(c *call) (service.Difference, error) {
	return s.service.Difference(c.Request().Context(), c.member, c.Param("definition"), c.QueryParam("from"), c.QueryParam("to"))
}
