// Package surveys lends the shipped definitions and the JSON Schemas of their formats to Go;
// README.md is the author's manual.
package surveys

import "embed"

// Library holds the shipped definitions as library/<id>.json and, for importing old
// spreadsheets, mappings as library/mappings/<id>.json.
//
//go:embed library
var Library embed.FS

// Schema holds the JSON Schemas (draft 2020-12) as schema/<format>.schema.json.
//
//go:embed schema
var Schema embed.FS
