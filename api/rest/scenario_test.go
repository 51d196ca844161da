package rest_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// scenario is a story told to the API, step by step.
type scenario struct {
	name  string
	steps []step
}

// step is one request and what must come back.
type step struct {
	note   string
	as     string // person of the cast; "" is anonymous
	do     string // method and path; {p} is the scenario's project, {q} a project foreign to all, {name} a kept value
	body   string
	header map[string]string
	raw    bool // the path is not below /api/v1
	want   int
	has    has               // members by path, see at
	keep   map[string]string // name to path
	gives  map[string]string // headers of the answer
}

// has maps a path to the value that must be there. absent says that nothing may be there,
// any that something must.
type has map[string]any

type mark string

const (
	absent  mark = "absent"
	present mark = "present"
)

var placeholder = regexp.MustCompile(`\{([a-zA-Z]\w*)\}`)

func run(t *testing.T, a *api, scenarios []scenario) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			// n keeps ids of responses apart that different scenarios mint.
			kept := map[string]string{"p": a.project(t, team), "q": a.project(t, strangers), "n": fmt.Sprintf("%03d", a.projects)}
			for name, id := range a.ids {
				kept[name] = id
			}
			for i, step := range s.steps {
				a.play(t, fmt.Sprintf("step %d %s: %s", i+1, step.note, step.do), step, kept)
			}
		})
	}
}

func (a *api) play(t *testing.T, where string, s step, kept map[string]string) {
	t.Helper()
	fill := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(name string) string {
			if value, ok := kept[strings.Trim(name, "{}")]; ok {
				return value
			}
			return name
		})
	}
	method, path, _ := strings.Cut(fill(s.do), " ")
	path = strings.Replace(path, "/p/", "/projects/"+kept["p"]+"/", 1)
	path = strings.Replace(path, "/q/", "/projects/"+kept["q"]+"/", 1)
	if !s.raw {
		path = "/api/v1" + path
	}
	header := map[string]string{}
	for name, value := range s.header {
		header[name] = fill(value)
	}
	if s.as != "" {
		header["Authorization"] = "Bearer " + a.tokens[s.as]
	}
	got := a.send(t, method, path, fill(s.body), header)
	if got.status != s.want {
		t.Fatalf("%s\nstatus %d, want %d\n%s", where, got.status, s.want, got.body)
	}
	a.conforms(t, where, method, path, got)
	for name, want := range s.gives {
		if found := got.header.Get(name); found != fill(want) {
			t.Errorf("%s\n%s: %q, want %q", where, name, found, fill(want))
		}
	}
	if len(s.has)+len(s.keep) == 0 {
		return
	}
	value := got.json(t)
	for path, want := range s.has {
		found, ok := at(value, fill(path))
		switch want {
		case absent:
			if ok {
				t.Errorf("%s\n%s is %v, want nothing there", where, path, found)
			}
			continue
		case present:
			if !ok {
				t.Errorf("%s\n%s is not there\n%s", where, path, got.body)
			}
			continue
		}
		if text, isText := want.(string); isText {
			want = fill(text)
		}
		if !ok || !sameJSON(found, want) {
			t.Errorf("%s\n%s is %v, want %v\n%s", where, path, found, want, got.body)
		}
	}
	for name, path := range s.keep {
		found, ok := at(value, fill(path))
		if !ok {
			t.Fatalf("%s\nnothing at %s to keep\n%s", where, path, got.body)
		}
		kept[name] = fmt.Sprint(found)
		if number, ok := found.(float64); ok {
			kept[name] = strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
}

// at finds a value by a path such as items.0.id; "#" at its end is the length of a list,
// and name=value chooses the first member of a list that has it: fields.path=email.code.
func at(value any, path string) (any, bool) {
	for part := range strings.SplitSeq(path, ".") {
		switch node := value.(type) {
		case map[string]any:
			member, ok := node[part]
			if !ok {
				return nil, false
			}
			value = member
		case []any:
			if part == "#" {
				return float64(len(node)), true
			}
			if name, wanted, chooses := strings.Cut(part, "="); chooses {
				i := 0
				for i < len(node) && fmt.Sprint(node[i].(map[string]any)[name]) != wanted {
					i++
				}
				part = strconv.Itoa(i)
			}
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(node) {
				return nil, false
			}
			value = node[i]
		default:
			return nil, false
		}
	}
	return value, true
}

// sameJSON compares two values as JSON would show them.
func sameJSON(a, b any) bool {
	var left, right any
	for into, value := range map[*any]any{&left: a, &right: b} {
		data, err := json.Marshal(value)
		if err != nil || json.Unmarshal(data, into) != nil {
			return false
		}
	}
	return reflect.DeepEqual(left, right)
}
