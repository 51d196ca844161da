package fieldwork

import (
	"slices"
	"time"

	"touchstone/api/fault"
)

// planCalendar lists the days of a plan.
type planCalendar struct {
	plan        *Plan
	first, last string
	days        []planDay // on which visits may be; nil when the days are open
	over        bool      // the last day has gone by
}

type planDay struct {
	name    string
	weekday int
}

// calendar lists the days from today on that a plan allows.
func (p *Plan) calendar(ground PlanGround) planCalendar {
	c := planCalendar{plan: p}
	c.first, c.last = p.days(ground.Wave)
	if c.last != "" && c.last < ground.Today {
		c.over = true
		return c
	}
	if c.first == "" || c.last == "" {
		return c
	}
	c.days = []planDay{}
	day, err := time.Parse(dayFormat, max(c.first, ground.Today))
	for ; err == nil; day = day.AddDate(0, 0, 1) {
		name, weekday := day.Format(dayFormat), isoWeekday(day)
		if name > c.last {
			break
		}
		if (len(p.Weekdays) == 0 || slices.Contains(p.Weekdays, weekday)) && !slices.Contains(p.ExcludedDays, name) {
			c.days = append(c.days, planDay{name, weekday})
		}
	}
	return c
}

// place gives the k-th of so many visits of the index-th location its days and hours.
func (c *planCalendar) place(job *Assignment, location *Location, index, k, visits int) PlanLeft {
	switch {
	case c.over:
		return PlanLeft{location.Code, "windowOver", "The days of the plan have gone by."}
	case !c.active(location):
		return PlanLeft{location.Code, "inactive", "The location is not active on any of the days."}
	}
	turns := max(len(c.plan.Hours), 1)
	for try := range turns {
		var hours Hours
		if len(c.plan.Hours) > 0 {
			hours = c.plan.Hours[(index+k+try)%turns]
		}
		if c.days == nil {
			if len(openOn(location, hours)) == 0 {
				continue
			}
			c.window(job, location, c.first, c.last, hours)
			return PlanLeft{}
		}
		fit := c.fitting(location, hours)
		if len(fit) == 0 {
			continue
		}
		if c.plan.Spread {
			from := k * len(fit) / visits
			until := max((k+1)*len(fit)/visits, from+1)
			fit = fit[from:until]
		}
		c.window(job, location, fit[0], fit[len(fit)-1], hours)
		return PlanLeft{}
	}
	return PlanLeft{location.Code, "closed", "The location is not open on any of the days at these times."}
}

func (c *planCalendar) window(job *Assignment, location *Location, first, last string, hours Hours) {
	if active := location.Active; active != nil && c.days == nil {
		first = max(first, active.From)
		if active.Until != "" && (last == "" || active.Until < last) {
			last = active.Until
		}
	}
	job.FirstDay, job.LastDay, job.From, job.To = first, last, hours.From, hours.To
	job.ExcludedDays = nil
	for _, day := range c.plan.ExcludedDays {
		if (first == "" || day >= first) && (last == "" || day <= last) {
			job.ExcludedDays = append(job.ExcludedDays, day)
		}
	}
	if c.plan.SubmitAfterDays != nil && last != "" {
		job.SubmitBy = soon(last, *c.plan.SubmitAfterDays)
	}
}

// active tells whether the location is active on some of the days.
func (c *planCalendar) active(location *Location) bool {
	if location.Active == nil {
		return true
	}
	if c.days == nil {
		return (c.last == "" || location.Active.From <= c.last) && (c.first == "" || location.Active.Until == "" || location.Active.Until >= c.first)
	}
	return slices.ContainsFunc(c.days, func(day planDay) bool { return location.Active.Holds(day.name) })
}

// fitting gives the days on which a location is active, and open at some of the hours.
func (c *planCalendar) fitting(location *Location, hours Hours) []string {
	open := openOn(location, hours)
	var fit []string
	for _, day := range c.days {
		if open[day.weekday] && location.Active.Holds(day.name) {
			fit = append(fit, day.name)
		}
	}
	return fit
}

// openOn gives the weekdays on which a location is open at some of the hours; without
// opening hours it is taken to be open.
func openOn(location *Location, hours Hours) map[int]bool {
	open := map[int]bool{}
	if len(location.OpeningHours) == 0 {
		for day := 1; day <= 7; day++ {
			open[day] = true
		}
		return open
	}
	for _, span := range location.OpeningHours {
		if hours.From == "" || hours.From < span.To && span.From < hours.To {
			for _, day := range span.Days {
				open[day] = true
			}
		}
	}
	return open
}

// chosen gives the locations of a plan; codes that are none are left.
func (p *Plan) chosen(ground PlanGround, laid *Laid) []*Location {
	var list []*Location
	known := map[string]bool{}
	for i := range ground.Locations {
		location := &ground.Locations[i]
		known[location.Code] = true
		named := slices.Contains(p.Locations, location.Code)
		tagged := slices.ContainsFunc(location.Tags, func(tag string) bool { return slices.Contains(p.Tags, tag) })
		if (named || tagged || len(p.Locations) == 0 && len(p.Tags) == 0) && (p.Competitors == nil || *p.Competitors == location.Competitor) {
			list = append(list, location)
		}
	}
	for _, code := range p.Locations {
		if !known[code] {
			laid.Left = append(laid.Left, PlanLeft{code, "unknown", "There is no location with this code."})
		}
	}
	return list
}

// visits gives how many visits of each location are wanted, by code. The visits of a tag are
// shared out among its locations that are active, the first ones getting what cannot be
// divided.
func (p *Plan) visits(ground PlanGround, calendar planCalendar) map[string]int {
	wanted := map[string]int{}
	sharing, index := map[Target][]string{}, ground.Wave.targetIndex()
	for i := range ground.Locations {
		location := &ground.Locations[i]
		if !p.Targets {
			wanted[location.Code] = p.Visits
			continue
		}
		target := index.of(p.Definition.ID, location)
		if target.Tag == "" {
			wanted[location.Code] = target.Count
		} else if calendar.active(location) {
			sharing[target] = append(sharing[target], location.Code)
		}
	}
	for target, codes := range sharing {
		for i, code := range codes {
			wanted[code] = target.Count / len(codes)
			if i < target.Count%len(codes) {
				wanted[code]++
			}
		}
	}
	return wanted
}

// faultFields gives the places of a mistake; none for nil.
func faultFields(err error) []fault.Field {
	if err == nil {
		return nil
	}
	return fault.Of(err).Fields
}

// head gives the first name of a path.
func head(path string) string {
	for i, c := range path {
		if c == '.' || c == '[' {
			return path[:i]
		}
	}
	return path
}
