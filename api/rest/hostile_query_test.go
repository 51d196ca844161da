package rest_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// sound are queries that each view answers, for those that need one.
var sound = map[string]string{
	"comparison": "baseline=w1&followUp=w2", "comparison/parts": "baseline=w1&followUp=w2&indicator=staff&definition=ratings&by=location", "pilot": "baseline=w1&followUp=w2&test=test&control=control",
	"choices": "wave=w1", "league": "wave=w1&indicator=staff", "gaps": "wave=w2", "benchmark": "wave=w1", "priorities": "wave=w1",
	"power": "wave=w1&indicator=staff&definition=ratings", "report": "baseline=w1&followUp=w2", "report.xlsx": "baseline=w1&followUp=w2", "responses.csv": "definition=ratings",
}

// Whatever stands in a query, reading fails in words of its own or answers, on every engine.
func TestNoQueryBreaksAView(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		values := []string{"\x00", `{"$gt":""}`} // what an engine may stumble over
		least := 300
		if strings.HasSuffix(t.Name(), "/sqlite") {
			values, least = append(values, "\xff\xfe", "NaN", "-9223372036854775808", "1e309", strings.Repeat("x", 5000)), 1000
		}
		kept := a.rated(t)
		bearer := map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}
		asked := 0
		for name, operations := range a.document(t).paths {
			operation, readable := operations["get"]
			_, view, inProject := strings.Cut(name, "{project}/")
			if !readable || !inProject {
				continue
			}
			path := strings.NewReplacer("{project}", kept["p"], "{touchpoint}", "desk").Replace(name)
			if strings.Contains(path, "{") {
				continue
			}
			var names []string
			for _, parameter := range operation.Parameters {
				if parameter.In == "query" {
					names = append(names, parameter.Name)
				}
			}
			if slices.Contains(names, "tag") {
				names = append(names, "segment.", "segment.\xff")
			}
			for _, parameter := range names {
				for i, value := range values {
					query, err := url.ParseQuery(sound[view])
					must(t, err)
					query[parameter] = [][]string{{value}, {value, "w1", value}}[i%2]
					asked++
					if got := a.send(t, "GET", "/api/v1"+path+"?"+query.Encode(), "", bearer); got.status >= 500 {
						t.Errorf("%s with %s=%.40q: status %d, %.300s", name, parameter, value, got.status, got.body)
					}
				}
			}
		}
		if asked < least {
			t.Errorf("asked %d times, want every parameter of every view", asked)
		}
	})
}

// A filter that is lost on the way would give the numbers of everybody under its name.
func TestAFilterIsNeverLostInSilence(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.rated(t)
		for _, s := range []step{
			{do: "GET /p/effectiveness?tag=city;north", want: 400, has: has{"code": "request.query"}},
			{do: "GET /p/comparison?baseline=w1&followUp=w2&tag=%zz", want: 400, has: has{"code": "request.query"}},
			{do: "GET /p/responses?wave=w1;definition=ratings", want: 400, has: has{"code": "request.query"}},
			{do: "GET /p/effectiveness?segment.=young", want: 422, has: has{"code": "choice.unknown"}},
			{do: "GET /p/effectiveness?segment.age=young", want: 422, has: has{"code": "choice.unknown"}},
			{do: "GET /p/effectiveness?tag=city", want: 200, has: has{"touchpoints.0.cells.0.level.n": 30}},
		} {
			s.as = "lead"
			a.play(t, s.do, s, kept)
		}
	})
}
