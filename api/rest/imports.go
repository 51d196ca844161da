package rest

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// Bounds of an upload.
const (
	maxImport      = 50 << 20 // the file
	maxImportField = 2 << 20  // each other part
	importTime     = 10 * time.Minute
)

func (s *server) previewImport(c *call) error {
	order, err := importOrder(c)
	if err != nil {
		return err
	}
	preview, err := s.service.PreviewImport(c.Request().Context(), c.member, order)
	if err != nil {
		return err
	}
	return c.JSON(c.status, preview)
}

func (s *server) startImport(c *call) error {
	order, err := importOrder(c)
	if err != nil {
		return err
	}
	missing := fault.New(fault.Invalid, "request.invalid", "The import is incomplete.")
	for name, given := range map[string]bool{"mapping": len(order.Mapping) > 0, "wave": order.Wave != ""} {
		if !given {
			missing.With(fault.Field{Path: name, Code: "required", Message: "This part is required."})
		}
	}
	if len(missing.Fields) > 0 {
		return missing
	}
	started, err := s.service.StartImport(c.Request().Context(), c.member, order)
	if err != nil {
		return err
	}
	return c.JSON(c.status, started)
}

func (s *server) imports(c *call) (service.List[service.Import], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.Import]{}, err
	}
	return s.service.Imports(c.Request().Context(), c.member, page)
}

func (s *server) imported(c *call) (service.Import, error) {
	return s.service.Import(c.Request().Context(), c.member, c.Param("import"))
}

// importProblems streams every problem of an import as CSV.
func (s *server) importProblems(c *call) error {
	ctx := c.Request().Context()
	order, err := s.service.ImportOrderOf(ctx, c.member, c.Param("import"))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Content-Type", "text/csv; charset=utf-8")
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{
		"filename": strings.TrimSuffix(path.Base(order.Name), path.Ext(order.Name)) + "-problems.csv"}))
	return s.service.WriteProblems(ctx, c.member, order, c.Response())
}

// importOrder reads the parts of an upload: file, mapping, definition ("id/version" or
// "id"), wave and edition.
func importOrder(c *call) (service.ImportOrder, error) {
	var order service.ImportOrder
	if err := readForm(c, func(part *multipart.Part) error { return readPart(part, &order) }); err != nil {
		return order, err
	}
	if order.File == nil {
		return order, noFileSent()
	}
	return order, nil
}

// readForm calls each for every part of a form with a file.
func readForm(c *call, each func(part *multipart.Part) error) error {
	bodyWithin(c, importTime)
	request := c.Request()
	request.Body = http.MaxBytesReader(c.Response(), request.Body, maxImport+4*maxImportField)
	parts, err := request.MultipartReader()
	if err != nil {
		return fault.New(fault.Invalid, "request.mediaType", "Send a form with a file (multipart/form-data).")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = each(part)
		}
		if err != nil {
			return brokenUpload(err)
		}
	}
	bodyArrived(c)
	return nil
}

func noFileSent() error {
	return fault.New(fault.Invalid, "request.invalid", "There is no file.").With(
		fault.Field{Path: "file", Code: "required", Message: "Send the file in the part named file."})
}

// brokenUpload keeps faults and sizes, and says of anything else that the form is broken.
func brokenUpload(err error) error {
	var known *fault.Error
	var tooLarge *http.MaxBytesError
	if errors.As(err, &known) || errors.As(err, &tooLarge) {
		return err
	}
	return fault.Wrap(fault.Invalid, "request.form", err, "The form cannot be read; it is broken or was cut off.")
}

// partOf reads a part of a form within its bounds.
func partOf(part *multipart.Part) (name string, data []byte, err error) {
	name, most := part.FormName(), int64(maxImportField)
	if name == "file" {
		most = maxImport
	}
	data, err = io.ReadAll(io.LimitReader(part, most+1))
	if err == nil && int64(len(data)) > most {
		err = fault.New(fault.TooLarge, "request.tooLarge", "The part %q may have at most %d bytes.", name, most)
	}
	return name, data, err
}

func readPart(part *multipart.Part, order *service.ImportOrder) error {
	name, data, err := partOf(part)
	if err != nil {
		return err
	}
	switch name {
	case "file":
		order.File, order.Name = append([]byte{}, data...), fileName(part.FileName())
	case "mapping":
		order.Mapping = data
	case "wave":
		order.Wave = string(data)
	case "edition":
		order.Edition = string(data)
	case "definition":
		order.Definition, err = definitionRef(string(data))
	default:
		err = fault.New(fault.Invalid, "request.invalid", "There is no part %q.", name).With(
			fault.Field{Path: name, Code: "unknown", Message: "The parts are file, mapping, definition, wave and edition."})
	}
	return err
}

// fileName gives the name of an upload without folders, to show it.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if name == "" || len(name) > 200 || !utf8.ValidString(name) {
		return "upload.csv"
	}
	return name
}

// definitionRef reads "id/version", or "id" for the newest version.
func definitionRef(text string) (fieldwork.DefinitionRef, error) {
	id, version, found := strings.Cut(text, "/")
	ref := fieldwork.DefinitionRef{ID: id}
	if !found {
		return ref, nil
	}
	var err error
	if ref.Version, err = strconv.Atoi(version); err != nil || ref.Version < 1 {
		return ref, fault.New(fault.Invalid, "request.invalid", "%q names no definition.", text).With(
			fault.Field{Path: "definition", Code: "format", Message: fmt.Sprintf("Write %s/1 for version 1, or %s for the newest.", id, id)})
	}
	return ref, nil
}
