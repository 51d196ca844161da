package expr

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// digestFunctions give fingerprints of texts, in UTF-8.
var digestFunctions = map[string]function{
	"digest": {
		least: 2, most: 3,
		eval: func(c *Context, n *call) Value {
			data, algorithm, encoding := n.text(c, 0), n.text(c, 1), "base64"
			if len(n.args) == 3 {
				encoding = n.text(c, 2)
			}
			sum, encode := digests[algorithm], encodings[encoding]
			if sum == nil || encode == nil {
				return Value{}
			}
			return Text(encode(sum([]byte(data))))
		},
		refuses: func(args []node) (int, string) {
			if name, written := writtenText(args[1]); written && digests[name] == nil {
				return 1, "there is no digest " + name + "; there are " + strings.Join(slices.Sorted(maps.Keys(digests)), ", ")
			}
			if len(args) < 3 {
				return 0, ""
			}
			if name, written := writtenText(args[2]); written && encodings[name] == nil {
				return 2, "a digest is written in base64 or hex, not in " + name
			}
			return 0, ""
		},
	},
}

// digests are the algorithms that ODK names; MD5 and SHA-1 tell texts apart but protect nothing.
var digests = map[string]func(data []byte) []byte{
	"MD5":     func(data []byte) []byte { sum := md5.Sum(data); return sum[:] },
	"SHA-1":   func(data []byte) []byte { sum := sha1.Sum(data); return sum[:] },
	"SHA-256": func(data []byte) []byte { sum := sha256.Sum256(data); return sum[:] },
	"SHA-384": func(data []byte) []byte { sum := sha512.Sum384(data); return sum[:] },
	"SHA-512": func(data []byte) []byte { sum := sha512.Sum512(data); return sum[:] },
}

var encodings = map[string]func(sum []byte) string{"base64": base64.StdEncoding.EncodeToString, "hex": hex.EncodeToString}

// writtenText gives the text of an argument that is written out.
func writtenText(n node) (string, bool) {
	literal, written := n.(constant)
	return literal.value.String(), written
}
