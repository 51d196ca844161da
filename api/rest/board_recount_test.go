package rest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// Whatever people do at the same time, the board that followed it is the one that a server
// starting now reads from the store.
func TestTheBoardEqualsARecount(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			kept, files := engine.open(t)
			a := start(t, kept, files, nil)
			a.hire(t)
			project := a.project(t, team)
			known := map[string]string{"p": project, "n": "001"}
			for name, id := range a.ids {
				known[name] = id
			}
			for _, s := range places(t) {
				a.play(t, s.do, s, known)
			}
			path := "/api/v1/projects/" + project
			as := func(name string) map[string]string {
				return map[string]string{"Authorization": "Bearer " + a.tokens[name]}
			}
			planned := a.send(t, "POST", path+"/assignments/plan", planned+`,"apply":true,"competitors":false,"state":"offered","people":["`+a.ids["shopper"]+`","`+a.ids["shopper2"]+`"]}`, as("lead")).json(t)
			var ids []string
			for i := range 4 {
				id, _ := at(planned, fmt.Sprintf("planned.%d.id", i))
				ids = append(ids, fmt.Sprint(id))
			}
			// Another process on the same store follows by its changes alone.
			beside, err := service.New(t.Context(), service.Options{Store: kept, Blobs: files, Now: a.clock.now})
			must(t, err)
			background, stop := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() { beside.Run(background, func(err error) { t.Log("following:", err) }) })
			defer running.Wait()
			defer stop()
			eventually(t, "the other process has read everything", beside.Counted)

			var people sync.WaitGroup
			for worker := range 4 {
				people.Go(func() {
					roll := rand.New(rand.NewPCG(uint64(worker), 5))
					for n := range 40 {
						event := fmt.Sprintf("0190d000-0000-7000-8000-%04d%08d", worker, n)
						id := ids[roll.IntN(len(ids))]
						shopper := []string{"shopper", "shopper2"}[roll.IntN(2)]
						switch roll.IntN(7) {
						case 0:
							act := []string{"offer", "cancel", "reinstate", "board"}[roll.IntN(4)]
							a.send(t, "POST", path+"/assignments/bulk", fmt.Sprintf(`{"act":%q,"ids":[%q],"event":%q}`, act, id, event), as("lead"))
						case 1:
							a.send(t, "POST", path+"/assignments/bulk", fmt.Sprintf(`{"act":"give","person":%q,"ids":[%q],"event":%q}`, a.ids[shopper], id, event), as("lead"))
						case 2:
							a.send(t, "POST", path+"/assignments/bulk", fmt.Sprintf(`{"act":"window","lastDay":"2099-03-%02d","ids":[%q],"event":%q}`, 10+roll.IntN(19), id, event), as("lead"))
						case 3, 4:
							kind := []string{`"accept"`, `"decline","reason":"Ill"`, `"checkIn"`}[roll.IntN(3)]
							a.send(t, "POST", "/api/v1/field/assignments/"+id+"/acts", fmt.Sprintf(`{"id":%q,"kind":%s,"at":"2026-03-01T10:00:00Z"}`, event, kind), as(shopper))
						case 5:
							a.send(t, "POST", path+"/responses", fmt.Sprintf(`{"id":%q,"assignment":%q,"definition":{"id":"visit","version":1},"submittedAt":"2026-03-01T10:00:00Z","answers":{"greeted":"yes"}}`, event, id), as(shopper))
						default:
							a.send(t, "PUT", path+"/locations/zh02", fmt.Sprintf(`{"title":"Zoo %d","tags":["t%d"]}`, n, n%3), as("lead"))
						}
					}
				})
			}
			people.Wait()

			anew, err := service.New(t.Context(), service.Options{Store: kept, Blobs: files, Now: a.clock.now})
			must(t, err)
			must(t, anew.CountOnce(t.Context()))
			board := func(s *service.Service) string {
				actor, err := s.Identify(t.Context(), a.tokens["lead"])
				must(t, err)
				member, err := s.Admit(t.Context(), actor, project, auth.Review)
				must(t, err)
				page, err := s.Board(t.Context(), member, fieldwork.BoardQuery{Limit: 1000})
				must(t, err)
				summary, err := s.BoardSummary(t.Context(), member, "")
				must(t, err)
				text, err := json.Marshal([]any{page, summary})
				must(t, err)
				return string(text)
			}
			followed, recounted := board(a.service), board(anew)
			for _, some := range []string{`"response":{`, `"stage":"submitted"`} {
				if !strings.Contains(followed, some) {
					t.Errorf("no %s on the board; the acts prove little", some)
				}
			}
			if followed != recounted {
				t.Errorf("the board that followed:\n%s\na recount:\n%s", followed, recounted)
			}
			eventually(t, "another process's board is the same", func() bool { return board(beside) == followed })
		})
	}
}

// Two leads who plan the same at the same moment plan it once.
func TestPlanningAtOncePlansOnce(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	project := a.project(t, team)
	for _, s := range places(t) {
		a.play(t, s.do, s, map[string]string{"p": project})
	}
	var lock sync.Mutex
	var leads sync.WaitGroup
	var added float64
	for range 8 {
		leads.Go(func() {
			got := a.send(t, "POST", "/api/v1/projects/"+project+"/assignments/plan", planned+`,"apply":true}`, map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}).json(t)
			n, _ := at(got, "added")
			lock.Lock()
			defer lock.Unlock()
			number, ok := n.(float64)
			if !ok {
				t.Errorf("answered %v", got)
			}
			added += number
		})
	}
	leads.Wait()
	got := a.send(t, "GET", "/api/v1/projects/"+project+"/board", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}).json(t)
	if total, _ := at(got, "total"); total != 4.0 || added != 4 {
		t.Errorf("%v on the board, %v added, want 4", total, added)
	}
}
