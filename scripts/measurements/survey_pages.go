package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
	"touchstone/api/store/sqlite"
)

const comparisonPage = "comparison of two waves"

// surveyPages are what the desk asks for, one of each of its pages.
var surveyPages = []struct{ what, path string }{
	{comparisonPage, "/comparison?baseline=w1&followUp=w2"},
	{"comparison of one segment", "/comparison?baseline=w1&followUp=w2&segment.purpose=buy"},
	{"comparison at the baseline's mix", "/comparison?baseline=w1&followUp=w2&standardise=segment.age"},
	{"one indicator by parts", "/comparison/parts?baseline=w1&followUp=w2&indicator=touchpoint:point-1&definition=survey&by=tag"},
	{"pilot", "/pilot?baseline=w1&followUp=w2&test=test&control=control"},
	{"overview of touchpoints and waves", "/effectiveness?against=baseline"},
	{"touchpoint over all waves", "/touchpoints/point-1/trend"},
	{"league of locations", "/league?wave=w2&indicator=touchpoint:point-1&definition=survey"},
	{"gaps between groups", "/gaps?wave=w2&left=employees&right=customers"},
	{"benchmark", "/benchmark?wave=w2"},
	{"priorities", "/priorities?wave=w2&definition=survey&outcome=point_0_9&of=ratings"},
	{"sample planning", "/power?wave=w2&indicator=point_1_1&definition=survey&difference=0.1"},
	{"what can be chosen", "/choices?wave=w1&wave=w2"},
	{"success report", "/report?baseline=w1&followUp=w2"},
	{"newest 20 responses", "/responses?limit=20"},
	{"responses behind a number", "/responses?wave=w2&definition=survey&indicator=point_1_1&value=5&limit=20"},
	{"what people wrote", "/touchpoints/point-1/verbatims?wave=w2&limit=20"},
	{"what people wrote, of one location", "/touchpoints/point-1/verbatims?wave=w2&location=l017&limit=20"},
	{"cases", "/cases"},
}

// pageTime is how long a page's answer takes: the first time after a start, the p95 of those
// after it, and what the server's cores worked for one of these, which tells more where other
// programs run beside.
type pageTime struct {
	what              string
	first, p95, cores time.Duration
	failed            error
}

func timePages(s *server, runs int) []pageTime {
	var times []pageTime
	for _, page := range surveyPages {
		one := pageTime{what: page.what}
		one.failed = one.take(20*runs, s, surveyProject+page.path)
		times = append(times, one)
	}
	return times
}

func (t *pageTime) take(times int, s *server, path string) error {
	begin := time.Now()
	if err := s.call("GET", path, nil, nil); err != nil {
		return err
	}
	t.first = time.Since(begin)
	before, err := s.worked()
	if err != nil {
		return err
	}
	took := make([]time.Duration, times)
	for i := range took {
		begin := time.Now()
		if err := s.call("GET", path, nil, nil); err != nil {
			return err
		}
		took[i] = time.Since(begin)
	}
	after, err := s.worked()
	t.p95, t.cores = quantile(took, 0.95), (after-before)/time.Duration(times)
	return err
}

// freshness is how long it takes until a new response is in the comparison, sent to the server
// itself, and written by another process on the same data.
func freshness(s *server) (own, other time.Duration, err error) {
	var links struct{ Items []struct{ ID, Wave string } }
	if err := s.call("GET", surveyProject+"/links?limit=1", nil, &links); err != nil {
		return 0, 0, err
	}
	link := links.Items[0]
	now := time.Now()
	answer := object{"id": newUUID(now), "definition": object{"id": "survey", "version": 1}, "answers": object{questionName(0, 0): "4"}, "language": "en", "submittedAt": now.UTC().Format(time.RFC3339)}
	own, err = s.untilCounted(link.Wave, func() error { return s.call("POST", "/api/v1/links/"+link.ID+"/responses", answer, nil) })
	if err != nil {
		return 0, 0, err
	}
	engine, err := sqlite.Open(context.Background(), filepath.Join(s.data, "touchstone.db"), service.Collections())
	if err != nil {
		return 0, 0, err
	}
	defer engine.Close()
	response := surveyResponse(0, surveyWaves, [surveyWaves][]string{make([]string, surveyLinks), make([]string, surveyLinks)})
	response.ID, response.Wave, response.Link, response.ReceivedAt = newUUID(now), link.Wave, link.ID, fieldwork.At(now)
	response.Location, response.Cluster = surveyPlace(0), surveyPlace(0)
	body, err := json.Marshal(response)
	if err != nil {
		return 0, 0, err
	}
	other, err = s.untilCounted(link.Wave, func() error {
		_, err := engine.Insert(context.Background(), "responses", response.ID, body)
		return err
	})
	return own, other, err
}

// untilCounted is how long after a write the comparison has one response more.
func (s *server) untilCounted(wave string, write func() error) (time.Duration, error) {
	counted := func() (int, error) {
		var got struct {
			Rows []struct {
				Indicator string
				Baseline  struct{ N, Missing, NotApplicable, NotRelevant int }
				FollowUp  struct{ N, Missing, NotApplicable, NotRelevant int }
			}
		}
		err := s.call("GET", surveyProject+"/comparison?baseline=w1&followUp=w2", nil, &got)
		for _, row := range got.Rows {
			if row.Indicator == questionName(0, 0) {
				side := row.FollowUp
				if wave == "w1" {
					side = row.Baseline
				}
				return side.N + side.Missing + side.NotApplicable + side.NotRelevant, err
			}
		}
		return 0, err
	}
	before, err := counted()
	if err != nil {
		return 0, err
	}
	begin := time.Now()
	if err := write(); err != nil {
		return 0, err
	}
	for time.Since(begin) < 30*time.Second {
		now, err := counted()
		if err != nil {
			return 0, err
		}
		if now > before {
			return time.Since(begin), nil
		}
	}
	return 0, fmt.Errorf("a new response is not counted after 30 s")
}

// newUUID makes an id of the kind that browsers mint.
func newUUID(at time.Time) string {
	return fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", at.UnixMilli()>>16, at.UnixMilli()&0xffff, at.Nanosecond()&0xfff, time.Now().Nanosecond()>>8&0xfff, time.Now().UnixNano()&0xffffffffffff)
}

// exported is how a table of all responses went.
type exported struct {
	bytes, grown int64
	took, cores  time.Duration
}

func (e exported) String() string {
	return fmt.Sprintf("%.1f MB/s (%s in %.1f s; cores worked %.1f s)", float64(e.bytes)/1e6/e.took.Seconds(), megabytes(e.bytes), e.took.Seconds(), e.cores.Seconds())
}

// exportRate takes the table of all responses and watches the memory of the server meanwhile.
func exportRate(s *server) (e exported, err error) {
	before, err := s.resident()
	if err != nil {
		return e, err
	}
	worked, err := s.worked()
	if err != nil {
		return e, err
	}
	request, err := http.NewRequest("GET", "http://"+s.address+surveyProject+"/responses.csv?definition=survey", nil)
	if err != nil {
		return e, err
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	request.Header.Set("Accept-Encoding", "identity")
	begin := time.Now()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return e, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return e, fmt.Errorf("table of responses: %s", response.Status)
	}
	most, ended, watched := before, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			if now, err := s.resident(); err == nil {
				most = max(most, now)
			}
			select {
			case <-ended:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	e.bytes, err = io.CopyBuffer(io.Discard, response.Body, make([]byte, 1<<18))
	e.took = time.Since(begin)
	close(ended)
	<-watched
	e.grown = most - before
	if err != nil {
		return e, err
	}
	after, err := s.worked()
	e.cores = after - worked
	return e, err
}
