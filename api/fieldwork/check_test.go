package fieldwork_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

const uuid = "0190a000-0000-7000-8000-000000000001"

var title = form.Text{"en": "T"}

// paths gives where a check found mistakes, in its order.
func paths(err error) string {
	if err == nil {
		return ""
	}
	var found []string
	for _, field := range fault.Of(err).Fields {
		found = append(found, field.Path)
	}
	return strings.Join(found, " ")
}

func number(value float64) *float64 { return &value }

func TestChecks(t *testing.T) {
	ref := fieldwork.DefinitionRef{ID: "d", Version: 1}
	for _, c := range []struct {
		name  string
		given interface{ Check() error }
		want  string
	}{
		{"a project", &fieldwork.Project{ID: "p", Title: "P", TimeZone: "Europe/Zurich", Languages: []string{"de-CH"}, Accent: "#0f6b6b", CountedStates: []fieldwork.State{"approved"}}, ""},
		{"a project with every mistake", &fieldwork.Project{ID: "P p", Title: " ", TimeZone: "Local", Accent: "red", CountedStates: []fieldwork.State{"draft"}}, "accent countedStates[0] id languages timeZone title"},
		{"a project without a time zone", &fieldwork.Project{ID: "p", Title: "P", Languages: []string{"english"}}, "languages[0] timeZone"},
		{"a touchpoint", &fieldwork.Touchpoint{Name: "counter", Title: title, Channel: "print"}, ""},
		{"a touchpoint with every mistake", &fieldwork.Touchpoint{Name: "-", Title: form.Text{"en": " "}, Channel: "air", Goal: strings.Repeat("x", 5001)}, "channel goal name title"},
		{"a touchpoint with what is wanted of it", &fieldwork.Touchpoint{Name: "a", Title: title, GoalLevel: number(100), RelevantDifference: number(0), Importance: number(10), Weights: map[string]float64{"visit": 0.5, "survey": 0}}, ""},
		{"a touchpoint with odd wishes", &fieldwork.Touchpoint{Name: "a", Title: title, GoalLevel: number(100.1), RelevantDifference: number(-1), Importance: number(11), Weights: map[string]float64{"visit": -1, "A b": 1}}, "goalLevel importance relevantDifference weights.A b weights.visit"},
		{"a title in no language", &fieldwork.Touchpoint{Name: "a", Title: form.Text{"": "T"}}, "title."},
		{"a location", &fieldwork.Location{Code: "zh01", Title: "Z", Position: &fieldwork.Position{Lat: -90, Lon: 180}}, ""},
		{"a location off the earth", &fieldwork.Location{Code: "zh01", Title: "Z", Position: &fieldwork.Position{Lat: 90.1, Lon: -180.1}}, "position.lat position.lon"},
		{"a location with every other mistake", &fieldwork.Location{Code: "ZH", Address: strings.Repeat("x", 1001), Brand: strings.Repeat("x", 201), Tags: make([]string, 101)}, "address brand code tags title"},
		{"a location with all there is", &fieldwork.Location{Code: "l", Title: "L", Competitor: true, Active: &fieldwork.DaySpan{From: "2026-01-01"}, OpeningHours: []fieldwork.OpenHours{{Days: []int{1, 7}, From: "00:00", To: "24:00"}}, Radius: 50}, ""},
		{"a location with odd days and hours", &fieldwork.Location{Code: "l", Title: "L", Active: &fieldwork.DaySpan{From: "2026-02-02", Until: "2026-02-01"}, Radius: -1,
			OpeningHours: []fieldwork.OpenHours{{From: "9:00", To: "18:00"}, {Days: []int{1, 1, 8}, From: "10:00", To: "09:00"}, {Days: []int{2}, From: "24:00"}}},
			"active.until openingHours[0].days openingHours[0].from openingHours[1].days[1] openingHours[1].days[2] openingHours[1].to openingHours[2].from openingHours[2].to radius"},
		{"a wave with arms and targets", &fieldwork.Wave{Name: "w", Title: title, Kind: "pilot", Arms: []fieldwork.Arm{{Name: "test", Tags: []string{"t"}}, {Name: "control", Locations: []string{"l"}}}, Targets: []fieldwork.Target{{Definition: "d", Count: 2}, {Definition: "d", Count: 9, Tag: "t"}}}, ""},
		{"a wave with odd arms and targets", &fieldwork.Wave{Name: "w", Title: title, Kind: "pilot", Arms: []fieldwork.Arm{{Name: "test"}, {Name: "test"}, {Name: "A"}}, Targets: []fieldwork.Target{{Count: -1, Location: "l", Tag: "t"}}}, "arms[1].name arms[2].name targets[0].count targets[0].definition targets[0].tag"},
		{"a wave", &fieldwork.Wave{Name: "w", Title: title, Kind: "pilot", FirstDay: "2026-02-28", LastDay: "2026-02-28"}, ""},
		{"a wave on a day that is none", &fieldwork.Wave{Name: "w", Title: title, Kind: "pilot", FirstDay: "2026-02-30", LastDay: "2026-02-01"}, "firstDay"},
		{"a wave that ends before it begins", &fieldwork.Wave{Name: "w", Title: title, Kind: "followUp", FirstDay: "2026-02-02", LastDay: "2026-02-01"}, "lastDay"},
		{"a wave with every mistake", &fieldwork.Wave{Kind: "zero"}, "kind name title"},
		{"a link", &fieldwork.Link{Title: "L", Definition: ref, Wave: "w", Language: "de"}, ""},
		{"a link with every mistake", &fieldwork.Link{Definition: fieldwork.DefinitionRef{ID: "D", Version: 0}, Language: "german"}, "definition.id definition.version language title wave"},
		{"an assignment", &fieldwork.Assignment{ID: uuid, Wave: "w", Location: "l", Person: "p", Definition: ref, Fee: &fieldwork.Money{Amount: 0, Currency: "CHF"}}, ""},
		{"an assignment of an account", &fieldwork.Assignment{ID: uuid, Wave: "w", Account: "acme", Person: "p", Definition: ref}, ""},
		{"an assignment of two", &fieldwork.Assignment{ID: uuid, Wave: "w", Account: "acme", Location: "l", Definition: ref}, "location"},
		{"an assignment on offer to nobody", &fieldwork.Assignment{ID: uuid, Wave: "w", Location: "l", Definition: ref, State: "offered"}, "person"},
		{"an assignment accepted by nobody", &fieldwork.Assignment{ID: uuid, Wave: "w", Location: "l", Definition: ref, State: "accepted", Board: "first"}, "person"},
		{"an assignment on the board", &fieldwork.Assignment{ID: uuid, Wave: "w", Location: "l", Definition: ref, State: "offered", Board: "apply"}, ""},
		{"an assignment with odd members", &fieldwork.Assignment{ID: uuid, Wave: "w", Location: "l", Definition: ref, FirstDay: "2026-05-02", SubmitBy: "2026-05-01", Weekdays: []int{0}, From: "09:00", ExcludedDays: []string{""}, MinimumRating: 11,
			Documents: []fieldwork.Document{{SHA256: "x", Type: "text/html"}}, Proofs: []fieldwork.Proof{{}}, Expenses: &fieldwork.Expenses{Limit: fieldwork.Money{Amount: 1}}, Quiz: &fieldwork.Quiz{Pass: 101, Attempts: -1}, Board: "wall", State: "done"},
			"board documents[0].name documents[0].sha256 documents[0].size documents[0].type excludedDays[0] expenses.limit.currency minimumRating proofs[0].text quiz.attempts quiz.definition.id quiz.definition.version quiz.pass state submitBy to weekdays[0]"},
		{"an assignment with every mistake", &fieldwork.Assignment{ID: "7", FirstDay: "x", Scenario: form.Text{"x": "y"}, Fee: &fieldwork.Money{Amount: -1, Currency: "Fr."}}, "definition.id definition.version fee.amount fee.currency firstDay id location scenario.x wave"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.given.Check()
			if got := paths(err); got != c.want {
				t.Errorf("mistakes at %q, want %q", got, c.want)
			}
			if (err == nil) != (c.want == "") || err != nil && !fault.Is(err, fault.Invalid) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestCleanEmail(t *testing.T) {
	for given, want := range map[string]string{
		" Ada@Example.ORG ": "ada@example.org", "ada+field@example.org": "ada+field@example.org",
		"": "", "ada": "", "Ada <ada@example.org>": "", "ada@": "", "a@b, c@d": "", "ada@example.org\r\nBcc: x@y": "",
		strings.Repeat("x", 250) + "@example.org": "",
	} {
		if got := fieldwork.CleanEmail(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

func TestCheckSlug(t *testing.T) {
	for name, ok := range map[string]bool{
		"a": true, "2014": true, "store-visit_2": true, strings.Repeat("a", 63): true,
		"": false, "-a": false, "A": false, "a b": false, "a/b": false, "ä": false, "a.b": false, "a\n": false, strings.Repeat("a", 64): false,
	} {
		if got := fieldwork.CheckSlug("x", name); (got == nil) != ok {
			t.Errorf("%q: %v, want ok %v", name, got, ok)
		}
	}
}

func TestRoles(t *testing.T) {
	p := fieldwork.Person{ID: "1", PasswordHash: "secret"}
	p.Join("a", fieldwork.Shopper)
	p.Join("b", fieldwork.Lead)
	p.Join("a", fieldwork.Reviewer)
	if got := fmt.Sprint(p.Memberships); got != "[{b lead} {a reviewer}]" {
		t.Errorf("memberships %s", got)
	}
	if p.RoleIn("a") != fieldwork.Reviewer || p.RoleIn("c") != "" {
		t.Errorf("roles %q and %q", p.RoleIn("a"), p.RoleIn("c"))
	}
	p.Administrator = true
	if p.RoleIn("c") != fieldwork.Administrator || p.RoleIn("b") != fieldwork.Lead {
		t.Errorf("roles of an administrator %q and %q", p.RoleIn("c"), p.RoleIn("b"))
	}
	if public := p.Public(); public.PasswordHash != "" || p.PasswordHash == "" {
		t.Error("the public form must lack the password hash, the person keep it")
	}
}
