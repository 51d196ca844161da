package fieldwork

import (
	"encoding/json"
	"errors"
	"io"

	"touchstone/api/fault"
)

// UnsentFormat names the list in a file of unsent reports, which a phone writes as the last
// resort against loss: a ZIP archive with the list as unsent.json and files as media/<sha256>.
const UnsentFormat = "touchstone-unsent"

// UnsentItem is a report or a revision that had not left its phone.
type UnsentItem struct {
	Kind     string          `json:"kind"` // report or revision
	Project  string          `json:"project"`
	Response string          `json:"response,omitempty"` // of a revision
	Content  json.RawMessage `json:"content"`            // a Submission or a Revision
}

// mostUnsent bounds the items of one file.
const mostUnsent = 2_000

// ReadUnsent reads the list of a file of unsent reports: whose they are, and each item as it
// comes. A list that breaks off gives the items before the break; whole tells of it. Invalid
// "unsent.format" when it is no such list.
func ReadUnsent(list io.Reader, each func(UnsentItem) error) (person string, whole bool, err error) {
	decoder := json.NewDecoder(list)
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return "", false, noUnsentList()
	}
	known, count := false, 0
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			break
		}
		var value json.RawMessage
		switch name {
		case "items":
			if !known {
				return person, false, noUnsentList()
			}
			token, err := decoder.Token()
			for err == nil && token == json.Delim('[') && decoder.More() {
				var item UnsentItem
				if err := decoder.Decode(&item); err != nil {
					return person, false, broken(err)
				}
				if count++; count > mostUnsent {
					return person, false, fault.New(fault.TooLarge, "unsent.tooMany", "A file holds at most %d reports.", mostUnsent)
				}
				if err := each(item); err != nil {
					return person, false, err
				}
			}
			if err == nil {
				_, err = decoder.Token()
			}
			if err != nil {
				return person, false, nil
			}
			continue
		case "format", "person":
			var text string
			if err := decoder.Decode(&text); err != nil {
				return person, false, noUnsentList()
			}
			if name == "person" {
				person = text
			} else if known = text == UnsentFormat; !known {
				return person, false, noUnsentList()
			}
		default:
			if err := decoder.Decode(&value); err != nil {
				return person, false, broken(err)
			}
		}
	}
	if !known {
		return person, false, noUnsentList()
	}
	token, err := decoder.Token()
	return person, err == nil && token == json.Delim('}'), nil
}

// broken tells a list of another shape from one that was cut off or damaged, which is no
// fault: what came before is taken.
func broken(err error) error {
	var shape *json.UnmarshalTypeError
	if errors.As(err, &shape) {
		return noUnsentList()
	}
	return nil
}

func noUnsentList() error {
	return fault.New(fault.Invalid, "unsent.format", "This is no file of unsent reports.")
}

// ReadReport reads the content of an item; Invalid "unsent.item" when it cannot be.
func (i UnsentItem) ReadReport() (Submission, error) { return readContent[Submission](i) }

// ReadRevision reads the content of an item; Invalid "unsent.item" when it cannot be.
func (i UnsentItem) ReadRevision() (Revision, error) { return readContent[Revision](i) }

func readContent[T any](i UnsentItem) (T, error) {
	var content T
	if err := json.Unmarshal(i.Content, &content); err != nil {
		return content, fault.Wrap(fault.Invalid, "unsent.item", err, "This report cannot be read.")
	}
	return content, nil
}
