package store

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"touchstone/api/fault"
)

// The bounds of a query.
const (
	MaxLimit     = 1000
	DefaultLimit = 100
	MaxIn        = 100
)

// idPath stands for the document id, the one path of the id order.
var idPath = Path{Name: "_id", Kind: String}

// Plan is a checked query in the terms engines work with. The order runs over Paths and
// then the id; values have the Go types of Keys.
type Plan struct {
	Index      string // "" is the id order
	Unique     bool
	Paths      []Path // of the index; empty for the id order
	Equal      []any  // fixes Paths[:len(Equal)]
	In         []any  // distinct and ascending; nil is absent
	From, To   any    // bound Paths[len(Equal)], or the id in the id order
	Descending bool
	Limit      int
	After      *Place // where the page before ended; nil on the first page

	schema      *Schema
	fingerprint string
}

// Place is a position in the order of a plan: values of the paths after Equal, and the id.
type Place struct {
	Values []any
	ID     string
}

func queryFault(message string, args ...any) error {
	return fault.New(fault.Invalid, "store.query", message, args...)
}

// Plan checks a query against the declarations.
func (s *Schema) Plan(query Query) (Plan, error) {
	plan := Plan{Index: query.Index, Descending: query.Descending, Limit: query.Limit, schema: s}
	paths := []Path{idPath}
	if query.Index != "" {
		at := slices.IndexFunc(s.Indexes, func(index Index) bool { return index.Name == query.Index })
		if at < 0 {
			return Plan{}, queryFault("Collection %s has no index %q.", s.Name, query.Index)
		}
		plan.Paths, plan.Unique = s.Indexes[at].Paths, s.Indexes[at].Unique
		paths = plan.Paths
	}
	switch {
	case query.Limit < 0 || query.Limit > MaxLimit:
		return Plan{}, queryFault("A page has 1 to %d documents, not %d.", MaxLimit, query.Limit)
	case query.Limit == 0:
		plan.Limit = DefaultLimit
	}
	if err := plan.values(query, paths); err != nil {
		return Plan{}, err
	}
	plan.fingerprint = fmt.Sprintf("%s|%s|%#v|%#v|%#v|%#v|%t", s.Name, plan.Index, plan.Equal, plan.In, plan.From, plan.To, plan.Descending)
	if query.After != "" {
		place, err := plan.readCursor(query.After)
		if err != nil {
			return Plan{}, err
		}
		plan.After = &place
	}
	return plan, nil
}

// values checks the values of a query; paths are those of the order.
func (p *Plan) values(query Query, paths []Path) (err error) {
	if len(query.Equal) > len(paths) {
		return queryFault("The index %q has %d paths, not %d.", query.Index, len(paths), len(query.Equal))
	}
	for i, value := range query.Equal {
		if value, err = key(paths[i], value); err != nil {
			return err
		}
		p.Equal = append(p.Equal, value)
	}
	if query.In == nil && query.From == nil && query.To == nil {
		return nil
	}
	if len(query.Equal) == len(paths) {
		return queryFault("No path of the index %q is left for In, From or To.", query.Index)
	}
	next := paths[len(query.Equal)]
	if query.In != nil {
		return p.in(query, next)
	}
	if query.From != nil {
		if p.From, err = key(next, query.From); err != nil {
			return err
		}
	}
	if query.To != nil {
		p.To, err = key(next, query.To)
	}
	return err
}

func (p *Plan) in(query Query, path Path) error {
	if query.From != nil || query.To != nil {
		return queryFault("In does not go together with From or To.")
	}
	if len(query.In) > MaxIn {
		return queryFault("In takes at most %d values, not %d.", MaxIn, len(query.In))
	}
	p.In = make([]any, 0, len(query.In))
	for _, value := range query.In {
		value, err := key(path, value)
		if err != nil {
			return err
		}
		p.In = append(p.In, value)
	}
	slices.SortFunc(p.In, Compare)
	p.In = slices.CompactFunc(p.In, func(a, b any) bool { return Compare(a, b) == 0 })
	return nil
}

// key turns a value of a query into the Go type of keys, or refuses it.
func key(path Path, value any) (any, error) {
	switch value := value.(type) {
	case string:
		if (path.Kind == String && utf8.ValidString(value)) || (path.Kind == Instant && IsInstant(value)) {
			return value, nil
		}
	case bool:
		if path.Kind == Bool {
			return value, nil
		}
	case int:
		return key(path, int64(value))
	case int64:
		if path.Kind == Number {
			return value, nil
		}
	case float64:
		if path.Kind == Number && !math.IsNaN(value) && !math.IsInf(value, 0) {
			if math.Trunc(value) == value && value >= -1<<63 && value < 1<<63 {
				return int64(value), nil
			}
			return value, nil
		}
	}
	return nil, queryFault("The path %q cannot be compared with %.60q (%T).", path.Name, fmt.Sprint(value), value)
}

// Compare orders two keys of one kind.
func Compare(a, b any) int {
	switch a := a.(type) {
	case string:
		return strings.Compare(a, b.(string))
	case bool:
		return cmp.Compare(rank(a), rank(b.(bool)))
	case int64:
		if b, whole := b.(int64); whole {
			return cmp.Compare(a, b)
		}
		return -compareFloat(b.(float64), a)
	default:
		if b, whole := b.(int64); whole {
			return compareFloat(a.(float64), b)
		}
		return cmp.Compare(a.(float64), b.(float64))
	}
}

func rank(value bool) int {
	if value {
		return 1
	}
	return 0
}

// compareFloat compares exactly, where rounding the whole number to a float would not.
func compareFloat(a float64, b int64) int {
	switch {
	case a >= 1<<63:
		return 1
	case a < -1<<63:
		return -1
	}
	if order := cmp.Compare(int64(a), b); order != 0 {
		return order
	}
	return cmp.Compare(a, math.Trunc(a))
}
