package fieldwork_test

import (
	"testing"

	"touchstone/api/fieldwork"
)

func TestOpeningHours(t *testing.T) {
	for _, c := range []struct{ given, want string }{
		{"Mo-Fr 09:00-18:30; Sa 09:00-16:00", "Mo-Fr 09:00-18:30; Sa 09:00-16:00"},
		{"Mo – Fr: 9 – 18.30 Uhr\nSa: 9–16", "Mo-Fr 09:00-18:30; Sa 09:00-16:00"},
		{"Montag-Freitag 8-12, 13.30-17", "Mo-Fr 08:00-12:00; Mo-Fr 13:30-17:00"},
		{"Di,Do 0900-1200", "Tu,Th 09:00-12:00"},
		{"Tue, Thu 9h-12h", "Tu,Th 09:00-12:00"},
		{"Sa-Mo 10:00-24:00", "Mo,Sa,Su 10:00-24:00"},
		{"24/7", "Mo-Su 00:00-24:00"},
		{"09:00-17:00", "Mo-Su 09:00-17:00"},
		{"", ""},
		{"closed", "-"}, {"Mo", "-"}, {"Mo 18:00-09:00", "-"}, {"Xx 09:00-18:00", "-"}, {"Mo 25:00-26:00", "-"}, {"Mo 9:75-10", "-"}, {"Mo 09:00", "-"},
	} {
		hours, err := fieldwork.ParseOpeningHours(c.given)
		got := fieldwork.FormatOpeningHours(hours)
		if err != nil {
			got = "-"
		}
		if got != c.want {
			t.Errorf("%q: %q (%v), want %q", c.given, got, err, c.want)
			continue
		}
		if again, err := fieldwork.ParseOpeningHours(got); c.want != "-" && (err != nil || fieldwork.FormatOpeningHours(again) != got) {
			t.Errorf("%q does not come back: %v", got, err)
		}
	}
}

func TestHeadersAreGuessed(t *testing.T) {
	for name, want := range map[string]string{
		"Code": "code", "Filial-Nr.": "code", "NAME": "title", "Straße": "address", "PLZ": "address", "Lat": "lat", "Längengrad": "lon", "Koordinaten": "position",
		"Öffnungszeiten": "openingHours", "aktiv ab": "activeFrom", "Mitbewerber": "competitor", "Fax": "", "": "",
	} {
		if got := fieldwork.GuessLocationColumns([]string{name})[0].Member; got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	columns := fieldwork.GuessLocationColumns([]string{"Name", "Filiale", "Ort", "Land"})
	if columns[0].Member != "title" || columns[1].Member != "" || columns[2].Member != "address" || columns[3].Member != "address" {
		t.Errorf("%v", columns)
	}
	for _, member := range fieldwork.LocationMembers {
		if got := fieldwork.GuessLocationColumns([]string{member})[0].Member; got != member {
			t.Errorf("the column %s that is written is read as %q", member, got)
		}
	}
}
