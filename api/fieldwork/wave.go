package fieldwork

import (
	"fmt"
	"slices"

	"touchstone/api/form"
)

// Wave kinds.
const (
	Baseline = "baseline"
	Pilot    = "pilot"
	FollowUp = "followUp"
)

// Wave is one round of measurement. ID: "project/name". Dates are days in the project's
// time zone, both included; empty is open.
type Wave struct {
	ID        string    `json:"id"`
	Project   string    `json:"project"`
	Name      string    `json:"name"`
	Title     form.Text `json:"title"`
	Kind      string    `json:"kind"`
	FirstDay  string    `json:"firstDay,omitempty"` // 2006-01-02
	LastDay   string    `json:"lastDay,omitempty"`
	Order     int       `json:"order"`
	Arms      []Arm     `json:"arms,omitempty"`
	Targets   []Target  `json:"targets,omitempty"`
	CreatedAt Instant   `json:"createdAt"`
}

// Arm is a group of locations that a pilot compares with others: test, control, or another
// name. A location belongs to the first arm that names it or one of its tags.
type Arm struct {
	Name      string    `json:"name"`
	Title     form.Text `json:"title,omitempty"`
	Locations []string  `json:"locations,omitempty"` // codes
	Tags      []string  `json:"tags,omitempty"`
}

// Target is a number of reports wanted: from one location, from all locations of a tag
// together, or (neither named) from each location.
type Target struct {
	Definition string `json:"definition"` // id
	Count      int    `json:"count"`
	Location   string `json:"location,omitempty"` // code
	Tag        string `json:"tag,omitempty"`
}

// Bounds of a wave.
const (
	mostArms    = 20
	mostTargets = 5_000
	mostCodes   = 20_000
	mostCount   = 100_000
)

// Check reports every mistake of a wave; that what it names exists is for the caller to see to.
func (w *Wave) Check() error {
	var f findings
	f.slug("name", w.Name)
	f.text("title", w.Title, true)
	f.unless(slices.Contains([]string{Baseline, Pilot, FollowUp}, w.Kind), "kind", "unknown", "The kind is baseline, pilot or followUp.")
	f.days("firstDay", w.FirstDay, "lastDay", w.LastDay)
	f.unless(len(w.Arms) <= mostArms, "arms", "length", "At most %d arms.", mostArms)
	names := map[string]bool{}
	for i, arm := range w.Arms {
		path := fmt.Sprintf("arms[%d].", i)
		f.slug(path+"name", arm.Name)
		f.unless(!names[arm.Name], path+"name", "duplicate", "There is another arm with this name.")
		names[arm.Name] = true
		f.text(path+"title", arm.Title, false)
		f.unless(len(arm.Locations) <= mostCodes, path+"locations", "length", "At most %d locations.", mostCodes)
		f.unless(len(arm.Tags) <= mostTags, path+"tags", "length", "At most %d tags.", mostTags)
	}
	f.unless(len(w.Targets) <= mostTargets, "targets", "length", "At most %d targets.", mostTargets)
	for i, target := range w.Targets {
		path := fmt.Sprintf("targets[%d].", i)
		f.slug(path+"definition", target.Definition)
		f.unless(target.Count >= 0 && target.Count <= mostCount, path+"count", "range", "A target is a number from 0 to %d.", mostCount)
		f.unless(target.Location == "" || target.Tag == "", path+"tag", "conflict", "A target is for a location or for a tag, not for both.")
	}
	return f.fault("wave")
}

// ArmOf gives the name of the arm a location belongs to, "" for none.
func (w *Wave) ArmOf(location *Location) string {
	for _, arm := range w.Arms {
		if slices.Contains(arm.Locations, location.Code) || slices.ContainsFunc(location.Tags, func(tag string) bool { return slices.Contains(arm.Tags, tag) }) {
			return arm.Name
		}
	}
	return ""
}

// targetIndex finds the targets of a wave, by definition.
type targetIndex map[string]*definitionTargets

type definitionTargets struct {
	byLocation map[string]Target
	byTag      []Target
	each       *Target
}

// targetIndex makes the index; of targets for the same the first counts.
func (w *Wave) targetIndex() targetIndex {
	index := targetIndex{}
	for _, target := range w.Targets {
		found := index[target.Definition]
		if found == nil {
			found = &definitionTargets{byLocation: map[string]Target{}}
			index[target.Definition] = found
		}
		switch {
		case target.Location != "":
			if _, known := found.byLocation[target.Location]; !known {
				found.byLocation[target.Location] = target
			}
		case target.Tag != "":
			found.byTag = append(found.byTag, target)
		case found.each == nil:
			found.each = &target
		}
	}
	return index
}

// of gives the target that a location falls under for a definition: the one that names it,
// else the first of one of its tags, else the one for each location; the zero value for none.
func (t targetIndex) of(definition string, location *Location) Target {
	found := t[definition]
	if found == nil {
		return Target{}
	}
	if target, named := found.byLocation[location.Code]; named {
		return target
	}
	for _, target := range found.byTag {
		if slices.Contains(location.Tags, target.Tag) {
			return target
		}
	}
	if found.each != nil {
		return *found.each
	}
	return Target{}
}
