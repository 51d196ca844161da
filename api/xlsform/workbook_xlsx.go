package xlsform

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"touchstone/api/fault"
)

// workbookReader streams the cells of an .xlsx file (ECMA-376, Office Open XML). The library
// that writes workbooks holds whole sheets in memory, many times their size, before it can
// tell formulas and dates; a hostile sheet would exceed every bound, so reading stops here as
// soon as one is reached.
type workbookReader struct {
	parts    map[string]*zip.File // by lower-case path
	wanted   func(sheet string) bool
	unpacked int64
	rows     int
	cells    int

	texts    []string // shared strings
	moments  []bool   // by style: whether numbers are shown as dates or times
	from1904 bool
}

var errDamaged = errors.New("a part is missing")

func (w *workbookReader) read() (*workbook, error) {
	book, err := w.workbook()
	var known *fault.Error
	if err != nil && !errors.As(err, &known) {
		return nil, fault.Wrap(fault.Invalid, "xlsform.format", err, "The workbook is damaged. Open it in Excel, let Excel repair it, and save it again.")
	}
	return book, err
}

func (w *workbookReader) workbook() (*workbook, error) {
	listed, targets, err := w.contents()
	if err != nil {
		return nil, err
	}
	if err := w.styles(); err != nil {
		return nil, err
	}
	if err := w.sharedTexts(); err != nil {
		return nil, err
	}
	book := &workbook{}
	for _, l := range listed {
		s := &sheet{name: l.name}
		if w.parts[targets[l.link]] == nil {
			return nil, errDamaged
		}
		if w.wanted(l.name) {
			if err := w.sheet(targets[l.link], s); err != nil {
				return nil, err
			}
		}
		book.sheets = append(book.sheets, s)
	}
	return book, nil
}

// wanted tells whether a sheet belongs to a form and is read at all; others are only named.
func wanted(name string) bool {
	_, known := knownSheets[sheetKey(name)]
	return known
}

// tokens calls see for every token of a part until it or the part ends.
func (w *workbookReader) tokens(name string, see func(*xml.Decoder, xml.Token) error) error {
	file := w.parts[name]
	if file == nil {
		return errDamaged
	}
	in, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // nothing is written
	bounded := &boundedReader{in: in, left: min(mostPartBytes, mostUnpacked-w.unpacked)}
	before := bounded.left
	defer func() { w.unpacked += before - bounded.left }()
	decoder := xml.NewDecoder(bounded)
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := see(decoder, token); err != nil {
			return err
		}
	}
}

// boundedReader fails where a part is larger than any form.
type boundedReader struct {
	in   io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, tooLarge("The workbook is too large: unpacked, a sheet may have %d MB. Delete blank formatted rows and columns and sheets that do not belong to the form.", mostPartBytes>>20)
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

type listedSheet struct{ name, link string }

// contents gives the sheets in their order and the parts that links lead to.
func (w *workbookReader) contents() ([]listedSheet, map[string]string, error) {
	var listed []listedSheet
	err := w.tokens("xl/workbook.xml", func(_ *xml.Decoder, token xml.Token) error {
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case start.Name.Local == "sheet":
			listed = append(listed, listedSheet{attribute(start, "name"), attribute(start, "id")})
		case start.Name.Local == "workbookPr":
			date1904 := attribute(start, "date1904")
			w.from1904 = date1904 == "1" || date1904 == "true"
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	targets := map[string]string{}
	err = w.tokens("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, token xml.Token) error {
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Relationship" {
			target := attribute(start, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[attribute(start, "Id")] = strings.ToLower(strings.TrimPrefix(target, "/"))
		}
		return nil
	})
	return listed, targets, err
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// sharedTexts reads the texts that cells refer to by number.
func (w *workbookReader) sharedTexts() error {
	const part = "xl/sharedstrings.xml"
	if w.parts[part] == nil {
		return nil
	}
	var text richText
	return w.tokens(part, func(_ *xml.Decoder, token xml.Token) error {
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "si" {
			w.texts = append(w.texts, text.take())
			if len(w.texts) > mostCells {
				return tooLarge("The workbook has more than %d texts.", mostCells)
			}
			return nil
		}
		text.see(token)
		return nil
	})
}
