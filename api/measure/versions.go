package measure

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// behind is what one version of a definition puts behind an indicator, by the name of the
// question: what people read, what answers mean, and what they earn.
type behind struct {
	wording map[string]form.Text // of questions, and of choices behind a blank
	scale   map[string]string
	scoring map[string]string // "" is the rules of the whole score
	parts   map[string]string // of a composite: how each of its indicators counts, by name
}

// behindOf looks at the questions an indicator takes its value from.
func behindOf(d *form.Definition, indicator *form.Indicator) behind {
	b := behind{wording: map[string]form.Text{}, scale: map[string]string{}, scoring: map[string]string{}, parts: map[string]string{}}
	if touchpoint, is := CompositeTouchpoint(indicator.Name); is {
		b.composite(d, touchpoint)
	} else {
		b.look(d, indicator)
	}
	return b
}

// composite looks behind every indicator that is part of a touchpoint's composite; those
// without a touchpoint may be, by the link that was answered.
func (b behind) composite(d *form.Definition, touchpoint string) {
	for _, part := range PlanOf(d).parts {
		if part.touchpoint != "" && part.touchpoint != touchpoint {
			continue
		}
		b.parts[part.indicator] = fmt.Sprint(part.weight, part.scale, part.mirrored)
		at := slices.IndexFunc(d.Indicators, func(i form.Indicator) bool { return i.Name == part.indicator })
		b.look(d, &d.Indicators[at])
	}
}

// look looks behind one indicator.
func (b behind) look(d *form.Definition, indicator *form.Indicator) {
	if indicator.Kind == scoreKind.name {
		b.score(d, indicator)
		return
	}
	for _, name := range append([]string{indicator.Of}, readBy(indicator.When)...) {
		if q, known := d.Question(name); known && form.HasAnswer(q.Type) {
			b.read(d, q)
		}
	}
}

// score adds the questions that earn points below what the indicator is of.
func (b behind) score(d *form.Definition, indicator *form.Indicator) {
	body := d.Body
	if q, known := d.Question(indicator.Of); known {
		body = []form.Question{*q}
	} else {
		rules, _ := json.Marshal([]any{d.Scoring}) // plain values always have a JSON form
		b.scoring[""] = string(rules)
	}
	var visit func(body []form.Question)
	visit = func(body []form.Question) {
		for i := range body {
			q := &body[i]
			if earns(d, q) {
				b.read(d, q)
				b.scoring[q.Name] = pointsOf(d, q)
			}
			if q.Weight != 0 && d.Scoring != nil && d.Scoring.Method == methodWeightedSections {
				b.scoring[q.Name] += fmt.Sprint(" weight ", q.Weight)
			}
			visit(q.Body)
		}
	}
	visit(body)
}

// read adds what people see of a question and what its answers mean.
func (b behind) read(d *form.Definition, q *form.Question) {
	b.wording[q.Name] = q.Label
	type meaning struct {
		Name          string
		Value         *float64
		NotApplicable bool
	}
	var meanings []meaning
	for _, choice := range d.Choices[q.Choices] {
		meanings = append(meanings, meaning{choice.Name, choice.Value, choice.NotApplicable})
	}
	slices.SortFunc(meanings, func(a, b meaning) int { return cmp.Compare(a.Name, b.Name) })
	scale, _ := json.Marshal([]any{q.Type, meanings}) // plain values always have a JSON form
	b.scale[q.Name] = string(scale)
	if q.Type == "range" {
		b.scale[q.Name] += fmt.Sprint(q.Scale())
	}
	for _, choice := range d.Choices[q.Choices] {
		b.wording[q.Name+" "+choice.Name] = choice.Label
	}
}

// earns tells whether answers to a question can earn points.
func earns(d *form.Definition, q *form.Question) bool {
	return len(q.Points) > 0 || q.Bonus != 0 || slices.ContainsFunc(d.Choices[q.Choices], func(c form.Choice) bool { return c.Points != nil })
}

func pointsOf(d *form.Definition, q *form.Question) string {
	points := map[string]*float64{}
	for _, choice := range d.Choices[q.Choices] {
		points[choice.Name] = choice.Points
	}
	data, _ := json.Marshal([]any{q.Points, q.Bonus, q.Critical, points}) // plain values always have a JSON form
	return string(data)
}

var reference = regexp.MustCompile(`\$\{\s*([^}\s]+)\s*\}`)

// readBy lists the questions an expression names.
func readBy(expression string) []string {
	var names []string
	for _, match := range reference.FindAllStringSubmatch(expression, -1) {
		names = append(names, match[1])
	}
	return names
}

// difference names the questions in which two versions differ, by the code of the note.
func (b behind) difference(other behind) map[string][]string {
	found := map[string]map[string]bool{noteWordingChanged: {}, noteScaleChanged: {}, noteScoringChanged: {}, noteCompositionChanged: {}}
	for name, words := range b.wording {
		if form.Reworded(words, other.wording[name]) {
			question, _, _ := strings.Cut(name, " ")
			found[noteWordingChanged][question] = true
		}
	}
	for name, scale := range b.scale {
		if now, there := other.scale[name]; there && now != scale {
			found[noteScaleChanged][name] = true
		}
	}
	rules := maps.Clone(b.scoring)
	maps.Copy(rules, other.scoring)
	for name := range rules {
		was, wasThere := b.scoring[name]
		if now, there := other.scoring[name]; was != now || wasThere != there {
			found[noteScoringChanged][name] = true
		}
	}
	members := maps.Clone(b.parts)
	maps.Copy(members, other.parts)
	for name := range members {
		was, wasThere := b.parts[name]
		if now, there := other.parts[name]; was != now || wasThere != there {
			found[noteCompositionChanged][name] = true
		}
	}
	names := map[string][]string{}
	for code, questions := range found {
		delete(questions, "") // the rules of the whole have no name
		if len(found[code]) > 0 || code == noteScoringChanged && b.scoring[""] != other.scoring[""] {
			names[code] = slices.Sorted(maps.Keys(questions))
		}
	}
	return names
}

// versionNotes says what changed behind the indicator between the versions that the waves
// used.
func (s *subject) versionNotes(words sides) []Note {
	if s.quiet {
		return nil
	}
	type sides struct{ baseline, followUp, questions []string }
	changed := map[string]*sides{}
	seen := map[versionKey]behind{}
	look := func(d declared) behind {
		key := versionKey{d.definition.ID, d.version()}
		found, known := seen[key]
		if !known {
			found = behindOf(d.definition, d.indicator)
			seen[key] = found
		}
		return found
	}
	for _, before := range s.baseline {
		for _, after := range s.followUp {
			if before.same(after) {
				continue
			}
			for code, questions := range look(before).difference(look(after)) {
				if changed[code] == nil {
					changed[code] = &sides{}
				}
				c := changed[code]
				c.baseline = append(c.baseline, strconv.Itoa(before.version()))
				c.followUp = append(c.followUp, strconv.Itoa(after.version()))
				c.questions = append(c.questions, questions...)
			}
		}
	}
	var notes []Note
	for _, code := range versionNoteCodes {
		if c := changed[code]; c != nil {
			notes = append(notes, noteChanged(words, code, once(c.baseline), once(c.followUp), once(c.questions)))
		}
	}
	return notes
}

func once(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
