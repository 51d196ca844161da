package xlsform

import (
	"slices"
	"strings"
)

// typeName is what a cell of the column type means.
type typeName struct {
	kind  string // type of a definition's question; "" for one that is not known
	begin bool   // of a section or repeat
	end   bool
	list  string // of a select
	file  bool   // the list is a file
	other bool   // or_other
	note  string // why something else was made of it
}

// typeAliases are the types of XLSForm and their older names, in the form of words.
var typeAliases = map[string]typeName{
	"text": {kind: "text"}, "string": {kind: "text"}, "q string": {kind: "text"}, "add text prompt": {kind: "text"},
	"integer": {kind: "integer"}, "int": {kind: "integer"}, "q int": {kind: "integer"}, "add integer prompt": {kind: "integer"}, "percentage": {kind: "integer"},
	"decimal": {kind: "decimal"}, "q decimal": {kind: "decimal"}, "add decimal prompt": {kind: "decimal"},
	"range": {kind: "range"},
	"date":  {kind: "date"}, "q date": {kind: "date"}, "add date prompt": {kind: "date"},
	"time":     {kind: "time"},
	"datetime": {kind: "dateTime"}, "date time": {kind: "dateTime"}, "q datetime": {kind: "dateTime"}, "add date time prompt": {kind: "dateTime"}, "add datetime prompt": {kind: "dateTime"},
	"geopoint": {kind: "geopoint"}, "gps": {kind: "geopoint"}, "location": {kind: "geopoint"}, "q geopoint": {kind: "geopoint"}, "q location": {kind: "geopoint"}, "add location prompt": {kind: "geopoint"},
	"geotrace": {kind: "geotrace"}, "geoshape": {kind: "geoshape"},
	"image": {kind: "image"}, "photo": {kind: "image"}, "picture": {kind: "image"}, "q image": {kind: "image"}, "q picture": {kind: "image"}, "add image prompt": {kind: "image"}, "add photo prompt": {kind: "image"},
	"audio": {kind: "audio"}, "q audio": {kind: "audio"}, "add audio prompt": {kind: "audio"},
	"video": {kind: "video"}, "q video": {kind: "video"}, "add video prompt": {kind: "video"},
	"file": {kind: "file"}, "add file prompt": {kind: "file"},
	"barcode": {kind: "barcode"}, "q barcode": {kind: "barcode"}, "add barcode prompt": {kind: "barcode"},
	"acknowledge": {kind: "acknowledge"}, "trigger": {kind: "acknowledge"}, "q acknowledge": {kind: "acknowledge"}, "add acknowledge prompt": {kind: "acknowledge"},
	"note": {kind: "note"}, "q note": {kind: "note"}, "add note prompt": {kind: "note"},
	"calculate": {kind: "calculate"}, "q calculate": {kind: "calculate"}, "add calculate prompt": {kind: "calculate"},
	"hidden": {kind: "hidden"},
	"start":  {kind: "start"}, "start time": {kind: "start"}, "get start time": {kind: "start"},
	"end": {kind: "end"}, "end time": {kind: "end"}, "get end time": {kind: "end"},
	"today": {kind: "today"}, "get today": {kind: "today"},
	"deviceid": {kind: "deviceid"}, "device id": {kind: "deviceid"}, "get device id": {kind: "deviceid"}, "imei": {kind: "deviceid"}, "uri:deviceid": {kind: "deviceid"},
	"username": {kind: "username"}, "uri:username": {kind: "username"},
	"audit":        {kind: "audit"},
	"phone number": {kind: "text"},
	"csv-external": {kind: "table"}, "csv external": {kind: "table"},
	"xml-external": {kind: "table"}, "xml external": {kind: "table"},

	"phonenumber": notKnownHere, "get phone number": notKnownHere, "uri:phonenumber": notKnownHere, "email": notKnownHere, "uri:email": notKnownHere,
	"simserial": notKnownHere, "sim id": notKnownHere, "get sim id": notKnownHere, "uri:simserial": notKnownHere,
	"subscriberid": notKnownHere, "subscriber id": notKnownHere, "get subscriber id": notKnownHere, "uri:subscriberid": notKnownHere,
	"start-geopoint":      {kind: "hidden", note: "The position is not taken by itself; ask for it with a question of type geopoint."},
	"background-geopoint": {kind: "hidden", note: "The position is not taken by itself; ask for it with a question of type geopoint."},
	"background-audio":    {kind: "hidden", note: "Nothing is recorded in the background; ask for it with a question of type audio."},
	"osm":                 {kind: "hidden", note: "OpenStreetMap objects are not supported; ask with a choice list or a geopoint."},

	"begin group": {kind: "section", begin: true}, "begin lgroup": {kind: "repeat", begin: true}, "begin section": {kind: "section", begin: true},
	"begin repeat": {kind: "repeat", begin: true}, "begin looped group": {kind: "repeat", begin: true},
	"end group": {kind: "section", end: true}, "end lgroup": {kind: "repeat", end: true}, "end section": {kind: "section", end: true},
	"end repeat": {kind: "repeat", end: true}, "end looped group": {kind: "repeat", end: true},
	"begin loop": {kind: "section", begin: true, note: loopNote}, "end loop": {kind: "section", end: true},
}

const loopNote = "Loops over a list are not supported; write a repeat with repeat_count, or the questions one by one."

var notKnownHere = typeName{kind: "hidden", note: "A page in a browser does not know this of its device; the question stays hidden and blank."}

// selectPrefixes are what stands before the name of a list, the longest first.
var selectPrefixes = longestFirst(map[string]typeName{
	"select one": {kind: "select_one"}, "select1": {kind: "select_one"}, "q select1": {kind: "select_one"}, "select one from": {kind: "select_one"}, "select one using": {kind: "select_one"},
	"add select one prompt using": {kind: "select_one"}, "select one external": {kind: "select_one"}, "select one from file": {kind: "select_one", file: true},
	"select multiple": {kind: "select_multiple"}, "q select": {kind: "select_multiple"}, "select all that apply": {kind: "select_multiple"}, "select all that apply from": {kind: "select_multiple"},
	"select multiple from": {kind: "select_multiple"}, "select multiple using": {kind: "select_multiple"}, "add select multiple prompt using": {kind: "select_multiple"},
	"select multiple from file": {kind: "select_multiple", file: true}, "select multiple external": {kind: "select_multiple"},
	"rank": {kind: "rank"}, "rank from": {kind: "rank"}, "rank from file": {kind: "rank", file: true},
})

type selectPrefix struct {
	words string
	typeName
}

func longestFirst(table map[string]typeName) []selectPrefix {
	var list []selectPrefix
	for words, t := range table {
		list = append(list, selectPrefix{words, t})
	}
	slices.SortFunc(list, func(a, b selectPrefix) int { return len(b.words) - len(a.words) })
	return list
}

// readType reads a cell of the column type.
func readType(text string) typeName {
	text = strings.Join(strings.Fields(text), " ")
	flat := flattened(text)
	if t, ok := typeAliases[strings.ToLower(text)]; ok {
		return t
	}
	if t, ok := typeAliases[flat]; ok {
		return t
	}
	if strings.HasPrefix(flat, "begin loop") || strings.HasPrefix(flat, "begin looped") {
		return typeAliases["begin loop"]
	}
	for _, prefix := range selectPrefixes {
		if !strings.HasPrefix(flat, prefix.words) {
			continue
		}
		rest := text[len(prefix.words):]
		if rest != "" && rest[0] != ' ' {
			continue // a longer word, such as the list "from_list" after select_one
		}
		t := prefix.typeName
		t.list = strings.TrimSpace(rest)
		for _, suffix := range []string{" or specify other", " or other"} {
			before := len(t.list) - len(suffix)
			if before > 0 && t.list[before] == ' ' && flattened(t.list[before:]) == suffix {
				t.list, t.other = strings.TrimSpace(t.list[:before]), true
			}
		}
		return t
	}
	return typeName{}
}

// flattened has one spelling for "select_one", "select one" and "Select One"; its length is
// that of the text as long as that is ASCII, which all names of types are.
func flattened(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '_':
			return ' '
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// nearestType suggests what a misspelt type may mean; "" when nothing is near.
func nearestType(text string) string {
	first, _, _ := strings.Cut(strings.Join(strings.Fields(text), " "), " ")
	best, least := "", 3
	for _, candidate := range []string{"text", "integer", "decimal", "range", "select_one", "select_multiple", "rank", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape",
		"image", "audio", "video", "file", "barcode", "note", "acknowledge", "calculate", "hidden", "begin_group", "end_group", "begin_repeat", "end_repeat"} {
		for _, given := range []string{first, strings.ReplaceAll(text, " ", "_")} {
			if d := editDistance(strings.ToLower(given), strings.ToLower(candidate)); d < least {
				best, least = candidate, d
			}
		}
		if strings.HasPrefix(candidate, "select") && strings.HasPrefix(flattened(text), flattened(candidate)) {
			return candidate + " " + text[len(candidate):]
		}
	}
	return best
}

// editDistance is the least number of letters to insert, leave out, replace (Levenshtein);
// texts of more than 40 letters are far from everything.
func editDistance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	before := make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := range len(a) {
		now := make([]int, len(b)+1)
		now[0] = i + 1
		for j := range len(b) {
			replace := before[j]
			if a[i] != b[j] {
				replace++
			}
			now[j+1] = min(replace, before[j+1]+1, now[j]+1)
		}
		before = now
	}
	return before[len(b)]
}
