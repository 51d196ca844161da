package surveys_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/surveys"
)

// Not written to be taken over as they are: a public survey rebuilt question by question to
// import its data, and the definition that shows every control.
var notForTrade = []string{"sfo-guest-survey", "showcase"}

func forTrade(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(surveys.Library, "library/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, file := range files {
		if id := strings.TrimSuffix(path.Base(file), ".json"); !slices.Contains(notForTrade, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestLibraryCoversTheTrade(t *testing.T) {
	ids := forTrade(t)
	for _, want := range []string{
		"store-visit", "restaurant-visit", "bank-advice", "hotline-call", "email-enquiry", "online-purchase", "trade-fair-booth", "hotel-stay",
		"nps-reason", "csat-service", "effort-score", "customer-feedback", "employee-view", "touchpoint-workshop", "account-visit", "training-evaluation",
	} {
		if !slices.Contains(ids, want) {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestLibraryIsReadyForUse(t *testing.T) {
	for _, id := range forTrade(t) {
		t.Run(id, func(t *testing.T) {
			d := shipped(t, id).Definition()
			sections, asked := 0, 0
			each(d.Body, func(q *form.Question) {
				switch q.Type {
				case "section":
					sections++
				case "note", "calculate", "hidden", "start", "end", "today", "repeat":
				default:
					asked++
				}
			})
			if sections == 0 || len(d.Description) == 0 || len(d.Thanks) == 0 || len(d.Segments) == 0 || d.Scoring == nil {
				t.Errorf("%d sections, description %v, thanks %v, segments %v, scoring %v", sections, d.Description, d.Thanks, d.Segments, d.Scoring)
			}
			if sizes := map[string][2]int{"mystery": {25, 60}, "customer": {2, 12}, "employee": {8, 40}, "visit": {8, 40}}[d.Kind]; asked < sizes[0] || asked > sizes[1] {
				t.Errorf("asks %d questions, a %s asks %d to %d", asked, d.Kind, sizes[0], sizes[1])
			}
			if len(d.Indicators) < 3 {
				t.Errorf("has only %d indicators", len(d.Indicators))
			}
			for _, i := range d.Indicators {
				if i.Touchpoint == "" || len(i.Title) == 0 || i.Goal == nil || i.RelevantDifference == nil {
					t.Errorf("the indicator %s lacks its touchpoint, title, goal or relevant difference", i.Name)
				}
			}
			weights := 0.0
			for _, q := range d.Body {
				weights += q.Weight
			}
			if d.Scoring != nil && d.Scoring.Method == "weightedSections" && weights != 100 {
				t.Errorf("the weights of the sections add up to %v", weights)
			}
		})
	}
}

// each visits questions, sections and what is in them, in order.
func each(body []form.Question, visit func(*form.Question)) {
	for i := range body {
		visit(&body[i])
		each(body[i].Body, visit)
	}
}

// texts are the keys under which a definition holds texts by language.
var texts = []string{"title", "description", "thanks", "label", "hint", "guidance", "requiredMessage", "constraintMessage", "unit"}

func TestLibrarySpeaksEnglishAndGerman(t *testing.T) {
	files, err := fs.Glob(surveys.Library, "library/*.json")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d definitions: %v", len(files), err)
	}
	ours := forTrade(t)
	for _, file := range files {
		content, err := surveys.Library.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var document any
		if err := json.NewDecoder(bytes.NewReader(content)).Decode(&document); err != nil {
			t.Fatal(err)
		}
		found := 0
		var walk func(at string, value any)
		walk = func(at string, value any) {
			switch v := value.(type) {
			case []any:
				for _, member := range v {
					walk(at, member)
				}
			case map[string]any:
				if name, named := v["name"].(string); named {
					at += "/" + name
				}
				for key, member := range v {
					text, isText := member.(map[string]any)
					if !isText || !slices.Contains(texts, key) {
						walk(at, member)
						continue
					}
					found++
					for _, language := range []string{"en", "de"} {
						if words, _ := text[language].(string); strings.TrimSpace(words) == "" {
							t.Errorf("%s: the %s of %s is not there in %q", path.Base(file), key, at, language)
						}
					}
					if german, _ := text["de"].(string); strings.Contains(german, "ß") && slices.Contains(ours, strings.TrimSuffix(path.Base(file), ".json")) {
						t.Errorf("%s: the %s of %s has an ß, the library writes ss", path.Base(file), key, at)
					}
				}
			}
		}
		walk("", document)
		if found < 10 {
			t.Errorf("%s: only %d texts found", path.Base(file), found)
		}
	}
}
