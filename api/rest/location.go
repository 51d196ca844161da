package rest

import (
	"mime/multipart"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) locations(c *call) (service.List[fieldwork.Location], error) {
	page, err := c.page()
	if err != nil {
		return service.List[fieldwork.Location]{}, err
	}
	return s.service.Locations(c.Request().Context(), c.member, page)
}

func (s *server) putLocation(c *call, in fieldwork.Location) (fieldwork.Location, error) {
	if err := named(c, "code", &in.Code); err != nil {
		return in, err
	}
	return s.service.PutLocation(c.Request().Context(), c.member, in)
}

func (s *server) importLocations(c *call) error {
	var table service.LocationTable
	err := readForm(c, func(part *multipart.Part) error {
		name, data, err := partOf(part)
		if err != nil {
			return err
		}
		switch name {
		case "file":
			table.File = append([]byte{}, data...)
		case "mapping":
			table.Mapping = data
		case "apply":
			table.Apply = string(data) == "true"
		default:
			return fault.New(fault.Invalid, "request.invalid", "There is no part %q.", name).With(
				fault.Field{Path: name, Code: "unknown", Message: "The parts are file, mapping and apply."})
		}
		return nil
	})
	if err == nil && table.File == nil {
		err = noFileSent()
	}
	if err != nil {
		return err
	}
	result, err := s.service.ImportLocations(c.Request().Context(), c.member, table)
	if err != nil {
		return err
	}
	return c.JSON(c.status, result)
}

func (s *server) locationsCSV(c *call) error  { return s.locationsTable(c, csvTable) }
func (s *server) locationsXLSX(c *call) error { return s.locationsTable(c, xlsxTable) }

func (s *server) locationsTable(c *call, format tableFormat) error {
	table, err := s.service.LocationsTable(c.Request().Context(), c.member)
	if err != nil {
		return err
	}
	return format.send(c, c.member.Project().ID+"-locations", table)
}
