package rest

import (
	"net/http"

	"touchstone/api/fieldwork"
)

func (s *server) addFile(c *call) error {
	request := c.Request()
	bodyWithin(c.Context, uploadTime)
	content := http.MaxBytesReader(c.Response(), request.Body, fieldwork.LargestFile)
	err := s.service.AddDefinitionFile(request.Context(), c.member, c.Param("sha256"), request.Header.Get("Content-Type"), request.ContentLength, content)
	if err != nil {
		return err
	}
	return c.NoContent(c.status)
}

func (s *server) file(c *call) error {
	file, err := s.service.DefinitionFile(c.Request().Context(), c.member, c.Param("sha256"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Content.Close() }()
	serveFile(c, file)
	return nil
}

func (s *server) linkFile(c *call) error {
	file, err := s.service.LinkFile(c.Request().Context(), c.Param("token"), c.Param("sha256"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Content.Close() }()
	serveFile(c, file)
	return nil
}
