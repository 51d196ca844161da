package rest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// crowd opens that many accounts of shoppers in a project and gives their tokens.
func (a *api) crowd(t *testing.T, project string, size int) []string {
	t.Helper()
	tokens := make([]string, size)
	for i := range tokens {
		email := fmt.Sprintf("crowd%d@example.org", i)
		_, _, err := a.service.AddPerson(t.Context(), service.NewPerson{Name: email, Email: email, Password: password}, false, project, fieldwork.Shopper)
		must(t, err)
		session, err := a.service.SignIn(t.Context(), email, password)
		must(t, err)
		tokens[i] = session.AccessToken
	}
	return tokens
}

// atOnce makes the requests together and counts the answers by status and code.
func (a *api) atOnce(t *testing.T, tokens []string, method, path string, body func(i int) string) map[string]int {
	t.Helper()
	var lock sync.Mutex
	var running sync.WaitGroup
	begin := make(chan struct{})
	counts := map[string]int{}
	for i, token := range tokens {
		running.Go(func() {
			<-begin
			got := a.send(t, method, "/api/v1"+path, body(i), map[string]string{"Authorization": "Bearer " + token})
			outcome := fmt.Sprint(got.status)
			if got.status >= 400 {
				outcome += " " + code(t, got)
			}
			lock.Lock()
			defer lock.Unlock()
			counts[outcome]++
		})
	}
	close(begin)
	running.Wait()
	return counts
}

// field furnishes a project, makes an assignment with the members, and gives its id.
func (a *api) field(t *testing.T, kept map[string]string, members string) string {
	t.Helper()
	for _, s := range append(furnishField(t), offer("assignment", members)) {
		a.play(t, s.do, s, kept)
	}
	return kept["assignment"]
}

func (a *api) kept(t *testing.T) map[string]string {
	t.Helper()
	kept := map[string]string{"p": a.project(t, team), "n": fmt.Sprintf("%03d", a.projects)}
	maps.Copy(kept, a.ids)
	return kept
}

func TestOneOfFiftyTakesTheJob(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := a.kept(t)
		job := a.field(t, kept, `"person":"","board":"first","state":"offered"`)
		tokens := a.crowd(t, kept["p"], 50)
		got := a.atOnce(t, tokens, "POST", "/field/assignments/"+job+"/acts", func(i int) string {
			return fmt.Sprintf(`{"id":"0190d000-0000-7000-8000-0000000001%02d","kind":"accept","at":"2026-03-01T10:00:00Z"}`, i)
		})
		if want := map[string]int{"200": 1, "409 assignment.taken": 49}; !maps.Equal(got, want) {
			t.Fatalf("fifty at once: %v, want %v", got, want)
		}
		a.play(t, "one event of taking", step{as: "lead", do: "GET /p/assignments/" + job, want: 200, has: has{"events.#": 2, "events.1.kind": "taken", "state": "accepted"}}, kept)
	})
}

func TestTheSameActAtOnceIsOneEvent(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := a.kept(t)
		job := a.field(t, kept, `"person":"{shopper}","state":"offered"`)
		twenty := slices.Repeat([]string{a.tokens["shopper"]}, 20)
		for i, kind := range []string{"accept", "checkIn", "return"} {
			got := a.atOnce(t, twenty, "POST", "/field/assignments/"+job+"/acts", func(int) string {
				return fmt.Sprintf(`{"id":"0190d000-0000-7000-8000-0000000002%02d","kind":%q,"at":"2026-03-01T10:00:00Z","reason":"r"}`, i, kind)
			})
			if want := map[string]int{"200": 20}; !maps.Equal(got, want) {
				t.Fatalf("%s twenty times at once: %v", kind, got)
			}
			a.play(t, kind, step{as: "lead", do: "GET /p/assignments/" + job, want: 200, has: has{"events.#": i + 2}}, kept)
		}
	})
}

// A shopper who takes many jobs of one day at once gets as many as the rule allows.
func TestTakingManyAtOnceKeepsTheRules(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := a.kept(t)
		a.field(t, kept, `"person":"","board":"first","state":"offered","firstDay":"2099-03-10","lastDay":"2099-03-10"`)
		jobs := []string{kept["assignment"]}
		for range 9 {
			s := offer("assignment", `"person":"","board":"first","state":"offered","firstDay":"2099-03-10","lastDay":"2099-03-10"`)
			a.play(t, s.do, s, kept)
			jobs = append(jobs, kept["assignment"])
		}
		a.play(t, "two a day", step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"perDay":2}}`, want: 200}, kept)
		var lock sync.Mutex
		var running sync.WaitGroup
		taken := 0
		for i, job := range jobs {
			running.Go(func() {
				got := a.send(t, "POST", "/api/v1/field/assignments/"+job+"/acts", fmt.Sprintf(`{"id":"0190d000-0000-7000-8000-0000000003%02d","kind":"accept","at":"2026-03-01T10:00:00Z"}`, i),
					map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]})
				lock.Lock()
				defer lock.Unlock()
				if got.status == 200 {
					taken++
				} else if !strings.Contains(string(got.body), "perDay") {
					t.Errorf("status %d: %s", got.status, got.body)
				}
			})
		}
		running.Wait()
		if taken != 2 {
			t.Errorf("%d of one day taken, want 2", taken)
		}
	})
}

func TestTheSameRevisionAtOnceIsOneEvent(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := a.kept(t)
		for _, s := range visited(t) {
			a.play(t, s.do, s, kept)
		}
		a.play(t, "returned", step{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision("a", reported, `"decision":"return","comments":[{"question":"wait","text":"?"}]`), want: 200}, kept)
		content := placeholder.ReplaceAllString(revision("b", event("a"), `"answers":{"greeted":"no"}`), kept["n"])
		path := "/projects/" + kept["p"] + "/responses/" + placeholder.ReplaceAllString(reported, kept["n"])
		got := a.atOnce(t, slices.Repeat([]string{a.tokens["shopper"]}, 20), "POST", path+"/revisions", func(int) string { return content })
		if want := map[string]int{"201": 1, "200": 19}; !maps.Equal(got, want) {
			t.Fatalf("the same revision twenty times at once: %v", got)
		}
		a.play(t, "one revision", step{as: "reviewer", do: "GET /p/responses/" + reported, want: 200, has: has{"history.#": 3, "response.state": "submitted"}}, kept)
	})
}

// Two phones that report the same work at the same moment: both reports are kept, and all but
// one say that there is another.
func TestReportsAtTheSameMomentSeeEachOther(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.kept(t)
		assignment := a.field(t, kept, `"person":"{shopper}","state":"offered"`)
		const phones = 4
		counts := a.atOnce(t, slices.Repeat([]string{a.tokens["shopper"]}, phones), "POST", "/projects/"+kept["p"]+"/responses", func(i int) string {
			return fmt.Sprintf(`{"id":"0190e000-0000-7000-8000-00000000%s%d","assignment":%q,"definition":{"id":"visit","version":1},"submittedAt":"2026-03-01T10:00:00Z","answers":{"greeted":"yes"}}`, kept["n"], i, assignment)
		})
		if counts["201"] != phones {
			t.Fatalf("answers %v, want %d reports", counts, phones)
		}
		second := 0
		for i := range phones {
			got := a.send(t, "GET", fmt.Sprintf("/api/v1/projects/%s/responses/0190e000-0000-7000-8000-00000000%s%d", kept["p"], kept["n"], i), "", map[string]string{"Authorization": "Bearer " + a.tokens["reviewer"]})
			if strings.Contains(string(got.body), `"secondReport"`) {
				second++
			}
		}
		if second != phones-1 {
			t.Errorf("%d of %d reports are flagged as further ones", second, phones)
		}
	})
}
