package report

import (
	"math"
	"regexp"
	"strings"

	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// unit is how the numbers of a row are read: in per cent, points, minutes, or in the unit
// that the indicator names.
type unit struct {
	factor   float64 // from what is stored to what is read
	decimals int
	level    form.Text // after a level; "" none
	change   form.Text // after a difference
	percent  bool      // levels are written as per cent
	signed   bool      // levels carry their sign
	time     bool      // less is shorter, not lower
}

var (
	points           = form.Text{english: "points", german: "Punkte"}
	percentagePoints = form.Text{english: "percentage points", german: "Prozentpunkte"}
	minutes          = form.Text{english: "minutes", german: "Minuten"}
)

// rating are units that name the top of a scale, such as "of 5".
var rating = regexp.MustCompile(`^(of|out of|von|/)\s*\d`)

// times are units of time, in both languages.
var times = map[string]bool{
	"s": true, "sec": true, "second": true, "seconds": true, "min": true, "minute": true, "minutes": true, "h": true, "hour": true, "hours": true,
	"day": true, "days": true, "week": true, "weeks": true,
	"sekunde": true, "sekunden": true, "minuten": true, "stunde": true, "stunden": true, "tag": true, "tage": true, "woche": true, "wochen": true,
}

// narrow is the width of scales, such as one to five, whose means take two decimals.
const narrow = 20

func unitOf(row *measure.Row) unit {
	switch row.Kind {
	case "share", "csat":
		return unit{factor: 100, decimals: 1, percent: true, change: percentagePoints}
	case "score":
		return unit{factor: 1, decimals: 1, level: points, change: points}
	case "nps":
		return unit{factor: 1, decimals: 1, signed: true, level: points, change: points}
	case "duration":
		return unit{factor: 1.0 / 60, decimals: 1, level: minutes, change: minutes, time: true}
	}
	u := unit{factor: 1, decimals: 1}
	if row.Scale == nil || math.Abs(row.Scale[1]-row.Scale[0]) <= narrow {
		u.decimals = 2
	}
	named := form.Text{}
	for _, language := range languages {
		named[language] = strings.TrimSpace(row.Unit.In(language, english))
		u.time = u.time || times[strings.ToLower(named[language])]
	}
	switch {
	case named[english] == "%":
		u.percent, u.change = true, percentagePoints
	case rating.MatchString(named[english]):
		u.level, u.change = named, points
	case named[english] != "":
		u.level, u.change = named, named
	}
	if u.time {
		u.decimals = 1
	}
	return u
}

// sharpest is how many decimals are written at most to tell two numbers apart.
const sharpest = 6

// telling gives the unit with as many decimals as it takes to see that numbers which differ
// do differ, and that a bound which is not zero is not.
func (u unit) telling(apart [][2]float64) unit {
	for u.decimals < sharpest {
		blurred := false
		for _, pair := range apart {
			a, b := figure(pair[0]*u.factor, u.decimals, english), figure(pair[1]*u.factor, u.decimals, english)
			blurred = blurred || pair[0] != pair[1] && a == b
		}
		if !blurred {
			break
		}
		u.decimals++
	}
	return u
}

func (u unit) number(x float64, language string) string {
	switch {
	case u.percent:
		return percent(x*u.factor, u.decimals, language)
	case u.signed:
		return signed(x*u.factor, u.decimals, language)
	}
	return figure(x*u.factor, u.decimals, language)
}

// value writes a level with its unit.
func (u unit) value(x float64, language string) string {
	return after(u.number(x, language), u.level[language])
}

// fromTo writes two levels, the unit once.
func (u unit) fromTo(from, to float64, language string) string {
	return in(language, "from ", "von ") + u.number(from, language) + in(language, " to ", " auf ") + u.value(to, language)
}

// size writes a difference without its sign.
func (u unit) size(x float64, language string) string {
	return after(figure(math.Abs(x)*u.factor, u.decimals, language), u.change[language])
}

// difference writes a difference with its sign.
func (u unit) difference(x float64, language string) string {
	return after(signed(x*u.factor, u.decimals, language), u.change[language])
}

// span writes the ends of an interval of differences with their signs.
func (u unit) span(i stats.Interval, language string) string {
	return signed(i[0]*u.factor, u.decimals, language) + in(language, " to ", " bis ") + u.difference(i[1], language)
}

// between writes the ends of an interval of levels.
func (u unit) between(i stats.Interval, language string) string {
	return u.number(i[0], language) + in(language, " to ", " bis ") + u.number(i[1], language)
}

func after(number, unit string) string {
	if unit == "" {
		return number
	}
	return number + hard + unit
}

// moved is the word for a difference by its direction.
func (u unit) moved(up bool, language string) string {
	switch {
	case u.time && up:
		return in(language, "longer", "länger")
	case u.time:
		return in(language, "shorter", "kürzer")
	case up:
		return in(language, "higher", "höher")
	}
	return in(language, "lower", "tiefer")
}
