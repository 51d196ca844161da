package spreadsheet_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"touchstone/api/form"
	"touchstone/api/spreadsheet"
)

// surveys is the folder of shipped definitions, seen from this package.
const surveys = "../../surveys"

// sfoFolder is where the airport's files lie, or "" when they are not there.
func sfoFolder() string {
	folder := os.Getenv("TOUCHSTONE_SFO_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data", "sfo")
	}
	if _, err := os.Stat(filepath.Join(folder, "2014.csv")); err != nil {
		return ""
	}
	return folder
}

func sfoDefinition(t testing.TB) *form.Definition {
	t.Helper()
	definition := new(form.Definition)
	read(t, filepath.Join(surveys, "library", "sfo-guest-survey.json"), definition)
	return definition
}

func sfoMapping(t testing.TB) *spreadsheet.Mapping {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(surveys, "library", "mappings", "sfo-guest-survey.json"))
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := spreadsheet.ParseMapping(data)
	if err != nil {
		t.Fatal(err)
	}
	return mapping
}

func read(t testing.TB, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// sheetOf opens a file and lays the shipped mapping over it.
func sheetOf(t testing.TB, path, edition string) (*spreadsheet.Sheet, *spreadsheet.Binding) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := spreadsheet.Open(data, "", "")
	if err != nil {
		t.Fatal(err)
	}
	binding, err := spreadsheet.Bind(sheet, sfoDefinition(t), sfoMapping(t), edition)
	if err != nil {
		t.Fatal(err)
	}
	return sheet, binding
}

// oddities counts the problems of all rows by code, column and cell.
func oddities(binding *spreadsheet.Binding) map[string]int {
	counts := map[string]int{}
	for row := range binding.Rows() {
		for _, problem := range row.Problems {
			counts[problem.Code+" "+problem.Column+" "+problem.Value]++
		}
	}
	return counts
}

func TestAirportFilesAnswerAsCountedElsewhere(t *testing.T) {
	folder := sfoFolder()
	if folder == "" {
		t.Skip("the airport's files are not here (TOUCHSTONE_SFO_DATA names their folder); the made-up files are tested in any case")
	}
	var vectors []struct {
		Name  string
		Given struct{ Year, Column, Question string }
		Want  struct {
			Rows, NotApplicable, Absent int
			Counts                      map[string]int
		}
	}
	read(t, filepath.Join("testdata", "sfo-distributions.json"), &vectors)
	distributions := map[string]map[string]map[any]int{}
	for _, year := range []string{"2014", "2015", "2016", "2017"} {
		_, binding := sheetOf(t, filepath.Join(folder, year+".csv"), year)
		questions := map[string]map[any]int{}
		for row := range binding.Rows() {
			for _, vector := range vectors {
				if vector.Given.Year != year {
					continue
				}
				question := vector.Given.Question
				if questions[question] == nil {
					questions[question] = map[any]int{}
				}
				questions[question][row.Answers[question]]++
			}
		}
		distributions[year] = questions
	}
	for _, vector := range vectors {
		t.Run(vector.Name, func(t *testing.T) {
			want := map[any]int{nil: vector.Want.Absent}
			if vector.Want.NotApplicable > 0 {
				want["na"] = vector.Want.NotApplicable
			}
			for value, count := range vector.Want.Counts {
				if count == 0 {
					continue
				}
				if number, err := strconv.ParseFloat(value, 64); err == nil && vector.Given.Question == "recommend" {
					want[number] = count
				} else {
					want[value] = count
				}
			}
			if got := distributions[vector.Given.Year][vector.Given.Question]; !maps.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The expected figures were counted in the raw columns (Python, collections.Counter) and
// held against the airport's field guides: none of these codes stands there for its year.
func TestAirportFilesOddValues(t *testing.T) {
	folder := sfoFolder()
	if folder == "" {
		t.Skip("the airport's files are not here (TOUCHSTONE_SFO_DATA names their folder); the made-up files are tested in any case")
	}
	undocumented := map[string]map[string]int{
		"2014": {"choice Q16LIVE 4": 4, "choice SAQ 3": 1, "repeated Q3GETTO2 12": 1},
		"2015": {"choice Q20INCOME 6": 3, "choice Q6LONGUSE 5": 1, "choice SAQ 4": 1, "choice SAQ 5": 2},
		"2016": {"choice Q22FLY 4": 150, "choice Q23SJC 4": 238, "choice Q23OAK 4": 280, "choice Q3GETTO2 11": 1, "choice SAQ 0": 2},
		"2017": {"choice Q22FLY 4": 140, "choice Q23SJC 4": 224, "choice Q23OAK 4": 263, "choice SAQ 0": 3},
	}
	for age := 19; age <= 32; age++ {
		undocumented["2016"]["choice Q19AGE Under "+strconv.Itoa(age)] = 1
	}
	for year, want := range undocumented {
		t.Run(year, func(t *testing.T) {
			_, binding := sheetOf(t, filepath.Join(folder, year+".csv"), year)
			if got := oddities(binding); !maps.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			for _, problem := range binding.Problems {
				if problem.Code != spreadsheet.CodeAbsent {
					t.Errorf("the mapping says nothing about a column: %+v", problem)
				}
			}
		})
	}
}
