package expr

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// timeFunctions read the clock and convert and print dates and times.
var timeFunctions = map[string]function{
	"today": {varies: true, eval: func(c *Context, _ *call) Value { return Text(PrintDate(c.Now, c.Zone)) }},
	"now":   {varies: true, eval: func(c *Context, _ *call) Value { return Text(PrintMoment(c.Now, c.Zone)) }},
	"date": {least: 1, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		switch value := n.args[0].eval(c); value.kind {
		case Boolean:
			return Value{}
		case Number:
			wall, ok := wallOfDays(math.Floor(value.number))
			if !ok {
				return Value{}
			}
			return Text(printDate(wall))
		default:
			if moment, ok := parseMoment(padded(value.String()), c.Zone); ok {
				return Text(printDate(moment.wall))
			}
			return Value{}
		}
	}},
	"date-time": {least: 1, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		value := n.args[0].eval(c)
		if value.kind != Number && value.kind != Boolean {
			value = Text(padded(value.String()))
		}
		if moment, ok := momentOf(value, c.Zone); ok {
			return Text(printMoment(momentAt(moment.instant, c.Zone)))
		}
		return Value{}
	}},
	"decimal-date-time": {least: 1, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		value := n.args[0].eval(c)
		if value.kind == Number {
			return value
		}
		if moment, ok := momentOf(value, c.Zone); ok {
			return Num(float64(moment.wall) / dayMillis)
		}
		return Num(math.NaN())
	}},
	"decimal-time": {least: 1, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		if fraction, ok := timeOfDay(n.text(c, 0), c.Zone); ok {
			return Num(fraction)
		}
		return Num(math.NaN())
	}},
	"format-date":      {least: 2, most: 2, varies: true, eval: func(c *Context, n *call) Value { return formatted(c, n, "Yymnbdea") }},
	"format-date-time": {least: 2, most: 2, varies: true, eval: func(c *Context, n *call) Value { return formatted(c, n, "YymnbdeaHhMS3") }},
}

// momentOf reads a number as days by the clock on the wall, a text as a date or dateTime.
func momentOf(value Value, zone *time.Location) (Moment, bool) {
	switch value.kind {
	case Boolean:
		return Moment{}, false
	case Number:
		wall, ok := wallOfDays(value.number)
		return Moment{wall: wall, instant: instantOf(wall, zone)}, ok
	default:
		return parseMoment(value.String(), zone)
	}
}

// timeAsMoment takes a time of the day as that of 1970-01-01.
func timeAsMoment(s string, zone *time.Location) (Moment, bool) {
	fraction, ok := timeOfDay(s, zone)
	wall := int64(math.Floor(fraction*dayMillis + 0.5))
	return Moment{wall: wall, instant: instantOf(wall, zone)}, ok
}

// padded completes months and days of one digit: 2026-3-1 becomes 2026-03-01.
func padded(s string) string {
	date, clock, hasClock := strings.Cut(s, "T")
	parts := strings.Split(date, "-")
	if len(parts) != 3 {
		return s
	}
	for i, part := range parts[1:] {
		if len(part) == 1 {
			parts[i+1] = "0" + part
		}
	}
	date = strings.Join(parts, "-")
	if hasClock {
		return date + "T" + clock
	}
	return date
}

func formatted(c *Context, n *call, known string) Value {
	value, pattern := n.args[0].eval(c), n.text(c, 1)
	moment, ok := momentOf(value, c.Zone)
	if !ok && strings.Contains(known, "H") {
		moment, ok = timeAsMoment(value.String(), c.Zone)
	}
	if !ok || printDate(moment.wall) == "" {
		return Value{}
	}
	var out strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '%' && i+1 < len(pattern) && strings.IndexByte(known, pattern[i+1]) >= 0 {
			i++
			out.WriteString(part(time.UnixMilli(moment.wall).UTC(), pattern[i], c.Language))
		} else {
			out.WriteByte(pattern[i])
		}
	}
	return Text(out.String())
}

// part prints one part of a date or time by its letter in ODK's format strings.
func part(t time.Time, letter byte, language string) string {
	two := func(n int) string { return fmt.Sprintf("%02d", n) }
	switch letter {
	case 'Y':
		return fmt.Sprintf("%04d", t.Year())
	case 'y':
		return two(t.Year() % 100)
	case 'm':
		return two(int(t.Month()))
	case 'n':
		return strconv.Itoa(int(t.Month()))
	case 'b':
		return strings.Fields(shortMonths[abbreviations(language)])[t.Month()-1]
	case 'd':
		return two(t.Day())
	case 'e':
		return strconv.Itoa(t.Day())
	case 'a':
		return strings.Fields(shortDays[abbreviations(language)])[t.Weekday()]
	case 'H':
		return two(t.Hour())
	case 'h':
		return strconv.Itoa(t.Hour())
	case 'M':
		return two(t.Minute())
	case 'S':
		return two(t.Second())
	default: // '3'
		return fmt.Sprintf("%03d", t.Nanosecond()/1_000_000)
	}
}

var (
	shortMonths = map[string]string{
		"en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
		"de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
	}
	shortDays = map[string]string{"en": "Sun Mon Tue Wed Thu Fri Sat", "de": "So Mo Di Mi Do Fr Sa"}
)

// abbreviations gives the language whose abbreviations are used: German, else English.
func abbreviations(language string) string {
	if language == "de" || strings.HasPrefix(language, "de-") {
		return "de"
	}
	return "en"
}
