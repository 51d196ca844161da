package rest_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"touchstone/api/fieldwork"
)

// BenchmarkAnswer measures answers to 25 questions through a public link over 32 real
// connections: validated, scored, and durable on the embedded engine.
func BenchmarkAnswer(b *testing.B) {
	kept, files := openSQLite(b)
	a := start(b, kept, files, nil)
	project := a.project(b, nil)
	member := a.member(b, project)
	definition, answers := twentyFive()
	_, err := a.service.Publish(b.Context(), member, []byte(definition))
	must(b, err)
	_, err = a.service.PutWave(b.Context(), member, fieldwork.Wave{Name: "w", Kind: "baseline", Title: map[string]string{"en": "W"}})
	must(b, err)
	link, err := a.service.AddLink(b.Context(), member, fieldwork.Link{Title: "L", Wave: "w", Definition: fieldwork.DefinitionRef{ID: "many", Version: 1}})
	must(b, err)
	var number atomic.Int64
	b.SetParallelism(32)
	b.ResetTimer()
	b.RunParallel(func(run *testing.PB) {
		for run.Next() {
			body := fmt.Sprintf(`{"id":"0190a000-0000-7000-8000-%012d","definition":{"id":"many","version":1},"answers":%s,"language":"en","submittedAt":"2026-03-01T10:00:00Z"}`, number.Add(1), answers)
			answer, err := client.Post(a.base+"/api/v1/links/"+link.ID+"/responses", "application/json", strings.NewReader(body))
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusCreated {
				b.Errorf("status %d", answer.StatusCode)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "responses/s")
}

// twentyFive makes a definition of 25 questions and answers to all of them.
func twentyFive() (definition, answers string) {
	var body, given, indicators []string
	for i := range 25 {
		name := fmt.Sprintf("q%d", i)
		switch i % 5 {
		case 0:
			body = append(body, fmt.Sprintf(`{"type":"range","name":%q,"label":{"en":"Rate"},"parameters":{"start":1,"end":5,"step":1},"required":true}`, name))
			indicators = append(indicators, fmt.Sprintf(`{"name":"mean_%s","kind":"mean","of":%q,"title":{"en":"Mean"}}`, name, name))
			given = append(given, fmt.Sprintf(`%q:%d`, name, i%5+1))
		case 1:
			body = append(body, fmt.Sprintf(`{"type":"integer","name":%q,"label":{"en":"Count"},"constraint":". >= 0 and . <= 100"}`, name))
			given = append(given, fmt.Sprintf(`%q:%d`, name, i))
		case 2:
			body = append(body, fmt.Sprintf(`{"type":"select_one","name":%q,"label":{"en":"Choose"},"choices":"yn"}`, name))
			given = append(given, fmt.Sprintf(`%q:"yes"`, name))
		case 3:
			body = append(body, fmt.Sprintf(`{"type":"text","name":%q,"label":{"en":"Say"},"relevant":"${q%d} = 'yes'"}`, name, i-1))
			given = append(given, fmt.Sprintf(`%q:"A sentence of a customer about their visit."`, name))
		default:
			body = append(body, fmt.Sprintf(`{"type":"select_multiple","name":%q,"label":{"en":"Choose"},"choices":"yn"}`, name))
			given = append(given, fmt.Sprintf(`%q:["yes","no"]`, name))
		}
	}
	return `{"id":"many","version":1,"kind":"customer","title":{"en":"Many"},"defaultLanguage":"en","choices":{"yn":[{"name":"yes","label":{"en":"Yes"},"points":1},{"name":"no","label":{"en":"No"},"points":0}]},"body":[` +
		strings.Join(body, ",") + `],"indicators":[` + strings.Join(indicators, ",") + `]}`, "{" + strings.Join(given, ",") + "}"
}
