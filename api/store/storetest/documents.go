package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// document is given as JSON text and comes back with the meaning of want, or of given if
// that is empty.
type document struct{ name, given, want string }

var nestedLists = []document{
	{"lists in lists", `{"a":[[],[1,[2,null]],[{"b":[]}]]}`, ""},
	{"deep lists", `{"a":` + strings.Repeat(`[`, store.MaxDepth-1) + strings.Repeat(`]`, store.MaxDepth-1) + `}`, ""},
}

// documents come back as they were written, and what is no document is refused.
func (s suite) documents(t *testing.T) {
	in := s.open(t)
	kept := []document{
		{"empty", `{}`, `{}`},
		{"every type", `{"s":"x","i":1,"f":1.5,"t":true,"n":null,"o":{"a":{}},"l":[1,"b",null,{}]}`, ""},
		{"largest and smallest whole numbers", `{"a":9223372036854775807,"b":-9223372036854775808,"c":9007199254740993}`, ""},
		{"whole numbers written otherwise", `{"a":1.0,"b":1e3,"c":-0,"d":9007199254740993.0,"e":12.50e1}`, `{"a":1,"b":1000,"c":0,"d":9007199254740993,"e":125}`},
		{"floats", `{"a":0.1,"b":-1.7976931348623157e308,"c":5e-324,"d":1e-7,"e":123456789.123456789}`, ""},
		{"whole numbers beyond 64 bits", `{"a":9223372036854775808,"b":1e300}`, `{"a":9223372036854775808,"b":1e300}`},
		{"dots, dollars, percents in names", `{"a.b":1,"$set":{"$gt":1,".":2,"..":3,"a.":4},"x%2Ey":5,"%":6,"%%":7,"a%":8,"$":9,"a$b":10}`, ""},
		{"empty name", `{"":{"":1}}`, ""},
		{"names the engines use", `{"_id":"x","_rev":7,"_at":1,"id":"y","revision":3,"seq":4,"body":{"body":1},"__proto__":1,"_":2}`, ""},
		{"NUL in a text", `{"a":"x\u0000y"}`, ""},
		{"NUL in a name", `{"x\u0000y":1}`, ""},
		{"Unicode", `{"ü 🙂":"ẞ \ud83d\ude42 e\u0301 \u2028 <&> \"\\/"}`, ""},
		{"an instant that is not indexed", `{"when":"2026-05-01T10:00:00.000Z"}`, ""},
		{"an indexed instant", `{"meta":{"at":"2026-05-01T10:00:00.123Z"}}`, ""},
		{"the first and last instant", `{"meta":{"at":"0001-01-01T00:00:00.000Z","x":["9999-12-31T23:59:59.999Z"]}}`, ""},
		{"what looks like an instant", `{"meta":{"at":"2026-05-01T10:00:00Z"},"x":"2026-13-01T10:00:00.000Z"}`, ""},
		{"indexed paths holding other types", `{"title":["a","b"],"rank":"7","done":1,"meta":[{"at":"2026-05-01T10:00:00.000Z"}],"code":{"a":1},"slot":"x"}`, ""},
		{"indexed paths holding null", `{"title":null,"rank":null,"meta":{"at":null},"code":null,"slot":null}`, ""},
		{"an escaped twin of an indexed path", `{"title":5,"title%":"x","title%25":"y"}`, ""},
		{"an indexed path that is a name", `{"meta.at":"2026-05-01T10:00:00.000Z","slot.day":"x"}`, ""},
		{"deep", strings.Repeat(`{"a":`, store.MaxDepth-1) + `{}` + strings.Repeat(`}`, store.MaxDepth-1), ""},
		{"one megabyte", `{"a":"` + strings.Repeat("ä🙂xy", 128<<10) + `"}`, ""},
		{"many members", manyMembers(1000), ""},
		{"white space", " {\n\t\"a\" : [ 1 , 2 ]\r\n} \n", `{"a":[1,2]}`},
	}
	if why, lacking := s.lacks[NestedLists]; lacking {
		t.Logf("left out, this server lacks it: %s (%s)", NestedLists, why)
	} else {
		kept = append(kept, nestedLists...)
	}
	for i, one := range kept {
		t.Run("keeps "+one.name, func(t *testing.T) {
			want := one.want
			if want == "" {
				want = one.given
			}
			id := fmt.Sprintf("kept-%d", i)
			record := insert(t, in, id, one.given)
			if record.ID != id || record.Revision != 1 {
				t.Fatalf("got id %q revision %d", record.ID, record.Revision)
			}
			same(t, get(t, in, id).Body, want)
		})
	}
	t.Run("keeps them through Replace", func(t *testing.T) {
		record := insert(t, in, "replaced", `{"a":1,"title":"x","meta":{"at":"2026-05-01T10:00:00.123Z"}}`)
		for _, one := range kept {
			record.Body = json.RawMessage(one.given)
			replaced, err := in.Replace(t.Context(), notes.Name, record)
			if err != nil {
				t.Fatalf("%s: %v", one.name, err)
			}
			want := one.want
			if want == "" {
				want = one.given
			}
			record = get(t, in, "replaced")
			same(t, record.Body, want)
			if record.Revision != replaced.Revision {
				t.Fatalf("%s: revision %d stored, %d told", one.name, record.Revision, replaced.Revision)
			}
		}
	})

	refused := []struct{ name, given string }{
		{"nothing", ``}, {"a list", `[]`}, {"a text", `"x"`}, {"null", `null`}, {"a number", `1`},
		{"half an object", `{"a":1`}, {"a trailing comma", `{"a":1,}`}, {"two objects", `{}{}`}, {"no JSON", `{a:1}`},
		{"a name twice", `{"a":1,"a":2}`}, {"a name twice inside", `{"x":[{"a":1,"\u0061":2}]}`},
		{"broken UTF-8", "{\"a\":\"\xff\"}"}, {"half a surrogate pair", `{"a":"\ud83d"}`},
		{"a number out of range", `{"a":[1e400]}`}, {"a number out of range without exponent", `{"a":` + strings.Repeat("9", 400) + `}`},
		{"too deep", strings.Repeat(`{"a":`, store.MaxDepth) + `{}` + strings.Repeat(`}`, store.MaxDepth)},
		{"too large", `{"a":"` + strings.Repeat("x", store.MaxBody) + `"}`},
	}
	for _, one := range refused {
		t.Run("refuses "+one.name, func(t *testing.T) {
			_, err := in.Insert(t.Context(), notes.Name, "refused", json.RawMessage(one.given))
			wants(t, err, fault.Invalid, "store.document")
			_, err = in.Replace(t.Context(), notes.Name, store.Record{ID: "kept-0", Revision: 1, Body: json.RawMessage(one.given)})
			wants(t, err, fault.Invalid, "store.document")
			_, err = in.Get(t.Context(), notes.Name, "refused")
			wants(t, err, fault.NotFound, "store.notFound")
		})
	}
	for name, id := range map[string]string{"empty": "", "too long": strings.Repeat("x", 201), "broken": "\xff", "NUL": "a\x00b"} {
		t.Run("refuses an id: "+name, func(t *testing.T) {
			_, err := in.Insert(t.Context(), notes.Name, id, json.RawMessage(`{}`))
			wants(t, err, fault.Invalid, "store.document")
		})
	}
	for name, id := range map[string]string{"longest": strings.Repeat("x", 200), "odd": "a/b.c$ ü🙂%'\"", "a number": "1", "spaces": " a "} {
		t.Run("takes an id: "+name, func(t *testing.T) {
			insert(t, in, id, `{"a":1}`)
			if got := get(t, in, id); got.ID != id {
				t.Fatalf("got id %q", got.ID)
			}
		})
	}
}

func manyMembers(count int) string {
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, `,"m%d":%d`, i, i)
	}
	return "{" + text.String()[1:] + "}"
}

// same compares two JSON texts by meaning: whole numbers exactly, others as floats.
func same(t *testing.T, got json.RawMessage, want string) {
	t.Helper()
	if a, b := meaning(t, got), meaning(t, []byte(want)); !reflect.DeepEqual(a, b) {
		t.Fatalf("got %.300s\nwant %.300s", got, want)
	}
}

func meaning(t *testing.T, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%.300s: %v", text, err)
	}
	return numbers(t, value)
}

func numbers(t *testing.T, value any) any {
	switch value := value.(type) {
	case json.Number:
		number, err := store.ParseNumber(value.String())
		if err != nil {
			t.Fatal(err)
		}
		return number
	case []any:
		for i := range value {
			value[i] = numbers(t, value[i])
		}
	case map[string]any:
		for name := range value {
			value[name] = numbers(t, value[name])
		}
	}
	return value
}
