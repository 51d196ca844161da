package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// phone lets the browser's own measurement (frontend/e2e/phone) fill its lines of the table:
// an emulated phone with a slowed processor, our page beside plain HTML of the same questions.
func phone(binary string, runs int) ([]figure, error) {
	folder, err := os.MkdirTemp("", "touchstone-phone-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	built, err := filepath.Abs(binary)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "figures.json")
	command := exec.Command("npx", "vitest", "run", "--config", "e2e/phone/vitest.config.ts")
	command.Dir = "frontend"
	command.Env = append(os.Environ(), "TOUCHSTONE_FIGURES="+file, "TOUCHSTONE_BINARY="+built, fmt.Sprintf("RUNS=%d", runs))
	if output, err := command.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the emulated phone: %w\n%s", err, output)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var lines []struct{ What, Measured, Floor, Ratio, Bar string }
	if err := json.Unmarshal(data, &lines); err != nil {
		return nil, err
	}
	table := make([]figure, 0, len(lines))
	for _, line := range lines {
		table = append(table, figure{line.What, line.Measured, line.Floor, line.Ratio, line.Bar})
	}
	return table, nil
}
