// Package frontend lends the built pages to the Go binary.
//
// The folder dist is made by the front end's build (npm run build); a checkout
// contains only its marker file, so the Go packages compile before the first build.
package frontend

import "embed"

// Dist is the built front end: HTML pages at its root, hashed files under assets/.
//
//go:embed all:dist
var Dist embed.FS
