package fieldwork

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"touchstone/api/fault"
)

// TableProblem says what is wrong in a row of a table.
type TableProblem struct {
	Row     int    `json:"row"` // of the file, from 1
	Column  string `json:"column,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// LocationCells are the cells of a row by member; the parts of an address are joined.
func LocationCells(columns []LocationColumn, cells []string) map[string]string {
	found := map[string]string{}
	for i, column := range columns {
		if column.Member == "" {
			continue
		}
		cell := ""
		if i < len(cells) {
			cell = strings.TrimSpace(cells[i])
		}
		before, several := found[column.Member]
		if !several {
			found[column.Member] = cell
			continue
		}
		found[column.Member] = joinAddress(before, cell)
	}
	if code, has := found["code"]; has {
		found["code"] = strings.Join(strings.Fields(strings.ToLower(code)), "-")
	}
	return found
}

// joinAddress puts a part behind the others; a postcode has no comma before its town.
func joinAddress(before, part string) string {
	if before == "" || part == "" {
		return before + part
	}
	last := before[strings.LastIndex(before, " ")+1:]
	if strings.Trim(last, "0123456789") == "" && len(last) >= 4 && strings.Contains(before, ",") {
		return before + " " + part
	}
	return before + ", " + part
}

// FillLocation gives a location with what a row says of it: members without a column stay,
// an empty cell leaves nothing. Mistakes come by their column, as the code and what is wrong.
func FillLocation(kept Location, columns []LocationColumn, cells map[string]string) (Location, []TableProblem) {
	l := &locationFilling{Location: kept, columns: columns}
	for member, set := range map[string]*string{"code": &l.Code, "title": &l.Title, "address": &l.Address, "brand": &l.Brand, "contact": &l.Contact, "note": &l.Note} {
		if cell, has := cells[member]; has && (cell != "" || member != "title") {
			*set = cell
		}
	}
	for member, read := range map[string]func(string){
		"competitor": l.competitor, "openingHours": l.openingHours, "radius": l.radius,
		"tags":       func(cell string) { l.Tags = splitTags(cell) },
		"activeFrom": func(cell string) { l.active("activeFrom", cell) }, "activeUntil": func(cell string) { l.active("activeUntil", cell) },
	} {
		if cell, has := cells[member]; has {
			read(cell)
		}
	}
	l.position(cells)
	if len(l.problems) == 0 {
		for _, field := range faultFields(l.Check()) {
			l.wrong(memberOf(field.Path), field.Code, field.Message)
		}
	}
	slices.SortFunc(l.problems, func(a, b TableProblem) int { return strings.Compare(a.Column+a.Code, b.Column+b.Code) })
	return l.Location, slices.Compact(l.problems)
}

// memberOf gives the member of a table that a mistake of a location lies in.
func memberOf(path string) string {
	switch {
	case path == "active.from":
		return "activeFrom"
	case path == "active.until":
		return "activeUntil"
	case strings.HasPrefix(path, "position."):
		return strings.TrimPrefix(path, "position.")
	}
	return head(path)
}

// locationFilling is a location on its way out of a table.
type locationFilling struct {
	Location
	columns  []LocationColumn
	problems []TableProblem
}

func (l *locationFilling) wrong(member, code, message string) {
	column := member
	for _, c := range l.columns {
		if c.Member == member || c.Member == positionMember && (member == "lat" || member == "lon") {
			column = c.Name
			break
		}
	}
	l.problems = append(l.problems, TableProblem{Column: column, Code: code, Message: message})
}

var truths = map[string]bool{
	"": false, "0": false, "no": false, "n": false, "false": false, "nein": false, "falsch": false, "-": false,
	"1": true, "yes": true, "y": true, "x": true, "true": true, "ja": true, "j": true, "wahr": true,
}

func (l *locationFilling) competitor(cell string) {
	truth, known := truths[strings.ToLower(cell)]
	if !known {
		l.wrong("competitor", "format", "Say yes or no.")
		return
	}
	l.Competitor = truth
}

func (l *locationFilling) openingHours(cell string) {
	if cell == FormatOpeningHours(l.OpeningHours) {
		return
	}
	hours, err := ParseOpeningHours(cell)
	if err != nil {
		l.wrong("openingHours", "format", fault.Of(err).Message)
		return
	}
	l.OpeningHours = hours
}

func (l *locationFilling) radius(cell string) {
	metres, err := strconv.ParseFloat(cell, 64)
	switch {
	case cell == "":
		l.Radius = 0
	case err != nil || metres != math.Trunc(metres) || math.Abs(metres) > mostRadius:
		l.wrong("radius", "format", "Give a whole number of metres.")
	default:
		l.Radius = int(metres)
	}
}

// active reads one end of the days; the other stays.
func (l *locationFilling) active(member, cell string) {
	day, ok := readDay(cell)
	if !ok {
		l.wrong(member, "format", "Give a day such as 2026-05-01 or 1.5.2026.")
		return
	}
	span := DaySpan{}
	if l.Active != nil {
		span = *l.Active
	}
	if member == "activeFrom" {
		span.From = day
	} else {
		span.Until = day
	}
	l.Active = nil
	if span != (DaySpan{}) {
		l.Active = &span
	}
}

// dayLayouts are how tables write days.
var dayLayouts = []string{dayFormat, "2.1.2006", "2006-01-02T15:04:05", "2006-01-02T15:04:05.000", "2006-01-02 15:04:05"}

func readDay(cell string) (string, bool) {
	if cell == "" {
		return "", true
	}
	for _, layout := range dayLayouts {
		if day, err := time.Parse(layout, cell); err == nil {
			return day.Format(dayFormat), true
		}
	}
	return "", false
}

// position reads latitude and longitude from two columns or from one. A position that stays
// the same keeps its accuracy.
func (l *locationFilling) position(cells map[string]string) {
	lat, hasLat := cells["lat"]
	lon, hasLon := cells["lon"]
	if both, has := cells[positionMember]; has && !hasLat && !hasLon {
		hasLat, hasLon = true, true
		separator := ","
		if strings.Contains(both, ";") {
			separator = ";"
		}
		lat, lon, _ = strings.Cut(both, separator)
	}
	if !hasLat && !hasLon {
		return
	}
	lat, lon = strings.TrimSpace(lat), strings.TrimSpace(lon)
	if lat == "" && lon == "" {
		l.Position = nil
		return
	}
	read := func(member, cell string) float64 {
		degrees, err := strconv.ParseFloat(strings.Replace(cell, ",", ".", 1), 64)
		if err != nil || math.IsNaN(degrees) || math.IsInf(degrees, 0) {
			l.wrong(member, "format", "Give degrees such as 47.3769.")
		}
		return degrees
	}
	position := Position{Lat: read("lat", lat), Lon: read("lon", lon)}
	if l.Position == nil || l.Position.Lat != position.Lat || l.Position.Lon != position.Lon {
		l.Position = &position
	}
}
