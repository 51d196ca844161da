package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
)

// byteOrderMark tells spreadsheet programs that a text is UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes a table as RFC 4180: UTF-8 with its mark, by which spreadsheet programs know
// the encoding, commas, and lines ending in CR LF. Texts that look like a formula get an
// apostrophe in front.
func WriteCSV(w io.Writer, table Table) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	writer := csv.NewWriter(w)
	writer.UseCRLF = true
	if err := writer.Write(table.Columns); err != nil {
		return err
	}
	line := make([]string, len(table.Columns))
	for row := range table.Rows {
		for i := range line {
			line[i] = ""
			if i < len(row) {
				line[i] = plain(row[i])
			}
		}
		if err := writer.Write(line); err != nil {
			return err
		}
	}
	writer.Flush()
	return writer.Error()
}

func plain(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return Harmless(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}
