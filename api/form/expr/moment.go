package expr

import (
	"fmt"
	"math"
	"time"
)

// dayMillis is the length of a day of 24 hours.
const dayMillis = 86_400_000

// Moment is a date or dateTime: its calendar and clock in a zone, and the instant.
type Moment struct {
	wall     int64 // milliseconds since 1970 that the same calendar and clock would be in UTC
	instant  int64 // milliseconds since 1970, UTC
	DateOnly bool
}

// ParseMoment reads a date (2026-03-01) or dateTime (2026-03-01T11:00, with seconds, a
// fraction, Z or an offset at will) in ISO 8601; one without an offset is local to the zone.
func ParseMoment(s string, zone *time.Location) (Moment, bool) { return parseMoment(s, zone) }

// Instant gives the moment in UTC; a date begins at its midnight in the zone.
func (m Moment) Instant() time.Time { return time.UnixMilli(m.instant).UTC() }

func parseMoment(s string, zone *time.Location) (Moment, bool) {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || zone == nil {
		return Moment{}, false
	}
	year, okYear := fixed(s[0:4])
	month, okMonth := fixed(s[5:7])
	day, okDay := fixed(s[8:10])
	if !okYear || !okMonth || !okDay || year < 1 || month < 1 || month > 12 || day < 1 {
		return Moment{}, false
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Day() != day {
		return Moment{}, false
	}
	wall := date.UnixMilli()
	if len(s) == 10 {
		return Moment{wall: wall, instant: instantOf(wall, zone), DateOnly: true}, true
	}
	clock, offset, hasOffset, ok := parseClock(s[11:])
	if s[10] != 'T' || !ok {
		return Moment{}, false
	}
	wall += clock
	if !hasOffset {
		return Moment{wall: wall, instant: instantOf(wall, zone)}, true
	}
	return momentAt(wall-offset, zone), true
}

// IsTime tells whether a text is a time of the day: HH:MM, with seconds, a fraction, Z or an offset at will.
func IsTime(s string) bool {
	_, _, _, ok := parseClock(s)
	return ok
}

// wallDays reads a date or dateTime as days since 1970-01-01 by the clock on the wall, a time as its fraction of the day.
func wallDays(s string, zone *time.Location) (float64, bool) {
	if moment, ok := parseMoment(s, zone); ok {
		return float64(moment.wall) / dayMillis, true
	}
	return timeOfDay(s, zone)
}

// timeOfDay gives the fraction of the day; a time with an offset is told in the zone's offset of 1970-01-01.
func timeOfDay(s string, zone *time.Location) (float64, bool) {
	clock, offset, hasOffset, ok := parseClock(s)
	if !ok || zone == nil {
		return 0, false
	}
	if hasOffset {
		clock = (wallOf(clock-offset, zone)%dayMillis + dayMillis) % dayMillis
	}
	return float64(clock) / dayMillis, true
}

func momentAt(instant int64, zone *time.Location) Moment {
	return Moment{wall: wallOf(instant, zone), instant: instant}
}

// parseClock reads HH:MM[:SS[.f]][Z or +HH:MM]; times and offsets are in milliseconds.
func parseClock(s string) (clock, offset int64, hasOffset, ok bool) {
	clock, rest, ok := hoursAndMinutes(s)
	if !ok {
		return 0, 0, false, false
	}
	if len(rest) >= 3 && rest[0] == ':' {
		second, okSecond := fixed(rest[1:3])
		if !okSecond || second > 59 {
			return 0, 0, false, false
		}
		clock += int64(second) * 1000
		rest = rest[3:]
		if len(rest) > 0 && rest[0] == '.' {
			digits := digitsAt(rest[1:])
			if digits == 0 {
				return 0, 0, false, false
			}
			millis, _ := fixed((rest[1:1+digits] + "00")[:3])
			clock += int64(millis)
			rest = rest[1+digits:]
		}
	}
	switch {
	case rest == "":
		return clock, 0, false, true
	case rest == "Z":
		return clock, 0, true, true
	case rest[0] != '+' && rest[0] != '-':
		return 0, 0, false, false
	}
	offset, end, ok := hoursAndMinutes(rest[1:])
	if !ok || end != "" {
		return 0, 0, false, false
	}
	if rest[0] == '-' {
		offset = -offset
	}
	return clock, offset, true, true
}

func hoursAndMinutes(s string) (int64, string, bool) {
	if len(s) < 5 || s[2] != ':' {
		return 0, "", false
	}
	hour, okHour := fixed(s[0:2])
	minute, okMinute := fixed(s[3:5])
	if !okHour || !okMinute || hour > 23 || minute > 59 {
		return 0, "", false
	}
	return int64(hour*60+minute) * 60_000, s[5:], true
}

// fixed reads a text of digits only.
func fixed(s string) (int, bool) {
	if digitsAt(s) != len(s) {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func wallOf(instant int64, zone *time.Location) int64 {
	_, seconds := time.UnixMilli(instant).In(zone).Zone()
	return instant + int64(seconds)*1000
}

// instantOf gives the instant of a wall time: times that a clock change skips move forward, of
// those it repeats the earlier is meant.
func instantOf(wall int64, zone *time.Location) int64 {
	offset := func(near int64) int64 { return wallOf(near, zone) - near }
	before := offset(wall - dayMillis)
	if offset(wall-before) == before {
		return wall - before
	}
	if after := offset(wall + dayMillis); offset(wall-after) == after {
		return wall - after
	}
	return wall - before
}

// Years 0001 to 9999 can be printed.
var (
	firstWall = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	lastWall  = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli() - 1
)

// wallOfDays gives the wall time of a number of days since 1970-01-01.
func wallOfDays(days float64) (int64, bool) {
	millis := math.Floor(days*dayMillis + 0.5)
	if !(millis >= float64(firstWall) && millis <= float64(lastWall)) {
		return 0, false
	}
	return int64(millis), true
}

// printDate prints 2026-03-01; blank outside the years 0001 to 9999.
func printDate(wall int64) string {
	if wall < firstWall || wall > lastWall {
		return ""
	}
	return time.UnixMilli(wall).UTC().Format(time.DateOnly)
}

// printMoment prints 2026-03-01T11:00:00.000+01:00; blank outside the years 0001 to 9999.
func printMoment(m Moment) string {
	if m.wall < firstWall || m.wall > lastWall {
		return ""
	}
	minutes, sign := (m.wall-m.instant)/60_000, '+'
	if minutes < 0 {
		minutes, sign = -minutes, '-'
	}
	return fmt.Sprintf("%s%c%02d:%02d", time.UnixMilli(m.wall).UTC().Format("2006-01-02T15:04:05.000"), sign, minutes/60, minutes%60)
}

// PrintMoment prints an instant as now() does, in the zone.
func PrintMoment(t time.Time, zone *time.Location) string {
	return printMoment(momentAt(t.UnixMilli(), zone))
}

// PrintDate prints the date of an instant as today() does, in the zone.
func PrintDate(t time.Time, zone *time.Location) string {
	return printDate(wallOf(t.UnixMilli(), zone))
}
