package xlsform

import (
	"strings"
	"unicode/utf8"
)

// expressionText cleans an expression of what word processors make of it: curly quotation
// marks, dashes and odd blanks outside of texts.
func expressionText(text string) string {
	text = strings.TrimSpace(lineBreaks.Replace(text))
	var out strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		closing := closings[r]
		if closing == "" {
			out.WriteString(plainSigns(text[i:i+size], r))
			i += size
			continue
		}
		quote := straight(r)
		end := literalEnd(text[i+size:], closing)
		if end < 0 {
			out.WriteString(quote + text[i+size:])
			break
		}
		words := text[i+size : i+size+end]
		_, closer := utf8.DecodeRuneInString(text[i+size+end:])
		out.WriteString(quote + words + quote)
		i += size + end + closer
	}
	return out.String()
}

// closings gives, for a mark that opens a text, those that may close it. Between straight
// marks curly ones are part of the text.
var closings = map[rune]string{'\'': "'", '"': `"`, '‘': "’'‘", '’': "’'", '‚': "‘’'", '“': `”"“`, '”': `”"`, '„': `“”"`, '«': "»", '‹': "›"}

func straight(r rune) string {
	if strings.ContainsRune("'‘’‚‹", r) {
		return "'"
	}
	return `"`
}

// literalEnd finds the mark that closes a text.
func literalEnd(text, closing string) int { return strings.IndexAny(text, closing) }

func plainSigns(sign string, r rune) string {
	switch r {
	case '\u2212', '\u2013', '\u2014':
		return "-"
	case '\u00a0', '\u202f', '\u2007', '\u2009', '\u200a', '\u2002', '\u2003', '\u3000':
		return " "
	case '\ufeff', '\u200b', '\u200e', '\u200f':
		return ""
	}
	return sign
}
