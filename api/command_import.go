package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
	"touchstone/api/spreadsheet"
)

// importResponses brings a CSV file in as the responses of a wave. Project, definition,
// touchpoints and wave are made where they are missing. It fails only when rows could not
// be brought in for a reason outside the file; odd values are reported and no failure.
func importResponses(ctx context.Context, words []string, out io.Writer) error {
	set := flags("import responses")
	read := configFlags(set)
	project := set.String("project", "", "project id (required); made if it is missing")
	title := set.String("title", "", "title of a new project; default: that of the definition")
	zone := set.String("time-zone", "", "time zone of a new project; default: that of the mapping, else Europe/Zurich")
	definition := set.String("definition", "", "file of the definition (published if it is not yet), or id or id/version of one that is there; default: the mapping's")
	wave := set.String("wave", "", "name of the wave (required); made if it is missing")
	kind := set.String("kind", "", "kind of a new wave: baseline, pilot or followUp; default: baseline for the first, then followUp")
	mapping := set.String("mapping", "", "file that maps columns to questions (required)")
	edition := set.String("edition", "", "edition of the mapping; default: named like the wave")
	problems := set.String("problems", "", "write every odd value with line and column to this CSV file")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		if set.NArg() != 1 || *project == "" || *wave == "" || *mapping == "" {
			return &usageError{"say what to import: touchstone import responses --project ID --definition FILE --wave NAME --mapping FILE file.csv (flags before the file)"}
		}
		order, wanted, err := importOrder(set.Arg(0), *mapping, *definition)
		if err != nil {
			return err
		}
		order.Wave, order.Edition = *wave, *edition
		wanted.Project, wanted.Title, wanted.Wave, wanted.Kind = *project, *title, *wave, *kind
		if *zone != "" {
			wanted.TimeZone = *zone
		}
		if err := checkOrder(ctx, s, *project, order, wanted.Definition); err != nil {
			return err
		}
		member, did, err := s.Furnish(ctx, service.Operator(), wanted)
		for _, sentence := range did {
			_, _ = fmt.Fprintln(out, sentence)
		}
		if err != nil {
			return err
		}
		show := newProgress(out)
		begun := time.Now()
		outcome, err := s.RunImport(ctx, member, order, show.report)
		show.end()
		if err != nil {
			return err
		}
		printImport(out, outcome, time.Since(begun))
		if *problems == "" || outcome.ProblemCount == 0 {
			return nil
		}
		return writeProblems(ctx, s, member, order, *problems, out)
	})
}

// checkOrder finds out whether everything fits before anything is made.
func checkOrder(ctx context.Context, s *service.Service, project string, order service.ImportOrder, definition []byte) error {
	if definition != nil {
		return service.CheckOrder(order, definition)
	}
	member, err := s.Admit(ctx, service.Operator(), project, auth.Write)
	if err != nil {
		return err
	}
	return s.CheckOrderHere(ctx, member, order)
}

// importOrder reads the files of an import.
func importOrder(file, mapping, definition string) (service.ImportOrder, service.Furnishing, error) {
	order := service.ImportOrder{Name: filepath.Base(file)}
	var wanted service.Furnishing
	var err error
	if order.File, err = os.ReadFile(file); err != nil {
		return order, wanted, err
	}
	if order.Mapping, err = os.ReadFile(mapping); err != nil {
		return order, wanted, err
	}
	parsed, err := spreadsheet.ParseMapping(order.Mapping)
	if err != nil {
		return order, wanted, fmt.Errorf("%s: %w", mapping, err)
	}
	if wanted.TimeZone = parsed.TimeZone; wanted.TimeZone == "" {
		wanted.TimeZone = "Europe/Zurich"
	}
	if definition == "" {
		return order, wanted, nil
	}
	data, err := os.ReadFile(definition)
	switch {
	case err == nil:
		wanted.Definition = data
	case !errors.Is(err, fs.ErrNotExist) || strings.HasSuffix(definition, ".json"):
		return order, wanted, err
	default:
		id, version, _ := strings.Cut(definition, "/")
		order.Definition = fieldwork.DefinitionRef{ID: id}
		if version != "" {
			if order.Definition.Version, err = strconv.Atoi(version); err != nil {
				return order, wanted, &usageError{fmt.Sprintf("%q is neither a file nor id/version of a definition", definition)}
			}
		}
	}
	return order, wanted, nil
}

// progress shows how far an import is: one line that changes on a terminal, else a line now
// and then.
type progress struct {
	out      io.Writer
	terminal bool
	shown    bool
	last     time.Time
}

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, last: time.Now()}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

func (p *progress) report(i service.Import) {
	line := fmt.Sprintf("%s: %d of %d rows, %d added, %d there already, %d problems", i.File, i.Read, i.Rows, i.Added, i.Already, i.ProblemCount)
	switch {
	case p.terminal:
		_, _ = fmt.Fprintf(p.out, "\r\033[K%s", line)
		p.shown = true
	case time.Since(p.last) > 5*time.Second:
		_, _ = fmt.Fprintln(p.out, line)
		p.last = time.Now()
	}
}

func (p *progress) end() {
	if p.shown {
		_, _ = fmt.Fprintln(p.out)
	}
}

// printImport tells the outcome and every odd value by column.
func printImport(out io.Writer, i service.Import, took time.Duration) {
	_, _ = fmt.Fprintf(out, "%s into wave %s: %d rows in %.1f s (%.0f per second).\n", i.File, i.Wave, i.Read, took.Seconds(), float64(i.Read)/took.Seconds())
	_, _ = fmt.Fprintf(out, "  %d responses added, %d were there already, %d are there with other content, %d rows left out.\n", i.Added, i.Already, i.Differing, i.Left)
	if i.ProblemCount == 0 {
		_, _ = fmt.Fprintln(out, "  No problems.")
		return
	}
	_, _ = fmt.Fprintf(out, "  %d problems. Where a value is odd, the answer stays absent and the value is kept with the response.\n\n", i.ProblemCount)
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "COLUMN\tPROBLEM\tVALUE\tCOUNT\tLINES")
	for _, odd := range i.Odd {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\n", shortened(odd.Column), odd.Code, shortened(odd.Value), odd.Count, someLines(odd.Lines, odd.Count))
	}
	_ = table.Flush()
	_, _ = fmt.Fprintln(out)
}

// shortened makes a value from a file fit for a terminal, without the characters by which
// it could steer one.
func shortened(value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || unicode.IsSpace(r) {
			return r
		}
		return unicode.ReplacementChar
	}, value)
	value = strings.Join(strings.Fields(value), " ")
	if runes := []rune(value); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return value
}

func someLines(lines []int, count int) string {
	const shown = 6
	words := make([]string, 0, shown+1)
	for _, line := range lines[:min(len(lines), shown)] {
		words = append(words, strconv.Itoa(line))
	}
	if len(lines) > 0 && count > len(words) {
		words = append(words, "…")
	}
	return strings.Join(words, " ")
}

func writeProblems(ctx context.Context, s *service.Service, member service.Member, order service.ImportOrder, path string, out io.Writer) (failure error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { failure = errors.Join(failure, file.Close()) }()
	if err := s.WriteProblems(ctx, member, order, file); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Every one with line and column: %s\n", path)
	return err
}
