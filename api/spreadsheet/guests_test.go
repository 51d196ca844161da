package spreadsheet_test

import (
	"maps"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"touchstone/api/spreadsheet"
)

func rowsOf(t testing.TB, file, edition string) ([]spreadsheet.Row, *spreadsheet.Binding) {
	t.Helper()
	_, binding := sheetOf(t, filepath.Join("testdata", file), edition)
	var rows []spreadsheet.Row
	for row := range binding.Rows() {
		rows = append(rows, row)
	}
	return rows, binding
}

func TestMadeUpFilesWithTheQuirksOfRealOnes(t *testing.T) {
	early, _ := rowsOf(t, "guests-2014.csv", "2014")
	late, _ := rowsOf(t, "guests-2016.csv", "2016")
	for _, vector := range []struct {
		name     string
		row      spreadsheet.Row
		question string
		want     any
	}{
		{"a rating is a choice", early[0], "overall", "5"},
		{"6 is not applicable", early[0], "parking_facilities", "na"},
		{"0 is blank", early[2], "art", nil},
		{"several columns are one answer", early[1], "access_by", []any{"parked", "ride_hailing"}},
		{"in 2014 BART is 5", early[0], "access_by", []any{"bart"}},
		{"in 2016 5 is a ride by app", late[0], "access_by", []any{"ride_hailing"}},
		{"4 is several answers in 2014, thus blank", early[2], "checked_bags", nil},
		{"9 is several answers in 2014, thus blank", early[2], "age", nil},
		{"an undocumented code is no answer", early[2], "lives", nil},
		{"a code with a blank behind it", late[1], "access_by", []any{"rental_car"}},
		{"a column name in other case with a blank behind it", late[0], "overall", "3"},
		{"text in a coded column", late[0], "age", "18_24"},
		{"text with another case of letters", late[1], "gender", "male"},
		{"a filled-down text is no answer", late[1], "age", nil},
		{"the misspelt column of the PreCheck rating", late[1], "precheck_rating", "3"},
		{"first flight, 1 means no", late[1], "first_time", "no"},
		{"a number", late[0], "weight", 1.0455967742},
		{"a text", early[0], "run", "18045"},
		{"a blank text", early[2], "run", nil},
	} {
		t.Run(vector.name, func(t *testing.T) {
			if got := vector.row.Answers[vector.question]; !reflect.DeepEqual(got, vector.want) {
				t.Errorf("%s: got %#v, want %#v", vector.question, got, vector.want)
			}
		})
	}
}

func TestMadeUpFilesPlaces(t *testing.T) {
	rows, binding := rowsOf(t, "guests-2016.csv", "2016")
	if len(rows) != 3 || rows[1].Line != 4 || rows[2].Line != 5 {
		t.Fatalf("a cell over two lines moves the lines below: got %d rows, lines %d and %d", len(rows), rows[1].Line, rows[2].Line)
	}
	want := map[string]int{
		"choice Q19AGE Under 19": 1, "choice Q22FLY 4": 1, "choice SAQ 0": 1, `repeatedKey *RESPNUM "70"`: 1,
	}
	if got := oddities(binding); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if rows[1].Key == rows[2].Key {
		t.Errorf("the second row with the key 70 must not fall together with the first: %q", rows[1].Key)
	}
	if cell := rows[1].Cells["overall"]; cell.Column != "q7all" || cell.Value != "3" || cell.Line != 4 {
		t.Errorf("the place of an answer: got %+v", cell)
	}
	if got, want := rows[0].SubmittedAt, time.Date(2016, 5, 11, 12, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a day without time is noon: got %v, want %v", got, want)
	}
	if rows[0].Language != "en" {
		t.Errorf("language: got %q", rows[0].Language)
	}
	early, _ := rowsOf(t, "guests-2014.csv", "2014")
	if got, want := early[2].SubmittedAt, time.Date(2014, 9, 5, 12, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a day of the month: got %v, want %v", got, want)
	}
}
