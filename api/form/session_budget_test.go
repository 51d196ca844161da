package form_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
)

func TestARepeatIsFull(t *testing.T) {
	s := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[
		{"type":"repeat","name":"outer","body":[{"type":"repeat","name":"inner","body":[{"type":"text","name":"x"}]}]}]}`)).Session(form.Environment{}, nil)
	var err error
	for range form.MostInstances {
		if _, err = s.Add("outer[1].inner"); err != nil {
			break
		}
	}
	if !fault.Is(err, fault.TooMany) || s.Instances("outer[1].inner") != form.MostInstances {
		t.Errorf("%d instances, %v", s.Instances("outer[1].inner"), err)
	}
	for {
		if _, err = s.Add("outer"); err != nil {
			break
		}
		place := fmt.Sprintf("outer[%d].inner", s.Instances("outer"))
		for range 9 {
			_, _ = s.Add(place)
		}
	}
	all := s.Instances("outer")
	for i := range s.Instances("outer") {
		all += s.Instances(fmt.Sprintf("outer[%d].inner", i+1))
	}
	if !fault.Is(err, fault.TooMany) || all != form.MostInstancesOverall {
		t.Errorf("%d instances in all, then %v", all, err)
	}
	if err := s.Remove("outer[1]"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add("outer"); err != nil {
		t.Errorf("there is room again, but %v", err)
	}
}

func TestThreeInstancesTooManyAreKeptAside(t *testing.T) {
	people := make([]any, form.MostInstances+3)
	for i := range people {
		people[i] = map[string]any{"age": float64(i)}
	}
	result := compiled(t, []byte(dwelling)).Evaluate(form.Environment{}, map[string]any{"people": people})
	kept, _ := result.Answers["people"].([]any)
	if len(kept) != form.MostInstances || !reflect.DeepEqual(result.Unknown["people"], people[form.MostInstances:]) {
		t.Errorf("%d kept, %v aside", len(kept), result.Unknown)
	}
	if result.Violations[0].Question != "people" || result.Violations[0].Code != form.CodeType {
		t.Errorf("violations %v", result.Violations[:1])
	}
}

func TestAChangeComputesWhatDependsOnIt(t *testing.T) {
	var questions []string
	for i := range 100 {
		questions = append(questions, fmt.Sprintf(`{"type":"integer","name":"n%d"}`, i))
		for j := range 10 {
			questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"c%d_%d","calculation":"${n%d} * %d"}`, i, j, i, j+1))
		}
	}
	s := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[`+strings.Join(questions, ",")+`]}`)).Session(form.Environment{}, nil)
	before := s.Computations()
	if before != 1000 {
		t.Errorf("the beginning took %d computations", before)
	}
	if err := s.Set("n50", 3.0); err != nil {
		t.Fatal(err)
	}
	if got := s.Computations() - before; got != 10 {
		t.Errorf("the change took %d computations, want 10", got)
	}
	if err := s.Set("n50", 3.0); err != nil || s.Computations()-before != 10 {
		t.Errorf("the same answer again took %d computations", s.Computations()-before-10)
	}
}

func TestAChangeInAnInstanceStaysThere(t *testing.T) {
	rows := make([]any, 200)
	for i := range rows {
		rows[i] = map[string]any{"x": float64(i)}
	}
	s := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[
		{"type":"repeat","name":"rows","body":[{"type":"integer","name":"x"},
		 {"type":"calculate","name":"twice","calculation":"${x} * 2"},{"type":"calculate","name":"four","calculation":"${twice} * 2"},
		 {"type":"calculate","name":"place","calculation":"position(..)"}]},
		{"type":"calculate","name":"sum","calculation":"sum(${four})"},{"type":"calculate","name":"many","calculation":"count(${rows})"}]}`)).Session(form.Environment{}, map[string]any{"rows": rows})
	for _, c := range []struct {
		name string
		do   func() error
		want int
	}{
		{"an answer: twice, four, sum", func() error { return s.Set("rows[7].x", 1000.0) }, 3},
		{"a new instance: its three, sum, many", func() error { _, err := s.Add("rows"); return err }, 5},
		{"the last instance gone: sum, many", func() error { return s.Remove("rows[201]") }, 2},
		{"the 191st gone: nine places, sum, many", func() error { return s.Remove("rows[191]") }, 11},
	} {
		before := s.Computations()
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		if got := s.Computations() - before; got != c.want {
			t.Errorf("%s: %d computations, want %d", c.name, got, c.want)
		}
	}
}

// broad has 200 questions in a repeat: every fifth calculates, and sums over all instances stand outside.
func broad() (string, []any) {
	var questions, sums []string
	row := map[string]any{}
	for i := range 200 {
		if i%5 == 4 {
			questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"q%d","calculation":"${q%d} + ${q%d} * position(..)"}`, i, i-1, i-2))
			sums = append(sums, fmt.Sprintf(`{"type":"calculate","name":"s%d","calculation":"sum(${q%d})"}`, i, i))
			continue
		}
		questions = append(questions, fmt.Sprintf(`{"type":"integer","name":"q%d","relevant":"${lead} > %d","constraint":". >= 0"}`, i, -i))
		row[fmt.Sprintf("q%d", i)] = float64(i)
	}
	rows := make([]any, 200)
	for i := range rows {
		rows[i] = row
	}
	return `{"id":"broad","version":1,"kind":"visit","title":{"en":"Broad"},"defaultLanguage":"en","body":[{"type":"integer","name":"lead","default":5},
		{"type":"repeat","name":"rows","body":[` + strings.Join(questions, ",") + `]},` + strings.Join(sums, ",") + `]}`, rows
}

func TestTwoHundredQuestionsInTwoHundredInstances(t *testing.T) {
	source, rows := broad()
	f := compiled(t, []byte(source))
	began := time.Now()
	s := f.Session(form.Environment{}, map[string]any{"rows": rows})
	if violations := s.Violations(); len(violations) > 0 {
		t.Fatal(violations[:1])
	}
	// q4 is q3 + q2 * position: 3 * 200 + 2 * (1 + ... + 200).
	if state, _ := s.State("s4"); state.Value != 600.0+40200 {
		t.Errorf("the sum is %v", state.Value)
	}
	if spent := time.Since(began); spent > 10*time.Second {
		t.Errorf("%v", spent)
	}
	before := s.Computations()
	if err := s.Set("rows[100].q3", 7.0); err != nil {
		t.Fatal(err)
	}
	if got := s.Computations() - before; got != 3 {
		t.Errorf("a change took %d computations, want relevance, one calculation and one sum", got)
	}
}

func BenchmarkSession200QuestionsIn200Instances(b *testing.B) {
	source, rows := broad()
	d, _ := form.Parse([]byte(source))
	f, err := form.Compile(d)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Session(form.Environment{}, map[string]any{"rows": rows})
	}
}

func TestInstancesTimesTheirListsUseUpTheBudget(t *testing.T) {
	inner := make([]any, 1000)
	for i := range inner {
		inner[i] = map[string]any{"x": float64(i)}
	}
	outer := make([]any, 9)
	for i := range outer {
		outer[i] = map[string]any{"inner": inner}
	}
	f := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[
		{"type":"repeat","name":"outer","body":[{"type":"repeat","name":"inner","body":[{"type":"integer","name":"x"},
		 {"type":"calculate","name":"alike","calculation":"count(${outer}[position() > 0]/inner[x = current()/../x]/x)"}]}]}]}`))
	result := f.Evaluate(form.Environment{}, map[string]any{"outer": outer})
	if first, _ := result.Answer("outer[1].inner[1].alike"); first != 9.0 {
		t.Errorf("the first has %v alike", first)
	}
	last := result.Violations[len(result.Violations)-1]
	if last.Question != "outer[9].inner[1000].alike" || last.Code != form.CodeBudget {
		t.Errorf("the last violation is %+v", last)
	}
}
