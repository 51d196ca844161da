package form

// noteType takes no answer: notes and sections.
var noteType = questionType{accepts: func(any) (any, bool) { return nil, false }, silent: true}
