package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) alerts(c *call) (service.List[service.AlertFace], error) {
	return s.service.Alerts(c.Request().Context(), c.member)
}

// alertInput is an alert as leads write it: what the server keeps of it is not theirs to say.
type alertInput struct {
	ID              string              `json:"id,omitempty"`
	Title           string              `json:"title"`
	Kind            fieldwork.AlertKind `json:"kind"`
	Definition      string              `json:"definition,omitempty"`
	Section         string              `json:"section,omitempty"`
	Indicator       string              `json:"indicator,omitempty"`
	Threshold       *float64            `json:"threshold,omitempty"`
	Touchpoint      string              `json:"touchpoint,omitempty"`
	Imports         bool                `json:"imports,omitempty"`
	Mail            []string            `json:"mail,omitempty"`
	TouchpointOwner bool                `json:"touchpointOwner,omitempty"`
	Webhook         *fieldwork.Webhook  `json:"webhook,omitempty"`
	Case            bool                `json:"case,omitempty"`
	Owner           string              `json:"owner,omitempty"`
	DueDays         *int                `json:"dueDays,omitempty"`
	Active          bool                `json:"active,omitempty"`
}

func (s *server) putAlert(c *call, in alertInput) (service.AlertFace, error) {
	if err := named(c, "alert", &in.ID); err != nil {
		return service.AlertFace{}, err
	}
	return s.service.PutAlert(c.Request().Context(), c.member, fieldwork.Alert{
		ID: in.ID, Title: in.Title, Kind: in.Kind, Definition: in.Definition, Section: in.Section, Indicator: in.Indicator, Threshold: in.Threshold,
		Touchpoint: in.Touchpoint, Imports: in.Imports, Mail: in.Mail, TouchpointOwner: in.TouchpointOwner, Webhook: in.Webhook,
		Case: in.Case, Owner: in.Owner, DueDays: in.DueDays, Active: in.Active,
	})
}

func (s *server) dropAlert(c *call) error {
	return s.service.DropAlert(c.Request().Context(), c.member, c.Param("alert"))
}
