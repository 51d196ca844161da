package form

// repeatType holds instances instead of an answer of its own: an array of objects, which the session keeps.
var repeatType = questionType{accepts: func(any) (any, bool) { return nil, false }, silent: true}
