package expr

// parkMiller is the modulus of the generator of Park and Miller, "Random number generators:
// good ones are hard to find" (1988), which ODK uses as well; its multiplier is 16807.
const parkMiller = 1<<31 - 1

// Random is a generator of Park and Miller; the zero value is not seeded.
type Random struct{ seed, state int64 }

// NewRandom starts a generator at a seed; any seed will do.
func NewRandom(seed int64) Random {
	state := seed % parkMiller
	if state <= 0 {
		state += parkMiller - 1
	}
	return Random{seed, state}
}

// Next gives the next number in [0, 1).
func (r *Random) Next() float64 {
	r.state = r.state * 16807 % parkMiller
	return float64(r.state-1) / (parkMiller - 1)
}
