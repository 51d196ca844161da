package form

// momentType is the start or end of a response, a dateTime; dayType is the day it began on;
// identityType names the device or the person that answers; auditType holds no answer, it asks
// that the time at every question is taken.
var (
	momentType = questionType{accepts: acceptsMoment(false), value: textValue, read: readText, silent: true}
	dayType    = questionType{accepts: acceptsMoment(true), value: textValue, read: readText, silent: true}

	identityType = questionType{accepts: acceptsText, value: textValue, read: readText, silent: true}
	auditType    = noteType
)
