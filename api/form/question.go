package form

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"time"

	"touchstone/api/form/expr"
)

// The codes of a Violation.
const (
	CodeRequired    = "required"
	CodeConstraint  = "constraint"
	CodeType        = "type"        // the answer has not the shape of the question's type
	CodeChoice      = "choice"      // not (or no longer) one of the choices offered, or an exclusive choice beside others
	CodeRange       = "range"       // outside of the scale or the earth
	CodeUnknown     = "unknown"     // no such question
	CodeCalculation = "calculation" // the sender calculated something else; informational
	CodeBudget      = "budget"      // an expression of the question is too costly; it was taken as blank
)

// questionType is what a type of question says of its answers; a file per type.
type questionType struct {
	// accepts tells whether an answer has the shape of the type, and gives it in one form:
	// string, float64, bool, []string, map[string]any or []any. A wrong shape is no value for any expression.
	accepts func(answer any) (any, bool)
	// check gives the code of what a well-shaped answer breaks beyond that, or "".
	check func(answer any, q *Question, offered []*Choice) string
	// value is what expressions see.
	value func(answer any) expr.Value
	// read is the answer that the result of a calculation or default means.
	read func(v expr.Value, zone *time.Location) any
	// silent types take no answer from people.
	silent bool
	// numeric types give numbers that indicators can average; selects have choice lists.
	numeric, selects bool
	// parameters lists the keys of Question.Parameters that mean something.
	parameters []string
}

// questionTypes is the table of all types.
var questionTypes = map[string]questionType{
	"text":            textType,
	"integer":         integerType,
	"decimal":         decimalType,
	"range":           rangeType,
	"select_one":      selectOneType,
	"select_multiple": selectMultipleType,
	"rank":            rankType,
	"date":            dateType,
	"time":            timeType,
	"dateTime":        dateTimeType,
	"geopoint":        geopointType,
	"geotrace":        geotraceType,
	"geoshape":        geoshapeType,
	"image":           imageType,
	"audio":           audioType,
	"video":           videoType,
	"file":            fileType,
	"barcode":         barcodeType,
	"acknowledge":     acknowledgeType,
	"note":            noteType,
	"section":         noteType,
	"repeat":          repeatType,
	"calculate":       calculateType,
	"hidden":          calculateType,
	"start":           momentType,
	"end":             momentType,
	"today":           dayType,
	"deviceid":        identityType,
	"username":        identityType,
	"audit":           auditType,
}

// Types lists the names of all question types in alphabetical order.
func Types() []string { return slices.Sorted(maps.Keys(questionTypes)) }

// IsNumeric tells whether answers of the type are numbers.
func IsNumeric(questionTypeName string) bool { return questionTypes[questionTypeName].numeric }

// IsSelect tells whether answers of the type choose from a choice list; who ranks a list names all of it.
func IsSelect(questionTypeName string) bool {
	return questionTypes[questionTypeName].selects && questionTypeName != "rank"
}

// HasAnswer tells whether questions of the type hold an answer; notes and sections do not.
func HasAnswer(questionTypeName string) bool { return questionTypes[questionTypeName].value != nil }

// TakesAnswer tells whether people answer questions of the type, rather than the device.
func TakesAnswer(questionTypeName string) bool {
	kind, known := questionTypes[questionTypeName]
	return known && !kind.silent
}

func acceptsText(answer any) (any, bool) {
	s, ok := answer.(string)
	return s, ok
}

// acceptsNumber takes the number types that encoders and callers use.
func acceptsNumber(answer any) (any, bool) {
	switch x := answer.(type) {
	case float64:
		return x, !math.IsNaN(x) && !math.IsInf(x, 0)
	case int:
		return float64(x), true
	case int64:
		return float64(x), true
	case int32:
		return float64(x), true
	case json.Number:
		number, err := x.Float64()
		return number, err == nil
	default:
		return nil, false
	}
}

func textValue(answer any) expr.Value {
	s, _ := answer.(string)
	return expr.Text(s)
}

func numberValue(answer any) expr.Value {
	x, _ := answer.(float64)
	return expr.Num(x)
}

func readText(v expr.Value, _ *time.Location) any { return v.String() }

// readNumber gives no answer for NaN and infinities.
func readNumber(v expr.Value, zone *time.Location) any {
	x := v.Number(zone)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return x + 0 // negative zero becomes zero, as JSON from browsers has it
}

// blank tells whether an answer says nothing.
func blank(answer any) bool {
	switch a := answer.(type) {
	case nil:
		return true
	case string:
		return a == ""
	case []string:
		return len(a) == 0
	case []any:
		return len(a) == 0
	default:
		return false
	}
}
