package measure

import (
	"encoding/binary"
	"sync/atomic"

	"touchstone/api/fieldwork"
	"touchstone/api/measure/stats"
)

// group counts the responses to one version of a definition in one wave.
type group struct {
	key                            groupKey
	responses, weighted, clustered int64
	columns                        []*column
	places                         map[string]int // indicator name to column
}

// column is the distribution of one indicator. A distinct value keeps its slot for good, so
// that a response can name it by number.
type column struct {
	name   string
	absent [numberOfReasons]int64
	values []float64
	counts []int64
	slots  map[float64]uint32
	frozen atomic.Pointer[stats.Histogram] // nil after a change
}

// Codes of an entry: what a response has in a column.
const (
	unlisted = iota // the response does not know the indicator
	missing
	notApplicable
	notRelevant
	firstSlot

	numberOfReasons = firstSlot
)

// Flags of an entry.
const (
	flagWeighted = 1 << iota
	flagClustered
	flagBits = 2
)

// reasons gives the code of an IndicatorValue.Absent; any other word is missing.
var reasons = map[string]int{AbsentMissing: missing, AbsentNotApplicable: notApplicable, AbsentNotRelevant: notRelevant}

// encode writes a contribution as flags and one code per column.
func (g *group) encode(c Contribution) []byte {
	for name := range c.Indicators {
		if _, known := g.places[name]; !known {
			g.places[name] = len(g.columns)
			g.columns = append(g.columns, &column{name: name, slots: map[float64]uint32{}})
		}
	}
	var flags uint64
	if c.Weighted {
		flags |= flagWeighted
	}
	if c.Clustered {
		flags |= flagClustered
	}
	entry := make([]byte, 0, 2*len(g.columns)+2)
	entry = binary.AppendUvarint(entry, flags)
	for _, column := range g.columns {
		value, listed := c.Indicators[column.name]
		entry = binary.AppendUvarint(entry, column.code(value, listed))
	}
	return entry
}

func (c *column) code(v fieldwork.IndicatorValue, listed bool) uint64 {
	if !listed {
		return unlisted
	}
	if v.Value == nil {
		if reason, known := reasons[v.Absent]; known {
			return uint64(reason)
		}
		return missing
	}
	value, countable := countable(*v.Value)
	if !countable {
		return missing
	}
	slot, known := c.slots[value]
	if !known {
		slot = uint32(len(c.values))
		c.slots[value] = slot
		c.values, c.counts = append(c.values, value), append(c.counts, 0)
	}
	return firstSlot + uint64(slot)
}

// count adds an entry (step +1) or takes it away (-1). Columns the group learned of after
// the entry was written are not listed in it.
func (g *group) count(entry []byte, step int64) {
	flags, n := binary.Uvarint(entry)
	entry = entry[n:]
	g.responses += step
	if flags&flagWeighted != 0 {
		g.weighted += step
	}
	if flags&flagClustered != 0 {
		g.clustered += step
	}
	for i := 0; len(entry) > 0; i++ {
		code, n := binary.Uvarint(entry)
		entry = entry[n:]
		switch column := g.columns[i]; {
		case code == unlisted:
		case code < firstSlot:
			column.absent[code] += step
		default:
			column.counts[code-firstSlot] += step
			column.frozen.Store(nil)
		}
	}
}

// histogram gives the column's distribution, computed once between changes.
func (c *column) histogram() stats.Histogram {
	if frozen := c.frozen.Load(); frozen != nil {
		return *frozen
	}
	bins := make([]stats.Bin, 0, len(c.values))
	for i, value := range c.values {
		bins = append(bins, stats.Bin{Value: value, Count: c.counts[i]})
	}
	histogram := stats.NewHistogram(bins)
	c.frozen.Store(&histogram)
	return histogram
}
