package measure

import (
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Planning says how many responses two waves need to tell a difference in a column apart, and
// what a planned number can detect, if the values spread as in the wave looked at. Everything
// is per wave, for a two-sided test at 5 %.
type Planning struct {
	Project           ProjectTitle      `json:"project"`
	Wave              fieldwork.Wave    `json:"wave"`
	Indicator         PlannedIndicator  `json:"indicator"`
	Power             float64           `json:"power"`
	Difference        *float64          `json:"difference"` // in the unit of the column; null where neither asked nor declared
	Level             Level             `json:"level"`
	StandardDeviation *float64          `json:"standardDeviation"` // of single responses
	Intraclass        *float64          `json:"intraclass"`        // share of the variance that lies between locations (clusters); null without any
	PerLocation       *float64          `json:"perLocation"`       // responses in a wave of one location; null without locations
	DesignEffect      float64           `json:"designEffect"`      // by how much locations and weights inflate the variance, at least 1
	Needed            *PlannedSize      `json:"needed"`            // null where no number would do, or no difference is given
	Detectable        *float64          `json:"detectable"`        // smallest difference that the planned responses tell apart
	Planned           *PlannedSize      `json:"planned"`           // that Detectable is about; null where nothing was planned
	Curve             []DetectablePoint `json:"curve"`
	ComputedAt        fieldwork.Instant `json:"computedAt"`
	Notes             []Note            `json:"notes"`
}

// PlannedIndicator names the column that a measurement is planned for.
type PlannedIndicator struct {
	Name               string          `json:"name"`
	Role               string          `json:"role"`
	Definition         string          `json:"definition"`
	Title              form.Text       `json:"title"`
	Kind               string          `json:"kind"`
	Better             string          `json:"better"`
	Scale              *stats.Interval `json:"scale"`
	Unit               form.Text       `json:"unit"`
	Goal               *float64        `json:"goal"`
	RelevantDifference *float64        `json:"relevantDifference"`
}

// PlannedSize is a number of responses in a wave; Locations is null without locations.
type PlannedSize struct {
	Responses int64  `json:"responses"`
	Locations *int64 `json:"locations"`
}

// DetectablePoint is the smallest difference that so many responses tell apart; null where
// none can be told.
type DetectablePoint struct {
	Responses  int64    `json:"responses"`
	Detectable *float64 `json:"detectable"`
}

// PlanningRequest asks for a plan from one wave's values. Difference 0 takes the relevant
// difference. Responses, Locations and PerLocation are what is planned for a wave; 0 is open.
type PlanningRequest struct {
	Project     fieldwork.Project
	Side        Side
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Column      string
	Definition  string // id; "" where only one has the column, else the one with the most values
	Difference  float64
	Power       float64
	Responses   int64
	Locations   int64
	PerLocation float64
	At          fieldwork.Instant
}

// design is what a plan knows of the values.
type design struct {
	family      family
	better      string
	variance    float64 // of a single response
	share       float64 // shares only
	weighting   float64 // Kish's effect of weights, at least 1
	correlation float64 // within clusters; NaN without clusters
	plan        stats.Plan
}

// PlanOfMeasurement plans two equal waves; found says whether a response of the wave has the
// column. How much responses of a location resemble each other is the intraclass correlation by
// analysis of variance (Donner 1986, International Statistical Review 54: 67-82), what that costs
// the design effect 1 + (size-1)·correlation (Kish 1965), what weights cost n·Σw²/(Σw)² (ibid.).
func PlanOfMeasurement(request PlanningRequest) (p *Planning, found bool) {
	one, found := columnOf(request.Side, request.Definitions, request.Touchpoints, request.Column, request.Definition)
	if !found {
		return nil, false
	}
	p = &Planning{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Wave: request.Side.Wave, Power: request.Power,
		Curve: []DetectablePoint{}, ComputedAt: request.At, Notes: []Note{}, DesignEffect: 1, Indicator: one.planned(), Level: one.level(),
	}
	d := one.design(request.Power)
	p.StandardDeviation = finite(math.Sqrt(d.variance))
	per := one.perCluster()
	p.Intraclass = finite(d.correlation)
	if p.Intraclass != nil {
		switch {
		case request.PerLocation > 0:
			per = request.PerLocation
		case request.Responses > 0 && request.Locations > 0:
			per = float64(request.Responses) / float64(request.Locations)
		}
		p.PerLocation = finite(per)
	}
	p.DesignEffect = d.effect(per)
	difference := math.Abs(request.Difference)
	if difference == 0 && p.Indicator.RelevantDifference != nil {
		difference = *p.Indicator.RelevantDifference
	}
	if difference > 0 {
		p.Difference = &difference
	}
	if !(d.variance > 0) {
		p.Notes = append(p.Notes, notePlanWithoutSpread(p.Level.N))
		return p, true
	}
	if difference > 0 {
		p.need(d, difference, per)
	} else {
		p.Notes = append(p.Notes, notePlanWithoutDifference())
	}
	p.detect(d, request, per)
	p.draw(d, request, per)
	p.remark(one, d)
	return p, true
}

// need finds how many responses, and locations, would do.
func (p *Planning) need(d design, difference, per float64) {
	independent := d.needed(difference)
	responses := math.Ceil(independent * d.effect(per) * (1 - 1e-12))
	if scale := p.Indicator.Scale; !(responses <= mostNeeded) || scale != nil && difference > scale[1]-scale[0] {
		p.Notes = append(p.Notes, notePlanOutOfReach())
		return
	}
	p.Needed = &PlannedSize{Responses: int64(responses)}
	if p.Intraclass != nil && per > 0 {
		locations := int64(stats.Clusters(independent*d.weighting, per, d.correlation))
		p.Needed.Locations = &locations
		p.Needed.Responses = max(p.Needed.Responses, int64(math.Ceil(float64(locations)*per*(1-1e-12))))
	}
}

// detect finds what is told apart by the responses that are planned.
func (p *Planning) detect(d design, request PlanningRequest, per float64) {
	responses := request.Responses
	if responses == 0 && request.Locations > 0 && per > 0 {
		responses = int64(math.Round(float64(request.Locations) * per))
	}
	if responses == 0 {
		return
	}
	p.Planned = &PlannedSize{Responses: responses}
	if request.Locations > 0 && p.Intraclass != nil {
		p.Planned.Locations = &request.Locations
	}
	p.Detectable = d.detectable(float64(responses), per)
}

// curvePoints is how many points a curve has.
const curvePoints = 40

// draw spaces the curve so that equal steps multiply the responses alike. With a planned number
// of locations more responses mean more of each, else more locations.
func (p *Planning) draw(d design, request PlanningRequest, per float64) {
	reach := math.Max(200, 2*float64(p.Level.N))
	if p.Needed != nil {
		reach = math.Max(reach, 2*float64(p.Needed.Responses))
	}
	reach = math.Min(math.Max(reach, 2*float64(request.Responses)), mostNeeded)
	const least = 10
	var sizes []int64
	for i := range curvePoints {
		sizes = append(sizes, int64(math.Round(least*math.Pow(reach/least, float64(i)/(curvePoints-1)))))
	}
	for _, n := range slices.Compact(sizes) {
		size := per
		if request.Locations > 0 {
			size = math.Max(1, float64(n)/float64(request.Locations))
		}
		p.Curve = append(p.Curve, DetectablePoint{n, d.detectable(float64(n), size)})
	}
}

func (p *Planning) remark(one single, d design) {
	if d.weighting > 1.005 {
		p.Notes = append(p.Notes, notePlanWeights(d.weighting))
	}
	if p.Intraclass == nil && one.clustered() {
		p.Notes = append(p.Notes, notePlanWithoutIntraclass())
	}
	if clusters := one.clusters(); p.Intraclass != nil && clusters < 10 {
		p.Notes = append(p.Notes, notePlanFewClusters(clusters))
	}
	if d.correlation < 0 {
		p.Notes = append(p.Notes, notePlanNegative())
	}
}

// effect is by how much clusters of that size, and weights, inflate the variance.
func (d design) effect(per float64) float64 {
	effect := d.weighting
	if !math.IsNaN(d.correlation) && per > 0 {
		effect *= stats.DesignEffect(per, d.correlation)
	}
	return effect
}

// needed is how many independent, equal responses in each wave find the difference.
func (d design) needed(difference float64) float64 {
	switch d.family {
	case shares:
		other := d.share + difference
		if (d.better == lower || other > 1) && d.share >= difference {
			other = d.share - difference
		}
		if other > 1 {
			return math.Inf(1)
		}
		return d.plan.Shares(d.share, other)
	case nets:
		return d.plan.Wald(2*d.variance, difference)
	}
	return d.plan.Means(d.variance, d.variance, difference)
}

// detectable is the smallest difference that so many responses tell apart, in the better
// direction where there is one; nil for none.
func (d design) detectable(responses, per float64) *float64 {
	independent := responses / d.effect(per)
	switch d.family {
	case shares:
		below, above := d.plan.DetectableShares(d.share, independent)
		down, up := d.share-below, above-d.share
		if d.better == lower {
			down, up = up, down
		}
		if finite(up) != nil {
			return finite(up)
		}
		return finite(down)
	case nets:
		if independent < 2 {
			return nil
		}
		return reachable(d.plan.DetectableNormal(2*d.variance, independent), 200)
	}
	return finite(d.plan.DetectableMeans(d.variance, d.variance, independent))
}

// reachable is nil for a difference that no two values of the scale have.
func reachable(difference, most float64) *float64 {
	if difference > most {
		return nil
	}
	return finite(difference)
}
