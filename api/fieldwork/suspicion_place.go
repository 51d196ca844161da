package fieldwork

// RadiusOf gives the metres around a location within which a check-in is at the place.
func RadiusOf(location Location, rules Rules) int {
	if location.Radius > 0 {
		return location.Radius
	}
	return rules.Radius
}
