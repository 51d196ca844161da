package xlsform

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// Versions of XLSForm are any text, often the date; above this a number is no count of ours.
const greatestVersion = 99_999

// readSettings reads the first row of the sheet settings.
func (r *reading) readSettings(t *table) {
	d := r.definition
	d.DefaultLanguage, d.Version = r.tongues.preferred, 1
	l := line{t: t, row: row{number: t.header}}
	if len(t.rows) > 0 {
		l = line{t, t.rows[0]}
	}
	for _, extra := range t.rows[min(1, len(t.rows)):] {
		r.warn(place{t.name, extra.number, ""}, "settings", "Only the first row below the header counts; this one was left out.")
	}
	for _, key := range []string{"title", "description", "thanks", "pages", "weight", "cluster", "segments", "defaultLanguage", "kind", "id", "version"} {
		r.origins["/"+key] = l.under(key)
	}
	d.Title, d.Description, d.Thanks = l.text("title"), l.text("description"), l.text("thanks")
	d.Pages, d.Weight, d.Cluster = l.word("pages"), l.word("weight"), l.word("cluster")
	d.Segments = strings.Fields(strings.ReplaceAll(l.word("segments"), ",", " "))
	r.readKind(l)
	r.readStyle(l)
	r.readID(l)
	r.readVersion(l)
	if len(d.Title) == 0 {
		d.Title = form.Text{d.DefaultLanguage: d.ID}
	}
}

// under gives the origin of one column alone, with its translations.
func (l line) under(key string) origin {
	from := origin{l.t.name, l.number, map[string]string{"": l.t.parts()[key]}}
	for part, header := range l.t.parts() {
		if tag, ok := strings.CutPrefix(part, key+"/"); ok {
			from.headers[tag] = header
		}
	}
	return from
}

func (r *reading) readKind(l line) {
	r.definition.Kind = strings.ToLower(l.word("kind"))
	if r.source.Kind != "" {
		r.definition.Kind = r.source.Kind
	}
	if r.definition.Kind == "" {
		r.definition.Kind = "mystery"
	}
}

// readStyle understands the pages of XLSForm, which show one section at a time.
func (r *reading) readStyle(l line) {
	c, at := l.cell("style")
	for word := range strings.FieldsSeq(strings.ToLower(c.text)) {
		switch {
		case word == "pages" && r.definition.Pages == "":
			r.definition.Pages = "section"
		case word != "pages":
			r.warn(at, "noEffect", "The style %s has no effect here.", quoted(word))
		}
	}
}

var (
	slugForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)
	notSlug    = regexp.MustCompile(`[^a-z0-9_-]+`)
	umlauts    = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "ç", "c", "ñ", "n", "ô", "o", "î", "i")
	plainWhole = regexp.MustCompile(`^[1-9][0-9]*$`)
)

// slug makes an id of a name; "" when nothing is left.
func slug(name string) string {
	name = notSlug.ReplaceAllString(umlauts.Replace(strings.ToLower(strings.TrimSpace(name))), "-")
	return strings.TrimRight(strings.TrimLeft(name, "-_")[:min(63, len(strings.TrimLeft(name, "-_")))], "-_")
}

// readID takes form_id, else the name of the file.
func (r *reading) readID(l line) {
	c, at := l.cell("id")
	given := tidy(c.text)
	switch id := slug(given); {
	case r.source.ID != "":
		r.definition.ID = r.source.ID
	case slugForm.MatchString(given):
		r.definition.ID = given
	case id != "":
		r.definition.ID = id
		r.warn(at, "slug", "The form_id %s became %s: ids have lower-case letters, digits, hyphens and underscores, at most 63.", quoted(given), quoted(id))
	default:
		file := path.Base(strings.ReplaceAll(r.source.Name, `\`, "/"))
		if r.definition.ID = slug(strings.TrimSuffix(file, path.Ext(file))); r.definition.ID == "" {
			r.definition.ID = "form"
		}
		at.column = ""
		r.warn(at, "slug", "The settings name no form_id; the id became %s, after the file.", quoted(r.definition.ID))
	}
}

func (r *reading) readVersion(l line) {
	c, at := l.cell("version")
	given := tidy(c.text)
	n, err := strconv.Atoi(given)
	switch {
	case given == "":
	case err == nil && plainWhole.MatchString(given) && n <= greatestVersion:
		r.definition.Version = n
	default:
		r.warn(at, "version", "The version %s was not taken over: versions count 1, 2, 3 here. This is version 1 until it is published.", quoted(given))
	}
}
