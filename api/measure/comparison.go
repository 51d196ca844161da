package measure

import (
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// What every comparison is made with: intervals of 95 %, calls that are false in at most
// 5 % of cases over all rows shown, sample sizes for 80 % power.
const (
	Confidence         = 0.95
	FalseDiscoveryRate = 0.05
	Power              = 0.8
)

// Comparison is two waves side by side. Numbers that do not exist are null. Shares are
// fractions from 0 to 1, net promoter scores run from -100 to 100, scores from 0 to 100,
// means and durations (seconds) are on their own scale.
type Comparison struct {
	Project            ProjectTitle      `json:"project"`
	Baseline           fieldwork.Wave    `json:"baseline"`
	FollowUp           fieldwork.Wave    `json:"followUp"`
	Confidence         float64           `json:"confidence"`
	FalseDiscoveryRate float64           `json:"falseDiscoveryRate"`
	CountedStates      []fieldwork.State `json:"countedStates"` // only responses in these are counted
	ComputedAt         fieldwork.Instant `json:"computedAt"`
	Touchpoints        []TouchpointTitle `json:"touchpoints"`
	Families           []Family          `json:"families"` // of rows that were judged together
	Rows               []Row             `json:"rows"`
	Warnings           []Warning         `json:"warnings"`
}

// ProjectTitle names a project.
type ProjectTitle struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Demo  bool   `json:"demo"`
}

// TouchpointTitle names a touchpoint, in the order of the inventory.
type TouchpointTitle struct {
	Name  string    `json:"name"`
	Title form.Text `json:"title"`
	Order int       `json:"order"`
}

// Row compares one indicator. Change is null when nothing was tested; then the method is
// "none" and its reason says why.
type Row struct {
	Indicator          string           `json:"indicator"` // the name of its column
	Role               string           `json:"role"`      // one of Roles
	Title              form.Text        `json:"title"`
	Kind               string           `json:"kind"`
	Touchpoint         string           `json:"touchpoint"`
	Definition         ComparedVersions `json:"definition"`
	Better             string           `json:"better"` // higher or lower
	Scale              *stats.Interval  `json:"scale"`
	Unit               form.Text        `json:"unit"`
	Goal               *float64         `json:"goal"`
	RelevantDifference *float64         `json:"relevantDifference"`
	Baseline           Level            `json:"baseline"`
	FollowUp           Level            `json:"followUp"`
	Change             *Change          `json:"change"`
	Method             Method           `json:"method"`
	Verdict            Verdict          `json:"verdict"`
	Relevant           bool             `json:"relevant"` // improved or worsened by at least RelevantDifference, beyond the interval
	Needed             *Needed          `json:"needed"`   // undecided rows only
	GoalAttainment     *GoalAttainment  `json:"goalAttainment"`
	Standardised       *Standardised    `json:"standardised"` // with the baseline's mix, where asked for
	Part               *RowPart         `json:"part,omitempty"`
	Notes              []Note           `json:"notes"`
	// Definitions is what several definitions bring to a composite; then Definition is empty.
	Definitions []CombinedDefinition `json:"definitions,omitempty"`
}

// RowPart says which part of the responses a row is about: those with one value of a trait.
type RowPart struct {
	By    string    `json:"by"`
	Value string    `json:"value"` // "" is having none
	Title form.Text `json:"title,omitempty"`
}

// ComparedVersions says which versions of a definition had responses.
type ComparedVersions struct {
	ID       string `json:"id"`
	Versions struct {
		Baseline []int `json:"baseline"`
		FollowUp []int `json:"followUp"`
	} `json:"versions"`
}

// Level is an indicator in one wave. N counts the responses with a value.
type Level struct {
	N                 int64             `json:"n"`
	Missing           int64             `json:"missing"`
	NotApplicable     int64             `json:"notApplicable"`
	NotRelevant       int64             `json:"notRelevant"`
	Estimate          *float64          `json:"estimate"`
	Adjusted          *float64          `json:"adjusted,omitempty"` // nps: the adjusted Wald estimate that interval and change are about
	StandardError     *float64          `json:"standardError"`
	Interval          *stats.Interval   `json:"interval"`
	StandardDeviation *float64          `json:"standardDeviation"`
	Quartiles         []float64         `json:"quartiles,omitempty"` // duration: first, median, third
	Distribution      []DistributionBin `json:"distribution"`
	Clusters          *int64            `json:"clusters,omitempty"`   // where responses depend on each other; one without a cluster counts as one
	EffectiveN        *float64          `json:"effectiveN,omitempty"` // where responses carry weights: of as many equal ones
	BinWidth          float64           `json:"binWidth,omitempty"`   // set when values were grouped; Value is then the middle of its bin

	degrees float64 // of freedom of StandardError; NaN where it has none
}

// DistributionBin is a value, or the middle of a bin of values, and how often it occurs.
type DistributionBin struct {
	Value float64 `json:"value"`
	Count int64   `json:"count"`
}

// Change is follow-up minus baseline, in the unit of the indicator.
type Change struct {
	Estimate         float64        `json:"estimate"`
	Interval         stats.Interval `json:"interval"`
	Interval90       stats.Interval `json:"interval90"`
	StandardError    float64        `json:"standardError"`
	P                float64        `json:"p"`
	Q                float64        `json:"q"` // by Benjamini and Hochberg, over all tested rows of the comparison
	DegreesOfFreedom *float64       `json:"degreesOfFreedom"`
	DesignEffect     *float64       `json:"designEffect,omitempty"` // variance of the change over that of as many independent, equal responses
	Effect           *Effect        `json:"effect"`
}

// Effect is a change without unit: hedgesG in standard deviations, cohenH in radians,
// cliffDelta from -1 to 1.
type Effect struct {
	Name     string          `json:"name"`
	Value    float64         `json:"value"`
	Interval *stats.Interval `json:"interval,omitempty"`
}

// Method names the test and says in one sentence why the rule chose it.
type Method struct {
	Name   string    `json:"name"` // one of the constants Method…
	Reason form.Text `json:"reason"`
	// Allowed lists the methods that fit the row, the rule's choice first.
	Allowed []string `json:"allowed,omitempty"`
}

// Verdict sums a row up.
type Verdict string

// Verdicts. Improved and worsened: q at most FalseDiscoveryRate. Unchanged: the 90 % interval lies
// within the relevant difference on both sides of zero (two one-sided tests at 5 %).
const (
	Improved  Verdict = "improved"
	Worsened  Verdict = "worsened"
	Unchanged Verdict = "unchanged"
	Undecided Verdict = "undecided"
	NoTest    Verdict = "noTest"
)

// Needed is how many responses per wave would decide an undecided row with 80 % power if
// change and spread really are as observed: by finding a difference (at the level the row
// must meet among all rows) or by showing equivalence, whichever takes fewer.
type Needed struct {
	Responses int64  `json:"responses"`
	By        string `json:"by"` // difference or equivalence
	// Clusters (locations) with as many responses each as now, where responses depend on each other.
	Clusters *int64 `json:"clusters,omitempty"`
}

// Note qualifies a row; programs go by its code.
type Note struct {
	Code string    `json:"code"`
	Text form.Text `json:"text"`
}

// Warning qualifies the whole comparison.
type Warning struct {
	Code       string    `json:"code"`
	Definition string    `json:"definition,omitempty"`
	Indicator  string    `json:"indicator,omitempty"`
	Text       form.Text `json:"text"`
}
