package form

// momentType is the start or end of a response, a dateTime; dayType is the day it began on.
var (
	momentType = questionType{accepts: acceptsMoment(false), value: textValue, read: readText, silent: true}
	dayType    = questionType{accepts: acceptsMoment(true), value: textValue, read: readText, silent: true}
)
