package expr_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

type agreementCase struct {
	Given  given
	Broken bool
	Want   struct{ String, Kind, Error string }
}

// TestEnginesAgreeOnExpressions reads the random cases that scripts/engines-agree lets the TypeScript engine write.
func TestEnginesAgreeOnExpressions(t *testing.T) {
	file := os.Getenv("TOUCHSTONE_AGREEMENT")
	if file == "" {
		t.Skip("scripts/engines-agree compares both engines; it names the file of random cases in TOUCHSTONE_AGREEMENT")
	}
	opened, err := os.Open(file + ".expressions")
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	lines := bufio.NewScanner(opened)
	lines.Buffer(nil, 10<<20)
	count := 0
	for lines.Scan() {
		count++
		var c agreementCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		got := evaluate(t, c.Given)
		if c.Broken && got.code != "" && c.Want.Error != "" {
			continue // of several mistakes each engine may name another first
		}
		if got.code != c.Want.Error || got.code == "" && (got.value.String() != c.Want.String || got.value.Kind().String() != c.Want.Kind) {
			t.Errorf("%s\n  here %s %q %s\n  there %+v\n  %s", c.Given.Expression, got.value.Kind(), got.value, got.code, c.Want, lines.Bytes())
		}
	}
	if lines.Err() != nil || count == 0 {
		t.Fatalf("%s: %d cases, %v", file, count, lines.Err())
	}
	t.Logf("%d cases", count)
}
