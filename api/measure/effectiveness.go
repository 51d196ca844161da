package measure

import (
	"cmp"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// What a wave of the overview is compared with.
const (
	AgainstBaseline = "baseline" // the first wave of that kind, else the first wave
	AgainstPrevious = "previous" // the nearest earlier wave in which the touchpoint was measured
)

// Effectiveness is how well every touchpoint does in every wave, and how that changed.
type Effectiveness struct {
	Project       ProjectTitle              `json:"project"`
	Waves         []fieldwork.Wave          `json:"waves"` // in their order
	Against       string                    `json:"against"`
	Touchpoints   []EffectivenessTouchpoint `json:"touchpoints"`
	Families      []Family                  `json:"families"`
	CountedStates []fieldwork.State         `json:"countedStates"`
	ComputedAt    fieldwork.Instant         `json:"computedAt"`
	Warnings      []Warning                 `json:"warnings"`
}

// EffectivenessTouchpoint is a row of the overview. Goal, RelevantDifference and levels are on
// the composite's scale of 0 to 100, Importance from 0 to 10 as stated.
type EffectivenessTouchpoint struct {
	Name               string              `json:"name"`
	Title              form.Text           `json:"title"`
	Order              int                 `json:"order"`
	Channel            string              `json:"channel"`
	Goal               *float64            `json:"goal"`
	RelevantDifference *float64            `json:"relevantDifference"`
	Importance         *float64            `json:"importance"`
	Definitions        []string            `json:"definitions"` // ids of those that feed it
	Cells              []EffectivenessCell `json:"cells"`       // one per wave
}

// EffectivenessCell is a touchpoint in a wave. Level is null where it was not measured; Verdict
// and Method are null where there is nothing to compare with.
type EffectivenessCell struct {
	Wave           string          `json:"wave"`
	Against        string          `json:"against"` // name of the wave it is compared with, "" for none
	Level          *Level          `json:"level"`
	Change         *Change         `json:"change"`
	Verdict        *Verdict        `json:"verdict"`
	Relevant       bool            `json:"relevant"`
	Needed         *Needed         `json:"needed"`
	Method         *Method         `json:"method"`
	GoalAttainment *GoalAttainment `json:"goalAttainment"`
	Notes          []Note          `json:"notes"`
}

// EffectivenessRequest asks for the overview; Waves hold every wave in its order.
type EffectivenessRequest struct {
	Project     fieldwork.Project
	Waves       []Side
	Against     string
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	At          fieldwork.Instant
}

// Overview puts every wave beside the one it is measured against, touchpoint by touchpoint, by
// the rules of Compare for composites. Verdicts are corrected over all cells at once.
func Overview(request EffectivenessRequest) *Effectiveness {
	o := &Effectiveness{
		Project: ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo}, Waves: []fieldwork.Wave{},
		Against: request.Against, Touchpoints: []EffectivenessTouchpoint{}, CountedStates: request.Project.Counted(), ComputedAt: request.At, Warnings: []Warning{},
	}
	for _, side := range request.Waves {
		o.Waves = append(o.Waves, side.Wave)
	}
	measured := measuredIn(request.Waves)
	trials, places := request.tried(o, measured)
	o.Families = Judge(trials)
	rows := map[[2]string]*Row{}
	against := map[[2]string]string{}
	for i := range trials {
		key := [2]string{trials[i].Row.Touchpoint, places[i].wave}
		rows[key], against[key] = &trials[i].Row, places[i].against
	}
	for _, touchpoint := range inventoried(request.Touchpoints, measured) {
		line := EffectivenessTouchpoint{
			Name: touchpoint.Name, Title: touchpoint.Title, Order: touchpoint.Order, Channel: touchpoint.Channel, Goal: touchpoint.GoalLevel,
			RelevantDifference: touchpoint.RelevantDifference, Importance: touchpoint.Importance, Definitions: measured[touchpoint.Name].definitions(),
		}
		for _, side := range request.Waves {
			key := [2]string{touchpoint.Name, side.Wave.Name}
			line.Cells = append(line.Cells, cellOf(side.Wave.Name, against[key], rows[key]))
		}
		o.Touchpoints = append(o.Touchpoints, line)
	}
	return o
}

// place is which wave a trial is about and what it is compared with.
type place struct{ wave, against string }

// tried makes the trials of all cells that were measured.
func (r *EffectivenessRequest) tried(o *Effectiveness, measured map[string]*measurements) (trials []Trial, places []place) {
	first := max(0, slices.IndexFunc(r.Waves, func(s Side) bool { return s.Wave.Kind == fieldwork.Baseline }))
	for i, side := range r.Waves {
		// What each touchpoint is compared with: the number of a wave, or -1 for none.
		partners := map[int][]string{}
		for name, found := range measured {
			if !found.waves[i] {
				continue
			}
			partner := -1
			if r.Against == AgainstPrevious {
				for j := i - 1; j >= 0 && partner < 0; j-- {
					if found.waves[j] {
						partner = j
					}
				}
			} else if i != first {
				partner = first
			}
			partners[partner] = append(partners[partner], name)
		}
		for j := -1; j < len(r.Waves); j++ {
			names := partners[j]
			if len(names) == 0 {
				continue
			}
			pair, against := ComparisonRequest{
				Project: r.Project, FollowUp: side, Definitions: r.Definitions, Touchpoints: r.Touchpoints, Roles: []string{RoleComposite}, At: r.At,
			}, ""
			if j >= 0 {
				pair.Baseline, against = r.Waves[j], r.Waves[j].Wave.Name
			}
			found, warnings := Try(pair)
			for _, trial := range found {
				if slices.Contains(names, trial.Row.Touchpoint) {
					trials, places = append(trials, trial), append(places, place{side.Wave.Name, against})
				}
			}
			o.Warnings = appendNew(o.Warnings, warnings)
		}
	}
	return trials, places
}

func cellOf(wave, against string, row *Row) EffectivenessCell {
	cell := EffectivenessCell{Wave: wave, Against: against, Notes: []Note{}}
	if row == nil {
		return cell
	}
	cell.Level = &row.FollowUp
	if against == "" {
		return cell
	}
	cell.Change, cell.Verdict, cell.Relevant, cell.Needed, cell.Method = row.Change, &row.Verdict, row.Relevant, row.Needed, &row.Method
	cell.GoalAttainment, cell.Notes = row.GoalAttainment, row.Notes
	return cell
}

// measurements says where a touchpoint's composite has values.
type measurements struct {
	waves []bool          // by number of the wave
	by    map[string]bool // ids of definitions
}

func (m *measurements) definitions() []string {
	ids := []string{}
	if m != nil {
		for id := range m.by {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// measuredIn finds every touchpoint with a composite in any of the waves.
func measuredIn(waves []Side) map[string]*measurements {
	found := map[string]*measurements{}
	for i, side := range waves {
		for _, group := range side.Snapshot.Groups {
			for name, counts := range group.Indicators {
				touchpoint, is := CompositeTouchpoint(name)
				if !is || counts.Values.N() == 0 {
					continue
				}
				m := found[touchpoint]
				if m == nil {
					m = &measurements{make([]bool, len(waves)), map[string]bool{}}
					found[touchpoint] = m
				}
				m.waves[i], m.by[group.Definition.ID] = true, true
			}
		}
	}
	return found
}

// inventoried gives the inventory in its order, then touchpoints that only definitions name.
func inventoried(inventory []fieldwork.Touchpoint, measured map[string]*measurements) []fieldwork.Touchpoint {
	list := slices.SortedFunc(slices.Values(inventory), func(a, b fieldwork.Touchpoint) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
	})
	known, last := map[string]bool{}, 0
	for _, touchpoint := range list {
		known[touchpoint.Name], last = true, max(last, touchpoint.Order)
	}
	var others []string
	for name := range measured {
		if !known[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for i, name := range others {
		list = append(list, fieldwork.Touchpoint{Name: name, Title: form.Text{"en": name, "de": name}, Order: last + 1 + i})
	}
	return list
}

// appendNew adds the warnings that are not there yet.
func appendNew(all, more []Warning) []Warning {
	for _, warning := range more {
		if !slices.ContainsFunc(all, func(w Warning) bool {
			return w.Code == warning.Code && w.Definition == warning.Definition && w.Indicator == warning.Indicator && w.Text["en"] == warning.Text["en"]
		}) {
			all = append(all, warning)
		}
	}
	return all
}
