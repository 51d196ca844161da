package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite"
)

const guests = 11694 // rows of the four files

// programme imports the airport's four files by the command line while a server runs, then
// asks that server for comparisons.
func programme(binary string, runs int, data string) ([]figure, error) {
	if _, err := os.Stat(filepath.Join(data, "2014.csv")); err != nil {
		return []figure{{what: "import and comparison of the airport's four files", measured: "not measured: no files in " + data}}, nil
	}
	var rates, floors []float64
	var comparisons, answers []time.Duration
	for range runs {
		rate, floor, err := func() (float64, float64, error) {
			folder, err := os.MkdirTemp("", "touchstone-bench-")
			if err != nil {
				return 0, 0, err
			}
			defer os.RemoveAll(folder)
			s, err := launch(binary, filepath.Join(folder, "data"))
			if err != nil {
				return 0, 0, err
			}
			defer s.stop()
			if err := s.signIn(); err != nil {
				return 0, 0, err
			}
			begin := time.Now()
			for _, year := range []string{"2014", "2015", "2016", "2017"} {
				if err := importYear(s, data, year); err != nil {
					return 0, 0, err
				}
			}
			rate := guests / time.Since(begin).Seconds()
			compared, answered, err := compare(s)
			if err != nil {
				return 0, 0, err
			}
			comparisons, answers = append(comparisons, compared...), append(answers, answered...)
			floor, err := rawInserts(folder)
			return rate, floor, err
		}()
		if err != nil {
			return nil, err
		}
		rates, floors = append(rates, rate), append(floors, floor)
	}
	rate, floor := quantile(rates, 0.5), quantile(floors, 0.5)
	p95, least := quantile(comparisons, 0.95), quantile(answers, 0.95)
	return []figure{
		{"import of the four files (11,694 responses)", fmt.Sprintf("%.0f responses/s", rate), fmt.Sprintf("%.0f/s (bare SQLite inserts of 4 kB, 64 a commit)", floor), fmt.Sprintf("%.2f", rate/floor), "2,000 responses/s"},
		{"comparison of two waves over HTTP, p95", milliseconds(p95), milliseconds(least) + " (/healthz, p95)", fmt.Sprintf("%.1f", float64(p95)/float64(least)), "20 ms"},
	}, nil
}

func importYear(s *server, data, year string) error {
	command := exec.Command(s.binary, "import", "responses", "--project", "sfo",
		"--definition", "surveys/library/sfo-guest-survey.json", "--wave", year,
		"--mapping", "surveys/library/mappings/sfo-guest-survey.json", filepath.Join(data, year+".csv"))
	command.Env = append(os.Environ(), "TOUCHSTONE_DATA="+s.data, "TOUCHSTONE_MONGODB_URI=")
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("import of %s: %w\n%s", year, err, out)
	}
	return nil
}

// compare asks for the comparison of 2014 and 2017 until the server counts all guests, then
// times 200 further requests and as many of /healthz.
func compare(s *server) (compared, answered []time.Duration, err error) {
	const path = "/api/v1/projects/sfo/comparison?baseline=2014&followUp=2017"
	var first struct {
		Rows []struct {
			Baseline struct{ N, Missing, NotApplicable, NotRelevant int }
			FollowUp struct{ N, Missing, NotApplicable, NotRelevant int }
		}
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		if err := s.call("GET", path, nil, &first); err != nil {
			return nil, nil, err
		}
		if len(first.Rows) > 0 {
			b, f := first.Rows[0].Baseline, first.Rows[0].FollowUp
			if b.N+b.Missing+b.NotApplicable+b.NotRelevant == 2818 && f.N+f.Missing+f.NotApplicable+f.NotRelevant == 2831 {
				break
			}
		}
		if time.Now().After(deadline) {
			return nil, nil, fmt.Errorf("the server does not count all imported guests: %+v", first)
		}
		time.Sleep(50 * time.Millisecond)
	}
	for range 200 {
		begin := time.Now()
		if err := s.call("GET", path, nil, nil); err != nil {
			return nil, nil, err
		}
		compared = append(compared, time.Since(begin))
		begin = time.Now()
		if err := s.call("GET", "/healthz", nil, nil); err != nil {
			return nil, nil, err
		}
		answered = append(answered, time.Since(begin))
	}
	return compared, answered, nil
}

// rawInserts is the floor of the import: as many rows of 4 kB in a bare SQLite table with
// the same durability, 64 rows a commit.
func rawInserts(folder string) (float64, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "floor.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	ctx := context.Background()
	if _, err := db.ExecContext(ctx, "CREATE TABLE documents (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID"); err != nil {
		return 0, err
	}
	body := strings.Repeat("x", 4000)
	begin := time.Now()
	for row := 0; row < guests; {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return 0, err
		}
		for batch := 0; batch < 64 && row < guests; batch++ {
			if _, err := tx.ExecContext(ctx, "INSERT INTO documents VALUES (?, ?)", fmt.Sprintf("%032d", row*7919%guests), body); err != nil {
				return 0, err
			}
			row++
		}
		if err := tx.Commit(); err != nil {
			return 0, err
		}
	}
	return guests / time.Since(begin).Seconds(), nil
}
