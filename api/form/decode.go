package form

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

var (
	rawType       = reflect.TypeFor[json.RawMessage]()
	conditionType = reflect.TypeFor[Condition]()
)

// decodeObject fills the struct that target points to, by the json tags of its fields.
func decodeObject(path string, o *object, target any, found *problems) {
	decodeStruct(path, o, reflect.ValueOf(target).Elem(), found)
}

func decodeStruct(path string, o *object, target reflect.Value, found *problems) {
	fields := map[string]int{}
	for i := range target.NumField() {
		name, _, _ := strings.Cut(target.Type().Field(i).Tag.Get("json"), ",")
		fields[name] = i
	}
	for _, key := range o.keys {
		i, known := fields[key]
		if !known {
			found.warn(join(path, key), "unknownKey", "The key %q is not known here and has no effect.", key)
			continue
		}
		decodeValue(join(path, key), o.values[key], target.Field(i), found)
	}
}

// decodeValue sets target to the tree's value; null leaves it as it is.
func decodeValue(path string, tree any, target reflect.Value, found *problems) {
	if tree == nil {
		return
	}
	switch target.Type() {
	case rawType:
		if raw, err := json.Marshal(plain(tree)); err == nil {
			target.SetBytes(raw)
		}
		return
	case conditionType:
		decodeCondition(path, tree, target, found)
		return
	}
	switch target.Kind() {
	case reflect.Pointer:
		value := reflect.New(target.Type().Elem())
		before := len(*found)
		decodeValue(path, tree, value.Elem(), found)
		if len(*found) == before || target.Type().Elem().Kind() == reflect.Struct {
			target.Set(value)
		}
	case reflect.Struct:
		if o, ok := tree.(*object); ok {
			decodeStruct(path, o, target, found)
			return
		}
		found.wrong(path, "type", "This must be an object.")
	case reflect.Slice:
		decodeSlice(path, tree, target, found)
	case reflect.Map:
		decodeMap(path, tree, target, found)
	case reflect.Interface:
		target.Set(reflect.ValueOf(plain(tree)))
	default:
		decodeScalar(path, tree, target, found)
	}
}

func decodeCondition(path string, tree any, target reflect.Value, found *problems) {
	switch t := tree.(type) {
	case bool:
		target.Set(reflect.ValueOf(Condition{Always: t}))
	case string:
		target.Set(reflect.ValueOf(Condition{Expression: t}))
	default:
		found.wrong(path, "type", "This must be true, false or an expression.")
	}
}

func decodeSlice(path string, tree any, target reflect.Value, found *problems) {
	list, ok := tree.([]any)
	if !ok {
		found.wrong(path, "type", "This must be a list.")
		return
	}
	target.Set(reflect.MakeSlice(target.Type(), len(list), len(list)))
	for i, member := range list {
		if member == nil {
			found.wrong(at(path, i), "type", "A member of this list must not be null.")
			continue
		}
		decodeValue(at(path, i), member, target.Index(i), found)
	}
}

func decodeMap(path string, tree any, target reflect.Value, found *problems) {
	o, ok := tree.(*object)
	if !ok {
		if target.Type() == reflect.TypeFor[Text]() {
			found.wrong(path, "type", "This must be a text by language, such as {\"en\": \"Yes\"}.")
		} else {
			found.wrong(path, "type", "This must be an object.")
		}
		return
	}
	target.Set(reflect.MakeMapWithSize(target.Type(), len(o.keys)))
	for _, key := range o.keys {
		value := reflect.New(target.Type().Elem()).Elem()
		decodeValue(join(path, key), o.values[key], value, found)
		if o.values[key] != nil {
			target.SetMapIndex(reflect.ValueOf(key), value)
		}
	}
}

func decodeScalar(path string, tree any, target reflect.Value, found *problems) {
	switch t := tree.(type) {
	case string:
		if target.Kind() == reflect.String {
			target.SetString(t)
			return
		}
	case bool:
		if target.Kind() == reflect.Bool {
			target.SetBool(t)
			return
		}
	case json.Number:
		if target.Kind() == reflect.Float64 {
			if x, err := t.Float64(); err == nil {
				target.SetFloat(x)
				return
			}
		}
		if target.Kind() == reflect.Int || target.Kind() == reflect.Int64 {
			if n, err := strconv.ParseInt(t.String(), 10, target.Type().Bits()); err == nil {
				target.SetInt(n)
				return
			}
		}
	}
	found.wrong(path, "type", "This must be %s.", map[reflect.Kind]string{
		reflect.String: "a text", reflect.Bool: "true or false", reflect.Float64: "a number", reflect.Int: "a whole number", reflect.Int64: "a whole number",
	}[target.Kind()])
}
