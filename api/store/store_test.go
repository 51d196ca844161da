package store_test

import (
	"encoding/json"
	"math"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

func schema(t testing.TB) *store.Schema {
	t.Helper()
	catalog, err := store.Declare([]store.Collection{{Name: "notes", Indexes: []store.Index{
		{Name: "byTitle", Paths: []store.Path{{Name: "title", Kind: store.String}, {Name: "rank", Kind: store.Number}, {Name: "meta.at", Kind: store.Instant}, {Name: "done", Kind: store.Bool}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := catalog.Schema("notes")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestParseNumber(t *testing.T) {
	for given, want := range map[string]any{
		"0": int64(0), "-0": int64(0), "-0.0": int64(0), "1": int64(1), "1.0": int64(1), "1e3": int64(1000), "12.5e1": int64(125), "1.5": 1.5, "-1e-7": -1e-7,
		"9223372036854775807": int64(math.MaxInt64), "9223372036854775807.0": int64(math.MaxInt64), "-9223372036854775808": int64(math.MinInt64),
		"-9223372036854775808.0": int64(math.MinInt64), "9223372036854775808": float64(1 << 63), "9007199254740993": int64(1<<53 + 1), "9007199254740993.0": int64(1<<53 + 1),
		"900719925474099.3e1": int64(1<<53 + 1), "1e300": 1e300, "1e-400": int64(0), "1e-999999999": int64(0), "4503599627370497.5": int64(4503599627370498), "9007199254740993.5": float64(9007199254740994),
	} {
		if got, err := store.ParseNumber(given); err != nil || got != want {
			t.Errorf("%s: got %T %v (%v), want %T %v", given, got, got, err, want, want)
		}
	}
	for _, given := range []string{"1e309", "-1e400", "1e999999999999"} {
		if got, err := store.ParseNumber(given); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, %v", given, got, err)
		}
	}
}

func TestIsInstant(t *testing.T) {
	for given, want := range map[string]bool{
		"2026-05-01T10:00:00.000Z": true, "2024-02-29T23:59:59.999Z": true, "0001-01-01T00:00:00.000Z": true, "9999-12-31T23:59:59.999Z": true,
		"2026-02-29T10:00:00.000Z": false, "2026-05-01T24:00:00.000Z": false, "2026-05-01T10:00:60.000Z": false, "2026-05-01T10:00:00Z": false,
		"2026-05-01T10:00:00.00Z": false, "2026-05-01T10:00:00.0000Z": false, "2026-05-01t10:00:00.000Z": false, "2026-05-01 10:00:00.000Z": false,
		"2026-05-01T10:00:00,000Z": false, "2026-05-01T10:00:00.000z": false, "+2026-05-1T10:00:00.000Z": false, "": false,
	} {
		if got := store.IsInstant(given); got != want {
			t.Errorf("%q: got %t", given, got)
		}
	}
}

func TestCompareOrdersNumbersExactly(t *testing.T) {
	ascending := []any{-math.MaxFloat64, int64(math.MinInt64), -1.5, int64(-1), -0.5, int64(0), 0.5, int64(1), int64(1<<53 + 1), int64(math.MaxInt64 - 1), int64(math.MaxInt64), float64(1 << 63), math.MaxFloat64}
	for i, a := range ascending {
		for k, b := range ascending {
			want := 0
			if i < k {
				want = -1
			} else if i > k {
				want = 1
			}
			if got := store.Compare(a, b); got != want {
				t.Errorf("%v and %v: got %d, want %d", a, b, got, want)
			}
		}
	}
}

// FuzzKeys: any text is either refused as a fault or a document that others can read too.
func FuzzKeys(f *testing.F) {
	for _, seed := range []string{`{}`, `{"title":"a","rank":1e3,"meta":{"at":"2026-05-01T10:00:00.000Z"},"done":true}`, `{"title":["x"],"rank":"1","meta":[],"done":null}`, `[`, `{"a":1,"a":2}`, `{"":1e400}`, "{\"\xff\":0}"} {
		f.Add([]byte(seed))
	}
	notes := schema(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		keys, err := notes.Keys(body)
		if err != nil {
			if fault.Of(err).Code != "store.document" {
				t.Fatalf("got %v", err)
			}
			return
		}
		var any map[string]json.RawMessage
		if err := json.Unmarshal(body, &any); err != nil || any == nil {
			t.Fatalf("taken for a document: %v", err)
		}
		if len(keys) != len(notes.Paths) {
			t.Fatalf("%d keys", len(keys))
		}
	})
}

// FuzzCursor: any text is either refused as a fault or leads to a place of the right shape.
func FuzzCursor(f *testing.F) {
	notes := schema(f)
	plan, err := notes.Plan(store.Query{Index: "byTitle", Equal: []any{"a"}, From: 1})
	if err != nil {
		f.Fatal(err)
	}
	keys, err := notes.Keys([]byte(`{"title":"a","rank":2.5,"meta":{"at":"2026-05-01T10:00:00.000Z"},"done":true}`))
	if err != nil {
		f.Fatal(err)
	}
	cursor, err := plan.Cursor("id", keys)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(cursor)
	f.Add("")
	f.Add("nonsense")
	f.Fuzz(func(t *testing.T, after string) {
		plan, err := notes.Plan(store.Query{Index: "byTitle", Equal: []any{"a"}, From: 1, After: after})
		if err != nil {
			if fault.Of(err).Code != "store.query" {
				t.Fatalf("got %v", err)
			}
			return
		}
		if (plan.After == nil) != (after == "") || (plan.After != nil && len(plan.After.Values) != 3) {
			t.Fatalf("got %+v", plan.After)
		}
	})
}
