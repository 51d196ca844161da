package rest

import (
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/service"
)

// route is a line of the table in routes.go.
type route struct {
	method     string
	path       string // below prefix, ":name" for a parameter
	permission auth.Permission
	summary    string
	query      []string // names of query parameters, all optional
	endpoint
}

// endpoint is what a route does, with the types of its bodies for the OpenAPI document.
type endpoint struct {
	in, out  reflect.Type // JSON bodies; nil for none
	accepts  string       // media type of a request body that is not JSON
	produces string       // media type of an answer that is not JSON
	headers  []string     // of the request, that mean something here
	status   int          // of success
	limit    *limit       // per address, if set
	serve    func(*call) error
}

// call is one request with who makes it. Member is set on routes that ask for a permission
// in a project.
type call struct {
	echo.Context
	actor  service.Actor
	member service.Member
	status int // of success; a handler may change it
}

// handle makes the five hops of a request: limit, actor, permission, then the endpoint.
func (s *server) handle(r route) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().ContentLength != 0 {
			bodyWithin(c, jsonTime)
		}
		if err := r.limit.take(network(c.RealIP())); err != nil {
			return err
		}
		call := &call{Context: c, status: r.status}
		if r.permission != auth.Public {
			actor, err := s.service.Identify(c.Request().Context(), bearer(c))
			if err != nil {
				return err
			}
			call.actor = actor
			if r.permission.InProject() {
				call.member, err = s.service.Admit(c.Request().Context(), actor, c.Param("project"), r.permission)
			} else {
				err = s.service.Allow(actor, r.permission)
			}
			if err != nil {
				return err
			}
		}
		if err := wholeQuery(c); err != nil {
			return err
		}
		return r.serve(call)
	}
}

// wholeQuery refuses a query of which a part cannot be read. Left out in silence, that part
// would be a filter whose absence nobody sees in the numbers.
func wholeQuery(c echo.Context) error {
	if _, err := url.ParseQuery(c.Request().URL.RawQuery); err != nil {
		return fault.New(fault.Invalid, "request.query", "The part of the address after the question mark cannot be read: write a semicolon as %%3B and a percent sign as %%25.")
	}
	return nil
}

func bearer(c echo.Context) string {
	token, ok := strings.CutPrefix(c.Request().Header.Get(echo.HeaderAuthorization), "Bearer ")
	if !ok {
		return ""
	}
	return strings.TrimSpace(token)
}

// gives answers with JSON to a request without a body.
func gives[Out any](f func(c *call) (Out, error)) endpoint {
	return endpoint{out: reflect.TypeFor[Out](), status: http.StatusOK, serve: func(c *call) error {
		out, err := f(c)
		if err != nil {
			return err
		}
		return c.JSON(c.status, out)
	}}
}

// takes answers with JSON to a JSON body.
func takes[In, Out any](f func(c *call, in In) (Out, error)) endpoint { return takesUpTo(maxJSON, f) }

// takesUpTo answers with JSON to a JSON body of at most so many bytes.
func takesUpTo[In, Out any](most int64, f func(c *call, in In) (Out, error)) endpoint {
	return endpoint{in: reflect.TypeFor[In](), out: reflect.TypeFor[Out](), status: http.StatusOK, serve: func(c *call) error {
		var in In
		if err := decode(c, &in, most); err != nil {
			return err
		}
		out, err := f(c, in)
		if err != nil {
			return err
		}
		return c.JSON(c.status, out)
	}}
}

// does answers 204 to a request without a body.
func does(f func(c *call) error) endpoint {
	return endpoint{status: http.StatusNoContent, serve: func(c *call) error {
		if err := f(c); err != nil {
			return err
		}
		return c.NoContent(c.status)
	}}
}

// raw leaves reading and answering to f.
func raw(accepts, produces string, f func(c *call) error) endpoint {
	return endpoint{accepts: accepts, produces: produces, status: http.StatusOK, serve: f}
}

// of names the JSON type a raw endpoint answers with.
func (e endpoint) of(out reflect.Type) endpoint {
	e.out = out
	return e
}

// answers sets the status of success.
func (e endpoint) answers(status int) endpoint {
	e.status = status
	return e
}

// reads names the headers of the request that mean something.
func (e endpoint) reads(headers ...string) endpoint {
	e.headers = headers
	return e
}

// created makes 201 the status of success.
func created(e endpoint) endpoint {
	e.status = http.StatusCreated
	return e
}

// limited applies a limit per address.
func limited(l *limit, e endpoint) endpoint {
	e.limit = l
	return e
}

// repeated is for handlers whose act had been done before: 200 instead of 201.
func (c *call) repeated(isNew bool) {
	if !isNew {
		c.status = http.StatusOK
	}
}

// page reads limit and after.
func (c *call) page() (service.Page, error) {
	page := service.Page{After: c.QueryParam("after")}
	if text := c.QueryParam("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 1000 {
			return page, fault.New(fault.Invalid, "request.query", "The limit is a number from 1 to 1000.").With(
				fault.Field{Path: "limit", Code: "range", Message: "Use a number from 1 to 1000."})
		}
		page.Limit = n
	}
	return page, nil
}
