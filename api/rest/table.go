package rest

import (
	"io"
	"mime"

	"touchstone/api/export"
)

// tableFormat is a form in which tables go out.
type tableFormat struct {
	ending, mediaType string
	write             func(io.Writer, export.Table) error
}

var (
	csvTable  = tableFormat{".csv", "text/csv; charset=utf-8", export.WriteCSV}
	xlsxTable = tableFormat{".xlsx", workbookType, export.WriteXLSX}
)

// send answers with a table as a file to keep.
func (f tableFormat) send(c *call, name string, table export.Table) error {
	header := c.Response().Header()
	header.Set("Content-Type", f.mediaType)
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name + f.ending}))
	return f.write(c.Response(), table)
}
