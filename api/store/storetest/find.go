package storetest

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// find: what each index holds, in which order, by value and type.
func (s suite) find(t *testing.T) {
	in := s.open(t)
	for id, body := range map[string]string{
		"s1": `{"title":"Z"}`, "s2": `{"title":"a"}`, "s3": `{"title":"ä"}`, "s4": `{"title":"é"}`, "s5": `{"title":"\uffff"}`, "s6": `{"title":"🙂"}`,
		"s0": `{"title":""}`, "s7": `{"title":"a\u0000b"}`, "s8": `{"title":"a b"}`,
		"sx1": `{"title":5}`, "sx2": `{"title":null}`, "sx3": `{"title":["a"]}`, "sx4": `{"title":{"a":1}}`, "sx5": `{"titel":"a"}`, "sx6": `{"x":{"title":"a"}}`,
		"n1": `{"rank":-1e300}`, "n2": `{"rank":-1.5}`, "n3": `{"rank":-1}`, "n4": `{"rank":0}`, "n5": `{"rank":0.5}`, "n6": `{"rank":1}`, "n6b": `{"rank":1.0}`,
		"n7": `{"rank":10}`, "n8": `{"rank":9007199254740992}`, "n9": `{"rank":9007199254740993}`, "na": `{"rank":9223372036854775807}`, "nb": `{"rank":9223372036854775808}`,
		"nx1": `{"rank":"1"}`, "nx2": `{"rank":true}`, "nx3": `{"rank":[1]}`,
		"b1": `{"done":false}`, "b2": `{"done":false}`, "b3": `{"done":true}`, "bx1": `{"done":0}`, "bx2": `{"done":"true"}`,
		"i1": `{"meta":{"at":"1969-12-31T23:59:59.999Z"}}`, "i2": `{"meta":{"at":"1970-01-01T00:00:00.000Z"}}`, "i3": `{"meta":{"at":"2026-05-01T10:00:00.000Z"}}`,
		"i4": `{"meta":{"at":"2026-05-01T10:00:00.001Z"}}`, "ix1": `{"meta":{"at":"2026-05-01T10:00:00Z"}}`, "ix2": `{"meta":{"at":"2026-05-01T12:00:00.000+02:00"}}`,
		"ix3": `{"meta.at":"2026-05-01T10:00:00.000Z"}`, "ix4": `{"meta":[{"at":"2026-05-01T10:00:00.000Z"}]}`, "ix5": `{"meta":{"at":1777629600000}}`, "ix6": `{"meta":{"at":"2026-02-30T10:00:00.000Z"}}`,
	} {
		insert(t, in, id, body)
	}
	cases := []struct {
		name  string
		given store.Query
		want  string
	}{
		{"texts by code point", store.Query{Index: "byTitle"}, "s0 s1 s2 s7 s8 s3 s4 s5 s6"},
		{"texts descending", store.Query{Index: "byTitle", Descending: true}, "s6 s5 s4 s3 s8 s7 s2 s1 s0"},
		{"a text", store.Query{Index: "byTitle", Equal: []any{"a"}}, "s2"},
		{"an empty text", store.Query{Index: "byTitle", Equal: []any{""}}, "s0"},
		{"a text with NUL", store.Query{Index: "byTitle", Equal: []any{"a\x00b"}}, "s7"},
		{"a text range", store.Query{Index: "byTitle", From: "a", To: "ä"}, "s2 s7 s8"},
		{"texts by prefix", store.Query{Index: "byTitle", From: "a", To: "b"}, "s2 s7 s8"},
		{"numbers by value", store.Query{Index: "byRank"}, "n1 n2 n3 n4 n5 n6 n6b n7 n8 n9 na nb"},
		{"numbers descending", store.Query{Index: "byRank", Descending: true}, "nb na n9 n8 n7 n6b n6 n5 n4 n3 n2 n1"},
		{"a whole number", store.Query{Index: "byRank", Equal: []any{1}}, "n6 n6b"},
		{"the same as float", store.Query{Index: "byRank", Equal: []any{1.0}}, "n6 n6b"},
		{"the same as int64", store.Query{Index: "byRank", Equal: []any{int64(1)}}, "n6 n6b"},
		{"a fraction", store.Query{Index: "byRank", Equal: []any{0.5}}, "n5"},
		{"a number only floats cannot tell", store.Query{Index: "byRank", Equal: []any{int64(9007199254740993)}}, "n9"},
		{"the largest whole number", store.Query{Index: "byRank", Equal: []any{int64(9223372036854775807)}}, "na"},
		{"a number range", store.Query{Index: "byRank", From: -1, To: 1}, "n3 n4 n5"},
		{"a range descending", store.Query{Index: "byRank", From: -1, To: 1, Descending: true}, "n5 n4 n3"},
		{"open below", store.Query{Index: "byRank", To: 0.5}, "n1 n2 n3 n4"},
		{"open above", store.Query{Index: "byRank", From: 9007199254740992.0}, "n8 n9 na nb"},
		{"an empty range", store.Query{Index: "byRank", From: 5, To: 2}, ""},
		{"false", store.Query{Index: "byDone", Equal: []any{false}}, "b1 b2"},
		{"false before true", store.Query{Index: "byDone"}, "b1 b2 b3"},
		{"a boolean range", store.Query{Index: "byDone", From: true}, "b3"},
		{"instants", store.Query{Index: "byAt"}, "i1 i2 i3 i4"},
		{"an instant", store.Query{Index: "byAt", Equal: []any{"2026-05-01T10:00:00.000Z"}}, "i3"},
		{"from an instant", store.Query{Index: "byAt", From: "1970-01-01T00:00:00.000Z"}, "i2 i3 i4"},
		{"up to an instant", store.Query{Index: "byAt", To: "2026-05-01T10:00:00.001Z"}, "i1 i2 i3"},
		{"one of several", store.Query{Index: "byTitle", In: []any{"é", "a", "nobody", "a", "Z"}}, "s1 s2 s4"},
		{"one of several descending", store.Query{Index: "byTitle", In: []any{"a", "Z", "é"}, Descending: true}, "s4 s2 s1"},
		{"one of several numbers", store.Query{Index: "byRank", In: []any{10, 1.0, int64(1), 0.5}}, "n5 n6 n6b n7"},
		{"one of several instants", store.Query{Index: "byAt", In: []any{"2026-05-01T10:00:00.001Z", "1970-01-01T00:00:00.000Z"}}, "i2 i4"},
		{"one of none", store.Query{Index: "byTitle", In: []any{}}, ""},
		{"nobody", store.Query{Index: "byTitle", Equal: []any{"nobody"}}, ""},
		{"ids in a range", store.Query{From: "n6", To: "n8"}, "n6 n6b n7"},
		{"ids descending", store.Query{From: "n6", To: "n8", Descending: true}, "n7 n6b n6"},
		{"an id", store.Query{Equal: []any{"n6"}}, "n6"},
		{"several ids", store.Query{In: []any{"n7", "nobody", "b1"}}, "b1 n7"},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			for _, limit := range []int{0, 1, 2} {
				one.given.Limit = limit
				if got := strings.Join(collect(t, in, one.given), " "); got != one.want {
					t.Fatalf("pages of %d: got %q, want %q", limit, got, one.want)
				}
			}
		})
	}
	t.Run("records are whole", func(t *testing.T) {
		page, err := in.Find(t.Context(), notes.Name, store.Query{Index: "byTitle", Equal: []any{"ä"}})
		if err != nil || len(page.Records) != 1 {
			t.Fatalf("%+v, %v", page, err)
		}
		if page.Records[0].Revision != 1 {
			t.Fatalf("revision %d", page.Records[0].Revision)
		}
		same(t, page.Records[0].Body, `{"title":"ä"}`)
	})
	t.Run("compound", s.compound)
}

// compound: all fixed beginnings, ranges and sets over an index of three paths, against a
// plain filter over the same documents.
func (s suite) compound(t *testing.T) {
	in := s.open(t)
	type row struct {
		done  bool
		title string
		rank  int
		id    string
	}
	var rows []row
	for i := range 60 {
		one := row{done: i%3 == 0, title: string(rune('a' + i%4)), rank: i % 5, id: fmt.Sprintf("c%02d", (i*37)%60)}
		rows = append(rows, one)
		insert(t, in, one.id, fmt.Sprintf(`{"done":%t,"title":%q,"rank":%d}`, one.done, one.title, one.rank))
	}
	for i, body := range []string{`{"done":true,"title":"a"}`, `{"done":true,"rank":1}`, `{"title":"a","rank":1}`, `{"done":true,"title":"a","rank":"1"}`, `{"done":true,"title":null,"rank":1}`} {
		insert(t, in, fmt.Sprintf("incomplete-%d", i), body)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return strings.Compare(fmt.Sprint(a.done, a.title, a.rank, a.id), fmt.Sprint(b.done, b.title, b.rank, b.id))
	})
	cases := []struct {
		name  string
		given store.Query
		keeps func(row) bool
	}{
		{"all", store.Query{}, func(row) bool { return true }},
		{"first", store.Query{Equal: []any{true}}, func(r row) bool { return r.done }},
		{"first two", store.Query{Equal: []any{false, "b"}}, func(r row) bool { return !r.done && r.title == "b" }},
		{"all three", store.Query{Equal: []any{false, "b", 3}}, func(r row) bool { return !r.done && r.title == "b" && r.rank == 3 }},
		{"first and a range", store.Query{Equal: []any{false}, From: "b", To: "d"}, func(r row) bool { return !r.done && r.title >= "b" && r.title < "d" }},
		{"two and a range", store.Query{Equal: []any{true, "c"}, From: 1}, func(r row) bool { return r.done && r.title == "c" && r.rank >= 1 }},
		{"first and a set", store.Query{Equal: []any{false}, In: []any{"d", "a"}}, func(r row) bool { return !r.done && (r.title == "a" || r.title == "d") }},
		{"a set first", store.Query{In: []any{true, false}}, func(row) bool { return true }},
		{"two and a set", store.Query{Equal: []any{false, "a"}, In: []any{4, 0, 2}}, func(r row) bool { return !r.done && r.title == "a" && r.rank%2 == 0 }},
	}
	for _, one := range cases {
		for _, descending := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, descending %t", one.name, descending), func(t *testing.T) {
				want := []string{}
				for _, row := range rows {
					if one.keeps(row) {
						want = append(want, row.id)
					}
				}
				if descending {
					slices.Reverse(want)
				}
				for _, limit := range []int{0, 1, 7} {
					query := one.given
					query.Index, query.Descending, query.Limit = "byDoneTitleRank", descending, limit
					if got := collect(t, in, query); !reflect.DeepEqual(got, want) {
						t.Fatalf("pages of %d\ngot  %v\nwant %v", limit, got, want)
					}
				}
			})
		}
	}
}

// refused: queries outside the port fail instead of doing something.
func (s suite) refused(t *testing.T) {
	in := s.open(t)
	for i := range 3 {
		insert(t, in, numbered(i), fmt.Sprintf(`{"title":"a","rank":%d}`, i))
	}
	first := store.Query{Index: "byTitleRank", Equal: []any{"a"}, Limit: 1}
	page, err := in.Find(t.Context(), notes.Name, first)
	if err != nil || page.Next == "" {
		t.Fatalf("%+v, %v", page, err)
	}
	many := make([]any, store.MaxIn+1)
	for i := range many {
		many[i] = i
	}
	with := func(cursor string) store.Query { query := first; query.After = cursor; return query }
	cases := []struct {
		name  string
		given store.Query
	}{
		{"an undeclared index", store.Query{Index: "byBody"}},
		{"an index the engine has for itself", store.Query{Index: "_id_"}},
		{"more values than paths", store.Query{Index: "byTitle", Equal: []any{"a", "b"}}},
		{"nothing left for a range", store.Query{Index: "byTitle", Equal: []any{"a"}, From: "b"}},
		{"nothing left for a set", store.Query{Index: "byTitle", Equal: []any{"a"}, In: []any{"b"}}},
		{"a set and a range", store.Query{Index: "byTitle", In: []any{"b"}, To: "c"}},
		{"a set too large", store.Query{Index: "byRank", In: many}},
		{"a number for a text", store.Query{Index: "byTitle", Equal: []any{1}}},
		{"a text for a number", store.Query{Index: "byRank", Equal: []any{"1"}}},
		{"a number for a boolean", store.Query{Index: "byDone", Equal: []any{1}}},
		{"no instant", store.Query{Index: "byAt", From: "2026-05-01"}},
		{"an instant with an offset", store.Query{Index: "byAt", From: "2026-05-01T10:00:00.000+00:00"}},
		{"nil among the values", store.Query{Index: "byTitle", Equal: []any{nil}}},
		{"a list", store.Query{Index: "byTitle", Equal: []any{[]string{"a"}}}},
		{"an operator", store.Query{Index: "byTitle", Equal: []any{map[string]any{"$gt": ""}}}},
		{"a negative limit", store.Query{Limit: -1}},
		{"a limit too large", store.Query{Limit: store.MaxLimit + 1}},
		{"a cursor that is none", with("nonsense")},
		{"a cursor cut off", with(page.Next[:len(page.Next)-2])},
		{"a cursor changed", with(changed(page.Next))},
		{"a cursor of another order", store.Query{Index: "byTitleRank", Equal: []any{"a"}, Descending: true, After: page.Next}},
		{"a cursor of other values", store.Query{Index: "byTitleRank", Equal: []any{"b"}, After: page.Next}},
		{"a cursor of another index", store.Query{Index: "byTitle", Equal: []any{"a"}, After: page.Next}},
		{"a cursor of the index for the id order", store.Query{After: page.Next}},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			_, err := in.Find(t.Context(), notes.Name, one.given)
			wants(t, err, fault.Invalid, "store.query")
		})
	}
	t.Run("a cursor of another collection", func(t *testing.T) {
		_, err := in.Find(t.Context(), others.Name, store.Query{After: page.Next})
		wants(t, err, fault.Invalid, "store.query")
	})
	t.Run("but a cursor with another limit goes on", func(t *testing.T) {
		query := with(page.Next)
		query.Limit = 2
		if got := collect(t, in, query); !reflect.DeepEqual(got, []string{numbered(1), numbered(2)}) {
			t.Fatalf("got %v", got)
		}
	})
}

// changed gives a cursor with one character exchanged.
func changed(cursor string) string {
	at, other := len(cursor)/2, byte('A')
	if cursor[at] == other {
		other = 'B'
	}
	return cursor[:at] + string(other) + cursor[at+1:]
}
