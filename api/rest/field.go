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

func (s *server) fieldProfile(c *call) (service.FieldProfile, error) {
	return s.service.FieldProfile(c.Request().Context(), c.actor)
}

func (s *server) fieldJobs(c *call) (service.List[service.FieldJob], error) {
	return s.service.FieldJobs(c.Request().Context(), c.actor)
}

func (s *server) act(c *call, in fieldwork.Act) (service.FieldAssignment, error) {
	return s.service.Act(c.Request().Context(), c.actor, c.Param("assignment"), in)
}

func (s *server) fieldAttachment(c *call) error {
	file, err := s.service.FieldAttachment(c.Request().Context(), c.actor, c.Param("assignment"), c.Param("sha256"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Content.Close() }()
	serveFile(c, file)
	return nil
}

func (s *server) answerQuiz(c *call, in fieldwork.QuizAnswers) (service.QuizResult, error) {
	return s.service.AnswerQuiz(c.Request().Context(), c.actor, c.Param("assignment"), in)
}

func (s *server) giveAssignment(c *call, in service.Gift) (fieldwork.Assignment, error) {
	return s.service.Give(c.Request().Context(), c.member, c.Param("assignment"), in)
}
