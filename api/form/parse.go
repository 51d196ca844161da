package form

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// deepestJSON is how deep objects and arrays of a definition may nest; the format itself needs some fifty levels.
const deepestJSON = 60

// Parse reads the JSON of a definition. It reports every value of a wrong type and every
// unknown or repeated key at once; call Check for the rest. The definition is nil when the
// data is not a JSON object; with problems of severity Error it holds what could be read.
func Parse(data []byte) (*Definition, []Problem) {
	var found problems
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	r := &treeReader{decoder: decoder, found: &found}
	tree, err := r.read("", 0)
	if err == nil {
		if _, err = decoder.Token(); err == nil {
			err = errors.New("something stands after the end of the definition")
		} else if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		line, column := position(data, decoder.InputOffset())
		found.wrong("", "json", "This is not valid JSON near line %d, column %d: %v.", line, column, err)
		return nil, found
	}
	root, ok := tree.(*object)
	if !ok {
		found.wrong("", "type", "A definition must be an object.")
		return nil, found
	}
	root.drop("$schema") // for editors
	d := &Definition{}
	decodeObject("", root, d, &found)
	return d, found
}

// object is a JSON object that remembers the order of its keys.
type object struct {
	keys   []string
	values map[string]any
}

func (o *object) drop(key string) {
	delete(o.values, key)
	o.keys = slices.DeleteFunc(o.keys, func(k string) bool { return k == key })
}

type treeReader struct {
	decoder *json.Decoder
	found   *problems
}

// read gives the next value: *object, []any, string, json.Number, bool or nil.
func (r *treeReader) read(path string, depth int) (any, error) {
	token, err := r.decoder.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	delimiter, ok := token.(json.Delim)
	if !ok {
		return token, nil
	}
	if depth == deepestJSON {
		return nil, errors.New("it is nested too deeply")
	}
	if delimiter == '[' {
		return r.readArray(path, depth)
	}
	return r.readObject(path, depth)
}

func (r *treeReader) readArray(path string, depth int) (any, error) {
	list := []any{}
	for r.decoder.More() {
		value, err := r.read(at(path, len(list)), depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := r.decoder.Token()
	return list, err
}

func (r *treeReader) readObject(path string, depth int) (any, error) {
	o := &object{values: map[string]any{}}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return nil, err
		}
		key, ok := token.(string)
		if !ok {
			return nil, errors.New("a key must be a text")
		}
		value, err := r.read(join(path, key), depth+1)
		if err != nil {
			return nil, err
		}
		if _, repeated := o.values[key]; repeated {
			r.found.wrong(join(path, key), "duplicateKey", "The key %q stands here twice; keep one.", key)
			continue
		}
		o.keys = append(o.keys, key)
		o.values[key] = value
	}
	_, err := r.decoder.Token()
	return o, err
}

// plain turns what read gave into what encoding/json would give, with numbers as float64.
func plain(tree any) any {
	switch t := tree.(type) {
	case *object:
		m := make(map[string]any, len(t.keys))
		for key, value := range t.values {
			m[key] = plain(value)
		}
		return m
	case []any:
		list := make([]any, len(t))
		for i, value := range t {
			list[i] = plain(value)
		}
		return list
	case json.Number:
		x, err := t.Float64()
		if err != nil {
			return t.String()
		}
		return x
	default:
		return tree
	}
}

// position gives the line and column, from 1, of an offset in bytes.
func position(data []byte, offset int64) (line, column int) {
	before := data[:min(int(offset), len(data))]
	return bytes.Count(before, []byte("\n")) + 1, len(before) - bytes.LastIndexByte(before, '\n')
}
