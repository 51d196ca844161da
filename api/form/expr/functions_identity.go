package expr

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// identityFunctions make names that hardly two responses share.
var identityFunctions = map[string]function{
	"uuid": {least: 0, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		seed := strconv.FormatInt(c.Random.seed, 10) + ":" + Print(c.Random.Next())
		if len(n.args) == 0 {
			return Text(versionFour(sha256.Sum256([]byte(seed))))
		}
		length := math.Trunc(n.number(c, 0))
		switch {
		case !(length > 0):
			return Value{}
		case length > MostSteps:
			c.exceeded = true
			return Value{}
		default:
			return Text(signs(seed, int(length)))
		}
	}},
}

// versionFour prints a UUID of version 4 (RFC 9562), whose random bits are those of a digest.
func versionFour(bits [32]byte) string {
	bits[6] = bits[6]&0x0f | 0x40
	bits[8] = bits[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bits[0:4], bits[4:6], bits[6:8], bits[8:10], bits[10:16])
}

// signs draws digits and capitals, 16 from each digest of the seed and a number counted from 1.
func signs(seed string, length int) string {
	var out strings.Builder
	for block := 1; out.Len() < length; block++ {
		bits := sha256.Sum256([]byte(seed + ":" + strconv.Itoa(block)))
		for i := 0; i < len(bits) && out.Len() < length; i += 2 {
			out.WriteByte("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(int(bits[i])<<8|int(bits[i+1]))%36])
		}
	}
	return out.String()
}
