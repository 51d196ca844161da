package demo

import (
	"strconv"
	"time"

	"touchstone/api/fieldwork"
)

// employeesPerWave is the number of employees who say what they think in each wave.
const employeesPerWave = 90

// employeeChances say how employees see the stores, and what they believe customers think of
// them, as means of 5. They think better of their friendliness than customers do, and worse
// of the waiting.
type employeeChances struct {
	satisfaction, friendliness, waiting, found                  float64
	satisfactionExpected, friendlinessExpected, waitingExpected float64
}

var employeeWaves = []employeeChances{
	{satisfaction: 4.2, friendliness: 4.6, waiting: 3.3, found: 0.88, satisfactionExpected: 4.1, friendlinessExpected: 4.5, waitingExpected: 3.2},
	{satisfaction: 4.3, friendliness: 4.6, waiting: 3.0, found: 0.88, satisfactionExpected: 4.3, friendlinessExpected: 4.5, waitingExpected: 2.9},
}

// employees adds what the employees say in a wave. They are anonymous: nobody knows their store.
func (d *Data) employees(seed uint64, waveIndex int) {
	wave, p := d.Waves[waveIndex], employeeWaves[waveIndex]
	number := link(employeeLinks + waveIndex)
	d.Links = append(d.Links, fieldwork.Link{
		ID: number, Title: "Employees, " + wave.Title["en"], Definition: employeeDefinition, Wave: wave.Name, CreatedAt: made,
	})
	for n := range employeesPerWave {
		words := []string{"employee", wave.Name, strconv.Itoa(n)}
		chances := roll(seed, words...)
		stars := func(mean float64) float64 { return float64(chances.grade(mean, 0.7, 1, 5)) }
		satisfaction, expected := stars(p.satisfaction), stars(p.satisfactionExpected)
		answers := map[string]any{
			"department": one(chances, []string{"sales", "sales", "sales", "checkout", "checkout", "support", "logistics", "office", "lead"}), "contact_frequency": one(chances, []string{"daily", "daily", "daily", "weekly", "rarely"}),
			"satisfaction": satisfaction, "friendliness": stars(p.friendliness), "waiting": stars(p.waiting), "found": "partly",
			"recommend":             float64(chances.grade(1.6*satisfaction+1.6, 1.2, 0, 10)),
			"satisfaction_expected": expected, "friendliness_expected": stars(p.friendlinessExpected), "waiting_expected": stars(p.waitingExpected),
			"recommend_expected": float64(chances.grade(1.6*expected+1.4, 1.2, 0, 10)),
			"weakest":            one(chances, []string{"checkout", "checkout", "entrance", "advice", "range", "returns"}),
			"obstacles":          []any{one(chances, []string{"time", "time", "knowledge", "systems", "cooperation"})},
		}
		if chances.chance(p.found) {
			answers["found"] = "yes"
		}
		language := one(chances, []string{"de", "de", "de", "en"})
		if chances.chance(0.25) {
			answers["idea"] = one(chances, ideas[language])
		}
		started := moment(wave, chances.IntN(27), 7*60+chances.IntN(11*60))
		d.Reports = append(d.Reports, Report{
			Wave: wave.Name, Link: number,
			Submission: fieldwork.Submission{
				ID: derived(words...).String(), Definition: employeeDefinition, Answers: answers, Language: language,
				StartedAt: instant(started), SubmittedAt: fieldwork.At(started.Add(time.Duration(150+chances.IntN(200)) * time.Second)),
			},
		})
	}
}
