// Package measure turns responses into numbers: the score of one response, its indicators,
// the tally that counts indicators over all responses, and the comparison of two waves with
// its verdicts. It is pure; the statistics behind it are in the room stats.
package measure
