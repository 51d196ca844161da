package fieldwork

import (
	"fmt"
	"math"
)

// RadiusOf gives the metres around a location within which a check-in is at the place.
func RadiusOf(location Location, rules Rules) int {
	if location.Radius > 0 {
		return location.Radius
	}
	return rules.Radius
}

// misplaced looks at where the check-in was: outside the radius even if the position is off
// by its accuracy (counted up to the accuracy that is good enough, else the worst positions
// would excuse most), too inaccurate, or without a position. A location without a position
// sets nothing off, nor does a report of an app that records no visits.
func misplaced(f *Facts) []Flag {
	if f.Response.Visit == nil || f.Location == nil || f.Location.Position == nil {
		return nil
	}
	in := f.checkIn()
	if in == nil || in.Position == nil {
		message := "There is no check-in."
		if in != nil {
			message = "The check-in has no position."
		}
		return []Flag{{Code: "positionMissing", Message: message}}
	}
	var flags []Flag
	accuracy := 0.0
	if in.Position.Accuracy != nil {
		accuracy = math.Max(*in.Position.Accuracy, 0)
	}
	if accuracy > float64(f.Rules.Accuracy) {
		flags = append(flags, Flag{Code: "positionPoor", Message: fmt.Sprintf("The position of the check-in is accurate to %.0f m only.", accuracy), Value: math.Round(accuracy)})
	}
	away, radius := Distance(*in.Position, *f.Location.Position), RadiusOf(*f.Location, f.Rules)
	if away-math.Min(accuracy, float64(f.Rules.Accuracy)) > float64(radius) {
		flags = append(flags, Flag{Code: "outsideRadius", Message: fmt.Sprintf("The check-in was %.0f m from the location; %d m are allowed.", away, radius), Value: math.Round(away)})
	}
	return flags
}
