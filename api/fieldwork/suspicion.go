package fieldwork

import "slices"

// lasting are the flags that say how a report came rather than what it holds: they stay
// whatever is corrected.
var lasting = []string{"secondReport", "assignmentCancelled", "assignmentMoved", "revisedAfterDecision", "fromFile"}

// Lasting tells whether a flag stays when a report is judged again.
func Lasting(code string) bool { return slices.Contains(lasting, code) }
