package service_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/form"
	shipped "touchstone/surveys"
)

func TestShippedDefinitionsBringTheirFiles(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "w1")
	names, err := fs.Glob(shipped.Library, "library/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("the library: %v, %v", names, err)
	}
	shown := map[string]bool{}
	for _, name := range names {
		data, err := shipped.Library.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var definition form.Definition
		if err := json.Unmarshal(data, &definition); err != nil {
			t.Fatal(err)
		}
		look := func(when string) {
			for file, want := range definition.Files {
				shown[file] = true
				opened, err := d.DefinitionFile(t.Context(), member, want.SHA256)
				if err != nil {
					t.Errorf("%s %s %s: %v", name, file, when, err)
					continue
				}
				content, err := io.ReadAll(opened.Content)
				digest := sha256.Sum256(content)
				if err != nil || hex.EncodeToString(digest[:]) != want.SHA256 || int64(len(content)) != want.Size || opened.Type != want.Type || opened.Size != want.Size {
					t.Errorf("%s %s %s: %s, %d bytes, %v; want %+v", name, file, when, opened.Type, len(content), err, want)
				}
				if err := opened.Content.Close(); err != nil {
					t.Error(err)
				}
			}
		}
		look("before it is published")
		if _, err := d.Publish(t.Context(), member, data); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		look("afterwards")
	}
	files, err := fs.ReadDir(shipped.Library, "library/files")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !shown[file.Name()] {
			t.Errorf("no definition shows library/files/%s", file.Name())
		}
	}
	if _, err := d.DefinitionFile(t.Context(), member, strings.Repeat("0", 64)); !fault.Is(err, fault.NotFound) {
		t.Errorf("a file that nobody has: %v", err)
	}
}
