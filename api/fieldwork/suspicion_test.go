package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// ratingForm has a scale of words with points, one without, stars and texts.
const ratingForm = `{"id":"d","version":1,"defaultLanguage":"en","title":{"en":"D"},
 "choices":{
  "scale":[{"name":"poor","points":0},{"name":"fair","points":1},{"name":"good","points":2},{"name":"na","notApplicable":true}],
  "mood":[{"name":"sad"},{"name":"so"},{"name":"glad"}],
  "yes_no":[{"name":"yes","points":1},{"name":"no","points":0}]},
 "body":[
  {"type":"select_one","name":"a1","choices":"scale"},{"type":"select_one","name":"a2","choices":"scale"},{"type":"select_one","name":"a3","choices":"scale"},
  {"type":"select_one","name":"a4","choices":"scale"},{"type":"select_one","name":"a5","choices":"scale"},{"type":"select_one","name":"a6","choices":"scale"},{"type":"select_one","name":"a7","choices":"scale"},
  {"type":"select_one","name":"m1","choices":"mood"},{"type":"select_one","name":"m2","choices":"mood"},{"type":"select_one","name":"m3","choices":"mood"},
  {"type":"select_one","name":"m4","choices":"mood"},{"type":"select_one","name":"m5","choices":"mood"},{"type":"select_one","name":"m6","choices":"mood"},
  {"type":"select_one","name":"y1","choices":"yes_no"},{"type":"select_one","name":"y2","choices":"yes_no"},{"type":"select_one","name":"y3","choices":"yes_no"},
  {"type":"select_one","name":"y4","choices":"yes_no"},{"type":"select_one","name":"y5","choices":"yes_no"},{"type":"select_one","name":"y6","choices":"yes_no"},
  {"type":"range","name":"s1","parameters":{"start":1,"end":5}},{"type":"range","name":"s2","parameters":{"start":"1","end":"5"}},{"type":"range","name":"s3","parameters":{"start":1,"end":5,"step":1}},
  {"type":"range","name":"s4","parameters":{"start":1,"end":5}},{"type":"range","name":"s5","parameters":{"start":1,"end":5}},{"type":"range","name":"s6","parameters":{"start":1,"end":5}},{"type":"range","name":"t1","parameters":{"start":0,"end":10}},
  {"type":"text","name":"story","appearance":"multiline"},{"type":"text","name":"name"},{"type":"calculate","name":"sum","calculation":"1"},
  {"type":"image","name":"photo"},
  {"type":"repeat","name":"people","body":[{"type":"text","name":"who"},{"type":"text","name":"remark","appearance":"multiline"}]}]}`

// elsewhere says that another report has the same answers.
func elsewhere(f *fieldwork.Facts) { f.Duplicate = "r" }

// suspected is a case: a report, an assignment, a location and what else is known, as JSON,
// and the flags wanted, as code@question.
type suspected struct {
	name       string
	response   string
	assignment string
	location   string
	rules      string
	facts      func(*fieldwork.Facts)
	want       string
}

func (c suspected) flags(t *testing.T) []fieldwork.Flag {
	t.Helper()
	read := func(text string, into any) {
		if text == "" {
			text = "{}"
		}
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	var definition form.Definition
	read(ratingForm, &definition)
	facts := fieldwork.Facts{Definition: &definition, Assignment: &fieldwork.Assignment{}, Response: &fieldwork.Response{}, Zone: zone}
	read(c.response, facts.Response)
	if facts.Response.SubmittedAt.IsZero() {
		read(`"2026-03-10T12:00:00Z"`, &facts.Response.SubmittedAt)
	}
	if facts.Response.ReceivedAt.IsZero() {
		facts.Response.ReceivedAt = facts.Response.SubmittedAt
	}
	read(c.assignment, facts.Assignment)
	facts.FirstDay, facts.LastDay = facts.Assignment.FirstDay, facts.Assignment.LastDay
	if c.location != "" {
		facts.Location = &fieldwork.Location{}
		read(c.location, facts.Location)
	}
	project := fieldwork.Project{}
	read(c.rules, &project.Rules)
	facts.Rules = project.FieldRules()
	if c.facts != nil {
		c.facts(&facts)
	}
	return fieldwork.Suspicions(facts)
}

func runSuspected(t *testing.T, cases []suspected) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, flag := range c.flags(t) {
				name := flag.Code
				if flag.Question != "" {
					name += "@" + flag.Question
				}
				got = append(got, name)
				if flag.Message == "" || !fieldwork.Suspected(flag.Code) || fieldwork.Lasting(flag.Code) {
					t.Errorf("flag %+v has no message or is not in the table", flag)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("flags %q, want %q", got, c.want)
			}
		})
	}
}

// checkIn is a visit with a check-in at an instant; more are further members of the check-in.
func checkIn(at, more string) string {
	return `{"visit":{"checkIn":{"at":"` + at + `"` + more + `}}}`
}

const bahnhof = `{"code":"zh01","title":"Z","position":{"lat":47.3779,"lon":8.5403}}`

// at is a position so many degrees north of the location; 0.001 degrees are 111.2 m.
func at(degrees float64, accuracy string) string {
	more := ""
	if accuracy != "" {
		more = `,"accuracy":` + accuracy
	}
	return fmt.Sprintf(`,"position":{"lat":%f,"lon":8.5403%s}`, 47.3779+degrees, more)
}

func TestSuspicionOfPlace(t *testing.T) {
	const noon = "2026-03-10T11:00:00Z"
	runSuspected(t, []suspected{
		{name: "at the place", response: checkIn(noon, at(0, "10")), location: bahnhof},
		{name: "just inside the usual 200 m", response: checkIn(noon, at(0.00179, "")), location: bahnhof},
		{name: "just outside", response: checkIn(noon, at(0.00181, "")), location: bahnhof, want: "outsideRadius"},
		{name: "outside, but inaccurate enough to be inside", response: checkIn(noon, at(0.002, "30")), location: bahnhof},
		{name: "far outside and inaccurate", response: checkIn(noon, at(0.1, "5000")), location: bahnhof, want: "positionPoor outsideRadius"},
		{name: "inaccurate", response: checkIn(noon, at(0, "201")), location: bahnhof, want: "positionPoor"},
		{name: "as accurate as needed", response: checkIn(noon, at(0, "200")), location: bahnhof},
		{name: "negative accuracy", response: checkIn(noon, at(0.00181, "-50")), location: bahnhof, want: "outsideRadius"},
		{name: "the project's radius", response: checkIn(noon, at(0.00181, "")), location: bahnhof, rules: `{"radius":1000}`},
		{name: "the location's radius", response: checkIn(noon, at(0.001, "")), location: strings.Replace(bahnhof, `"title"`, `"radius":50,"title"`, 1), rules: `{"radius":1000}`, want: "outsideRadius"},
		{name: "the project's accuracy", response: checkIn(noon, at(0, "60")), location: bahnhof, rules: `{"accuracy":50}`, want: "positionPoor"},
		{name: "position denied", response: checkIn(noon, `,"missing":"denied"`), location: bahnhof, want: "positionMissing"},
		{name: "no check-in", response: `{"visit":{"seconds":60}}`, location: bahnhof, want: "positionMissing"},
		{name: "no visit, as older phones send it", response: `{}`, location: bahnhof},
		{name: "a location without a position", response: `{"visit":{}}`, location: `{"code":"zh01","title":"Z"}`},
		{name: "no location", response: `{"visit":{}}`},
	})
}

func TestSuspicionOfTime(t *testing.T) {
	const window = `{"firstDay":"2026-03-09","lastDay":"2026-03-11"}`
	usual := func(median float64, earlier int) func(*fieldwork.Facts) {
		return func(f *fieldwork.Facts) { f.Usual, f.Earlier = median, earlier }
	}
	took := func(seconds string) string { return `{"visit":{"seconds":` + seconds + `}}` }
	runSuspected(t, []suspected{
		{name: "in the window", response: checkIn("2026-03-10T11:00:00Z", ""), assignment: window},
		{name: "the first minute, in the project's zone", response: checkIn("2026-03-08T23:00:00Z", ""), assignment: window},
		{name: "a minute before", response: checkIn("2026-03-08T22:59:00Z", ""), assignment: window, want: "outsideWindow"},
		{name: "the last minute", response: checkIn("2026-03-11T22:59:00Z", ""), assignment: window},
		{name: "a minute after", response: checkIn("2026-03-11T23:00:00Z", ""), assignment: window, want: "outsideWindow"},
		{name: "visited in time, submitted days later", response: `{"visit":{"checkIn":{"at":"2026-03-10T11:00:00Z"}},"submittedAt":"2026-03-20T11:00:00Z"}`, assignment: window},
		{name: "without a check-in, submitted too late", response: `{"submittedAt":"2026-03-20T11:00:00Z"}`, assignment: window, want: "outsideWindow"},
		{name: "a Tuesday that was asked for", response: checkIn("2026-03-10T11:00:00Z", ""), assignment: `{"weekdays":[2,7]}`},
		{name: "a Tuesday that was not", response: checkIn("2026-03-10T11:00:00Z", ""), assignment: `{"weekdays":[1,7]}`, want: "outsideWindow"},
		{name: "a Sunday is the seventh day", response: checkIn("2026-03-15T11:00:00Z", ""), assignment: `{"weekdays":[7]}`},
		{name: "a day that was excluded", response: checkIn("2026-03-10T11:00:00Z", ""), assignment: `{"excludedDays":["2026-03-10"]}`, want: "outsideWindow"},
		{name: "within the hours", response: checkIn("2026-03-10T08:00:00Z", ""), assignment: `{"from":"09:00","to":"12:00"}`},
		{name: "to the minute", response: checkIn("2026-03-10T11:00:59Z", ""), assignment: `{"from":"09:00","to":"12:00"}`},
		{name: "too early", response: checkIn("2026-03-10T07:59:00Z", ""), assignment: `{"from":"09:00","to":"12:00"}`, want: "outsideHours"},
		{name: "too late", response: checkIn("2026-03-10T11:01:00Z", ""), assignment: `{"from":"09:00","to":"12:00"}`, want: "outsideHours"},
		{name: "until midnight", response: checkIn("2026-03-10T22:59:00Z", ""), assignment: `{"from":"09:00","to":"24:00"}`},
		{name: "hours without a check-in", response: `{"submittedAt":"2026-03-10T03:00:00Z"}`, assignment: `{"from":"09:00","to":"12:00"}`},
		{name: "a clock three days ahead that is known", assignment: window,
			response: `{"visit":{"clockOffset":-259200000,"checkIn":{"at":"2026-03-13T11:00:00Z"}},"submittedAt":"2026-03-13T11:30:00Z","receivedAt":"2026-03-10T11:30:10Z"}`, want: "clockAhead"},
		{name: "a clock three days behind", assignment: window,
			response: `{"visit":{"clockOffset":259200000,"checkIn":{"at":"2026-03-07T11:00:00Z"}},"submittedAt":"2026-03-07T11:30:00Z","receivedAt":"2026-03-10T11:30:10Z"}`, want: "clockBehind"},
		{name: "a clock a minute off", response: `{"visit":{"clockOffset":60000,"checkIn":{"at":"2026-03-08T22:59:30Z"}}}`, assignment: window, want: "outsideWindow"},
		{name: "sent from the future", response: `{"submittedAt":"2026-03-10T12:00:00Z","receivedAt":"2026-03-10T11:00:00Z"}`, want: "clockAhead"},
		{name: "started after it was submitted", response: `{"startedAt":"2026-03-10T12:00:01Z"}`, want: "clockBackwards"},
		{name: "as fast as the project allows", response: took("300"), rules: `{"shortestSeconds":300}`},
		{name: "faster", response: took("299"), rules: `{"shortestSeconds":300}`, want: "tooFast"},
		{name: "a third of the median", response: took("200"), facts: usual(600, 10)},
		{name: "less than a third", response: took("199"), facts: usual(600, 10), want: "tooFast"},
		{name: "too few to compare with", response: took("1"), facts: usual(600, 9)},
		{name: "the project's own says enough", response: took("150"), rules: `{"shortestSeconds":100}`, facts: usual(600, 10)},
		{name: "without a timer, from start to end", response: `{"startedAt":"2026-03-10T11:59:00Z"}`, rules: `{"shortestSeconds":61}`, want: "tooFast"},
		{name: "not known how long", response: `{}`, rules: `{"shortestSeconds":61}`},
		{name: "not possible takes no time", response: `{"visit":{"seconds":5,"notPossible":{"reason":"closed","note":""}},"attachments":[{"id":"x","question":"$notPossible"}]}`, rules: `{"shortestSeconds":61}`},
	})
}

func TestSuspicionOfPhotos(t *testing.T) {
	photos := func(matches ...fieldwork.PhotoMatch) func(*fieldwork.Facts) {
		return func(f *fieldwork.Facts) { f.Photos = matches }
	}
	taken := func(at, rest string) string {
		return `{"attachments":[{"id":"one","question":"photo","takenAt":"` + at + `"}]` + rest + `}`
	}
	const visit = `,"visit":{"checkIn":{"at":"2026-03-10T11:00:00Z"}}`
	runSuspected(t, []suspected{
		{name: "the same picture elsewhere", response: `{"attachments":[{"id":"one","question":"people[1].photo"}]}`, facts: photos(fieldwork.PhotoMatch{Attachment: "one", Response: "r", Other: "o"}), want: "photoReused@people[1].photo"},
		{name: "one that was replaced", response: `{"attachments":[{"id":"one","question":"photo","superseded":true}]}`, facts: photos(fieldwork.PhotoMatch{Attachment: "one", Response: "r", Other: "o"})},
		{name: "of another file", response: `{"attachments":[{"id":"one","question":"photo"}]}`, facts: photos(fieldwork.PhotoMatch{Attachment: "two", Response: "r", Other: "o"})},
		{name: "taken at the visit", response: taken("2026-03-10T11:10:00Z", visit)},
		{name: "taken outside, an hour before", response: taken("2026-03-10T09:00:00Z", visit)},
		{name: "taken more than two hours before", response: taken("2026-03-10T08:59:59Z", visit), want: "photoOld@photo"},
		{name: "taken that morning, without a check-in", response: taken("2026-03-09T23:30:00Z", "")},
		{name: "taken the day before", response: taken("2026-03-09T22:30:00Z", ""), want: "photoOld@photo"},
		{name: "taken the day before it was begun", response: taken("2026-03-09T12:00:00Z", `,"startedAt":"2026-03-09T12:30:00Z"`)},
		{name: "a proof that is there", response: `{"answers":{"photo":{"sha256":"x"}}}`, assignment: `{"proofs":[{"text":{"en":"T"},"question":"photo"},{"text":{"en":"Receipt"}}]}`},
		{name: "a proof inside a repeat", response: `{"answers":{"people":[{"who":"Ada"}]}}`, assignment: `{"proofs":[{"text":{"en":"T"},"question":"who"}]}`},
		{name: "a proof that is missing", response: `{"answers":{}}`, assignment: `{"proofs":[{"text":{"en":"T"},"question":"photo"}]}`, want: "proofMissing@photo"},
		{name: "not possible, with a photo of it", response: `{"visit":{"notPossible":{"reason":"closed","note":""}},"attachments":[{"id":"x","question":"$notPossible"}]}`, assignment: `{"proofs":[{"text":{"en":"T"},"question":"photo"}]}`},
		{name: "not possible, and nothing shows it", response: `{"visit":{"notPossible":{"reason":"closed","note":""}}}`, want: "proofMissing@$notPossible"},
	})
}

func TestSuspicionOfAnswers(t *testing.T) {
	rated := func(prefix, value string, count int) string {
		var answers []string
		for i := range count {
			answers = append(answers, fmt.Sprintf(`"%s%d":%s`, prefix, i+1, value))
		}
		return `{"answers":{` + strings.Join(answers, ",") + `}}`
	}
	returned := func(comments, before, after string) string {
		return `{"events":[{"id":"1","kind":"submitted","answers":` + before + `},{"id":"2","kind":"reviewed","decision":"return","comments":` + comments + `},{"id":"3","kind":"revised","answers":` + after + `}]}`
	}
	const asked = `[{"question":"name","text":"?"}]`
	expense := func(amounts string) string { return `{"expenses":[` + amounts + `]}` }
	const limit = `{"expenses":{"limit":{"amount":1000,"currency":"CHF"}}}`
	runSuspected(t, []suspected{
		{name: "a text that is elsewhere", facts: func(f *fieldwork.Facts) { f.Texts = []fieldwork.TextMatch{{Question: "story", Response: "r"}} }, want: "textReused@story"},
		{name: "the same answers elsewhere", response: `{"answers":{"y1":"no","y2":"no","a1":"poor","s1":2,"name":"Al","y3":"yes"}}`, facts: elsewhere, want: "duplicateResponse"},
		{name: "the same text elsewhere", response: `{"answers":{"y1":"yes","story":"One till of three was open."}}`, facts: elsewhere, want: "duplicateResponse"},
		{name: "two good visits", response: `{"answers":{"y1":"yes","y2":"yes","y3":"yes","y4":"yes","y5":"yes","y6":"yes","a1":"good","a2":"good","s1":5,"name":"Al","story":"All fine.","sum":7,"a3":"na"}}`, facts: elsewhere},
		{name: "four answers that are not the best", response: `{"answers":{"y1":"no","y2":"no","a1":"poor","s1":2}}`, facts: elsewhere},
		{name: "the same answers for two closed doors", response: `{"answers":{"y1":"no","y2":"no","a1":"poor","s1":2,"name":"Al"},"visit":{"notPossible":{"reason":"closed","note":""}},"attachments":[{"id":"x","question":"$notPossible"}]}`, facts: elsewhere},
		{name: "long enough", response: `{"answers":{"story":"0123456789"}}`, rules: `{"shortText":10}`},
		{name: "too short, blanks aside", response: `{"answers":{"story":" 012345678 "}}`, rules: `{"shortText":10}`, want: "textShort@story"},
		{name: "characters, not bytes", response: `{"answers":{"story":"äöüäöüäöüä"}}`, rules: `{"shortText":10}`},
		{name: "short in an instance", response: `{"answers":{"people":[{"remark":"long enough"},{"remark":"no"}]}}`, rules: `{"shortText":10}`, want: "textShort@people[2].remark"},
		{name: "a name is short by nature", response: `{"answers":{"name":"Al"}}`, rules: `{"shortText":10}`},
		{name: "nobody asked for length", response: `{"answers":{"story":"x"}}`},
		{name: "six ratings in the middle", response: rated("a", `"fair"`, 6), want: "straightLining"},
		{name: "five", response: rated("a", `"fair"`, 5)},
		{name: "six at worst", response: rated("a", `"poor"`, 6), want: "straightLining"},
		{name: "six at best are earned", response: rated("a", `"good"`, 6)},
		{name: "six that do not apply", response: rated("a", `"na"`, 6)},
		{name: "one differs", response: strings.Replace(rated("a", `"fair"`, 7), `"a7":"fair"`, `"a7":"good"`, 1)},
		{name: "one does not apply", response: strings.Replace(rated("a", `"fair"`, 7), `"a7":"fair"`, `"a7":"na"`, 1), want: "straightLining"},
		{name: "nobody knows the best", response: rated("m", `"glad"`, 6), want: "straightLining"},
		{name: "yes and no are no scale", response: rated("y", `"no"`, 6)},
		{name: "stars in the middle", response: rated("s", `3`, 6), want: "straightLining"},
		{name: "all the stars", response: rated("s", `5`, 6)},
		{name: "changed as asked", response: returned(asked, `{"name":"A","story":"x"}`, `{"name":"B","story":"x"}`)},
		{name: "changed something else", response: returned(asked, `{"name":"A","story":"x"}`, `{"name":"B","story":"y"}`), want: "editedAfterReturn@story"},
		{name: "answered for the first time", response: returned(asked, `{"name":"A"}`, `{"name":"B","story":"y"}`)},
		{name: "no longer answered", response: returned(asked, `{"name":"A","story":"x"}`, `{"name":"B"}`)},
		{name: "calculated anew", response: returned(asked, `{"name":"A","sum":1}`, `{"name":"B","sum":2}`)},
		{name: "asked about the whole", response: returned(`[{"question":"","text":"Everything"}]`, `{"name":"A","story":"x"}`, `{"name":"B","story":"y"}`)},
		{name: "asked about nothing in particular", response: returned(`[]`, `{"name":"A","story":"x"}`, `{"name":"B","story":"y"}`)},
		{name: "asked about a repeat", response: returned(`[{"question":"people","text":"Who?"}]`, `{"people":[{"who":"A"}]}`, `{"people":[{"who":"B"}]}`)},
		{name: "asked about another instance", response: returned(`[{"question":"people[2].who","text":"Who?"}]`, `{"people":[{"who":"A"},{"who":"C"}]}`, `{"people":[{"who":"B"},{"who":"D"}]}`), want: "editedAfterReturn@people[1].who"},
		{name: "expenses within the limit", response: expense(`{"amount":{"amount":600,"currency":"CHF"}},{"amount":{"amount":400,"currency":"CHF"}}`), assignment: limit},
		{name: "expenses beyond it", response: expense(`{"amount":{"amount":600,"currency":"CHF"}},{"amount":{"amount":401,"currency":"CHF"}}`), assignment: limit, want: "expensesOverLimit@$expense"},
		{name: "in another currency", response: expense(`{"amount":{"amount":1,"currency":"EUR"}}`), assignment: limit, want: "expensesOverLimit@$expense"},
		{name: "nobody offered any", response: expense(`{"amount":{"amount":1,"currency":"CHF"}}`), want: "expensesOverLimit@$expense"},
	})
}

// TestSuspectingAgain says which flags are replaced and which stay.
func TestSuspectingAgain(t *testing.T) {
	var r fieldwork.Response
	for _, code := range []string{"required", "tooFast", "fromFile", "photoReused", "secondReport", "constraint", "assignmentMoved"} {
		r.Flags = append(r.Flags, fieldwork.Flag{Code: code})
	}
	before := slices.Clone(r.Flags)
	r.Suspect(fieldwork.Facts{Zone: time.UTC, Duplicate: "another"})
	var got []string
	for _, flag := range r.Flags {
		got = append(got, flag.Code)
	}
	if want := "required fromFile secondReport constraint assignmentMoved duplicateResponse"; strings.Join(got, " ") != want {
		t.Errorf("flags %q, want %q", got, want)
	}
	if before[1].Code != "tooFast" {
		t.Error("the flags from before were changed in place")
	}
}

func TestMedian(t *testing.T) {
	for want, given := range map[float64][]float64{0: nil, 3: {3}, 2: {3, 1, 2}, 2.5: {4, 1, 3, 2}} {
		if got := fieldwork.Median(given); got != want {
			t.Errorf("%v: %g, want %g", given, got, want)
		}
	}
}

// TestAWrongClockIsPutRight says which day a visit counts for, by check-in and offset.
func TestAWrongClockIsPutRight(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"as the phone says", `{"visit":{"checkIn":{"at":"2026-03-10T11:00:00Z"}},"submittedAt":"2026-03-12T11:00:00Z"}`, "2026-03-10T11:00:00.000Z"},
		{"without a check-in", `{"submittedAt":"2026-03-12T11:00:00Z"}`, "2026-03-12T11:00:00.000Z"},
		{"three days ahead", `{"visit":{"clockOffset":-259200000,"checkIn":{"at":"2026-03-13T11:00:00Z"}},"submittedAt":"2026-03-13T12:00:00Z"}`, "2026-03-10T11:00:00.000Z"},
		{"three days behind, without a check-in", `{"visit":{"clockOffset":259200000},"submittedAt":"2026-03-07T12:00:00Z"}`, "2026-03-10T12:00:00.000Z"},
		{"two minutes off are noise", `{"visit":{"clockOffset":120000,"checkIn":{"at":"2026-03-10T11:00:00Z"}},"submittedAt":"2026-03-10T12:00:00Z"}`, "2026-03-10T11:00:00.000Z"},
		{"an offset that cannot be true", `{"visit":{"clockOffset":1e300,"checkIn":{"at":"2026-03-10T11:00:00Z"}},"submittedAt":"2026-03-10T12:00:00Z"}`, "2026-03-10T11:00:00.000Z"},
	} {
		var r fieldwork.Response
		if err := json.Unmarshal([]byte(c.given), &r); err != nil {
			t.Fatal(err)
		}
		if got := r.Begun().String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
