package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/api/store/storetest"
)

// TestABackupMovesBetweenEngines takes a programme of two waves from the embedded engine to MongoDB
// and back, and reads the same comparison everywhere.
func TestABackupMovesBetweenEngines(t *testing.T) {
	folder := t.TempDir()
	embedded := func(name string) []string { return []string{"--data", filepath.Join(folder, name)} }
	mongo := []string{"--mongodb-uri", storetest.MongoURI(t)}
	do := func(command string, where []string, more ...string) string {
		t.Helper()
		out, err := say(t, append(append(strings.Fields(command), where...), more...)...)
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		return out
	}
	compared := func(where []string) string {
		return do("compare", where, "--project", "sfo", "--baseline", "2014", "--follow-up", "2016")
	}
	for _, wave := range []string{"2014", "2016"} {
		do("import responses", embedded("first"), "--project", "sfo", "--definition", guestDefinition, "--wave", wave,
			"--mapping", guestMapping, filepath.Join(madeUpGuests, "guests-"+wave+".csv"))
	}
	want := compared(embedded("first"))
	first, second := filepath.Join(folder, "first.tar"), filepath.Join(folder, "second.tar")
	if said := do("backup", embedded("first"), first); !strings.Contains(said, " documents, 0 changes") {
		t.Errorf("the backup said %q", said)
	}
	if info, err := os.Stat(first); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup may be read by others: %v %v", info.Mode(), err)
	}
	do("restore", mongo, first)
	if got := compared(mongo); got != want {
		t.Errorf("on MongoDB:\n%s\nbefore:\n%s", got, want)
	}
	do("backup", mongo, second)
	do("restore", embedded("second"), second)
	if got := compared(embedded("second")); got != want {
		t.Errorf("back on the embedded engine:\n%s\nbefore:\n%s", got, want)
	}
	if _, err := say(t, append([]string{"restore"}, append(embedded("second"), second)...)...); err == nil || !strings.Contains(err.Error(), "already has documents") {
		t.Errorf("restored over what is there: %v", err)
	}
	if err := os.Truncate(second, 10_000); err != nil {
		t.Fatal(err)
	}
	if _, err := say(t, append([]string{"restore"}, append(embedded("third"), second)...)...); err == nil || !strings.Contains(err.Error(), "backup.damaged") {
		t.Errorf("a damaged backup: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".first*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
