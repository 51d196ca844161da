package form

import (
	"encoding/json"

	"touchstone/api/fault"
)

// Never tells whether the condition is false without looking at any answer.
func (c Condition) Never() bool { return !c.Always && c.Expression == "" }

// IsZero lets encoders leave out a condition that is false.
func (c Condition) IsZero() bool { return c.Never() }

// MarshalJSON writes true, false or the expression.
func (c Condition) MarshalJSON() ([]byte, error) {
	if c.Expression != "" {
		return json.Marshal(c.Expression)
	}
	return json.Marshal(c.Always)
}

// UnmarshalJSON reads true, false or an expression.
func (c *Condition) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &c.Always) == nil {
		c.Expression = ""
		return nil
	}
	c.Always = false
	if err := json.Unmarshal(data, &c.Expression); err != nil {
		return fault.Wrap(fault.Invalid, "definition.condition", err, "A condition is true, false or an expression.")
	}
	return nil
}
