package rest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
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

func (s *server) addAssignment(c *call, in fieldwork.Assignment) (fieldwork.Assignment, error) {
	return s.service.AddAssignment(c.Request().Context(), c.member, in)
}

func (s *server) changeAssignment(c *call, in fieldwork.Assignment) (fieldwork.Assignment, error) {
	if err := named(c, "assignment", &in.ID); err != nil {
		return in, err
	}
	return s.service.ChangeAssignment(c.Request().Context(), c.member, in)
}

var fieldList = reflect.TypeFor[service.List[service.FieldAssignment]]()

// fieldAssignments answers 304 when the phone has the same list already.
func (s *server) fieldAssignments(c *call) error {
	list, err := s.service.FieldAssignments(c.Request().Context(), c.actor)
	if err != nil {
		return err
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	// Weak, since the same list may be sent compressed or not.
	tag := `W/"` + hex.EncodeToString(sum[:16]) + `"`
	header := c.Response().Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", "private, no-cache")
	known := strings.Split(c.Request().Header.Get("If-None-Match"), ",")
	if slices.ContainsFunc(known, func(k string) bool { return strings.TrimSpace(k) == tag }) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.JSONBlob(http.StatusOK, data)
}
