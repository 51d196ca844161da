package form_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"testing"
	"time"

	"touchstone/api/form"
)

// agreement names the files of random cases that scripts/engines-agree lets the TypeScript engine write.
func agreement(t *testing.T, kind string) string {
	t.Helper()
	file := os.Getenv("TOUCHSTONE_AGREEMENT")
	if file == "" {
		t.Skip("scripts/engines-agree compares both engines; it names the file of random cases in TOUCHSTONE_AGREEMENT")
	}
	return file + "." + kind
}

func eachLine(t *testing.T, file string, visit func(line []byte)) {
	t.Helper()
	opened, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	lines := bufio.NewScanner(opened)
	lines.Buffer(nil, 10<<20)
	count := 0
	for lines.Scan() {
		visit(lines.Bytes())
		count++
	}
	if lines.Err() != nil || count == 0 {
		t.Fatalf("%s: %d cases, %v", file, count, lines.Err())
	}
	t.Logf("%d cases", count)
}

type sessionCase struct {
	Definition  json.RawMessage
	Environment struct {
		Now                              time.Time
		Zone, Language, Device, Username string
		Seed                             int64
	}
	Answers map[string]any
	// Steps are paths and answers; behind a plus a repeat that gets an instance, behind a minus an instance that goes.
	Steps [][][2]any
	Want  []any
	Sent  map[string]any
	// Evaluated is what the other engine makes of what is sent.
	Evaluated any
}

func TestEnginesAgreeOnSessions(t *testing.T) {
	eachLine(t, agreement(t, "sessions"), func(line []byte) {
		var c sessionCase
		if err := json.Unmarshal(line, &c); err != nil {
			t.Fatal(err)
		}
		definition, problems := form.Parse(c.Definition)
		compiled, err := form.Compile(definition)
		if err != nil {
			t.Fatalf("%v %v\n%s", problems, form.Check(definition), c.Definition)
		}
		zone, err := time.LoadLocation(c.Environment.Zone)
		if err != nil {
			t.Fatal(err)
		}
		e := c.Environment
		env := form.Environment{Now: e.Now, Zone: zone, Seed: e.Seed, Language: e.Language, Device: e.Device, Username: e.Username}
		result := compiled.Evaluate(env, c.Sent)
		if got := plain(t, map[string]any{
			"answers": result.Answers, "relevant": result.Relevant, "violations": told(result.Violations), "unknown": result.Unknown,
		}); !reflect.DeepEqual(got, c.Evaluated) {
			t.Errorf("evaluated\n  here %v\n  there %v\n  %s", got, c.Evaluated, line)
		}
		session := compiled.Session(env, c.Answers)
		for i, want := range c.Want {
			if i > 0 {
				apply(t, session, c.Steps[i-1])
			}
			if got := standing(t, definition, session); !reflect.DeepEqual(got, want) {
				t.Errorf("after %d steps\n  here %v\n  there %v\n  %s", i, got, want, line)
				return
			}
		}
	})
}

func apply(t *testing.T, session *form.Session, step [][2]any) {
	t.Helper()
	for _, change := range step {
		path, _ := change[0].(string)
		var err error
		switch path[0] {
		case '+':
			_, err = session.Add(path[1:])
		case '-':
			err = session.Remove(path[1:])
		default:
			err = session.Set(path, change[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// standing is what the other engine writes of every question in every instance, as plain JSON.
func standing(t *testing.T, definition *form.Definition, session *form.Session) any {
	t.Helper()
	states, instances := map[string]any{}, map[string]any{}
	stand(session, definition.Body, "", states, instances)
	return plain(t, map[string]any{"states": states, "instances": instances, "violations": told(session.Violations()), "answers": session.Answers()})
}

func stand(session *form.Session, body []form.Question, prefix string, states, instances map[string]any) {
	for i := range body {
		question := &body[i]
		path := prefix + question.Name
		state, _ := session.State(path)
		choices := []string{}
		for _, choice := range state.Choices {
			choices = append(choices, choice.Name+"="+choice.Label)
		}
		states[path] = map[string]any{
			"relevant": state.Relevant, "required": state.Required, "readOnly": state.ReadOnly, "value": state.Value,
			"label": state.Label, "choices": choices,
		}
		if question.Type != "repeat" {
			stand(session, question.Body, prefix, states, instances)
			continue
		}
		count := session.Instances(path)
		instances[path] = count
		for at := 1; at <= count; at++ {
			stand(session, question.Body, fmt.Sprintf("%s[%d].", path, at), states, instances)
		}
	}
}

func told(violations []form.Violation) []string {
	list := []string{}
	for _, violation := range violations {
		list = append(list, violation.Question+" "+violation.Code)
	}
	return list
}

// plain is a value as JSON carries it.
func plain(t *testing.T, value any) any {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var carried any
	if err := json.Unmarshal(data, &carried); err != nil {
		t.Fatal(err)
	}
	return carried
}
