package measure

// Traits counts the responses of some waves by every trait they have and its values, "" for
// those without one: all that are counted, whatever else may be left out of a view.
func (t *Tally) Traits(project string, waves ...string) map[string]map[string]int64 {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	found := map[string]map[string]int64{}
	total := int64(0)
	for _, wave := range waves {
		for _, g := range t.of(Selection{Project: project, Wave: wave}) {
			total += int64(g.rows - len(g.free))
			for name, trait := range g.traits {
				if trait.pairs != nil {
					continue
				}
				if found[name] == nil {
					found[name] = map[string]int64{}
				}
				for code, n := range trait.n {
					if n > 0 {
						found[name][trait.labels[code]] += n
					}
				}
			}
		}
	}
	for name, values := range found {
		rest := total
		for _, n := range values {
			rest -= n
		}
		if rest > 0 {
			values[""] = rest
		}
		if len(values) == 1 && rest > 0 {
			delete(found, name) // nobody has it
		}
	}
	return found
}

// enter gives a row its value of the trait.
func (t *trait) enter(row int, label string) {
	code := t.number(label)
	t.codes.set(row, code)
	if code == 0 {
		return
	}
	if int(code) >= len(t.n) {
		t.n = append(t.n, make([]int64, int(code)+1-len(t.n))...)
	}
	t.n[code]++
}

// leave takes a row out of the count; its code stays.
func (t *trait) leave(row int) {
	if code := t.codes.at(row); code != 0 && t.pairs == nil {
		t.n[code]--
	}
}
