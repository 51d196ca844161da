package rest

import (
	"regexp"
	"strings"

	"github.com/labstack/echo/v4"
)

// ending finds a parameter with an ending, such as ":version.xlsx", at the end of a path.
var ending = regexp.MustCompile(`^(.*:\w+)(\.\w+)$`)

// endings are the handlers of routes whose last parameter has an ending, by the method and
// path of the route without it. The router cannot tell the two apart, so the plain one
// passes on what has the ending.
type endings map[string]map[string]echo.HandlerFunc

// keep keeps the handler of a route with an ending.
func (e endings) keep(r route, handler echo.HandlerFunc) {
	found := ending.FindStringSubmatch(r.path)
	if found == nil {
		return
	}
	key := r.method + found[1]
	if e[key] == nil {
		e[key] = map[string]echo.HandlerFunc{}
	}
	e[key][found[2]] = handler
}

// before gives the handler of a plain route that passes on what has an ending.
func (e endings) before(r route, plain echo.HandlerFunc) echo.HandlerFunc {
	others := e[r.method+r.path]
	if others == nil {
		return plain
	}
	return func(c echo.Context) error {
		values := c.ParamValues()
		last := len(values) - 1
		for suffix, handler := range others {
			if name, ok := strings.CutSuffix(values[last], suffix); ok {
				c.SetParamValues(append(values[:last:last], name)...)
				return handler(c)
			}
		}
		return plain(c)
	}
}
