package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// effectiveness measures the desk's numbers over n invented responses, kept in a folder that
// is filled when it does not exist.
func effectiveness(binary, folder string, n int) ([]figure, error) {
	data := filepath.Join(folder, fmt.Sprint(n))
	if _, err := os.Stat(data); err != nil {
		if err := prepareSurvey(binary, data, n); err != nil {
			return nil, err
		}
	}
	s, err := launch(binary, data)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	if err := s.enter(); err != nil {
		return nil, err
	}
	of := fmt.Sprintf(", %d responses", n)
	table := []figure{{what: "start to comparisons available" + of, measured: milliseconds(s.ready)}}
	exported, err := exportRate(s)
	if err != nil {
		return nil, err
	}
	exported[0].what += of
	exported[1].what += of
	return append(table, exported...), nil
}

// exportRate takes the table of all responses.
func exportRate(s *server) ([]figure, error) {
	before, err := s.resident()
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest("GET", "http://"+s.address+surveyProject+"/responses.csv?definition=survey", nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Accept-Encoding", "identity")
	begin := time.Now()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("export: %s", response.Status)
	}
	most, done := before, make(chan struct{})
	go func() {
		defer close(done)
		for {
			now, err := s.resident()
			if err != nil {
				return
			}
			most = max(most, now)
			select {
			case <-request.Context().Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	bytes, err := io.Copy(io.Discard, response.Body)
	if err != nil {
		return nil, err
	}
	took := time.Since(begin)
	rate := float64(bytes) / 1e6 / took.Seconds()
	return []figure{
		{"table of responses (CSV)", fmt.Sprintf("%.1f MB/s (%s in %.1f s)", rate, megabytes(bytes), took.Seconds()), "", "", "40 MB/s"},
		{"memory that grows by it", megabytes(most - before), "", "", "50 MB"},
	}, nil
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
