package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

// surveyResponse invents response i of n: what the service would have stored for an answer
// through a link.
func surveyResponse(i, n int, links [surveyWaves][]string) fieldwork.Response {
	chances := rand.New(rand.NewPCG(11, uint64(i)))
	wave := i * surveyWaves / n
	place := chances.IntN(surveyLocations)
	begin := time.Date(2025+wave, 3, 1, 8, 0, 0, 0, time.UTC)
	share := float64(i*surveyWaves-wave*n) / float64(n)
	at := begin.Add(time.Duration(share * float64(60*24*time.Hour))).Truncate(time.Millisecond)
	id := fmt.Sprintf("%08x-%04x-7%03x-8%03x-%012x", at.UnixMilli()>>16, at.UnixMilli()&0xffff, i&0xfff, i>>12&0xfff, chances.Uint64()&0xffffffffffff)
	answers := make(map[string]any, surveyTouchpoints*(surveyIndicators+1)+2)
	indicators := make(map[string]fieldwork.IndicatorValue, surveyTouchpoints*surveyIndicators)
	answers["purpose"] = []string{"buy", "advice", "collect", "return"}[chances.IntN(4)]
	answers["age"] = []string{"under_30", "30_49", "50_64", "65_over"}[chances.IntN(4)]
	lean := float64(place%50)/100 + chances.NormFloat64()*0.4
	for t := range surveyTouchpoints {
		level := 3.4 + lean + float64(t%5)*0.1
		if wave == 1 && t%2 == 0 {
			level += 0.12
		}
		for k, kind := range surveyKinds {
			name := questionName(t, k)
			value, answer := surveyAnswer(chances, kind, level)
			if answer == nil {
				indicators[name] = fieldwork.IndicatorValue{Absent: "missing"}
				continue
			}
			answers[name] = answer
			if value == nil {
				indicators[name] = fieldwork.IndicatorValue{Absent: "notApplicable"}
				continue
			}
			indicators[name] = fieldwork.IndicatorValue{Value: value}
		}
		if chances.IntN(40) == 0 {
			answers[remarkName(t)] = remarks[chances.IntN(len(remarks))]
		}
	}
	instant := fieldwork.At(at)
	started := fieldwork.At(at.Add(-90 * time.Second))
	digest := strings.Repeat(fmt.Sprintf("%016x", chances.Uint64()), 4)
	response := fieldwork.Response{
		ID: id, Project: "bench", Wave: surveyWave(wave), Definition: fieldwork.DefinitionRef{ID: "survey", Version: 1},
		Source: fieldwork.FromLink, Link: links[wave][i%surveyLinks], Location: surveyPlace(place), Cluster: surveyPlace(place),
		Language: []string{"de", "de", "en"}[chances.IntN(3)], State: fieldwork.Submitted, Answers: answers, StartedAt: &started, SubmittedAt: instant,
		ReceivedAt: instant, Events: []fieldwork.Event{{ID: id, Kind: fieldwork.EventSubmitted, At: instant, Answers: answers, Digest: digest}},
		Complete: true, Indicators: indicators, Digest: digest, Group: surveyGroup(i % surveyLinks),
		Segments: map[string]string{"purpose": answers["purpose"].(string), "age": answers["age"].(string)},
	}
	return response
}

var remarks = []string{
	"Friendly people, but the queue was long.", "Everything went well, thank you!", "Nobody knew where the article was.",
	"Zu wenig Kassen offen, sonst gut.", "Sehr nette Beratung, komme gern wieder.", "=not a formula, only a remark",
}

// surveyAnswer invents an answer of an indicator's question and the value it gives: both nil
// when it was left out, the value when it says not applicable.
func surveyAnswer(chances *rand.Rand, kind string, level float64) (*float64, any) {
	number := func(x float64) *float64 { return &x }
	switch odd := chances.IntN(100); {
	case odd < 4:
		return nil, nil
	case odd < 6 && kind != "share" && kind != "nps":
		return nil, "na"
	}
	rating := min(max(float64(int(level+chances.NormFloat64()*0.9+0.5)), 1), 5)
	switch kind {
	case "share":
		if chances.Float64()*5 < level {
			return number(1), "yes"
		}
		return number(0), "no"
	case "csat":
		if rating >= 4 {
			return number(1), fmt.Sprint(rating)
		}
		return number(0), fmt.Sprint(rating)
	case "nps":
		grade := min(max(float64(int(2*level+chances.NormFloat64()*2+0.5)), 0), 10)
		switch {
		case grade <= 6:
			return number(-100), grade
		case grade <= 8:
			return number(0), grade
		}
		return number(100), grade
	}
	return number(rating), fmt.Sprint(rating)
}

// row is a response as the embedded engine keeps it.
type row struct {
	id   string
	body []byte
	keys store.Keys
}

// fillResponses writes n invented responses straight into the embedded engine's file, whose
// server must not be running: through the API that would take hours.
func fillResponses(data string, n int, links [surveyWaves][]string) error {
	collections := service.Collections()
	catalog, err := store.Declare(collections)
	if err != nil {
		return err
	}
	schema, err := catalog.Schema("responses")
	if err != nil {
		return err
	}
	path := filepath.Join(data, "touchstone.db")
	if err := bulk(path, schema, inventRows(schema, n, links)); err != nil {
		return err
	}
	// Opening brings the indexes back that bulk took away.
	engine, err := sqlite.Open(context.Background(), path, collections)
	if err != nil {
		return err
	}
	return engine.Close()
}

// inventRows makes the rows on two cores, in their order.
func inventRows(schema *store.Schema, n int, links [surveyWaves][]string) <-chan []row {
	const piece = 500
	waiting := make(chan chan []row, 4)
	out := make(chan []row)
	go func() {
		defer close(waiting)
		for from := 0; from < n; from += piece {
			result := make(chan []row, 1)
			waiting <- result
			go func() {
				rows := make([]row, 0, piece)
				for i := from; i < min(from+piece, n); i++ {
					response := surveyResponse(i, n, links)
					body, err := json.Marshal(response)
					if err != nil {
						panic(err) // numbers and texts always have a JSON form
					}
					keys, err := schema.Keys(body)
					if err != nil {
						panic(err)
					}
					rows = append(rows, row{response.ID, body, keys})
				}
				result <- rows
			}()
		}
	}()
	go func() {
		defer close(out)
		for result := range waiting {
			out <- <-result
		}
	}()
	return out
}

// bulk appends rows without durability and indexes.
func bulk(path string, schema *store.Schema, pieces <-chan []row) error {
	ctx := context.Background()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(MEMORY)&_pragma=synchronous(OFF)&_pragma=cache_size(-64000)")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, index := range schema.Indexes {
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`DROP INDEX "responses:%s"`, index.Name)); err != nil {
			return err
		}
	}
	kinds := map[store.Kind]string{store.String: "string", store.Number: "number", store.Bool: "bool", store.Instant: "instant"}
	columns, marks := "", ""
	for _, path := range schema.Paths {
		columns += fmt.Sprintf(`, "k:%s:%s"`, path.Name, kinds[path.Kind])
		marks += ", ?"
	}
	var sequence int64
	if err := db.QueryRowContext(ctx, "SELECT value FROM _meta WHERE name = 'sequence'").Scan(&sequence); err != nil {
		return err
	}
	text := "INSERT INTO responses (seq, id, revision, body" + columns + ") VALUES (?, ?, 1, ?" + marks + ")"
	for rows := range pieces {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		insert, err := tx.PrepareContext(ctx, text)
		if err != nil {
			return err
		}
		for _, one := range rows {
			sequence++
			if _, err := insert.ExecContext(ctx, append([]any{sequence, one.id, string(one.body)}, one.keys...)...); err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	_, err = db.ExecContext(ctx, "UPDATE _meta SET value = ? WHERE name = 'sequence'", sequence)
	return err
}
