package service_test

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

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
