package rest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strconv"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/service"
)

func (s *server) library(c *call) (service.List[service.LibraryEntry], error) {
	return s.service.Library()
}

func (s *server) libraryDefinition(c *call) (json.RawMessage, error) {
	return s.service.LibraryDefinition(c.Param("definition"))
}

func (s *server) definitions(c *call) (service.List[service.DefinitionSummary], error) {
	return s.service.Definitions(c.Request().Context(), c.member)
}

func (s *server) definition(c *call) (*form.Definition, error) {
	ref := fieldwork.DefinitionRef{ID: c.Param("definition")}
	version, err := strconv.Atoi(c.Param("version"))
	if err != nil {
		return nil, fault.New(fault.NotFound, "definition.unknown", "There is no definition %q in version %q here.", ref.ID, c.Param("version"))
	}
	ref.Version = version
	return s.service.Definition(c.Request().Context(), c.member, ref)
}

// publishing reads the definition as it was written, since the form engine tells every
// mistake in it with its place.
func (s *server) publishing() endpoint {
	return endpoint{in: reflect.TypeFor[form.Definition](), out: reflect.TypeFor[service.Published](), serve: func(c *call) error {
		data, err := definitionBody(c)
		if err != nil {
			return err
		}
		published, err := s.service.Publish(c.Request().Context(), c.member, data)
		if err != nil {
			return err
		}
		c.repeated(published.New)
		return c.JSON(c.status, published)
	}}
}

type checked struct {
	Problems []form.Problem `json:"problems"`
}

func (s *server) checking() endpoint {
	return endpoint{in: reflect.TypeFor[form.Definition](), out: reflect.TypeFor[checked](), status: http.StatusOK, serve: func(c *call) error {
		data, err := definitionBody(c)
		if err != nil {
			return err
		}
		problems, err := s.service.CheckDefinition(c.Request().Context(), c.member, data)
		if err != nil {
			return err
		}
		return c.JSON(c.status, checked{problems})
	}}
}

// maxDefinition bounds a definition with its tables, in bytes of JSON.
const maxDefinition = 8 << 20

func definitionBody(c *call) ([]byte, error) {
	data, err := body(c, maxDefinition)
	if err != nil {
		return nil, err
	}
	var anything any
	if err := json.Unmarshal(data, &anything); err != nil {
		return nil, misfit(data, &anything, err)
	}
	return data, nil
}
