// Command touchstone measures customer touchpoints and proves whether work on them paid
// off. This package is wiring and command line only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // waves live in their project's time zone, also on machines without the table

	"touchstone/api/fault"
)

// version is set by the build (-ldflags "-X main.version=…").
var version = "development"

// command is one line of the table of what the program can do.
type command struct {
	name    string // one or two words
	summary string
	run     func(ctx context.Context, words []string, out io.Writer) error
}

var commands = []command{
	{"serve", "serve the pages and the API (the default)", serve},
	{"compare", "compare two waves of a project", compare},
	{"verify", "count everything anew and compare with the numbers in use", verify},
	{"import responses", "bring a CSV file in as the responses of a wave", importResponses},
	{"person add", "open an account, or give one a role", addPerson},
	{"project add", "add a project", addProject},
	{"definition add", "publish a definition from a file", addDefinition},
	{"check", "print everything that is wrong with a definition or form", checkDefinition},
	{"convert", "make a definition of a form (XLSForm), or the other way round", convertDefinition},
	{"evaluate", "print what the server makes of answers to a definition", evaluate},
	{"backup", "write everything into one file, also while a server runs", writeBackup},
	{"restore", "bring a backup into an empty database, of either engine", restoreBackup},
	{"demo", "make the demo project: invented data, labelled as such", addDemo},
	{"version", "print the version", func(_ context.Context, _ []string, out io.Writer) error {
		_, err := fmt.Fprintln(out, "touchstone", version)
		return err
	}},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	var wrong *usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, &wrong):
		fmt.Fprintln(os.Stderr, "touchstone:", wrong)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "touchstone:", explain(err))
		os.Exit(1)
	}
}

// usageError says that the command line itself is wrong.
type usageError struct{ reason string }

func (e *usageError) Error() string { return e.reason }

func run(ctx context.Context, words []string, out io.Writer) error {
	if len(words) == 0 || len(words[0]) > 1 && words[0][0] == '-' && words[0] != "--help" && words[0] != "-h" {
		return serve(ctx, words, out)
	}
	for _, c := range commands {
		if rest, ok := c.matches(words); ok {
			return c.run(ctx, rest, out)
		}
	}
	if words[0] == "help" || words[0] == "--help" || words[0] == "-h" {
		describe(out)
		return nil
	}
	return &usageError{fmt.Sprintf("there is no command %q; touchstone help lists them", words[0])}
}

func (c command) matches(words []string) (rest []string, ok bool) {
	var first, second string
	n, _ := fmt.Sscan(c.name, &first, &second)
	if words[0] != first || n == 2 && (len(words) < 2 || words[1] != second) {
		return nil, false
	}
	return words[n:], true
}

func describe(out io.Writer) {
	_, _ = fmt.Fprint(out, "Usage: touchstone <command> [flags]\n\nCommands:\n")
	for _, c := range commands {
		_, _ = fmt.Fprintf(out, "  %-18s %s\n", c.name, c.summary)
	}
	_, _ = fmt.Fprint(out, "\nVariables, each with its flag and default:\n")
	describeSettings(out)
}

// explain gives what to print of a failure: the sentence for people, the mistakes one by
// one, and the cause.
func explain(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err.Error()
	}
	text := f.Message
	for _, field := range f.Fields {
		text += fmt.Sprintf("\n  %s: %s", field.Path, field.Message)
	}
	if f.Cause != nil {
		text += "\n  because: " + f.Cause.Error()
	}
	return text
}

// flags makes the flags of a command that works on the store.
func flags(name string) *flag.FlagSet {
	set := flag.NewFlagSet("touchstone "+name, flag.ContinueOnError)
	set.SetOutput(io.Discard) // what is wrong is said once, by main
	return set
}

// parse reads the words of a command; --help lists its flags on out.
func parse(set *flag.FlagSet, words []string, out io.Writer) error {
	err := set.Parse(words)
	if errors.Is(err, flag.ErrHelp) {
		_, _ = fmt.Fprintf(out, "Usage: %s [flags]\n\n", set.Name())
		set.SetOutput(out)
		set.PrintDefaults()
		return err
	}
	if err != nil {
		return &usageError{fmt.Sprintf("%v; %s --help lists its flags", err, set.Name())}
	}
	return nil
}
