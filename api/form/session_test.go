package form_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/form"
)

func TestSessionRefusesQuestionsThatDoNotExist(t *testing.T) {
	s := compiled(t, []byte(visit)).Session(form.Environment{}, nil)
	if err := s.Set("mood", 1.0); !fault.Is(err, fault.NotFound) {
		t.Errorf("set: %v", err)
	}
	if _, ok := s.State("mood"); ok {
		t.Error("there is a state")
	}
}

func TestNobodyChangesACalculation(t *testing.T) {
	s := compiled(t, []byte(visit)).Session(form.Environment{}, map[string]any{"wait": 2.0})
	if err := s.Set("seconds", 1.0); err != nil {
		t.Fatal(err)
	}
	state, _ := s.State("seconds")
	if state.Value != 120.0 || !state.ReadOnly {
		t.Errorf("state %+v", state)
	}
}

// A session that is changed step by step must stand where one stands that begins with the same answers.
func TestChangesStepByStepComeToTheSame(t *testing.T) {
	source, _ := wide()
	f := compiled(t, []byte(source))
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 7))
		s := f.Session(form.Environment{Resumed: true}, nil)
		kept := map[string]any{}
		for range 150 {
			name := fmt.Sprintf("q%d", random.IntN(200))
			answer := []any{nil, "", "yes", "no", 1.0, 4.0, 300.0, []any{"yes"}}[random.IntN(8)]
			kept[name] = answer
			if err := s.Set(name, answer); err != nil {
				t.Fatal(err)
			}
		}
		afresh := f.Session(form.Environment{Resumed: true}, kept)
		if !reflect.DeepEqual(s.Answers(), afresh.Answers()) {
			t.Fatalf("seed %d: answers\n%v\nafresh\n%v", seed, s.Answers(), afresh.Answers())
		}
		if !reflect.DeepEqual(s.Violations(), afresh.Violations()) {
			t.Fatalf("seed %d: violations\n%v\nafresh\n%v", seed, s.Violations(), afresh.Violations())
		}
	}
}
