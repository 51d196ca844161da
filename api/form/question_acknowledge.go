package form

import (
	"time"

	"touchstone/api/form/expr"
)

// acknowledged is the only answer to a question of type acknowledge, as in ODK.
const acknowledged = "OK"

// acknowledgeType takes "OK": that a note was read.
var acknowledgeType = questionType{
	accepts: func(answer any) (any, bool) { return acknowledged, answer == acknowledged },
	value:   textValue,
	read: func(v expr.Value, _ *time.Location) any {
		if v.String() == acknowledged {
			return acknowledged
		}
		return nil
	},
}
