package service_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"touchstone/api/blob/disk"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

// desk is a service on the embedded engine in a folder of its own.
type desk struct {
	*service.Service
	store store.Store
}

func openDesk(t testing.TB) desk {
	t.Helper()
	folder := t.TempDir()
	engine, err := sqlite.Open(context.Background(), filepath.Join(folder, "touchstone.db"), service.Collections())
	if err != nil {
		t.Fatal(err)
	}
	files, err := disk.Open(filepath.Join(folder, "attachments"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := service.New(context.Background(), service.Options{Store: engine, Blobs: files, PublicURL: "http://localhost"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.EndImports()
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	return desk{s, engine}
}

func readFile(t testing.TB, words ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(words...))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const (
	surveys = "../../surveys"
	madeUp  = "../spreadsheet/testdata"
)

// guests gives the order that imports a file of the airport's kind.
func guests(t testing.TB, file []byte, name, wave string) service.ImportOrder {
	return service.ImportOrder{Name: name, File: file, Wave: wave, Mapping: readFile(t, surveys, "library/mappings/sfo-guest-survey.json")}
}

// furnish makes the airport's project with a wave.
func (d desk) furnish(t testing.TB, wave string) service.Member {
	t.Helper()
	member, _, err := d.Furnish(context.Background(), service.Operator(), service.Furnishing{
		Project: "sfo", TimeZone: "America/Los_Angeles", Definition: readFile(t, surveys, "library/sfo-guest-survey.json"), Wave: wave})
	if err != nil {
		t.Fatal(err)
	}
	return member
}

func (d desk) importFile(t testing.TB, member service.Member, order service.ImportOrder) service.Import {
	t.Helper()
	outcome, err := d.RunImport(context.Background(), member, order, nil)
	if err != nil {
		t.Fatal(err)
	}
	if outcome.State != service.ImportDone {
		t.Fatalf("state %s: %s", outcome.State, outcome.Message)
	}
	return outcome
}

// responses gives all responses of a wave.
func (d desk) responses(t testing.TB, wave string) []fieldwork.Response {
	t.Helper()
	var all []fieldwork.Response
	query := store.Query{Index: "wave", Equal: []any{"sfo", wave}, Limit: 1000}
	for {
		page, err := d.store.Find(context.Background(), "responses", query)
		if err != nil {
			t.Fatal(err)
		}
		for _, record := range page.Records {
			var response fieldwork.Response
			if err := json.Unmarshal(record.Body, &response); err != nil {
				t.Fatal(err)
			}
			all = append(all, response)
		}
		if page.Next == "" {
			return all
		}
		query.After = page.Next
	}
}

// counts gives the odd values of an outcome as "code column value".
func counts(odd []service.Oddity) map[string]int {
	found := map[string]int{}
	for _, o := range odd {
		found[strings.TrimSpace(o.Code+" "+o.Column+" "+o.Value)] = o.Count
	}
	return found
}

func sfoFolder(t *testing.T) string {
	folder := os.Getenv("TOUCHSTONE_SFO_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data", "sfo")
	}
	if _, err := os.Stat(filepath.Join(folder, "2014.csv")); err != nil {
		t.Skip("the airport's files are not here (TOUCHSTONE_SFO_DATA names their folder); the made-up files are tested in any case")
	}
	return folder
}

// The means of testdata/sfo-distributions.json were computed by another program (see the
// README beside it). The answers that do not lead to the PreCheck rating were counted with
// Python too, as rows with a rating of 1 to 6 where Q11TSAPRE is not 1.
func TestAirportSurveyFromFilesToComparison(t *testing.T) {
	folder := sfoFolder(t)
	d := openDesk(t)
	years := map[string]struct{ rows, notRelevant int }{
		"2014": {2818, 15}, "2015": {2958, 234}, "2016": {3087, 0}, "2017": {2831, 1},
	}
	var member service.Member
	total := 0
	for _, year := range slices.Sorted(maps.Keys(years)) {
		want := years[year]
		member = d.furnish(t, year)
		order := guests(t, readFile(t, folder, year+".csv"), year+".csv", year)
		outcome := d.importFile(t, member, order)
		if outcome.Added != want.rows || outcome.Read != want.rows || outcome.Left+outcome.Already+outcome.Differing != 0 {
			t.Errorf("%s: %+v", year, outcome)
		}
		notRelevant := 0
		for _, odd := range outcome.Odd {
			if odd.Code == "notRelevant" {
				notRelevant += odd.Count
			}
		}
		if notRelevant != want.notRelevant {
			t.Errorf("%s: %d ratings outside their question's way, want %d", year, notRelevant, want.notRelevant)
		}
		total += want.rows
		if year != "2014" {
			continue
		}
		again := d.importFile(t, member, order)
		if again.Added != 0 || again.Already != want.rows || again.ID != outcome.ID || again.ProblemCount != outcome.ProblemCount {
			t.Errorf("%s again: %+v", year, again)
		}
		if there := len(d.responses(t, year)); there != want.rows {
			t.Errorf("%d responses are there", there)
		}
	}
	if total != 11_694 {
		t.Errorf("%d responses, want 11,694", total)
	}
	waves, err := d.Waves(t.Context(), member)
	if err != nil {
		t.Fatal(err)
	}
	for i, wave := range waves.Items {
		if want := map[bool]string{true: fieldwork.Baseline, false: fieldwork.FollowUp}[i == 0]; wave.Kind != want {
			t.Errorf("wave %s is %s, want %s", wave.Name, wave.Kind, want)
		}
	}
	d.meansAsElsewhere(t, member)
}

func (d desk) meansAsElsewhere(t *testing.T, member service.Member) {
	t.Helper()
	var vectors []struct {
		Given struct{ Year, Question string }
		Want  struct {
			NotApplicable, Absent int64
			Counts                map[string]int64
			Mean                  float64
		}
	}
	if err := json.Unmarshal(readFile(t, madeUp, "sfo-distributions.json"), &vectors); err != nil {
		t.Fatal(err)
	}
	if err := d.CountOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, year := range []string{"2014", "2015", "2016", "2017"} {
		baseline, followUp := "2014", year
		if year == "2014" {
			followUp = "2017"
		}
		comparison, err := d.Comparison(t.Context(), member, baseline, followUp, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range vectors {
			if v.Given.Year != year {
				continue
			}
			for _, row := range comparison.Rows {
				if row.Indicator != v.Given.Question || row.Kind != "mean" {
					continue
				}
				n := int64(0)
				for _, count := range v.Want.Counts {
					n += count
				}
				got := row.FollowUp
				if year == baseline {
					got = row.Baseline
				}
				if got.N != n || got.NotApplicable != v.Want.NotApplicable || got.Missing != v.Want.Absent || math.Abs(*got.Estimate-v.Want.Mean) > 1e-12 {
					t.Errorf("%s %s: n %d, missing %d, mean %v; want %d, %d, %v", year, row.Indicator, got.N, got.Missing, *got.Estimate, n, v.Want.Absent, v.Want.Mean)
				}
				compared++
			}
		}
		if year == "2017" {
			recommendation := comparison.Rows[slices.IndexFunc(comparison.Rows, func(r measure.Row) bool { return r.Indicator == "recommendation" })]
			// 1,436 promoters and 342 detractors among 2,746, counted in the column NETPRO.
			if want := 100 * (1436.0 - 342.0) / 2746.0; recommendation.FollowUp.N != 2746 || math.Abs(*recommendation.FollowUp.Estimate-want) > 1e-9 {
				t.Errorf("recommendation: %v of %d, want %v of 2746", *recommendation.FollowUp.Estimate, recommendation.FollowUp.N, want)
			}
		}
	}
	if compared < 40 {
		t.Errorf("only %d means were compared", compared)
	}
}

func TestMadeUpFileBecomesResponses(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2016")
	outcome := d.importFile(t, member, guests(t, readFile(t, madeUp, "guests-2016.csv"), "guests-2016.csv", "2016"))
	want := map[string]int{
		"absent NETPRO": 1, "choice Q19AGE Under 19": 1, "choice Q22FLY 4": 1, "choice SAQ 0": 1,
		"notRelevant Q12PRECHEKCRATE 3": 1, `repeatedKey *RESPNUM "70"`: 1,
	}
	if got := counts(outcome.Odd); !maps.Equal(got, want) || outcome.Added != 3 || outcome.ProblemCount != 6 {
		t.Errorf("got %v and %+v", got, outcome)
	}
	for _, odd := range outcome.Odd {
		if odd.Column == "Q19AGE" && !slices.Equal(odd.Lines, []int{4}) {
			t.Errorf("the line of an odd value: %v", odd.Lines)
		}
	}
	for _, response := range d.responses(t, "2016") {
		if response.Weight == nil || response.Cluster == "" || response.Language != "en" || response.Source != fieldwork.FromImport || response.Import != outcome.ID {
			t.Errorf("beside the answers: %+v", response)
		}
		if response.Answers["run"] != "576" || response.Answers["administered"] != "self" {
			continue
		}
		flags := map[string]any{}
		for _, flag := range response.Flags {
			flags[flag.Code+" "+flag.Question] = flag.Value
		}
		if flags["choice age"] != "Under 19" || flags["notRelevant precheck_rating"] != "3" || flags["choice frequent_flyer"] != "4" {
			t.Errorf("an odd value must stay with its response: %v", response.Flags)
		}
		if _, there := response.Answers["age"]; there {
			t.Errorf("an odd value is no answer: %v", response.Answers["age"])
		}
		if got := response.SubmittedAt.String(); got != "2016-05-09T19:00:00.000Z" {
			t.Errorf("noon in San Francisco: got %s", got)
		}
	}
}

func TestImportingAnEditedFileNeitherDoublesNorOverwrites(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2014")
	file := readFile(t, madeUp, "guests-2014.csv")
	first := d.importFile(t, member, guests(t, file, "a.csv", "2014"))
	if first.Added != 3 {
		t.Fatalf("%+v", first)
	}
	edited := bytes.Replace(file, []byte("\n2,349,18045,4,D,3,2,1,1,4"), []byte("\n2,349,18045,4,D,3,2,1,1,2"), 1)
	if bytes.Equal(edited, file) {
		t.Fatal("nothing was edited")
	}
	second := d.importFile(t, member, guests(t, edited, "b.csv", "2014"))
	if second.Added != 0 || second.Already != 2 || second.Differing != 1 || counts(second.Odd)["differs"] != 1 {
		t.Errorf("got %+v", second)
	}
	for _, response := range d.responses(t, "2014") {
		if purpose := fmt.Sprint(response.Answers["purpose"]); purpose == "[leisure]" && response.Answers["run"] == "18045" {
			t.Error("the response was overwritten")
		}
	}
	d.furnish(t, "copy")
	order := guests(t, file, "a.csv", "copy")
	order.Edition = "2014"
	if copied := d.importFile(t, member, order); copied.Added != 3 {
		t.Errorf("the same rows in another wave are other responses: %+v", copied)
	}
}

// manyGuests repeats the made-up guests of 2014, each with a number of its own.
func manyGuests(t testing.TB, rows int) []byte {
	lines := bytes.SplitAfter(readFile(t, madeUp, "guests-2014.csv"), []byte("\n"))
	file := bytes.Clone(lines[0])
	for i := range rows {
		_, rest, _ := bytes.Cut(lines[1+i%3], []byte(","))
		file = append(file, fmt.Sprintf("%d,%s", i, rest)...)
	}
	return file
}

func TestAnInterruptedImportContinues(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2014")
	const rows = 3000
	order := guests(t, manyGuests(t, rows), "many.csv", "2014")
	ctx, interrupt := context.WithCancel(t.Context())
	go func() {
		for len(d.responses(t, "2014")) < 100 && ctx.Err() == nil {
		}
		interrupt()
	}()
	cut, err := d.RunImport(ctx, member, order, nil)
	if err == nil {
		t.Skip("this machine imported 3,000 rows before it could be interrupted")
	}
	if cut.State != service.ImportInterrupted || cut.Added == 0 || cut.Added == rows {
		t.Fatalf("got %+v, %v", cut, err)
	}
	if kept, err := d.Import(t.Context(), member, cut.ID); err != nil || kept.State != service.ImportInterrupted {
		t.Errorf("written down: %+v, %v", kept, err)
	}
	done := d.importFile(t, member, order)
	if done.ID != cut.ID || done.Added+done.Already != rows || done.Already < cut.Added || len(d.responses(t, "2014")) != rows {
		t.Errorf("got %+v after %+v", done, cut)
	}
}

// strict is a definition with rules that old answers break.
const strict = `{"id":"strict","version":1,"kind":"customer","title":{"en":"Strict"},"defaultLanguage":"en",
	"choices":{"yn":[{"name":"yes","label":{"en":"Yes"}},{"name":"no","label":{"en":"No"}}]},
	"body":[
		{"type":"select_one","name":"bought","choices":"yn","label":{"en":"Bought?"},"required":true},
		{"type":"integer","name":"price","label":{"en":"Price"},"relevant":"${bought} = 'yes'","constraint":". >= 1 and . <= 100"},
		{"type":"integer","name":"paid","label":{"en":"Paid"},"constraint":"${price} = '' or . >= ${price}"}],
	"indicators":[{"name":"price_mean","kind":"mean","of":"price","scale":[1,100]}]}`

func TestAnswersThatBreakRulesAreKeptAside(t *testing.T) {
	d := openDesk(t)
	member, did, err := d.Furnish(t.Context(), service.Operator(), service.Furnishing{Project: "sfo", TimeZone: "UTC", Definition: []byte(strict), Wave: "old"})
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(did, " "); !strings.Contains(text, "baseline, since it is the first") {
		t.Errorf("said: %s", text)
	}
	if _, err := d.PutLocation(t.Context(), member, fieldwork.Location{Code: "s01", Title: "One"}); err != nil {
		t.Fatal(err)
	}
	mapping := `{"definition":{"id":"strict"},"key":["nr"],"location":{"column":"store"},"language":{"column":"lang"},"columns":[
		{"column":"bought","question":"bought"},{"column":"price","question":"price"},{"column":"paid","question":"paid"}]}`
	file := "nr,store,lang,bought,price,paid\n1,S01,de,yes,50,60\n2,S09,de,yes,500,60\n3,,deutsch!,no,20,30\n4,,,,5,9\n5,s01,en,yes,50,40\n"
	outcome := d.importFile(t, member, service.ImportOrder{Name: "old.csv", File: []byte(file), Mapping: []byte(mapping), Wave: "old"})
	want := map[string]int{
		"location  S09": 1, "language  deutsch!": 1, "constraint price 500": 1, "notRelevant price 20": 1, "notRelevant price 5": 1,
		"required": 1, "constraint paid 40": 1,
	}
	if got := counts(outcome.Odd); !maps.Equal(got, want) || outcome.Added != 5 {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, response := range d.responses(t, "old") {
		if price, there := response.Answers["price"]; there && price != 50.0 {
			t.Errorf("a price that breaks a rule became an answer: %v", price)
		}
	}
	var table bytes.Buffer
	order, err := d.ImportOrderOf(t.Context(), member, outcome.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.WriteProblems(t.Context(), member, order, &table); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(records) != 1+outcome.ProblemCount {
		t.Errorf("the file of problems has %d lines, want %d: %v", len(records), 1+outcome.ProblemCount, err)
	}
}

func TestFormulasStayTextInTheFileOfProblems(t *testing.T) {
	d := openDesk(t)
	member, _, err := d.Furnish(t.Context(), service.Operator(), service.Furnishing{Project: "sfo", TimeZone: "UTC", Definition: []byte(strict), Wave: "old"})
	if err != nil {
		t.Fatal(err)
	}
	order := service.ImportOrder{Name: "old.csv", Wave: "old", Mapping: []byte(`{"definition":{"id":"strict"},"columns":[{"column":"bought","question":"bought"},{"column":"price","question":"price"}]}`),
		File: []byte("bought,price\n=1+1,-5\n@x,+y\n")}
	var table bytes.Buffer
	if err := d.WriteProblems(t.Context(), member, order, &table); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2,bought,choice,'=1+1,", "3,bought,choice,'@x,", "3,price,number,'+y,"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("%q is not in\n%s", want, table.String())
		}
	}
}

func TestOrdersThatDoNotFitAreRefusedAndLeaveNothing(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2014")
	file := readFile(t, madeUp, "guests-2014.csv")
	for _, vector := range []struct {
		name   string
		change func(*service.ImportOrder)
		code   string
	}{
		{"unknown wave", func(o *service.ImportOrder) { o.Wave = "2013" }, "wave.unknown"},
		{"unknown edition", func(o *service.ImportOrder) { o.Edition = "2013" }, "import.edition"},
		{"unknown definition", func(o *service.ImportOrder) { o.Definition = fieldwork.DefinitionRef{ID: "other"} }, "definition.unknown"},
		{"unknown version", func(o *service.ImportOrder) {
			o.Definition = fieldwork.DefinitionRef{ID: "sfo-guest-survey", Version: 9}
		}, "definition.unknown"},
		{"broken mapping", func(o *service.ImportOrder) { o.Mapping = []byte("{") }, "import.mapping"},
		{"missing column", func(o *service.ImportOrder) { o.File = bytes.Replace(file, []byte("Q7ALL"), []byte("Q7AL"), 1) }, "import.mapping"},
		{"time zone that is none", func(o *service.ImportOrder) {
			o.Mapping = bytes.Replace(o.Mapping, []byte("America/Los_Angeles"), []byte("America/Atlantis"), 1)
		}, "import.mapping"},
		{"broken encoding", func(o *service.ImportOrder) { o.File = append(bytes.Clone(file), "9,ä,ö,\xff\n"...) }, "import.encoding"},
		{"broken quotes", func(o *service.ImportOrder) { o.File = append(bytes.Clone(file), "9,\"x\n"...) }, "import.quotes"},
		{"200 columns too many", func(o *service.ImportOrder) {
			header, rest, _ := bytes.Cut(file, []byte("\n"))
			o.File = slices.Concat(header, bytes.Repeat([]byte(",x"), 641), []byte("\n"), rest)
		}, "import.columns"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			order := guests(t, file, "a.csv", "2014")
			vector.change(&order)
			_, err := d.RunImport(t.Context(), member, order, nil)
			if err == nil || fault.Of(err).Code != vector.code || fault.Of(err).Kind == fault.Internal {
				t.Errorf("got %v", err)
			}
			if n := len(d.responses(t, "2014")); n != 0 {
				t.Errorf("%d responses are there", n)
			}
		})
	}
}
