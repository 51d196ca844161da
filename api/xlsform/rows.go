package xlsform

import (
	"bytes"

	"touchstone/api/fault"
)

// Row is a line of a sheet that holds something; its cells are texts as people see them, dates
// in ISO 8601, numbers in their shortest form.
type Row struct {
	Number int // from 1
	Cells  []string
}

// IsWorkbook tells whether a file looks like a workbook of whatever kind, and not like text.
func IsWorkbook(data []byte) bool {
	return bytes.HasPrefix(data, zipMagic) || bytes.HasPrefix(data, oleMagic)
}

// Rows reads the first sheet of an Excel workbook that holds something, within the bounds of
// forms; Invalid "xlsform.empty" when none does.
func Rows(data []byte) ([]Row, error) {
	if len(data) > mostFileBytes {
		return nil, tooLarge("The file has %d MB; at most %d MB are possible.", len(data)>>20, mostFileBytes>>20)
	}
	if bytes.HasPrefix(data, oleMagic) {
		return nil, oldOrEncrypted(data)
	}
	book, err := openZip(data, func(string) bool { return true })
	if err != nil {
		return nil, err
	}
	for _, sheet := range book.sheets {
		rows := make([]Row, 0, len(sheet.rows))
		for _, row := range sheet.rows {
			if row.blank() {
				continue
			}
			cells := make([]string, len(row.cells))
			for i, cell := range row.cells {
				cells[i] = tidy(cell.text)
			}
			rows = append(rows, Row{row.number, cells})
		}
		if len(rows) > 0 {
			return rows, nil
		}
	}
	return nil, fault.New(fault.Invalid, "xlsform.empty", "The workbook has no sheet that holds anything.")
}
