package xlsform

import (
	"regexp"
	"strings"
)

// languageNames gives the English and the own name of languages by their tag (ISO 639).
var languageNames = map[string][2]string{
	"af": {"Afrikaans", "Afrikaans"}, "am": {"Amharic", "አማርኛ"}, "ar": {"Arabic", "العربية"}, "az": {"Azerbaijani", "Azərbaycan"}, "be": {"Belarusian", "Беларуская"},
	"bg": {"Bulgarian", "Български"}, "bn": {"Bengali", "বাংলা"}, "bs": {"Bosnian", "Bosanski"}, "ca": {"Catalan", "Català"}, "cs": {"Czech", "Čeština"},
	"cy": {"Welsh", "Cymraeg"}, "da": {"Danish", "Dansk"}, "de": {"German", "Deutsch"}, "el": {"Greek", "Ελληνικά"}, "en": {"English", "English"},
	"es": {"Spanish", "Español"}, "et": {"Estonian", "Eesti"}, "eu": {"Basque", "Euskara"}, "fa": {"Persian", "فارسی"}, "fi": {"Finnish", "Suomi"},
	"fil": {"Filipino", "Filipino"}, "fr": {"French", "Français"}, "ga": {"Irish", "Gaeilge"}, "gl": {"Galician", "Galego"}, "gsw": {"Swiss German", "Schwyzerdütsch"},
	"gu": {"Gujarati", "ગુજરાતી"}, "ha": {"Hausa", "Hausa"}, "he": {"Hebrew", "עברית"}, "hi": {"Hindi", "हिन्दी"}, "hr": {"Croatian", "Hrvatski"},
	"ht": {"Haitian Creole", "Kreyòl ayisyen"}, "hu": {"Hungarian", "Magyar"}, "hy": {"Armenian", "Հայերեն"}, "id": {"Indonesian", "Bahasa Indonesia"}, "ig": {"Igbo", "Igbo"},
	"is": {"Icelandic", "Íslenska"}, "it": {"Italian", "Italiano"}, "ja": {"Japanese", "日本語"}, "ka": {"Georgian", "ქართული"}, "kk": {"Kazakh", "Қазақ"},
	"km": {"Khmer", "ខ្មែរ"}, "kn": {"Kannada", "ಕನ್ನಡ"}, "ko": {"Korean", "한국어"}, "ku": {"Kurdish", "Kurdî"}, "lb": {"Luxembourgish", "Lëtzebuergesch"},
	"lo": {"Lao", "ລາວ"}, "lt": {"Lithuanian", "Lietuvių"}, "lv": {"Latvian", "Latviešu"}, "mk": {"Macedonian", "Македонски"}, "ml": {"Malayalam", "മലയാളം"},
	"mn": {"Mongolian", "Монгол"}, "mr": {"Marathi", "मराठी"}, "ms": {"Malay", "Bahasa Melayu"}, "mt": {"Maltese", "Malti"}, "my": {"Burmese", "မြန်မာ"},
	"ne": {"Nepali", "नेपाली"}, "nl": {"Dutch", "Nederlands"}, "no": {"Norwegian", "Norsk"}, "ny": {"Chichewa", "Chichewa"}, "pa": {"Punjabi", "ਪੰਜਾਬੀ"},
	"pl": {"Polish", "Polski"}, "ps": {"Pashto", "پښتو"}, "pt": {"Portuguese", "Português"}, "rm": {"Romansh", "Rumantsch"}, "ro": {"Romanian", "Română"},
	"ru": {"Russian", "Русский"}, "rw": {"Kinyarwanda", "Kinyarwanda"}, "si": {"Sinhala", "සිංහල"}, "sk": {"Slovak", "Slovenčina"}, "sl": {"Slovenian", "Slovenščina"},
	"so": {"Somali", "Soomaali"}, "sq": {"Albanian", "Shqip"}, "sr": {"Serbian", "Српски"}, "sv": {"Swedish", "Svenska"}, "sw": {"Swahili", "Kiswahili"},
	"ta": {"Tamil", "தமிழ்"}, "te": {"Telugu", "తెలుగు"}, "tg": {"Tajik", "Тоҷикӣ"}, "th": {"Thai", "ไทย"}, "ti": {"Tigrinya", "ትግርኛ"}, "tl": {"Tagalog", "Tagalog"},
	"tr": {"Turkish", "Türkçe"}, "uk": {"Ukrainian", "Українська"}, "ur": {"Urdu", "اردو"}, "uz": {"Uzbek", "Oʻzbek"}, "vi": {"Vietnamese", "Tiếng Việt"},
	"xh": {"Xhosa", "isiXhosa"}, "yo": {"Yoruba", "Yorùbá"}, "zh": {"Chinese", "中文"}, "zu": {"Zulu", "isiZulu"},
}

var (
	tagAtEnd  = regexp.MustCompile(`\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})\s*\)\s*$`)
	tagForm   = regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$`)
	tagLetter = regexp.MustCompile(`[^a-z0-9]+`)
)

// tagOf gives the tag of a language as headers name it: "Deutsch (de)", "de", "German". It is
// made up, and certain false, where the name is not known.
func tagOf(name string) (tag string, certain bool) {
	name = strings.TrimSpace(name)
	if found := tagAtEnd.FindStringSubmatch(name); found != nil {
		return canonical(found[1]), true
	}
	for tag, names := range languageNames {
		if strings.EqualFold(name, names[0]) || strings.EqualFold(name, names[1]) {
			return tag, true
		}
	}
	if first, _, _ := strings.Cut(strings.ReplaceAll(name, "_", "-"), "-"); tagForm.MatchString(name) && languageNames[strings.ToLower(first)][0] != "" {
		return canonical(name), true
	}
	slug := tagLetter.ReplaceAllString(strings.ToLower(name), "")
	return "und-" + (slug + "xx")[:max(2, min(8, len(slug)))], false
}

func canonical(tag string) string {
	first, rest, more := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if !more {
		return strings.ToLower(first)
	}
	return strings.ToLower(first) + "-" + rest
}

// languageHeader gives the name and tag by which headers name a language.
func languageHeader(tag string) string {
	name := languageNames[tag][1]
	if name == "" {
		name = tag
	}
	return name + " (" + tag + ")"
}

// tongues are the languages of a form.
type tongues struct {
	preferred string // tag of the default language
}

// languages finds the languages of all headers and sets their tags.
func (r *reading) languages(settings *table, others ...*table) tongues {
	tags := map[string]string{}
	tagged := func(t *table, c column) string {
		if tag, ok := tags[c.language]; ok {
			return tag
		}
		tag, certain := tagOf(c.language)
		if !certain {
			r.warn(place{t.name, t.header, c.header}, "language", "The language %s is not known; it is called %s here. Write its code in parentheses, such as %s.",
				quoted(c.language), tag, quoted("label::Deutsch (de)"))
		}
		tags[c.language] = tag
		return tag
	}
	first, plain := "", place{}
	tables := append([]*table{settings}, others...)
	tables = append(tables, r.book.table("indicators"))
	for _, t := range tables {
		for i := range t.columns {
			c := &t.columns[i]
			switch {
			case !translated[c.key]:
			case c.language != "":
				if c.tag = tagged(t, *c); first == "" && t != settings {
					first = c.tag
				}
			case c.key == "label" && plain.sheet == "":
				plain = place{t.name, t.header, c.header}
			}
		}
	}
	preferred := r.preferredLanguage(settings, first, plain)
	for _, t := range tables {
		for i := range t.columns {
			if c := &t.columns[i]; translated[c.key] && c.language == "" {
				c.tag = preferred
			}
		}
	}
	return tongues{preferred}
}

// preferredLanguage is the one that settings name, else the first of a header, else English.
func (r *reading) preferredLanguage(settings *table, first string, plain place) string {
	for l := range settings.lines {
		c, at := l.cell("defaultLanguage")
		if name := tidy(c.text); name != "" && !strings.EqualFold(name, "default") {
			tag, certain := tagOf(name)
			if !certain {
				r.warn(at, "language", "The language %s is not known; it is called %s here. Write its code in parentheses, such as “Deutsch (de)”.", quoted(name), tag)
			}
			return tag
		}
		break
	}
	switch {
	case first != "":
		return first
	case plain.sheet != "":
		r.warn(plain, "language", "The texts do not say which language they are in; they are taken as English. Write default_language in the sheet settings, or the language into the headers, such as “label::Deutsch (de)”.")
	}
	return "en"
}
