package rest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

const stores = "Filialnummer;Name;Strasse;PLZ;Ort;Breite;Länge;Marke;Konkurrenz;Schlagworte;Öffnungszeiten;aktiv ab;Chef\n" +
	"ZH01;Zürich Bahnhof;Bahnhofplatz 1;8001;Zürich;47,3782;8,5402;Demo;nein;gross,Bahnhof;Mo-Fr 8-20, Sa 9-18;1.3.2026;Meier\n" +
	"be 01;Bern;;;;;;;ja;;Mo-Fr 08:00-20:00; So 10:00-16:00;;\n"

func TestLocationsComeInTables(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		project := a.project(t, team)
		as := func(name string) map[string]string {
			return map[string]string{"Authorization": "Bearer " + a.tokens[name]}
		}
		bring := func(file string, parts map[string]string) reply {
			body := []string{"file", file}
			for name, value := range parts {
				body = append(body, name, value)
			}
			header := as("lead")
			header["Content-Type"] = upload["Content-Type"]
			got := a.send(t, "POST", "/api/v1/projects/"+project+"/locations/import", form(body...), header)
			a.conforms(t, "import", "POST", "/api/v1/projects/"+project+"/locations/import", got)
			return got
		}
		told := func(got reply) string {
			var result struct {
				Columns                         []struct{ Name, Member string }
				Rows, Added, Changed, Unchanged int
				Problems                        []struct {
					Row          int
					Column, Code string
				}
			}
			must(t, json.Unmarshal(got.body, &result))
			text, err := json.Marshal([]any{result.Rows, result.Added, result.Changed, result.Unchanged, result.Problems})
			must(t, err)
			return string(text)
		}
		expect := func(what, got, want string) {
			t.Helper()
			if got != want {
				t.Errorf("%s: %s, want %s", what, got, want)
			}
		}
		// As a spreadsheet program in German writes it: semicolons, Windows-1252, hours with a comma.
		sound := strings.Replace(stores, "So 10:00-16:00;;", "So 10:00-16:00;", 1)
		sound = strings.Replace(sound, "Mo-Fr 8-20, Sa 9-18", `"Mo-Fr 8-20; Sa 9-18"`, 1)
		sound = strings.Replace(sound, "Mo-Fr 08:00-20:00; So 10:00-16:00;", `"Mo-Fr 08:00-20:00; So 10:00-16:00";`, 1)
		windows, err := charmap.Windows1252.NewEncoder().String(sound)
		must(t, err)
		got := bring(windows, nil)
		expect("shown", told(got), `[2,2,0,0,[]]`)
		for path, want := range map[string]any{
			"columns.name=Chef.member": "", "columns.name=PLZ.member": "address", "preview.0.code": "zh01", "preview.0.address": "Bahnhofplatz 1, 8001 Zürich",
			"preview.0.position.lat": 47.3782, "preview.0.tags.1": "Bahnhof", "preview.0.openingHours.1.to": "18:00", "preview.0.active.from": "2026-03-01", "preview.1.code": "be-01", "preview.1.competitor": true,
		} {
			if found, _ := at(got.json(t), path); found != want {
				t.Errorf("%s is %v, want %v", path, found, want)
			}
		}
		list := func() string {
			return string(a.send(t, "GET", "/api/v1/projects/"+project+"/locations", "", as("lead")).body)
		}
		expect("nothing kept", list(), `{"items":[]}`+"\n")
		expect("added", told(bring(windows, map[string]string{"apply": "true"})), `[2,2,0,0,[]]`)
		expect("again", told(bring(windows, map[string]string{"apply": "true"})), `[2,0,0,2,[]]`)
		before := list()

		for _, ending := range []string{"csv", "xlsx"} {
			table := a.send(t, "GET", "/api/v1/projects/"+project+"/locations."+ending, "", as("viewer"))
			if table.status != 200 {
				t.Fatalf("%s: status %d", ending, table.status)
			}
			back := bring(string(table.body), map[string]string{"apply": "true"})
			if back.status != 200 {
				t.Fatalf("%s: status %d\n%s", ending, back.status, back.body)
			}
			expect("back from "+ending, told(back), `[2,0,0,2,[]]`)
		}
		expect("the round trip changes nothing", list(), before)

		// A title that a spreadsheet program would run.
		formula := `=HYPERLINK(""http://x"")`
		expect("a formula", told(bring("code,title\nf1,\""+formula+"\"\n", map[string]string{"apply": "true"})), `[1,1,0,0,[]]`)
		table := a.send(t, "GET", "/api/v1/projects/"+project+"/locations.csv", "", as("viewer"))
		if !strings.Contains(string(table.body), `,"'=HYPERLINK(`) || table.header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(table.header.Get("Content-Disposition"), project+"-locations.csv") {
			t.Errorf("%v\n%s", table.header, table.body)
		}
		expect("the formula back", told(bring(string(table.body), map[string]string{"apply": "true"})), `[3,0,0,3,[]]`)

		expect("what has no column stays", told(bring("code,title\nzh01,Zürich HB\n", map[string]string{"apply": "true"})), `[1,0,1,0,[]]`)
		if now := list(); !strings.Contains(now, "Zürich HB") || !strings.Contains(now, "Bahnhofplatz") {
			t.Errorf("after the change: %s", now)
		}
		expect("rows with mistakes are left out", told(bring("code,title,lat,lon,radius,competitor,opening hours,active from\n,A,,,,,,\nx1,,,,,,,\nx2,B,95,8,,,,\nx3,C,north,8,,,,\nx4,D,,,1.5,perhaps,always,soon\nx5,E,,,,,,\nx5,F,,,,,,\n",
			map[string]string{"apply": "true"})),
			`[7,1,0,0,[{"Row":2,"Column":"code","Code":"format"},{"Row":3,"Column":"title","Code":"required"},{"Row":4,"Column":"lat","Code":"range"},{"Row":5,"Column":"lat","Code":"format"},`+
				`{"Row":6,"Column":"active from","Code":"format"},{"Row":6,"Column":"competitor","Code":"format"},{"Row":6,"Column":"opening hours","Code":"format"},{"Row":6,"Column":"radius","Code":"format"},{"Row":8,"Column":"","Code":"duplicate"}]]`)
		expect("no column of codes", told(bring("Fax,title\n1,A\n2,B\n", map[string]string{"apply": "true"})), `[2,0,0,0,[{"Row":1,"Column":"","Code":"noCode"}]]`)
		expect("a mapping", told(bring("a,b\nq1,Quay\n", map[string]string{"mapping": `{"a":"code","b":"title"}`})), `[1,1,0,0,[]]`)
		for name, bad := range map[string]struct {
			file, mapping, code string
			status              int
		}{
			"unknown member": {"a\n1\n", `{"a":"fax"}`, "import.mapping", 422}, "no object": {"a\n1\n", `[]`, "import.mapping", 422},
			"empty": {"", "", "import.empty", 422}, "damaged workbook": {"PK\x03\x04nothing", "", "xlsform.format", 422},
		} {
			parts := map[string]string{}
			if bad.mapping != "" {
				parts["mapping"] = bad.mapping
			}
			got := bring(bad.file, parts)
			code, _ := at(got.json(t), "code")
			if got.status != bad.status || code != bad.code {
				t.Errorf("%s: %d %v, want %d %s", name, got.status, code, bad.status, bad.code)
			}
		}
	})
}
