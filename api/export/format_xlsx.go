package export

import (
	"errors"
	"io"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes a table as an Excel workbook of one sheet whose first row stays in sight.
// Texts are written as texts, so that none is taken for a formula.
func WriteXLSX(w io.Writer, table Table) error { return WriteWorkbook(w, table) }

// WriteWorkbook writes tables as the sheets of an Excel workbook, each as WriteXLSX does. The
// names of the sheets differ.
func WriteWorkbook(w io.Writer, tables ...Table) (failure error) {
	book := excelize.NewFile()
	defer func() { failure = errors.Join(failure, book.Close()) }()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, table := range tables {
		if i == 0 {
			err = book.SetSheetName("Sheet1", table.Name)
		} else {
			_, err = book.NewSheet(table.Name)
		}
		if err == nil {
			err = writeSheet(book, bold, table)
		}
		if err != nil {
			return err
		}
	}
	return book.Write(w)
}

func writeSheet(book *excelize.File, bold int, table Table) error {
	stream, err := book.NewStreamWriter(table.Name)
	if err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if len(table.Columns) > 0 {
		if err := stream.SetColWidth(1, len(table.Columns), 18); err != nil {
			return err
		}
	}
	header := make([]any, len(table.Columns))
	for i, name := range table.Columns {
		header[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := stream.SetRow("A1", header); err != nil {
		return err
	}
	number := 1
	for row := range table.Rows {
		number++
		cell, err := excelize.CoordinatesToCellName(1, number)
		if err != nil {
			return err
		}
		if err := stream.SetRow(cell, row); err != nil {
			return err
		}
	}
	return stream.Flush()
}
