package measure

// cesKind is the customer effort score: the mean of an effort rating.
var cesKind = kind{name: "ces", family: means, perInstance: true, value: meanValue, scale: ratingScale}
