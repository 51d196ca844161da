package measure

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"slices"
	"sync/atomic"

	"touchstone/api/fieldwork"
)

// Joint is how some columns vary together, over the responses that have a value in all of
// them: exact up to the rounding of single products, so that neither the order in which
// responses came nor what became of others shows in any digit.
type Joint struct {
	N         int64
	Weight    float64 // sum of survey weights, N while every response weighs 1
	Means     []float64
	Products  [][]float64 // sums of weight times (x - mean)(y - mean)
	Low, High []float64   // smallest and largest value
}

// DefinitionJoint is the joint of one version of a definition.
type DefinitionJoint struct {
	Definition fieldwork.DefinitionRef
	Joint
}

// Joint tells how the columns that Selection.Indicators names vary together, in that order,
// for every version of a definition with selected responses; By and Across mean nothing here.
// Asked for the first time it walks over the responses in steps, so that nobody who writes
// waits for long; from then on every change is followed.
func (t *Tally) Joint(selection Selection) []DefinitionJoint {
	selection.Filter, selection.Except = selection.Filter.sorted(), selection.Except.sorted()
	t.questions.Add(1)
	for {
		t.mutex.RLock()
		all, ready := t.joints(selection)
		t.mutex.RUnlock()
		if ready {
			return all
		}
		t.mutex.Lock()
		t.advance(selection)
		t.mutex.Unlock()
	}
}

func (t *Tally) joints(selection Selection) (all []DefinitionJoint, ready bool) {
	for _, g := range t.of(selection) {
		view := g.seen(selection.Filter, selection.Except)
		if view == nil {
			return nil, false
		}
		t.ask(view, "")
		j := view.joint(selection.Indicators)
		if j == nil || !j.ready() {
			return nil, false
		}
		if view.responses > 0 {
			all = append(all, DefinitionJoint{fieldwork.DefinitionRef{ID: g.key.definition, Version: g.key.version}, j.show()})
		}
	}
	slices.SortFunc(all, func(a, b DefinitionJoint) int {
		return cmp.Or(cmp.Compare(a.Definition.ID, b.Definition.ID), cmp.Compare(a.Definition.Version, b.Definition.Version))
	})
	return all, true
}

// mostJoints is how many joints of a view follow its changes.
const mostJoints = 4

// advance takes the next step towards the first joint that is not ready.
func (t *Tally) advance(selection Selection) {
	for _, g := range t.of(selection) {
		view := g.see(selection.Filter, selection.Except)
		j := view.joint(selection.Indicators)
		switch {
		case j == nil:
			if len(view.joints) >= mostJoints {
				view.joints = slices.Delete(view.joints, 0, 1)
			}
			view.joints = append(view.joints, newJoint(g, selection.Indicators))
		case j.upto < everyRow:
			j.read(g, view)
		case j.broken:
			j.begin(nil)
		case !j.ready():
			j.begin(j.needed())
		default:
			continue
		}
		return
	}
}

// joint gives the view's joint of some columns, nil when it does not exist yet.
func (v *view) joint(names []string) *joint {
	i := slices.IndexFunc(v.joints, func(j *joint) bool { return slices.Equal(j.names, names) })
	if i < 0 {
		return nil
	}
	return v.joints[i]
}

// joint sums products of columns over the rows of a view that have a value in each. Values
// are taken by the power of two above the largest there is, so that each product is a whole
// number of 62 bits; sums have 128, which four thousand million rows do not exceed.
type joint struct {
	names   []string
	columns []*column
	upto    int // rows below are counted
	powers  []int
	n       int64
	counts  [][]int32   // rows by code, of each column and last the weights
	scaled  [][]float64 // values over their power, likewise
	sums    []fixed     // of i and j >= i, the last variable being 1
	broken  bool        // a value came that is larger than the powers allow
	scratch []float64
	frozen  atomic.Pointer[Joint]
}

const everyRow = math.MaxInt

// newJoint makes a joint that has counted nothing; of columns the group does not have, it
// never will.
func newJoint(g *group, names []string) *joint {
	j := &joint{names: slices.Clone(names)}
	for _, name := range names {
		if place, known := g.places[name]; known {
			j.columns = append(j.columns, g.columns[place])
		} else {
			j.columns = append(j.columns, newColumn(name))
		}
	}
	weights := g.weights
	if weights == nil {
		weights = newColumn("")
	}
	j.columns = append(j.columns, weights)
	j.begin(nil)
	return j
}

// begin forgets what was counted; nil takes the powers that every value ever seen needs.
func (j *joint) begin(powers []int) {
	last := len(j.columns) - 1
	j.upto, j.n, j.broken, j.powers = 0, 0, false, powers
	j.counts, j.scaled = make([][]int32, len(j.columns)), make([][]float64, len(j.columns))
	j.sums, j.scratch = make([]fixed, (last+1)*(last+2)/2), make([]float64, last+1)
	j.scratch[last] = 0.5 // 1 over its power
	if powers == nil {
		for i, column := range j.columns {
			power := 0
			if i == last {
				power = 1 // of a weight of 1
			}
			for _, value := range column.values {
				power = max(power, powerOf(value))
			}
			j.powers = append(j.powers, power)
		}
	}
	j.frozen.Store(nil)
}

// powerOf is the smallest power of two above a value's size.
func powerOf(value float64) int {
	_, power := math.Frexp(value)
	return power
}

// needed gives the powers that the values of the rows counted need.
func (j *joint) needed() []int {
	powers := make([]int, len(j.columns))
	for i, column := range j.columns {
		first := true
		for code, n := range j.counts[i] {
			if n == 0 {
				continue
			}
			if power := powerOf(column.value(uint32(code))); first || power > powers[i] {
				powers[i], first = power, false
			}
		}
	}
	return powers
}

// value is what a code with a value stands for; of weights also the code for 1.
func (c *column) value(code uint32) float64 {
	if code < firstSlot {
		return 1
	}
	return c.values[code-firstSlot]
}

// ready tells whether all rows are counted, by the very powers that they need: then the sums
// depend on nothing else.
func (j *joint) ready() bool {
	return j.upto == everyRow && !j.broken && (j.frozen.Load() != nil || slices.Equal(j.powers, j.needed()))
}

// blocksAtOnce bounds for how long a step holds up those who write.
const blocksAtOnce = 4

// read counts the next blocks of rows.
func (j *joint) read(g *group, v *view) {
	end := min(j.upto+blocksAtOnce*blockRows, g.rows)
	for row := j.upto; row < end; row++ {
		if v.rows.at(row) != 0 {
			j.count(row, +1)
		}
	}
	j.upto = end
	if end == g.rows {
		j.upto = everyRow
	}
}

// count adds a row (step +1) or takes it away (-1).
func (j *joint) count(row int, step int64) {
	last := len(j.columns) - 1
	x := j.scratch
	for i, column := range j.columns[:last] {
		code := column.codes.at(row)
		if code < firstSlot {
			return // nothing is noted of the row
		}
		x[i] = j.valueAt(i, code)
	}
	weightCode := j.columns[last].codes.at(row)
	weight := j.valueAt(last, weightCode)
	j.broken = j.broken || math.Abs(weight) >= 1 || slices.ContainsFunc(x[:last], func(x float64) bool { return math.Abs(x) >= 1 })
	if j.broken {
		return
	}
	for i, column := range j.columns[:last] {
		j.note(i, column.codes.at(row), int32(step))
	}
	j.note(last, weightCode, int32(step))
	j.n += step
	j.frozen.Store(nil)
	at := 0
	factor := weight * float64(step<<61) * 2
	for i := range x {
		scaled := x[i] * factor
		for k := i; k < len(x); k++ {
			j.sums[at].add(int64(scaled * x[k]))
			at++
		}
	}
}

// valueAt is a value over the power of its column, below 1 if it fits.
func (j *joint) valueAt(i int, code uint32) float64 {
	scaled := j.scaled[i]
	for known := len(scaled); known <= int(code); known++ {
		scaled = append(scaled, math.Ldexp(j.columns[i].value(uint32(known)), -j.powers[i]))
		j.scaled[i] = scaled
	}
	return scaled[code]
}

func (j *joint) note(i int, code uint32, step int32) {
	counts := j.counts[i]
	if int(code) >= len(counts) {
		counts = append(counts, make([]int32, int(code)+1-len(counts))...)
		j.counts[i] = counts
	}
	counts[code] += step
}

// show works the joint out, once between changes.
func (j *joint) show() Joint {
	if frozen := j.frozen.Load(); frozen != nil {
		return *frozen
	}
	last := len(j.columns) - 1
	exact := make([][]*big.Float, last+1)
	at := 0
	powers := append(slices.Clone(j.powers[:last]), 1)
	for i := range exact {
		exact[i] = make([]*big.Float, last+1)
		for k := i; k <= last; k++ {
			exact[i][k] = j.sums[at].float(powers[i] + powers[k] + j.powers[last] - 62)
			at++
		}
	}
	weight := exact[last][last]
	shown := Joint{N: j.n, Means: make([]float64, last), Products: make([][]float64, last), Low: make([]float64, last), High: make([]float64, last)}
	shown.Weight, _ = weight.Float64()
	for i := range last {
		shown.Products[i] = make([]float64, last)
		shown.Means[i], shown.Low[i], shown.High[i] = math.NaN(), math.NaN(), math.NaN()
		for code, n := range j.counts[i] {
			if n > 0 {
				value := j.columns[i].value(uint32(code))
				shown.Low[i], shown.High[i] = lesser(shown.Low[i], value), -lesser(-shown.High[i], -value)
			}
		}
	}
	if weight.Sign() > 0 {
		for i := range last {
			mean := wide().Quo(exact[i][last], weight)
			shown.Means[i], _ = mean.Float64()
			for k := i; k < last; k++ {
				product, _ := wide().Sub(exact[i][k], wide().Mul(mean, exact[k][last])).Float64()
				shown.Products[i][k], shown.Products[k][i] = product, product
			}
		}
	}
	j.frozen.Store(&shown)
	return shown
}

// lesser is the smaller one; NaN is none.
func lesser(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

// wide is a float of enough digits that what is left of a difference is exact.
func wide() *big.Float { return new(big.Float).SetPrec(320) }

// fixed is a whole number of 128 bits.
type fixed struct {
	high int64
	low  uint64
}

func (f *fixed) add(x int64) {
	low, carry := bits.Add64(f.low, uint64(x), 0)
	f.low, f.high = low, f.high+x>>63+int64(carry)
}

// float is the number times a power of two.
func (f fixed) float(power int) *big.Float {
	whole := new(big.Int).Lsh(big.NewInt(f.high), 64)
	whole.Add(whole, new(big.Int).SetUint64(f.low))
	return wide().SetMantExp(wide().SetInt(whole), power)
}

// recounted is the joint counted from nothing over the rows of its view.
func (j *joint) recounted(g *group, v *view) *joint {
	again := newJoint(g, j.names)
	again.begin(j.powers)
	for again.upto < everyRow {
		again.read(g, v)
	}
	return again
}
