package form

// decimalType takes finite numbers.
var decimalType = questionType{accepts: acceptsNumber, value: numberValue, read: readNumber, numeric: true}
