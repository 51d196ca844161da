package store

import (
	"regexp"
	"slices"
	"strings"

	"touchstone/api/fault"
)

var (
	nameShape = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,39}$`)
	pathShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$`)
)

// maxPaths is the most paths an index may have.
const maxPaths = 4

// Catalog holds the declared collections of a database, checked, for the engines.
type Catalog struct {
	schemas map[string]*Schema
}

// Schema is one declared collection with what engines derive from it.
type Schema struct {
	Collection
	Paths []Path // every indexed path once, by name
	root  *branch
}

// branch is a node in the tree of indexed paths; position is the place in Schema.Paths, or -1.
type branch struct {
	position int
	children map[string]*branch
}

// Declare checks the declarations: names, one to four paths an index, one kind a path, no
// indexed path inside another.
func Declare(collections []Collection) (Catalog, error) {
	catalog := Catalog{schemas: map[string]*Schema{}}
	for _, collection := range collections {
		if _, taken := catalog.schemas[collection.Name]; taken || !nameShape.MatchString(collection.Name) {
			return Catalog{}, declarationFault("collection name %q is malformed or used twice", collection.Name)
		}
		schema, err := newSchema(collection)
		if err != nil {
			return Catalog{}, err
		}
		catalog.schemas[collection.Name] = schema
	}
	return catalog, nil
}

func declarationFault(message string, args ...any) error {
	return fault.New(fault.Invalid, "store.declaration", message, args...)
}

func newSchema(collection Collection) (*Schema, error) {
	schema := &Schema{Collection: collection, root: &branch{position: -1}}
	kinds, names := map[string]Kind{}, map[string]bool{}
	for _, index := range collection.Indexes {
		if names[index.Name] || !nameShape.MatchString(index.Name) {
			return nil, declarationFault("index name %q in %s is malformed or used twice", index.Name, collection.Name)
		}
		names[index.Name] = true
		if len(index.Paths) == 0 || len(index.Paths) > maxPaths {
			return nil, declarationFault("index %s of %s needs one to %d paths", index.Name, collection.Name, maxPaths)
		}
		seen := map[string]bool{}
		for _, path := range index.Paths {
			kind, known := kinds[path.Name]
			if !pathShape.MatchString(path.Name) || seen[path.Name] || (known && kind != path.Kind) || path.Kind < String || path.Kind > Instant {
				return nil, declarationFault("path %q in index %s of %s is malformed, used twice or declared with two kinds", path.Name, index.Name, collection.Name)
			}
			seen[path.Name], kinds[path.Name] = true, path.Kind
			if !known {
				schema.Paths = append(schema.Paths, path)
			}
		}
	}
	slices.SortFunc(schema.Paths, func(a, b Path) int { return strings.Compare(a.Name, b.Name) })
	for position, path := range schema.Paths {
		if position > 0 && strings.HasPrefix(path.Name, schema.Paths[position-1].Name+".") {
			return nil, declarationFault("path %q of %s lies inside another indexed path", path.Name, collection.Name)
		}
		schema.root.grow(strings.Split(path.Name, "."), position)
	}
	return schema, nil
}

func (b *branch) grow(names []string, position int) {
	if len(names) == 0 {
		b.position = position
		return
	}
	if b.children == nil {
		b.children = map[string]*branch{}
	}
	child := b.children[names[0]]
	if child == nil {
		child = &branch{position: -1}
		b.children[names[0]] = child
	}
	child.grow(names[1:], position)
}

// Schema finds a declared collection.
func (c Catalog) Schema(name string) (*Schema, error) {
	schema := c.schemas[name]
	if schema == nil {
		return nil, queryFault("There is no collection %q.", name)
	}
	return schema, nil
}

// Names lists the declared collections in alphabetical order.
func (c Catalog) Names() []string {
	names := make([]string, 0, len(c.schemas))
	for name := range c.schemas {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Position gives the place of a path in Paths.
func (s *Schema) Position(path Path) int { return slices.Index(s.Paths, path) }
