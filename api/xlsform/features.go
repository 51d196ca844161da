package xlsform

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// readFeatures makes a table of a GeoJSON collection (RFC 7946): id, title and the other
// properties, and the position of points as "lat lon 0 0".
func readFeatures(data []byte) ([][]string, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	names := map[string]bool{"id": true}
	var made []map[string]string
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		if key != "features" {
			var skipped json.RawMessage
			if err := decoder.Decode(&skipped); err != nil {
				return nil, err
			}
			continue
		}
		if _, err := decoder.Token(); err != nil {
			return nil, err
		}
		for decoder.More() {
			if len(made) == mostPlaces {
				return nil, tooLarge("A file of places has at most %d.", mostPlaces)
			}
			var place feature
			if err := decoder.Decode(&place); err != nil {
				return nil, err
			}
			made = append(made, place.fields(names))
		}
		if _, err := decoder.Token(); err != nil {
			return nil, err
		}
	}
	columns := slices.Sorted(maps.Keys(names))
	if len(columns) > mostColumns || len(columns)*len(made) > mostCells {
		return nil, tooLarge("The places have too many properties.")
	}
	table := [][]string{columns}
	for _, fields := range made {
		row := make([]string, len(columns))
		for i, name := range columns {
			row[i] = fields[name]
		}
		table = append(table, row)
	}
	return table, nil
}

// feature is one place of a GeoJSON collection.
type feature struct {
	ID         any            `json:"id"`
	Properties map[string]any `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// fields gives the cells of a place and adds the names of its columns.
func (f feature) fields(names map[string]bool) map[string]string {
	fields := map[string]string{}
	if f.ID != nil {
		fields["id"] = propertyText(f.ID)
	}
	for name, value := range f.Properties {
		fields[name] = propertyText(value)
		names[name] = true
	}
	var point []float64
	if f.Geometry.Type == "Point" && json.Unmarshal(f.Geometry.Coordinates, &point) == nil && len(point) >= 2 {
		fields["geometry"] = printed(point[1]) + " " + printed(point[0]) + " 0 0"
		names["geometry"] = true
	}
	return fields
}

// propertyText writes a property as people would: numbers without an exponent, null as blank,
// objects and lists as JSON.
func propertyText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return printed(v)
	}
	return jsonText(value)
}
