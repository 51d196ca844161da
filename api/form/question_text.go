package form

// textType takes any text.
var textType = questionType{accepts: acceptsText, value: textValue, read: readText, parameters: []string{"rows"}}
