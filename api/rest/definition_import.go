package rest

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/service"
	"touchstone/api/xlsform"
)

// Bounds of a form with its files.
const (
	maxForm       = 20 << 20
	maxFormTables = 40 << 20 // all files of data
	maxFormUpload = 300 << 20
	maxFormParts  = 500
	workbookType  = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func (s *server) importDefinition(c *call) error {
	upload, err := formUpload(c)
	if err != nil {
		return err
	}
	imported, err := s.service.ImportDefinition(c.Request().Context(), c.member, upload)
	if err != nil {
		return err
	}
	return c.JSON(c.status, imported)
}

// formUpload reads the parts of an upload: the form as file, id and kind at will, and under
// any name the files that the form names. Media are only described, never held.
func formUpload(c *call) (service.FormUpload, error) {
	upload := service.FormUpload{Tables: map[string][]byte{}, Media: map[string]form.File{}}
	bodyWithin(c, importTime)
	request := c.Request()
	request.Body = http.MaxBytesReader(c.Response(), request.Body, maxFormUpload)
	parts, err := request.MultipartReader()
	if err != nil {
		return upload, fault.New(fault.Invalid, "request.mediaType", "Send a form with a file (multipart/form-data).")
	}
	left := int64(maxFormTables)
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil && n >= maxFormParts {
			err = fault.New(fault.TooLarge, "request.tooLarge", "A form may come with at most %d files.", maxFormParts)
		}
		if err == nil {
			err = readFormPart(part, &upload, &left)
		}
		if err != nil {
			return upload, brokenUpload(err)
		}
	}
	bodyArrived(c)
	if upload.Data == nil {
		return upload, fault.New(fault.Invalid, "request.invalid", "There is no file.").With(
			fault.Field{Path: "file", Code: "required", Message: "Send the form (.xlsx, .csv or .md) in the part named file."})
	}
	return upload, nil
}

func readFormPart(part *multipart.Part, upload *service.FormUpload, left *int64) error {
	file := part.FileName()[strings.LastIndexAny(part.FileName(), `/\`)+1:]
	switch name := part.FormName(); {
	case name == "file" && upload.Data == nil:
		data, err := within(part, maxForm, name)
		upload.Name, upload.Data = fileName(file), append([]byte{}, data...)
		return err
	case name == "id" || name == "kind":
		data, err := within(part, 200, name)
		*map[string]*string{"id": &upload.ID, "kind": &upload.Kind}[name] = strings.TrimSpace(string(data))
		return err
	case file == "":
		return fault.New(fault.Invalid, "request.invalid", "There is no part %q.", name).With(
			fault.Field{Path: name, Code: "unknown", Message: "The parts are file, id, kind and the files that the form names, each with its file name."})
	}
	if kind := strings.ToLower(path.Ext(file)); kind == ".csv" || kind == ".geojson" {
		data, err := within(part, *left, file)
		*left -= int64(len(data))
		upload.Tables[file] = data
		return err
	}
	described, err := xlsform.Describe(file, part)
	upload.Media[file] = described
	return err
}

// within reads a part of at most so many bytes.
func within(part io.Reader, most int64, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(part, most+1))
	if err == nil && int64(len(data)) > most {
		err = fault.New(fault.TooLarge, "request.tooLarge", "The part %q may have at most %d bytes.", name, most)
	}
	return data, err
}

// exportDefinition answers with a published version as a workbook.
func (s *server) exportDefinition(c *call) error {
	ref := fieldwork.DefinitionRef{ID: c.Param("definition")}
	version, err := strconv.Atoi(c.Param("version"))
	if err != nil {
		return fault.New(fault.NotFound, "definition.unknown", "There is no definition %q in version %q here.", ref.ID, c.Param("version"))
	}
	ref.Version = version
	data, err := s.service.ExportDefinition(c.Request().Context(), c.member, ref)
	if err != nil {
		return err
	}
	return c.workbook(ref.ID+"-"+strconv.Itoa(version)+".xlsx", data)
}

// exportDraft answers with the draft of a definition as a workbook.
func (s *server) exportDraft(c *call) error {
	id := c.Param("definition")
	data, err := s.service.ExportDraft(c.Request().Context(), c.member, id)
	if err != nil {
		return err
	}
	return c.workbook(id+"-draft.xlsx", data)
}

func (c *call) workbook(name string, data []byte) error {
	c.Response().Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return c.Blob(c.status, workbookType, data)
}
