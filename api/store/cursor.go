package store

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// sumSize is the length of a cursor's checksum. The checksum finds mistakes, not malice: a
// forged cursor can only start the same query at another place, which harms nobody.
const sumSize = 8

type cursor struct {
	Values []json.RawMessage `json:"v"`
	ID     string            `json:"i"`
}

func (p *Plan) sum(payload []byte) []byte {
	sum := sha256.Sum256(append([]byte(p.fingerprint+"|"), payload...))
	return sum[:sumSize]
}

// Cursor gives the Next of a page that ended with this document.
func (p *Plan) Cursor(id string, keys Keys) (string, error) {
	content := cursor{ID: id}
	if p.Index != "" {
		for _, path := range p.Paths[len(p.Equal):] {
			value, err := json.Marshal(keys[p.schema.Position(path)])
			if err != nil {
				return "", fmt.Errorf("make cursor: %w", err)
			}
			content.Values = append(content.Values, value)
		}
	}
	payload, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("make cursor: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(append(p.sum(payload), payload...)), nil
}

// readCursor refuses what Cursor did not make for this very query.
func (p *Plan) readCursor(text string) (Place, error) {
	wrong := queryFault("The cursor does not belong to this query.")
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(data) < sumSize || subtle.ConstantTimeCompare(data[:sumSize], p.sum(data[sumSize:])) == 0 {
		return Place{}, wrong
	}
	var content cursor
	if err := json.Unmarshal(data[sumSize:], &content); err != nil || CheckID(content.ID) != nil {
		return Place{}, wrong
	}
	place := Place{ID: content.ID}
	if p.Index == "" {
		if !p.holds(place.ID) {
			return Place{}, wrong
		}
		return place, nil
	}
	rest := p.Paths[len(p.Equal):]
	if len(content.Values) != len(rest) {
		return Place{}, wrong
	}
	for i, path := range rest {
		value, err := cursorValue(path, content.Values[i])
		if err != nil {
			return Place{}, wrong
		}
		place.Values = append(place.Values, value)
	}
	if len(rest) > 0 && !p.holds(place.Values[0]) {
		return Place{}, wrong
	}
	return place, nil
}

// holds reports whether a value of the bounded path lies within From and To, as every place
// of the query does; engines may rely on it.
func (p *Plan) holds(value any) bool {
	return (p.From == nil || Compare(value, p.From) >= 0) && (p.To == nil || Compare(value, p.To) < 0)
}

func cursorValue(path Path, text json.RawMessage) (any, error) {
	if path.Kind == Number {
		return ParseNumber(string(text))
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, err
	}
	return key(path, value)
}
