package service_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"touchstone/api/blob/disk"
	"touchstone/api/fieldwork"
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
	// A machine may be through with a short file before it can be interrupted; then a longer one is taken.
	for _, rows := range []int{3_000, 12_000, 48_000} {
		if interruptedImportContinues(t, rows) {
			return
		}
	}
	t.Fatal("even 48,000 rows were imported before the import was interrupted")
}

// interruptedImportContinues is false when the import ended before it could be interrupted.
func interruptedImportContinues(t *testing.T, rows int) bool {
	t.Helper()
	d := openDesk(t)
	member := d.furnish(t, "2014")
	order := guests(t, manyGuests(t, rows), "many.csv", "2014")
	ctx, interrupt := context.WithCancel(t.Context())
	go func() {
		for len(d.responses(t, "2014")) < 100 && ctx.Err() == nil {
		}
		interrupt()
	}()
	cut, err := d.RunImport(ctx, member, order, nil)
	if err == nil {
		return false
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
	return true
}
