package xlsform_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"touchstone/api/form"
	"touchstone/api/xlsform"
)

// written makes a workbook of sheets by name, in order, as spreadsheet programs write them.
func written(t testing.TB, sheets ...any) []byte {
	t.Helper()
	file := excelize.NewFile()
	for i := 0; i < len(sheets); i += 2 {
		name := fmt.Sprint(sheets[i])
		if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, cells := range sheets[i+1].([][]any) {
			at, err := excelize.CoordinatesToCellName(1, n+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := file.SetSheetRow(name, at, &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := file.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func cells(texts ...any) []any { return texts }

// TestATemplateOfTheUsualShape reads a form with the sheets and columns that XLSForm
// templates have (docs.getodk.org, xlsform.org), among them all that is not read here.
func TestATemplateOfTheUsualShape(t *testing.T) {
	survey := [][]any{
		cells("type", "name", "label::English (en)", "label::Français (fr)", "hint::English (en)", "required", "required_message::English (en)", "relevant", "appearance", "default", "readonly",
			"constraint", "constraint_message::English (en)", "calculation", "trigger", "choice_filter", "parameters", "repeat_count", "media::image::English (en)", "media::audio", "guidance_hint::English (en)", "save_to", "note"),
		cells("start", "start"), cells("end", "end"), cells("today", "today"), cells("deviceid", "deviceid"), cells("phonenumber", "phonenumber"), cells("username", "username"), cells("email", "email"),
		cells("audit", "audit", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "location-priority=balanced location-min-interval=60"),
		cells(),
		cells("begin_group", "visit", "Visit", "Visite", "", "", "", "", "field-list"),
		cells("text", "visitor", "Who visits?", "Qui visite ?", "First and last name", "yes", "We need a name", "", "", "", "", "string-length(.) > 2", "Too short"),
		cells("select_one regions", "region", "Region", "Région", "", true, "", "", "minimal"),
		cells("select_one towns", "town", "Town", "Ville", "", "", "", "${region} != ''", "autocomplete", "", "", "", "", "", "", "region = ${region}"),
		cells("select_multiple goods or_other", "goods", "Goods", "Marchandises", "", "", "", "", "columns-pack"),
		cells("rank goods", "order", "Most important first", "Le plus important d'abord", "", "", "", "", "", "", "", "", "", "", "", "", "randomize=true"),
		cells("end_group"),
		cells("begin_repeat", "people", "People", "Personnes", "", "", "", "", "", "", "", "", "", "", "", "", "", "${count}"),
		cells("text", "first_name", "First name", "Prénom"),
		cells("integer", "age", "Age of ${first_name}", "Âge de ${first_name}", "", "", "", "", "", "", "", ". >= 0 and . < 130", "0 to 129"),
		cells("end_repeat", "people"),
		cells("integer", "count", "How many?", "Combien ?", "", "", "", "", "counter", 2),
		cells("decimal", "price", "Price", "Prix", "", "", "", "", "thousands-sep"),
		cells("range", "mood", "Mood", "Humeur", "", "", "", "", "rating", "", "", "", "", "", "", "", "start=1 end=5 step=1"),
		cells("date", "day", "Day", "Jour", "", "", "", "", "no-calendar", "today()"), cells("time", "hour", "Hour", "Heure"), cells("dateTime", "moment", "Moment", "Moment"),
		cells("geopoint", "place", "Place", "Lieu", "", "", "", "", "placement-map", "", "", "", "", "", "", "", "capture-accuracy=10 warning-accuracy=100 allow-mock-accuracy=false"),
		cells("geotrace", "path", "Path", "Chemin"), cells("geoshape", "area", "Area", "Surface"),
		cells("image", "photo", "Photo", "Photo", "", "", "", "", "annotate", "", "", "", "", "", "", "", "max-pixels=1024"),
		cells("audio", "sound", "Sound", "Son", "", "", "", "", "", "", "", "", "", "", "", "", "quality=voice-only"),
		cells("background-audio", "background"), cells("video", "film", "Film", "Film"), cells("file", "document", "Document", "Document"), cells("barcode", "code", "Code", "Code"),
		cells("calculate", "total", "", "", "", "", "", "", "", "", "", "", "", "sum(${age})", "${count}"),
		cells("note", "shown", "Total: ${total}", "Total : ${total}"), cells("acknowledge", "agreed", "Agreed?", "D'accord ?"), cells("hidden", "secret", "", "", "", "", "", "", "", "x"),
		cells("xml-external", "trees"),
	}
	choices := [][]any{
		cells("list_name", "name", "label::English (en)", "label::Français (fr)", "region", "geometry", "image"),
		cells("regions", "north", "North", "Nord"), cells("regions", "south", "South", "Sud"),
		cells("towns", 1, "Basel", "Bâle", "north", "47.56 7.59 0 0"), cells("towns", 2, "Lugano", "Lugano", "south"),
		cells(),
		cells("goods", "bread", "Bread", "Pain"), cells("goods", "milk", "Milk", "Lait", "", "", "milk.png"),
	}
	settings := [][]any{cells("form_title", "form_id", "version", "instance_name", "default_language", "public_key", "submission_url", "style", "allow_choice_duplicates"),
		cells("My form", "my_form", "2026030101", "concat(${visitor}, ' ', ${today})", "English (en)", "", "", "pages", "yes")}
	imported, err := xlsform.Import(xlsform.Source{Name: "template.xlsx", Data: written(t, "readme", [][]any{cells("How to use this template")}, "survey", survey, "choices", choices, "settings", settings,
		"entities", [][]any{cells("list_name", "label")}, "Question types", [][]any{cells("type")}, "Appearances", [][]any{cells("appearance")})})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range imported.Problems {
		if p.Severity == form.Error && (p.Sheet != "survey" || p.Row != 41) { // data in XML
			t.Errorf("%+v", p)
		}
	}
	for _, want := range []string{"error file survey 41 name", "warning type survey 6 type", "warning type survey 8 type", "warning noEffect survey 28 parameters", "warning type survey 33 type", "warning file choices 8 image",
		"warning version settings 2 version", "warning renamed survey 37 name", "warning column settings 1 instance_name", "warning sheet entities 0 ", "warning sheet readme 0 ", "warning sheet Question types 0 "} {
		if !said(imported.Problems, want) {
			t.Errorf("%q is missing in %+v", want, imported.Problems)
		}
	}
	d := imported.Definition
	if d.ID != "my_form" || d.Pages != "section" || d.DefaultLanguage != "en" || d.Choices["towns"][0].Name != "1" || d.Choices["goods_or_other"][2].Name != "other" || d.Choices["goods"] == nil {
		t.Errorf("%s", canonical(t, d))
	}
	roundTripOnly(t, d)
}

// largeForm makes a form of 200 questions in three languages, with cascading selects and
// repeats in repeats.
func largeForm() [][]any {
	rows := [][]any{cells("type", "name", "label::English (en)", "label::Deutsch (de)", "label::Italiano (it)", "relevant", "constraint", "constraint_message::Deutsch (de)", "choice_filter", "calculation")}
	label := func(name string) []any { return cells("Question "+name, "Frage "+name, "Domanda "+name) }
	add := func(kind, name string, rest ...any) {
		rows = append(rows, append(append(cells(kind, name), label(name)...), rest...))
	}
	for s := range 10 {
		add("begin_group", fmt.Sprintf("s%d", s))
		add("select_one country", fmt.Sprintf("country%d", s))
		add("select_one town", fmt.Sprintf("town%d", s), "", "", "", fmt.Sprintf("country = ${country%d}", s))
		for q := range 10 {
			add("integer", fmt.Sprintf("n%d_%d", s, q), fmt.Sprintf("${town%d} != '' and ${country%d} = 'c1'", s, s), ". >= 0 and . <= 100", "0 bis 100")
		}
		add("begin_repeat", fmt.Sprintf("shops%d", s))
		add("text", fmt.Sprintf("shop%d", s))
		add("begin_repeat", fmt.Sprintf("shelves%d", s))
		add("decimal", fmt.Sprintf("width%d", s), fmt.Sprintf("${shop%d} != ''", s))
		add("begin_repeat", fmt.Sprintf("goods%d", s))
		add("select_multiple town", fmt.Sprintf("from%d", s))
		for q := range 3 {
			add("text", fmt.Sprintf("t%d_%d", s, q))
		}
		rows = append(rows, cells("end_repeat"), cells("end_repeat"), cells("end_repeat"))
		add("calculate", fmt.Sprintf("sum%d", s), "", "", "", "", fmt.Sprintf("sum(${width%d}) + count(${goods%d})", s, s))
		add("note", fmt.Sprintf("result%d", s))
		rows = append(rows, cells("end_group"))
	}
	return rows
}

func largeLists() [][]any {
	rows := [][]any{cells("list_name", "name", "label::English (en)", "label::Deutsch (de)", "label::Italiano (it)", "country")}
	for c := range 20 {
		rows = append(rows, cells("country", fmt.Sprintf("c%d", c), "Country", "Land", "Paese"))
		for n := range 250 {
			rows = append(rows, cells("town", fmt.Sprintf("t%d_%d", c, n), "Town", "Ort", "Città", fmt.Sprintf("c%d", c)))
		}
	}
	return rows
}

func TestAFormOfTwoHundredQuestions(t *testing.T) {
	imported, err := xlsform.Import(xlsform.Source{Name: "large.xlsx", Data: written(t, "survey", largeForm(), "choices", largeLists(), "settings", [][]any{cells("form_id", "form_title", "form_title::Deutsch (de)", "form_title::Italiano (it)"), cells("large", "Large", "Gross", "Grande")})})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range imported.Problems {
		if p.Code != "translation" { // only the messages are in one language
			t.Errorf("%+v", p)
		}
	}
	if n := strings.Count(canonical(t, imported.Definition), `"type": `); n < 200 {
		t.Errorf("%d questions", n)
	}
	if len(imported.Definition.Choices["town"]) != 5000 {
		t.Errorf("%d towns", len(imported.Definition.Choices["town"]))
	}
	if _, err := form.Compile(imported.Definition); err != nil {
		t.Error(err)
	}
	roundTrip(t, imported.Definition)
}

func BenchmarkImportTwoHundredQuestions(b *testing.B) {
	data := written(b, "survey", largeForm(), "choices", largeLists())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xlsform.Import(xlsform.Source{Name: "large.xlsx", Data: data}); err != nil {
			b.Fatal(err)
		}
	}
}
