package stats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/api/measure/stats"
)

const folder = "../../../surveys/conformance/statistics"

type vector struct {
	Name      string          `json:"name"`
	Source    string          `json:"source"`
	Given     json.RawMessage `json:"given"`
	Want      any             `json:"want"`
	Tolerance float64         `json:"tolerance"` // absolute, for published values; else 1e-9 relative
}

// computations answers the vectors of each file.
var computations = map[string]func(given []byte) any{
	"student":               student,
	"mean":                  mean,
	"wilson":                wilson,
	"recommendation":        recommendation,
	"welch":                 welch,
	"newcombe":              newcombe,
	"recommendation-change": recommendationChange,
	"discovery":             discovery,
	"power":                 power,
	"mann-whitney":          mannWhitney,
	"signed-rank":           signedRank,
	"paired":                paired,
	"mcnemar":               mcnemar,
	"contrast":              contrast,
	"weighted":              weighted,
	"weighted-contrast":     weightedContrast,
	"ratio":                 ratio,
	"standardise":           standardise,
	"influence":             influence,
	"detectable":            detectable,
	"intraclass":            intraclass,
	"combine":               combine,
	"fieller":               fieller,
	"mix":                   contrast,
	"weighted-mix":          weightedMix,
	"standing":              standing,
}

func TestReferenceVectors(t *testing.T) {
	files, err := filepath.Glob(folder + "/*.json")
	if err != nil || len(files) != len(computations) {
		t.Fatalf("%d files for %d computations (%v)", len(files), len(computations), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			compute, known := computations[name]
			if !known {
				t.Fatal("no computation answers this file")
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var vectors []vector
			if err := json.Unmarshal(data, &vectors); err != nil {
				t.Fatal(err)
			}
			if len(vectors) < 5 {
				t.Fatalf("only %d vectors", len(vectors))
			}
			for _, v := range vectors {
				t.Run(v.Name, func(t *testing.T) {
					if v.Source == "" {
						t.Error("a vector must name its source")
					}
					agree(t, "", compute(v.Given), v.Want, v.Tolerance)
				})
			}
		})
	}
}

// agree compares what was computed with the members that are wanted; null is NaN or infinite.
func agree(t *testing.T, path string, got, want any, tolerance float64) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		members, ok := got.(map[string]any)
		if !ok {
			t.Fatalf("%s: got %v, want an object", path, got)
		}
		for name := range want {
			member, computed := members[name]
			if !computed {
				t.Errorf("%s.%s is not computed", path, name)
				continue
			}
			if want[name] != nil || !isObject(member) {
				agree(t, path+"."+name, member, want[name], tolerance)
			}
		}
	case []any:
		items := numbers(got)
		if len(items) != len(want) {
			t.Fatalf("%s: got %d values, want %d", path, len(items), len(want))
		}
		for i := range want {
			agree(t, fmt.Sprintf("%s[%d]", path, i), items[i], want[i], tolerance)
		}
	case nil:
		if x := got.(float64); !math.IsNaN(x) && !math.IsInf(x, 0) {
			t.Errorf("%s: got %v, want nothing", path, x)
		}
	case float64:
		x := got.(float64)
		allowed := tolerance
		if tolerance == 0 {
			allowed = 1e-9*math.Abs(want) + 1e-15
		}
		if !(math.Abs(x-want) <= allowed) {
			t.Errorf("%s: got %.17g, want %.17g, relative error %.2g", path, x, want, math.Abs(x-want)/math.Abs(want))
		}
	default:
		if got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

func isObject(x any) bool { _, ok := x.(map[string]any); return ok }

func numbers(x any) []float64 {
	if i, ok := x.(stats.Interval); ok {
		return i[:]
	}
	return x.([]float64)
}

func decode[T any](given []byte) T {
	var x T
	if err := json.Unmarshal(given, &x); err != nil {
		panic(err)
	}
	return x
}

type bins [][2]float64

func (b bins) histogram() stats.Histogram {
	list := make([]stats.Bin, len(b))
	for i := range b {
		list[i] = stats.Bin{Value: b[i][0], Count: int64(b[i][1])}
	}
	return stats.NewHistogram(list)
}
