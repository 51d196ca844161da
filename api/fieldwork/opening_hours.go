package fieldwork

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/fault"
)

// weekdayNames are how weekdays are written, Monday first; the first two letters of English
// and German names are read, whatever follows.
var weekdayNames = []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

var weekdaysByLetters = map[string]int{
	"mo": 1, "tu": 2, "di": 2, "we": 3, "mi": 3, "th": 4, "do": 4, "fr": 5, "sa": 6, "su": 7, "so": 7,
}

// FormatOpeningHours writes opening hours as one text: Mo-Fr 09:00-18:30; Sa 09:00-16:00. It is
// a part of the notation of OpenStreetMap's key opening_hours.
func FormatOpeningHours(hours []OpenHours) string {
	parts := make([]string, len(hours))
	for i, open := range hours {
		parts[i] = formatDays(open.Days) + " " + open.From + "-" + open.To
	}
	return strings.Join(parts, "; ")
}

func formatDays(days []int) string {
	days = slices.Sorted(slices.Values(days))
	var parts []string
	for i := 0; i < len(days); {
		last := i
		for last+1 < len(days) && days[last+1] == days[last]+1 {
			last++
		}
		name := weekdayNames[days[i]-1]
		switch last - i {
		case 0:
		case 1:
			name += "," + weekdayNames[days[last]-1]
		default:
			name += "-" + weekdayNames[days[last]-1]
		}
		parts = append(parts, name)
		i = last + 1
	}
	return strings.Join(parts, ",")
}

// ParseOpeningHours reads what FormatOpeningHours writes, and what people write like it:
// German days, several times with commas between, hours without minutes, 24/7; Invalid
// "openingHours.format" for anything else.
func ParseOpeningHours(text string) ([]OpenHours, error) {
	text = strings.NewReplacer("–", "-", "—", "-", "\n", ";", " Uhr", "", " uhr", "").Replace(text)
	if strings.TrimSpace(text) == "24/7" {
		return []OpenHours{{Days: []int{1, 2, 3, 4, 5, 6, 7}, From: "00:00", To: "24:00"}}, nil
	}
	var hours []OpenHours
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		at := strings.IndexAny(part, "0123456789")
		if at < 0 {
			return nil, noOpeningHours(part)
		}
		days := []int{1, 2, 3, 4, 5, 6, 7}
		if named := strings.TrimRight(strings.TrimSpace(part[:at]), ":"); named != "" {
			if days = parseDays(named); days == nil {
				return nil, noOpeningHours(part)
			}
		}
		for span := range strings.SplitSeq(part[at:], ",") {
			from, to, found := strings.Cut(span, "-")
			open := OpenHours{Days: days, From: parseHour(from), To: parseHour(to)}
			if !found || open.From == "" || open.To == "" || open.From >= open.To {
				return nil, noOpeningHours(part)
			}
			hours = append(hours, open)
		}
	}
	return hours, nil
}

func noOpeningHours(part string) error {
	return fault.New(fault.Invalid, "openingHours.format", "%q are no opening hours such as Mo-Fr 09:00-18:30; Sa 09:00-16:00.", part)
}

// parseDays reads days such as Mo-Fr,So; nil when they are none.
func parseDays(text string) []int {
	var days []int
	for part := range strings.SplitSeq(text, ",") {
		first, last, ranged := strings.Cut(part, "-")
		from := parseDay(first)
		to := from
		if ranged {
			to = parseDay(last)
		}
		if from == 0 || to == 0 {
			return nil
		}
		for day := from; ; day = day%7 + 1 {
			if !slices.Contains(days, day) {
				days = append(days, day)
			}
			if day == to {
				break
			}
		}
	}
	slices.Sort(days)
	return days
}

func parseDay(text string) int {
	letters := strings.ToLower(strings.Trim(text, " ."))
	if len(letters) < 2 {
		return 0
	}
	return weekdaysByLetters[letters[:2]]
}

// parseHour reads 9, 9:00, 09.00 or 0900 as HH:MM; "" when it is no time of day.
func parseHour(text string) string {
	text = strings.NewReplacer(".", ":", "h", ":").Replace(strings.TrimSpace(text))
	hours, minutes, divided := strings.Cut(strings.TrimSuffix(text, ":"), ":")
	if !divided && len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	}
	h, err := strconv.Atoi(hours)
	m := 0
	if err == nil && minutes != "" {
		m, err = strconv.Atoi(minutes)
	}
	if err != nil || h < 0 || m < 0 || m > 59 || h > 24 || h == 24 && m > 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", h, m)
}
