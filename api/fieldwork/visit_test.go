package fieldwork_test

import (
	"encoding/json"
	"math"
	"testing"

	"touchstone/api/fieldwork"
)

// The distances are those of great circles on a sphere; the third is a quarter of its
// circumference, the last halfway around.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		name                   string
		lat, lon, toLat, toLon float64
		want, within           float64 // metres
	}{
		{"the same place", 47.3769, 8.5417, 47.3769, 8.5417, 0, 0},
		{"Zurich to Bern", 47.3769, 8.5417, 46.9480, 7.4474, 95_500, 500},
		{"equator to pole", 0, 0, 90, 0, math.Pi / 2 * 6_371_008.8, 1},
		{"over the date line", 0, 179.9995, 0, -179.9995, 111.195, 0.01},
		{"a metre north", 47, 8, 47.000009, 8, 1.0008, 0.001},
		{"to the other side", 10, 20, -10, -160, math.Pi * 6_371_008.8, 1},
	} {
		got := fieldwork.Distance(fieldwork.Position{Lat: c.lat, Lon: c.lon}, fieldwork.Position{Lat: c.toLat, Lon: c.toLon})
		if math.Abs(got-c.want) > c.within || math.IsNaN(got) {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
}

func TestVisitChecks(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"nothing", `{}`, ""},
		{"whole", `{"checkIn":{"at":"2026-03-01T10:00:00Z","position":{"lat":47,"lon":8,"accuracy":12}},"checkOut":{"at":"2026-03-01T11:00:00Z","missing":"denied"},
			"notPossible":{"reason":"closed","note":"dark"},"notes":"n","seconds":3600,"sittings":2,"clockOffset":-1500}`, ""},
		{"numbers that cannot be true are no mistake", `{"seconds":-5,"sittings":-1,"clockOffset":1e300}`, ""},
		{"every mistake", `{"checkIn":{"position":{"lat":91,"lon":-181}},"checkOut":{"at":"2026-03-01T11:00:00Z","missing":"tired"},"notPossible":{"reason":"rain"}}`,
			"visit.checkIn.at visit.checkIn.position.lat visit.checkIn.position.lon visit.checkOut.missing visit.notPossible.reason"},
	} {
		s := submission(t, `{"id":"`+uuid+`","definition":{"id":"d","version":1},"answers":{},"submittedAt":"2026-03-01T10:05:00Z","visit":`+c.given+`}`)
		if got := paths(s.Check()); got != c.want {
			t.Errorf("%s: mistakes at %q, want %q", c.name, got, c.want)
		}
	}
	expenses := submission(t, `{"id":"`+uuid+`","definition":{"id":"d","version":1},"answers":{},"submittedAt":"2026-03-01T10:05:00Z","expenses":[{"what":"tea","amount":{"amount":-1,"currency":"Fr."},"attachment":"x"}]}`)
	if got := paths(expenses.Check()); got != "expenses[0].amount.amount expenses[0].amount.currency expenses[0].attachment" {
		t.Errorf("expenses: mistakes at %q", got)
	}
}

// The server measures the distance itself, whatever the phone says, and leaves out what
// cannot be true.
func TestMeasured(t *testing.T) {
	place := &fieldwork.Position{Lat: 0, Lon: 0}
	for _, c := range []struct {
		name, given string
		place       *fieldwork.Position
		want        string
	}{
		{"at a place", `{"checkIn":{"at":"2026-03-01T10:00:00.000Z","position":{"lat":0,"lon":180},"distance":3}}`, place,
			`{"checkIn":{"at":"2026-03-01T10:00:00.000Z","position":{"lat":0,"lon":180},"distance":20015114.44}}`},
		{"a place nobody knows", `{"checkIn":{"at":"2026-03-01T10:00:00.000Z","position":{"lat":0,"lon":1},"distance":3}}`, nil,
			`{"checkIn":{"at":"2026-03-01T10:00:00.000Z","position":{"lat":0,"lon":1}}}`},
		{"without a position", `{"checkIn":{"at":"2026-03-01T10:00:00.000Z","missing":"denied"}}`, place, `{"checkIn":{"at":"2026-03-01T10:00:00.000Z","missing":"denied"}}`},
		{"what cannot be true", `{"seconds":1e12,"sittings":-3,"clockOffset":1e300}`, place, `{"seconds":604800}`},
	} {
		var visit fieldwork.Visit
		if err := json.Unmarshal([]byte(c.given), &visit); err != nil {
			t.Fatal(err)
		}
		measured := visit.Measured(c.place)
		if measured.CheckIn != nil && measured.CheckIn.Distance != nil {
			rounded := math.Round(*measured.CheckIn.Distance*100) / 100
			measured.CheckIn.Distance = &rounded
		}
		got, err := json.Marshal(measured)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
