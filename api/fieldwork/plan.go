package fieldwork

import (
	"fmt"
	"slices"
	"strconv"

	"touchstone/api/form"
)

// Plan asks for visits of many locations.
type Plan struct {
	Wave            string          `json:"wave"`
	Definition      DefinitionRef   `json:"definition"`
	Locations       []string        `json:"locations,omitempty"` // codes; with Tags: these too; neither: all
	Tags            []string        `json:"tags,omitempty"`
	Competitors     *bool           `json:"competitors,omitempty"` // only those, or only our own; absent: both
	Visits          int             `json:"visits,omitempty"`      // of each location
	Targets         bool            `json:"targets,omitempty"`     // as many as the wave's targets want, instead of Visits
	FirstDay        string          `json:"firstDay,omitempty"`    // absent: the wave's
	LastDay         string          `json:"lastDay,omitempty"`
	Weekdays        []int           `json:"weekdays,omitempty"`
	Hours           []Hours         `json:"hours,omitempty"` // times of day that visits take turns at
	ExcludedDays    []string        `json:"excludedDays,omitempty"`
	SubmitAfterDays *int            `json:"submitAfterDays,omitempty"` // days from the last day of a visit's window to its report
	Spread          bool            `json:"spread,omitempty"`          // each visit of a location gets its own part of the days
	People          []string        `json:"people,omitempty"`          // ids, who take turns within the rules
	Template        Template        `json:"template"`
	State           AssignmentState `json:"state,omitempty"` // planned (default) or offered
}

// Hours are a time of day to another, HH:MM.
type Hours struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Template is what every visit of a plan says.
type Template struct {
	Scenario      form.Text  `json:"scenario,omitempty"`
	Briefing      form.Text  `json:"briefing,omitempty"`
	Documents     []Document `json:"documents,omitempty"`
	Proofs        []Proof    `json:"proofs,omitempty"`
	Fee           *Money     `json:"fee,omitempty"`
	Expenses      *Expenses  `json:"expenses,omitempty"`
	MinimumRating float64    `json:"minimumRating,omitempty"`
	Quiz          *Quiz      `json:"quiz,omitempty"`
	Board         string     `json:"board,omitempty"`
}

// Bounds of a plan.
const (
	mostVisits     = 100 // of a location
	mostPlanned    = 20_000
	mostHours      = 24
	mostPeople     = 1_000
	mostSubmitDays = 365
	mostWindow     = 800 // days
)

// Check reports every mistake of a plan; that what it names exists is for the caller to see to.
func (p *Plan) Check(wave *Wave) error {
	var f findings
	sample := p.assignment(wave, &Location{Code: "sample"}, "00000000-0000-0000-0000-000000000000")
	for _, field := range faultFields(sample.Check()) {
		if slices.Contains([]string{"scenario", "briefing", "documents", "proofs", "fee", "expenses", "minimumRating", "quiz", "board"}, head(field.Path)) {
			field.Path = "template." + field.Path
		}
		f = append(f, field)
	}
	first, last := p.days(wave)
	f.unless(p.Targets || p.Visits >= 1 && p.Visits <= mostVisits, "visits", "range", "Plan 1 to %d visits of each location.", mostVisits)
	f.unless(!p.Targets || p.Visits == 0, "visits", "conflict", "Give a number of visits or take the targets, not both.")
	f.unless(!p.Spread || first != "" && last != "", "spread", "required", "Days can be divided among visits only when the first and the last are known.")
	f.unless(first == "" || last == "" || first <= last, "lastDay", "range", "The last day lies before the first.")
	f.unless(last == "" || first == "" || soon(first, mostWindow) >= last, "lastDay", "range", "The days are at most %d.", mostWindow)
	f.unless(len(p.Hours) <= mostHours, "hours", "length", "At most %d times of day.", mostHours)
	for i, hours := range p.Hours {
		path := fmt.Sprintf("hours[%d].", i)
		f.unless(hours.From != "", path+"from", "required", "Say from when.")
		f.hours(path, hours.From, hours.To)
	}
	f.unless(p.SubmitAfterDays == nil || *p.SubmitAfterDays >= 0 && *p.SubmitAfterDays <= mostSubmitDays, "submitAfterDays", "range", "Give 0 to %d days.", mostSubmitDays)
	f.unless(len(p.People) <= mostPeople, "people", "length", "At most %d people.", mostPeople)
	f.unless(len(p.People) == 0 || p.Template.Board == "", "people", "conflict", "Visits are given to people or put on the job board, not both.")
	f.unless(p.State == "" || p.State == AssignmentPlanned || p.State == AssignmentOffered, "state", "unknown", "The state is planned or offered.")
	return f.fault("plan")
}

// days gives the first and the last day of a plan.
func (p *Plan) days(wave *Wave) (first, last string) {
	first, last = p.FirstDay, p.LastDay
	if first == "" {
		first = wave.FirstDay
	}
	if last == "" {
		last = wave.LastDay
	}
	return first, last
}

// assignment gives a visit of a location with everything but its window and person.
func (p *Plan) assignment(wave *Wave, location *Location, id string) Assignment {
	t := p.Template
	return Assignment{
		ID: id, Project: wave.Project, Wave: p.Wave, Definition: p.Definition, Location: location.Code, Arm: wave.ArmOf(location),
		FirstDay: p.FirstDay, LastDay: p.LastDay, Weekdays: p.Weekdays, ExcludedDays: p.ExcludedDays,
		Scenario: t.Scenario, Briefing: t.Briefing, Documents: t.Documents, Proofs: t.Proofs, Fee: t.Fee, Expenses: t.Expenses,
		MinimumRating: t.MinimumRating, Quiz: t.Quiz, Board: t.Board, State: AssignmentPlanned,
	}
}

// PlanGround is what a plan is laid on.
type PlanGround struct {
	Wave      *Wave
	Locations []Location // of the project, in the order of codes
	Today     string
	// Mint gives the id of a visit: the same for the same words.
	Mint  func(words ...string) string
	Known func(id string) bool // an assignment with the id is there
	// Roster is asked when there are people to give visits to.
	Roster *Roster
}

// PlanLeft says why a location gets no visit, or a visit nobody.
type PlanLeft struct {
	Location string `json:"location"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// Laid is what a plan comes to.
type Laid struct {
	Planned  []Assignment // those that are not there yet
	Existing int
	Left     []PlanLeft
}

// Lay gives the visits that a plan comes to. Their ids follow from wave, definition, location
// and number, so that laying it again gives only what is missing.
func (p *Plan) Lay(ground PlanGround) Laid {
	laid := Laid{Planned: []Assignment{}, Left: []PlanLeft{}}
	calendar := p.calendar(ground)
	turns := p.turns(ground)
	wanted := p.visits(ground, calendar)
	for index, location := range p.chosen(ground, &laid) {
		visits := wanted[location.Code]
		refused := PlanLeft{}
		for k := range visits {
			id := ground.Mint("plan", ground.Wave.Project, p.Wave, p.Definition.ID, location.Code, strconv.Itoa(k+1))
			if ground.Known(id) {
				laid.Existing++
				continue
			}
			if len(laid.Planned) >= mostPlanned {
				laid.Left = append(laid.Left, PlanLeft{location.Code, "tooMany", fmt.Sprintf("A plan adds at most %d visits at once; plan the rest after these.", mostPlanned)})
				return laid
			}
			job := p.assignment(ground.Wave, location, id)
			if left := calendar.place(&job, location, index, k, visits); left.Code != "" {
				refused = left
				continue
			}
			if left := turns.give(&job); left.Code != "" {
				refused = left
			}
			laid.Planned = append(laid.Planned, job)
		}
		if refused.Code != "" {
			laid.Left = append(laid.Left, refused)
		}
	}
	return laid
}

// planTurns gives visits to people in turn.
type planTurns struct {
	plan   *Plan
	ground PlanGround
	people []string // who may have visits of the plan at all
	next   int
}

// turns leaves out whose rating is too low for every visit.
func (p *Plan) turns(ground PlanGround) *planTurns {
	t := &planTurns{plan: p, ground: ground}
	for _, person := range p.People {
		if p.Template.MinimumRating == 0 || ground.Roster.Rated(person, p.Template.MinimumRating) {
			t.people = append(t.people, person)
		}
	}
	return t
}

// give finds the next person for a visit and says what state it is in.
func (t *planTurns) give(job *Assignment) PlanLeft {
	offered := t.plan.State == AssignmentOffered
	switch {
	case len(t.plan.People) == 0:
		if offered && job.Board != "" {
			job.State = AssignmentOffered
		}
		return PlanLeft{}
	case len(t.people) == 0:
		return PlanLeft{job.Location, RefusedRating, "Nobody has the rating that is needed."}
	}
	left := PlanLeft{}
	for i := range t.people {
		person := t.people[(t.next+i)%len(t.people)]
		refusals := t.ground.Roster.Refusals(job, t.ground.Wave, person)
		if len(refusals) > 0 {
			left = PlanLeft{job.Location, refusals[0].Code, "Nobody can have one of its visits: " + refusals[0].Message}
			continue
		}
		t.ground.Roster.Give(job, t.ground.Wave, person)
		job.Person, t.next = person, (t.next+i+1)%len(t.people)
		if offered {
			job.State = AssignmentOffered
		}
		return PlanLeft{}
	}
	return left
}
