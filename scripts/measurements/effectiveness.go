package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// fewer is the size that many responses are held against.
const fewer = 10_000

// effectiveness measures the desk's numbers over n invented responses beside the same over
// few. Data folders are kept in folder and filled when they do not exist; "" keeps none.
func effectiveness(binary, folder string, n, runs int) ([]figure, error) {
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "touchstone-bench-"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(folder)
	}
	few, err := surveyed(binary, filepath.Join(folder, fmt.Sprint(fewer)), fewer, runs)
	if err != nil {
		return nil, err
	}
	many, err := surveyed(binary, filepath.Join(folder, fmt.Sprint(n)), n, runs)
	if err != nil {
		return nil, err
	}
	return many.table(few), nil
}

// surveyFigures are what one size came to.
type surveyFigures struct {
	n                  int
	counted, continued time.Duration // from the start of the process to comparisons, without and with a checkpoint
	started, resident  int64         // memory right after the start, and after every page was asked for
	pages              []pageTime
	own, other         time.Duration // until a new response is in the comparison: through the server, through another process
	export             exported
}

// surveyed measures one size.
func surveyed(binary, data string, n, runs int) (*surveyFigures, error) {
	if _, err := os.Stat(data); err != nil {
		if err := prepareSurvey(binary, data, n); err != nil {
			return nil, err
		}
	}
	f := &surveyFigures{n: n}
	if err := dropCheckpoints(data); err != nil {
		return nil, err
	}
	var s *server
	for _, took := range []*time.Duration{&f.counted, &f.continued} {
		if s != nil {
			s.stop()
		}
		var err error
		if s, err = launchWithin(binary, data, 10*time.Minute); err != nil {
			return nil, err
		}
		*took = s.ready
	}
	defer s.stop()
	if err := s.enter(); err != nil {
		return nil, err
	}
	time.Sleep(2 * time.Second) // what was needed for the start alone goes back
	var err error
	if f.started, err = s.resident(); err != nil {
		return nil, err
	}
	f.pages = timePages(s, runs)
	time.Sleep(2 * time.Second) // what was needed for the answers alone goes back
	if f.resident, err = s.resident(); err != nil {
		return nil, err
	}
	if f.own, f.other, err = freshness(s); err != nil {
		return nil, err
	}
	f.export, err = exportRate(s)
	return f, err
}

// dropCheckpoints lets the next start count from the store alone.
func dropCheckpoints(data string) error {
	found, err := filepath.Glob(filepath.Join(data, "*checkpoint*"))
	if err != nil {
		return err
	}
	for _, file := range found {
		if err := os.RemoveAll(file); err != nil {
			return err
		}
	}
	return nil
}

// table lays both sizes beside each other.
func (f *surveyFigures) table(few *surveyFigures) []figure {
	of := fmt.Sprintf(", %d responses of %d indicators", f.n, surveyTouchpoints*surveyIndicators)
	at := fmt.Sprintf(" (%d responses)", few.n)
	perSecond := func(f *surveyFigures, d time.Duration) string {
		return fmt.Sprintf("%.1f s, %.0f responses/s", d.Seconds(), float64(f.n)/d.Seconds())
	}
	ratio := func(a, b time.Duration) string { return fmt.Sprintf("%.1f", float64(a)/float64(b)) }
	table := []figure{
		{"start to comparisons available, everything counted" + of, perSecond(f, f.counted), perSecond(few, few.counted) + at, "", "150,000 responses/s"},
		{"the same after a stop in good order", perSecond(f, f.continued), perSecond(few, few.continued) + at, "", "10 s"},
		{"memory after the start", megabytes(f.started), megabytes(few.started) + at, "", ""},
		{"memory after every page was asked for", megabytes(f.resident), megabytes(few.resident) + at, "", "400 MB"},
	}
	for i, page := range f.pages {
		beside := few.pages[i]
		if page.failed != nil {
			table = append(table, figure{what: page.what, measured: "failed: " + page.failed.Error()})
			continue
		}
		bar := "50 ms"
		if page.what == comparisonPage {
			bar = "50 ms, 1.5 x that of 10,000"
		}
		table = append(table, figure{page.what + ", p95 (cores worked for one; first after the start)", page.String(), beside.String() + at, ratio(page.cores, beside.cores), bar})
	}
	return append(table,
		figure{"new response in the comparison, through the server", milliseconds(f.own), milliseconds(few.own) + at, ratio(f.own, few.own), "1 s"},
		figure{"new response in the comparison, through another process", milliseconds(f.other), milliseconds(few.other) + at, ratio(f.other, few.other), "1 s"},
		figure{"table of all responses (CSV)", f.export.String(), few.export.String() + at, "", "40 MB/s"},
		figure{"memory that grows by it", megabytes(f.export.grown), megabytes(few.export.grown) + at, "", "50 MB"})
}

func (t pageTime) String() string {
	return fmt.Sprintf("%s (%s; %s)", milliseconds(t.p95), milliseconds(t.cores), milliseconds(t.first))
}

// prepareSurvey fills a data folder: the programme through the API, the responses into the file.
func prepareSurvey(binary, data string, n int) error {
	s, err := launch(binary, data)
	if err != nil {
		return err
	}
	err = s.signIn()
	var links [surveyWaves][]string
	if err == nil {
		links, err = furnish(s)
	}
	s.stop()
	if err != nil {
		return err
	}
	begin := time.Now()
	if err := fillResponses(data, n, links); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d responses written in %s\n", n, time.Since(begin).Round(time.Second))
	return nil
}
