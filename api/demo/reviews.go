package demo

import (
	"math"
	"strconv"
	"time"

	"touchstone/api/fieldwork"
)

// reviewer has an account that nobody can sign in to.
func reviewer() fieldwork.Person {
	return fieldwork.Person{
		ID: derived("reviewer").String(), Name: "Demo reviewer", Email: "reviewer@demo.invalid", Language: "de", Disabled: true, CreatedAt: made,
		Memberships: []fieldwork.Membership{{Project: Project, Role: fieldwork.Reviewer}},
	}
}

// fate is what became of one visit's report, or what is odd about it, by store and number.
type fate struct {
	review   fieldwork.Review
	waits    bool    // nobody has looked at it yet
	away     float64 // metres north of the store at the check-in
	accuracy float64 // metres; 0 is a usual one
	hasty    bool
}

// fates are those of the follow-up that are not simply approved.
var fates = map[[2]int]fate{
	{18, 0}: {review: fieldwork.Review{Decision: fieldwork.Return, Comments: []fieldwork.Comment{
		{Question: "wait", Text: "Bitte beschreibe, ab wann du die Wartezeit gemessen hast."},
		{Question: "story", Text: "Bitte in ganzen Sätzen: Was geschah an der Kasse?"},
	}}},
	{19, 1}: {review: fieldwork.Review{Decision: fieldwork.Reject, Grade: 2, Reason: "Der Besuch war laut Position und Foto in einer anderen Filiale."}, away: 2_300},
	{2, 2}:  {review: fieldwork.Review{Decision: fieldwork.Exclude, Grade: 8, Reason: "Die Filiale war wegen Umbaus nur halb geöffnet; die Arbeit war gut."}},
	{11, 2}: {waits: true},
	{12, 2}: {waits: true, away: 640},
	{13, 2}: {waits: true, accuracy: 850},
	{14, 2}: {waits: true, hasty: true},
	{15, 1}: {waits: true},
}

// review adds how the visit of a report was recorded and what became of it. store is where
// the place lies.
func (d *Data) review(report *Report, store *fieldwork.Position, odd fate) {
	chances := roll(Seed, "review", report.Submission.ID)
	in := report.Submission.StartedAt.Add(-time.Duration(15+chances.IntN(10)) * time.Minute)
	accuracy := float64(6 + chances.IntN(30))
	if odd.accuracy > 0 {
		accuracy = odd.accuracy
	}
	// 111.2 km are a degree of latitude.
	position := func(metres float64) *fieldwork.Position {
		return &fieldwork.Position{Lat: round(store.Lat+(metres+chances.NormFloat64()*20)/111_200, 6), Lon: round(store.Lon+chances.NormFloat64()*20/75_800, 6), Accuracy: &accuracy}
	}
	seconds := float64(1_500 + chances.IntN(1_500))
	if odd.hasty {
		seconds = 190
	}
	report.Submission.Visit = &fieldwork.Visit{
		CheckIn:  &fieldwork.Presence{At: fieldwork.At(in), Position: position(odd.away)},
		CheckOut: &fieldwork.Presence{At: fieldwork.At(in.Add(time.Duration(18+chances.IntN(15)) * time.Minute)), Position: position(odd.away)},
		Seconds:  seconds, Sittings: 1 + chances.IntN(2),
	}
	for i := range report.Submission.Attachments {
		taken := fieldwork.At(in.Add(time.Duration(4+i*3) * time.Minute))
		report.Submission.Attachments[i].TakenAt, report.Submission.Attachments[i].Source = &taken, "camera"
	}
	if odd.waits {
		return
	}
	review := odd.review
	if review.Decision == "" {
		review = fieldwork.Review{Decision: fieldwork.Approve, Grade: min(10, max(5, int(math.Round(8.2+chances.NormFloat64()))))}
	}
	review.ID, review.Base = derived("review", report.Submission.ID, strconv.Itoa(1)).String(), report.Submission.ID
	report.Review = &review
	report.ReviewedAt = fieldwork.At(report.Submission.SubmittedAt.Add(time.Duration(18+chances.IntN(30)) * time.Hour))
}
