package export

import "slices"

// places are columns by the name of a member.
type places struct {
	numbers map[string]int // of the first place in list
	list    []place
}

// place is a column of a member. After is the place that came next the last time, since
// documents list their members in the same order again and again.
type place struct {
	name   string
	column int
	also   int // another column of the same member; -1 for none
	after  int
}

// add gives a name a column.
func (p *places) add(name string, column int) {
	if p.numbers == nil {
		p.numbers = map[string]int{}
	}
	also := -1
	if known, ok := p.numbers[name]; ok {
		also = known
	}
	p.numbers[name] = len(p.list)
	p.list = append(p.list, place{name, column, also, 0})
}

func (p *places) has(name string) bool {
	_, known := p.numbers[name]
	return known
}

func (p *places) copy() places { return places{p.numbers, slices.Clone(p.list)} }

// set lays a member into its cells.
func (p *places) set(cells []span, name []byte, value span) {
	number, known := p.numbers[string(name)]
	for ; known && number >= 0; number = p.list[number].also {
		cells[p.list[number].column] = value
	}
}

// put lays all members of an object into their cells.
func (p *places) put(cells []span, m *members) {
	for last := -1; ; {
		if last >= 0 {
			guess := p.list[last].after
			if value, ok := m.expect(p.list[guess].name); ok {
				cells[p.list[guess].column], last = value, guess
				continue
			}
		}
		name, value, ok := m.next()
		if !ok {
			return
		}
		if number, known := p.numbers[string(name)]; known {
			cells[p.list[number].column] = value
			if last >= 0 {
				p.list[last].after = number
			}
			last = number
		}
	}
}
