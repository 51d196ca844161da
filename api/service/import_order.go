package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/spreadsheet"
	"touchstone/api/store"
)

// ImportOrder is what is to be imported.
type ImportOrder struct {
	Name       string // of the file
	File       []byte
	Mapping    []byte                  // JSON
	Definition fieldwork.DefinitionRef // ID "" takes the mapping's, Version 0 the mapping's or the newest
	Wave       string                  // must be there already
	Edition    string                  // of the mapping; "" is named like the wave
}

// preparedImport is an order whose every part was found to fit.
type preparedImport struct {
	Import
	project   fieldwork.Project
	zone      *time.Location
	sheet     *spreadsheet.Sheet
	binding   *spreadsheet.Binding
	compiled  *compiledForm
	locations map[string]bool // codes
	again     bool            // it ran before: most rows will be there
}

// prepare opens the file and lays the mapping over it; whatever does not fit is a fault.
func (s *Service) prepare(ctx context.Context, member Member, order ImportOrder) (*preparedImport, error) {
	if _, err := s.wave(ctx, member.project.ID, order.Wave); err != nil {
		return nil, err
	}
	mapping, compiled, err := s.importMapping(ctx, member, order)
	if err != nil {
		return nil, err
	}
	sheet, err := spreadsheet.Open(order.File, mapping.Encoding, mapping.Delimiter)
	if err != nil {
		return nil, err
	}
	flat, err := json.Marshal(mapping)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(order.File)
	zone, err := importZone(mapping, member.project)
	if err != nil {
		return nil, err
	}
	p := &preparedImport{project: member.project, zone: zone, sheet: sheet, compiled: compiled, Import: Import{
		Project: member.project.ID, Wave: order.Wave, Definition: refOf(compiled),
		File: order.Name, Content: hex.EncodeToString(sum[:]), Size: int64(len(order.File)), Mapping: string(flat),
		Person: member.person.ID, State: ImportRunning, Rows: sheet.Format.Rows, StartedAt: s.instant(), UpdatedAt: s.instant(),
	}}
	p.ID = derivedID("import", p.Project, p.Wave, definitionID(p.Project, p.Definition), p.Content, string(flat))
	if p.binding, err = spreadsheet.Bind(sheet, compiled.definition, mapping, ""); err != nil {
		return nil, err
	}
	p.locations, err = s.locationCodes(ctx, p.Project, mapping)
	return p, err
}

// importZone gives the time zone in which the file's times are meant.
func importZone(mapping *spreadsheet.Mapping, project fieldwork.Project) (*time.Location, error) {
	if mapping.TimeZone == "" {
		return zoneOf(project), nil
	}
	zone, err := time.LoadLocation(mapping.TimeZone)
	if err != nil || mapping.TimeZone == "Local" {
		return nil, fault.New(fault.Invalid, "import.mapping", "%q is not a time zone such as Europe/Zurich.", mapping.TimeZone).With(
			fault.Field{Path: "timeZone", Code: "timeZone", Message: "Use the IANA name, such as Europe/Zurich."})
	}
	return zone, nil
}

// locationCodes gives the codes of the project's locations, if the mapping asks for them.
func (s *Service) locationCodes(ctx context.Context, project string, mapping *spreadsheet.Mapping) (map[string]bool, error) {
	codes := map[string]bool{}
	if mapping.Location == nil {
		return codes, nil
	}
	for location, err := range s.locations.all(ctx, store.Query{Index: "project", Equal: []any{project}}) {
		if err != nil {
			return nil, err
		}
		codes[location.Code] = true
	}
	return codes, nil
}

// CheckOrder finds out whether the file and the mapping of an order fit a definition, before
// anything is made for it. The wave need not be there.
func CheckOrder(order ImportOrder, definition []byte) error {
	parsed, problems := readDefinition(definition)
	if form.Failed(problems) {
		return form.Invalid(problems)
	}
	mapping, err := spreadsheet.ParseMapping(order.Mapping)
	if err != nil {
		return err
	}
	if mapping, err = mapping.Flat(order.edition()); err != nil {
		return err
	}
	return fits(order, mapping, parsed)
}

// CheckOrderHere is CheckOrder with the definition that the order names in the project.
func (s *Service) CheckOrderHere(ctx context.Context, member Member, order ImportOrder) error {
	mapping, compiled, err := s.importMapping(ctx, member, order)
	if err != nil {
		return err
	}
	return fits(order, mapping, compiled.definition)
}

func fits(order ImportOrder, mapping *spreadsheet.Mapping, definition *form.Definition) error {
	sheet, err := spreadsheet.Open(order.File, mapping.Encoding, mapping.Delimiter)
	if err != nil {
		return err
	}
	_, err = spreadsheet.Bind(sheet, definition, mapping, "")
	return err
}

func (o ImportOrder) edition() string {
	if o.Edition != "" {
		return o.Edition
	}
	return o.Wave
}

// importMapping reads the mapping of an order, without editions, and finds its definition.
func (s *Service) importMapping(ctx context.Context, member Member, order ImportOrder) (*spreadsheet.Mapping, *compiledForm, error) {
	mapping, err := spreadsheet.ParseMapping(order.Mapping)
	if err != nil {
		return nil, nil, err
	}
	if mapping, err = mapping.Flat(order.edition()); err != nil {
		return nil, nil, err
	}
	ref := order.Definition
	if ref.ID == "" {
		ref.ID = mapping.Definition.ID
	}
	if ref.Version == 0 && ref.ID == mapping.Definition.ID {
		ref.Version = mapping.Definition.Version
	}
	compiled, err := s.newestForm(ctx, member, ref)
	return mapping, compiled, err
}

// newestForm gives the version asked for, or the newest for version 0.
func (s *Service) newestForm(ctx context.Context, member Member, ref fieldwork.DefinitionRef) (*compiledForm, error) {
	if ref.Version == 0 {
		list, err := s.Definitions(ctx, member)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(list.Items, func(d DefinitionSummary) bool { return d.ID == ref.ID })
		if at < 0 {
			return nil, fault.New(fault.NotFound, "definition.unknown", "There is no definition %q here.", ref.ID)
		}
		ref.Version = list.Items[at].Newest
	}
	return s.forms.get(ctx, member.project.ID, ref)
}

func refOf(compiled *compiledForm) fieldwork.DefinitionRef {
	return fieldwork.DefinitionRef{ID: compiled.definition.ID, Version: compiled.definition.Version}
}

// StartImport begins an import in the background and gives it. The same order again is the
// same import: while it runs it is left alone, otherwise it runs again, completes what was
// interrupted and adds nothing that is there.
func (s *Service) StartImport(ctx context.Context, member Member, order ImportOrder) (Import, error) {
	p, err := s.prepare(ctx, member, order)
	if err != nil {
		return Import{}, err
	}
	started, mine, err := s.register(ctx, p, order.File)
	if err != nil || !mine {
		return started, err
	}
	s.importing.begin(func(ctx context.Context) { _, _ = s.run(ctx, p, nil) })
	return started, nil
}

// RunImport does an import and gives its outcome; progress is told now and then. If the
// import seems to run elsewhere it waits until it hears of it or takes it for interrupted.
// Interrupted itself it gives Unavailable "import.interrupted".
func (s *Service) RunImport(ctx context.Context, member Member, order ImportOrder, progress func(Import)) (Import, error) {
	p, err := s.prepare(ctx, member, order)
	if err != nil {
		return Import{}, err
	}
	running, mine, err := s.register(ctx, p, order.File)
	for heard := running.UpdatedAt; err == nil && !mine && running.UpdatedAt == heard; {
		pause(ctx, importPulse)
		if err = ctx.Err(); err == nil {
			running, mine, err = s.register(ctx, p, order.File)
		}
	}
	if err != nil {
		return running, err
	}
	if !mine {
		return running, fault.New(fault.Conflict, "import.running", "This import is running already (%d of %d rows).", running.Read, running.Rows)
	}
	outcome, err := s.run(ctx, p, progress)
	if outcome.State == ImportInterrupted {
		err = fault.Wrap(fault.Unavailable, "import.interrupted", err, "The import was interrupted after %d of %d rows; run it again to continue.", outcome.Read, outcome.Rows)
	}
	return outcome, err
}

// register keeps the file and the import, and reports whether it is ours to run.
func (s *Service) register(ctx context.Context, p *preparedImport, file []byte) (Import, bool, error) {
	if err := s.keepFile(ctx, p, file); err != nil {
		return Import{}, false, err
	}
	p.Odd, p.Problems = []Oddity{}, []spreadsheet.Problem{}
	mine := true
	kept, err := s.imports.put(ctx, p.ID, func(old *Import) (Import, error) {
		mine = true
		if p.again = old != nil; !p.again {
			return p.Import, nil
		}
		if old.judge(s.now()); old.State == ImportRunning {
			mine = false
			return *old, nil
		}
		return p.Import, nil
	})
	return kept, mine, err
}
