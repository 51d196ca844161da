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
	return c.member.Role(), nil
}

func (s *server) changeProject(c *call, in service.ProjectChange) (fieldwork.Project, error) {
	return s.service.ChangeProject(c.Request().Context(), c.member, in)
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
