package form

// dateTimeType takes moments such as 2026-03-01T14:30:00.000+01:00; the clock and its offset are at will.
var dateTimeType = questionType{accepts: acceptsMoment(false), value: textValue, read: readText}
