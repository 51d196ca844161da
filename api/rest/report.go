package rest

import (
	"mime"

	"touchstone/api/export"
	"touchstone/api/report"
	"touchstone/api/service"
)

// reportQuery names the query parameters of a report.
var reportQuery = append([]string{"baseline", "followUp", "touchpoint"}, choiceQuery...)

func reportQueryOf(c *call) service.ReportQuery {
	return service.ReportQuery{Baseline: c.QueryParam("baseline"), FollowUp: c.QueryParam("followUp"), Touchpoint: c.QueryParam("touchpoint"), Choice: c.choice()}
}

func (s *server) report(c *call) (*report.Report, error) {
	return s.service.SuccessReport(c.Request().Context(), c.member, reportQueryOf(c))
}

func (s *server) reportXLSX(c *call) error {
	tables, err := s.service.ReportSheets(c.Request().Context(), c.member, reportQueryOf(c), c.QueryParam("in"))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Content-Type", workbookType)
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": c.member.Project().ID + "-report.xlsx"}))
	return export.WriteWorkbook(c.Response(), tables...)
}

func (s *server) shareReport(c *call, in service.ReportOrder) (service.SharedOnce, error) {
	return s.service.ShareReport(c.Request().Context(), c.member, in)
}

func (s *server) sharedReports(c *call) (service.List[service.SharedFace], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.SharedFace]{}, err
	}
	return s.service.SharedReports(c.Request().Context(), c.member, page)
}

func (s *server) withdrawReport(c *call) error {
	return s.service.WithdrawReport(c.Request().Context(), c.member, c.Param("report"))
}

// notIndexed asks search engines to keep nothing of shared reports.
const notIndexed = "noindex, nofollow, noarchive, nosnippet"

// publicReport answers whoever has the address; nothing on the way may keep or list it.
func (s *server) publicReport(c *call) (service.PublicReport, error) {
	c.Response().Header().Set("X-Robots-Tag", notIndexed)
	return s.service.PublicReport(c.Request().Context(), c.Param("token"))
}
