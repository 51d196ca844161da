package xlsform

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"touchstone/api/fault"
)

var (
	oleMagic = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}
	zipMagic = []byte("PK")
)

// open reads a file by what it is, not by what it is called; only the tables in plain text
// are told apart by their ending.
func open(name string, data []byte) (*workbook, error) {
	ending := strings.ToLower(path.Ext(name))
	switch {
	case len(data) > mostFileBytes:
		return nil, tooLarge("The file has %d MB; at most %d MB are possible.", len(data)>>20, mostFileBytes>>20)
	case len(data) == 0:
		return nil, fault.New(fault.Invalid, "xlsform.empty", "The file is empty.")
	case bytes.HasPrefix(data, oleMagic):
		return nil, oldOrEncrypted(data)
	case bytes.HasPrefix(data, zipMagic):
		return openZip(data, wanted)
	case ending == ".csv":
		return readCSV(data)
	case ending == ".md" || ending == ".markdown":
		return readMarkdown(data)
	case bytes.HasPrefix(bytes.TrimSpace(data[:min(len(data), 200)]), []byte("<")):
		return nil, fault.New(fault.Invalid, "xlsform.format", "This is a web page or XML, not a workbook. Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx).")
	}
	return nil, fault.New(fault.Invalid, "xlsform.format", "This is no Excel workbook (.xlsx), or it was damaged on its way. Forms may also be CSV (.csv) or a Markdown table (.md).")
}

// oldOrEncrypted tells the two kinds of OLE containers apart by the names in their directory.
func oldOrEncrypted(data []byte) error {
	if bytes.Contains(data, wide("EncryptedPackage")) {
		return fault.New(fault.Invalid, "xlsform.encrypted", "The workbook is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password, leave it blank), and save it.")
	}
	return fault.New(fault.Invalid, "xlsform.oldExcel", "This is an Excel file of the old kind (.xls). Open it in Excel or LibreOffice, choose File, Save As, and the type “Excel Workbook (.xlsx)”, then bring the new file.")
}

func wide(text string) []byte {
	out := make([]byte, 0, 2*len(text))
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}

func openZip(data []byte, wanted func(sheet string) bool) (*workbook, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "xlsform.format", err, "The workbook is damaged: its parts cannot be listed. Open it in Excel, let Excel repair it, and save it again.")
	}
	if len(archive.File) > mostParts {
		return nil, tooLarge("The workbook has %d parts; at most %d are possible.", len(archive.File), mostParts)
	}
	parts := map[string]*zip.File{}
	for _, f := range archive.File {
		parts[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	switch {
	case parts["xl/workbook.xml"] != nil || parts["[content_types].xml"] != nil && parts["xl/workbook.bin"] == nil && parts["word/document.xml"] == nil && parts["ppt/presentation.xml"] == nil:
		return (&workbookReader{parts: parts, wanted: wanted}).read()
	case parts["xl/workbook.bin"] != nil:
		return nil, fault.New(fault.Invalid, "xlsform.binary", "This is an Excel Binary Workbook (.xlsb). Open it in Excel, choose File, Save As, and the type “Excel Workbook (.xlsx)”.")
	case parts["content.xml"] != nil && parts["mimetype"] != nil:
		return nil, fault.New(fault.Invalid, "xlsform.openDocument", "This is an OpenDocument file (.ods). Open it in LibreOffice, choose File, Save As, and the type “Excel 2007–365 (.xlsx)”.")
	case parts["index/document.iwa"] != nil || parts["index.zip"] != nil:
		return nil, fault.New(fault.Invalid, "xlsform.numbers", "This is a Numbers file. Open it in Numbers, choose File, Export To, Excel, and bring the .xlsx file.")
	}
	return nil, fault.New(fault.Invalid, "xlsform.format", "This archive is no Excel workbook. Bring the .xlsx file itself, not a packed folder.")
}

// decodeText reads UTF-8 (with or without its mark) and UTF-16 with a mark.
func decodeText(data []byte) (string, error) {
	var units []uint16
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		for i := 2; i+1 < len(data); i += 2 {
			units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
		}
		return string(utf16.Decode(units)), nil
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		for i := 2; i+1 < len(data); i += 2 {
			units = append(units, uint16(data[i])<<8|uint16(data[i+1]))
		}
		return string(utf16.Decode(units)), nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return "", fault.New(fault.Invalid, "xlsform.encoding", "The file is not UTF-8. Save it as “CSV UTF-8”.")
	}
	return string(data), nil
}
