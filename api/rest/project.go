package rest

import (
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) projects(c *call) (service.List[service.ProjectRole], error) {
	return s.service.Projects(c.Request().Context(), c.actor)
}

func (s *server) addProject(c *call, in fieldwork.Project) (fieldwork.Project, error) {
	in.Demo = false // only the generator makes demo projects
	return s.service.AddProject(c.Request().Context(), in)
}

func (s *server) addDemo(c *call) (fieldwork.Project, error) {
	return s.service.AddDemo(c.Request().Context())
}

func (s *server) project(c *call) (service.ProjectRole, error) {
	person := c.actor.Person()
	return service.ProjectRole{Project: c.member.Project(), Role: person.RoleIn(c.member.Project().ID)}, nil
}

func (s *server) changeProject(c *call, in service.ProjectChange) (fieldwork.Project, error) {
	return s.service.ChangeProject(c.Request().Context(), c.member, in)
}

func (s *server) touchpoints(c *call) (service.List[fieldwork.Touchpoint], error) {
	return s.service.Touchpoints(c.Request().Context(), c.member)
}

func (s *server) putTouchpoint(c *call, in fieldwork.Touchpoint) (fieldwork.Touchpoint, error) {
	if err := named(c, "name", &in.Name); err != nil {
		return in, err
	}
	return s.service.PutTouchpoint(c.Request().Context(), c.member, in)
}

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

func (s *server) waves(c *call) (service.List[fieldwork.Wave], error) {
	return s.service.Waves(c.Request().Context(), c.member)
}

func (s *server) putWave(c *call, in fieldwork.Wave) (fieldwork.Wave, error) {
	if err := named(c, "name", &in.Name); err != nil {
		return in, err
	}
	return s.service.PutWave(c.Request().Context(), c.member, in)
}

// named takes a noun's name from the address; a body may leave it out but not differ.
func named(c *call, parameter string, name *string) error {
	given := c.Param(parameter)
	if *name != "" && *name != given {
		return fault.New(fault.Invalid, "name.differs", "The address says %q, the body says %q.", given, *name).With(
			fault.Field{Path: parameter, Code: "differs", Message: "Leave it out, or give the name in the address."})
	}
	*name = given
	return nil
}
