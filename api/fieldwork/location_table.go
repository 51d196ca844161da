package fieldwork

import (
	"slices"
	"strings"
	"unicode"
)

// LocationMembers are the members of a location that a table may hold, in the order in which
// one is written. A position may stand in two columns or in one.
var LocationMembers = []string{
	"code", "title", "address", "lat", "lon", "brand", "competitor", "tags", "activeFrom", "activeUntil", "openingHours", "contact", "note", "radius",
}

// positionMember is one column that holds latitude and longitude.
const positionMember = "position"

// locationHeaders lists what columns of people's own tables are called, in English and
// German, as header gives it.
var locationHeaders = map[string][]string{
	"code":         {"code", "locationcode", "storecode", "storeid", "locationid", "storenumber", "id", "no", "nr", "nummer", "number", "filialnummer", "filialnr", "filialcode", "standortcode", "standortnr", "standortnummer", "kürzel", "kuerzel"},
	"title":        {"title", "name", "location", "locationname", "store", "storename", "outlet", "branch", "titel", "standort", "filiale", "filialname", "bezeichnung", "standortname"},
	"address":      {"address", "fulladdress", "adresse", "anschrift", "street", "streetaddress", "strasse", "straße", "strassenr", "strassehausnummer", "zip", "zipcode", "postcode", "postalcode", "plz", "postleitzahl", "city", "town", "ort", "stadt", "country", "land"},
	"lat":          {"lat", "latitude", "geolat", "breite", "breitengrad", "geobreite"},
	"lon":          {"lon", "lng", "long", "longitude", "geolon", "länge", "laenge", "längengrad", "laengengrad", "geolänge"},
	positionMember: {"position", "coordinates", "geo", "gps", "latlon", "latlng", "koordinaten"},
	"brand":        {"brand", "banner", "chain", "marke", "kette"},
	"competitor":   {"competitor", "competition", "wettbewerber", "wettbewerb", "konkurrenz", "mitbewerber"},
	"tags":         {"tags", "tag", "labels", "groups", "schlagworte", "schlagwörter", "merkmale", "gruppen"},
	"activeFrom":   {"activefrom", "opened", "openingdate", "from", "aktivvon", "aktivab", "eröffnet", "eröffnung", "von"},
	"activeUntil":  {"activeuntil", "activeto", "until", "closingdate", "aktivbis", "schliessung", "schließung", "bis"},
	"openingHours": {"openinghours", "hours", "öffnungszeiten", "oeffnungszeiten"},
	"contact":      {"contact", "contactperson", "phone", "telephone", "kontakt", "ansprechpartner", "ansprechperson", "telefon"},
	"note":         {"note", "notes", "comment", "comments", "remark", "remarks", "notiz", "notizen", "bemerkung", "bemerkungen", "kommentar"},
	"radius":       {"radius", "radiusm", "checkinradius"},
}

// header makes the names of columns comparable: letters and digits in lower case.
func header(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// LocationColumn is a column of a table with the member of locations it holds, "" for none.
type LocationColumn struct {
	Name   string `json:"name"`
	Member string `json:"member"`
}

// GuessLocationColumns finds out by their names what columns hold. Each member is found once,
// but for the address, whose parts may stand in several columns.
func GuessLocationColumns(names []string) []LocationColumn {
	columns, taken := make([]LocationColumn, len(names)), map[string]bool{}
	for i, name := range names {
		columns[i].Name = name
		for member, known := range locationHeaders {
			if slices.Contains(known, header(name)) && (!taken[member] || member == "address") {
				columns[i].Member = member
			}
		}
		taken[columns[i].Member] = columns[i].Member != ""
	}
	return columns
}

// IsLocationMember tells whether a column may be mapped to the member.
func IsLocationMember(member string) bool { return locationHeaders[member] != nil }

// LocationRow gives a location as a row in the order of LocationMembers; what is not known is
// nil.
func LocationRow(l *Location) []any {
	text := func(value string) any {
		if value == "" {
			return nil
		}
		return value
	}
	row := []any{l.Code, l.Title, text(l.Address), nil, nil, text(l.Brand), nil, text(joinTags(l.Tags)), nil, nil, text(FormatOpeningHours(l.OpeningHours)), text(l.Contact), text(l.Note), nil}
	if l.Position != nil {
		row[3], row[4] = l.Position.Lat, l.Position.Lon
	}
	if l.Competitor {
		row[6] = "yes"
	}
	if l.Active != nil {
		row[8], row[9] = text(l.Active.From), text(l.Active.Until)
	}
	if l.Radius > 0 {
		row[13] = l.Radius
	}
	return row
}

// joinTags writes tags with semicolons between; one that holds a comma is followed by one, so
// that splitTags does not cut it.
func joinTags(tags []string) string {
	text := strings.Join(tags, "; ")
	if len(tags) == 1 && strings.Contains(tags[0], ",") {
		text += ";"
	}
	return text
}

// splitTags cuts at semicolons, or where there are none at commas.
func splitTags(text string) []string {
	separator := ","
	if strings.Contains(text, ";") {
		separator = ";"
	}
	var tags []string
	for tag := range strings.SplitSeq(text, separator) {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}
