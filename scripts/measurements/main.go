// Command measurements takes the figures of scripts/bench: it starts the built server as a
// process of its own, drives it from outside, and prints each figure beside a floor that it
// measures in the same run, so that the ratio means something on any machine.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"
)

// figure is one line of the table.
type figure struct {
	what, measured, floor, ratio, bar string
}

func main() {
	binary := flag.String("binary", "bin/touchstone", "the built server")
	runs := flag.Int("runs", 5, "runs whose median is given")
	data := flag.String("data", "../shared/data/sfo", "folder with the airport's four files")
	responses := flag.Int("responses", 0, "measure effectiveness over so many invented responses, and nothing else")
	folder := flag.String("folder", "", "keeps the invented responses for the next time; without it they are made anew")
	span := flag.Duration("load", 0, "play traffic for so long at every number of connections, and nothing else")
	flag.Parse()
	var table []figure
	var err error
	switch {
	case *span > 0:
		table, err = load(*binary, *span, []int{1, 8, 32, 128})
	case *responses > 0:
		table, err = effectiveness(*binary, *folder, *responses, *runs)
	default:
		table, err = measure(*binary, *runs, *data)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 4, 1, ' ', tabwriter.Debug)
	fmt.Fprintln(out, "what\tmeasured\tfloor, same run\tratio\tbar")
	fmt.Fprintln(out, "---\t---\t---\t---\t---")
	for _, f := range table {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", f.what, f.measured, f.floor, f.ratio, f.bar)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(binary string, runs int, data string) ([]figure, error) {
	var table []figure
	size, err := os.Stat(binary)
	if err != nil {
		return nil, fmt.Errorf("build first (scripts/build): %w", err)
	}
	table = append(table, figure{"binary", megabytes(size.Size()), "", "", "60 MB"})

	page, err := customerPage("frontend/dist")
	if err != nil {
		return nil, err
	}
	table = append(table, page)

	start, err := startUp(binary, runs)
	if err != nil {
		return nil, err
	}
	table = append(table, start...)

	programme, err := programme(binary, runs, data)
	if err != nil {
		return nil, err
	}
	table = append(table, programme...)

	lists, err := board(binary, runs)
	if err != nil {
		return nil, err
	}
	table = append(table, lists...)

	slow, err := phone(binary, runs)
	if err != nil {
		return nil, err
	}
	return append(table, slow...), nil
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

// quantile gives the value at share q (0 to 1) of the sorted list, by nearest rank.
func quantile[T time.Duration | float64](values []T, q float64) T {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	rank := int(q*float64(len(sorted))+0.999999) - 1
	return sorted[max(0, min(rank, len(sorted)-1))]
}
