package measure

import (
	"math"
	"slices"

	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// derive weighs the drivers of the outcome, and says why where it cannot.
func (r *PrioritiesRequest) derive(p *Priorities) {
	definition := r.newest(p.Definition)
	at := slices.IndexFunc(definition.Indicators, func(i form.Indicator) bool { return i.Name == p.Outcome.Name })
	outcome := &definition.Indicators[at]
	known := r.columns(p.Definition)
	var columns []string
	sparsest := -1
	for _, column := range r.candidates(p.Definition, outcome) {
		one := known[column]
		point, measured := one.point()
		if !measured {
			continue
		}
		p.Points, columns = append(p.Points, point), append(columns, column)
		if sparsest < 0 || point.N < p.Points[sparsest].N {
			sparsest = len(p.Points) - 1
		}
	}
	whole := known[outcome.Name]
	n := whole.counts.Values.N()
	p.OutcomeN = &n
	if len(columns) == 0 {
		p.Notes = append(p.Notes, noteNoDrivers(r.Of))
		return
	}
	joint, left := r.pooled(p.Definition, append(slices.Clone(columns), outcome.Name))
	if left > 0 {
		p.Notes = append(p.Notes, noteVersionsLeftOut(left))
	}
	p.N = &joint.N
	last := len(columns)
	switch {
	case joint.N <= int64(last+1):
		p.Notes = append(p.Notes, noteFewComplete(joint.N, n, last, p.Points[sparsest].Title))
		return
	case joint.Low[last] == joint.High[last]:
		p.Notes = append(p.Notes, noteOutcomeConstant(joint.N))
		return
	}
	influence := stats.RelativeWeights(joint.N, joint.Products)
	if math.IsNaN(influence.Explained) {
		p.Notes = append(p.Notes, noteDriversConstant())
		return
	}
	p.RSquared = finite(influence.Explained)
	adjusted, chance := influence.Beyond(joint.N)
	p.AdjustedRSquared, p.ModelP = finite(adjusted), finite(chance)
	if !(chance <= FalseDiscoveryRate) {
		p.Notes = append(p.Notes, noteNothingExplained())
	}
	var constant []form.Text
	for i := range p.Points {
		if math.IsNaN(influence.Weights[i]) {
			constant = append(constant, p.Points[i].Title)
			continue
		}
		if influence.Explained > 0 {
			p.Points[i].Importance = finite(influence.Weights[i] / influence.Explained)
		}
	}
	if len(constant) > 0 {
		p.Notes = append(p.Notes, noteDriverConstant(constant))
	}
	if influence.Dependent {
		p.Notes = append(p.Notes, noteDriversDependent())
	}
	if joint.N < int64(driversNeed*last) {
		p.Notes = append(p.Notes, noteDriversFew(joint.N, last))
	}
	if 2*joint.N < n {
		p.Notes = append(p.Notes, noteHalfIncomplete(joint.N, n, p.Points[sparsest].Title))
	}
}

// driversNeed is how many complete responses a driver needs before weights are worth reading.
const driversNeed = 10

// pooled adds up the joints of the versions whose columns mean the same as in the newest that
// has complete responses; left counts the complete responses of the others.
func (r *PrioritiesRequest) pooled(definition string, columns []string) (sum Joint, left int64) {
	joints := r.Joint(definition, columns)
	slices.Reverse(joints) // newest first
	var reference *form.Definition
	for _, joint := range joints {
		version := r.version(definition, joint.Definition.Version)
		switch {
		case joint.N == 0 || version == nil:
		case reference == nil:
			reference, sum = version, joint.Joint
		case alikeIn(reference, version, columns):
			sum = sum.plus(joint.Joint)
		default:
			left += joint.N
		}
	}
	return sum, left
}

func (r *PrioritiesRequest) version(id string, version int) *form.Definition {
	at := slices.IndexFunc(r.Definitions, func(d *form.Definition) bool { return d.ID == id && d.Version == version })
	if at < 0 {
		return nil
	}
	return r.Definitions[at]
}

// alikeIn tells whether columns have the same kind and scale in both versions; composites
// always have.
func alikeIn(a, b *form.Definition, columns []string) bool {
	find := func(d *form.Definition, name string) (declared, bool) {
		at := slices.IndexFunc(d.Indicators, func(i form.Indicator) bool { return i.Name == name })
		if at < 0 {
			return declared{}, false
		}
		kind := kinds[d.Indicators[at].Kind]
		return declared{definition: d, indicator: &d.Indicators[at], kind: kind, scale: kind.scale(d, &d.Indicators[at])}, true
	}
	return !slices.ContainsFunc(columns, func(name string) bool {
		if RoleOf(name) != RoleIndicator {
			return false
		}
		x, inA := find(a, name)
		y, inB := find(b, name)
		return !inA || !inB || !x.comparable(y)
	})
}

// plus joins two joints of the same columns: products about the common means (Chan, Golub and
// LeVeque 1983).
func (j Joint) plus(other Joint) Joint {
	k := len(j.Means)
	sum := Joint{N: j.N + other.N, Weight: j.Weight + other.Weight, Means: make([]float64, k), Products: make([][]float64, k), Low: make([]float64, k), High: make([]float64, k)}
	share := other.Weight / sum.Weight
	for a := range k {
		sum.Means[a] = j.Means[a] + share*(other.Means[a]-j.Means[a])
		sum.Low[a], sum.High[a] = math.Min(j.Low[a], other.Low[a]), math.Max(j.High[a], other.High[a])
		sum.Products[a] = make([]float64, k)
		for b := range k {
			apart := (other.Means[a] - j.Means[a]) * (other.Means[b] - j.Means[b])
			sum.Products[a][b] = j.Products[a][b] + other.Products[a][b] + j.Weight*share*apart
		}
	}
	return sum
}
