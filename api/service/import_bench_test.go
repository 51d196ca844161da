package service_test

import "testing"

// BenchmarkImport brings in the made-up guests of a year many times over, with everything:
// reading, mapping, the form engine, indicators, durable writes.
func BenchmarkImport(b *testing.B) {
	file := manyGuests(b, 3000)
	rows := 0
	for b.Loop() {
		d := openDesk(b)
		rows += d.importFile(b, d.furnish(b, "2014"), guests(b, file, "many.csv", "2014")).Added
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "responses/s")
}
