package form

import (
	"time"

	"touchstone/api/form/expr"
)

// Environment is what a session takes from outside, so that the same input always gives the same result.
type Environment struct {
	Now      time.Time      // the moment of answering
	Zone     *time.Location // nil is UTC
	Seed     int64
	Language string    // BCP 47 tag; "" is the definition's default language
	Start    time.Time // when the response was begun; zero: Now
	End      time.Time // when it was sent; zero: not yet
	Device   string    // identifies the device, for questions of type deviceid
	Username string    // of who answers, for questions of type username; "" for people without an account
	// Resumed tells that the answers come from earlier work on the same response, so that
	// defaults are not given again.
	Resumed bool
}

func (e Environment) zone() *time.Location {
	if e.Zone == nil {
		return time.UTC
	}
	return e.Zone
}

// nameHash is the 32-bit FNV-1a hash of a text; it tells apart the random numbers of a session's questions.
func nameHash(name string) int64 {
	hash := uint32(2166136261)
	for i := range len(name) {
		hash = (hash ^ uint32(name[i])) * 16777619
	}
	return int64(hash)
}

// shuffled draws an order as ODK's randomize() does: Fisher and Yates from the end.
func shuffled(choices []*Choice, seed int64) {
	random := expr.NewRandom(seed)
	for last := len(choices) - 1; last > 0; last-- {
		other := int(random.Next() * float64(last+1))
		choices[last], choices[other] = choices[other], choices[last]
	}
}
