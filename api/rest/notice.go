package rest

import (
	"html/template"
	"net/http"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/service"
)

var noticeQuery = append([]string{"state", "kind", "person"}, paged...)

func (s *server) notices(c *call) (service.NoticeList, error) {
	page, err := c.page()
	if err != nil {
		return service.NoticeList{}, err
	}
	return s.service.Notices(c.Request().Context(), c.member, service.NoticeFilter{
		State: fieldwork.NoticeState(c.QueryParam("state")), Kind: fieldwork.NoticeKind(c.QueryParam("kind")), Person: c.QueryParam("person"),
	}, page)
}

func (s *server) notice(c *call) (service.NoticeDetail, error) {
	return s.service.Notice(c.Request().Context(), c.member, c.Param("notice"))
}

func (s *server) previewNotice(c *call) (service.NoticePreview, error) {
	return s.service.PreviewNotice(c.member, fieldwork.NoticeKind(c.QueryParam("kind")), c.QueryParam("language"))
}

func (s *server) retryNotice(c *call) (service.NoticeDetail, error) {
	return s.service.RetryNotice(c.Request().Context(), c.member, c.Param("notice"))
}

func (s *server) wishes(c *call) (fieldwork.NoticeWishes, error) {
	return s.service.Wishes(c.actor), nil
}

func (s *server) wish(c *call, in fieldwork.NoticeWishes) (fieldwork.NoticeWishes, error) {
	return s.service.Wish(c.Request().Context(), c.actor, in)
}

type pushKey struct {
	Key string `json:"key"` // base64url of the uncompressed point, as applicationServerKey
}

func (s *server) pushKey(c *call) (pushKey, error) {
	key, err := s.service.PushKey(c.Request().Context())
	return pushKey{key}, err
}

func (s *server) subscribe(c *call, in notice.Subscription) (fieldwork.NoticeWishes, error) {
	if err := s.service.Subscribe(c.Request().Context(), c.actor, in); err != nil {
		return fieldwork.NoticeWishes{}, err
	}
	return s.service.Wishes(c.actor), nil
}

// unsubscribePush forgets the browser whose address is in the query, or all of the person's.
func (s *server) unsubscribePush(c *call) error {
	return s.service.Unsubscribed(c.Request().Context(), c.actor, c.QueryParam("endpoint"))
}

// The page behind the link in a mail; a POST alone changes anything (RFC 8058), since mail
// programs open links on their own.
var unsubscribePage = template.Must(template.New("").Parse(`<!doctype html>
<html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Title}}</title></head>
<body><main><h1>{{.Title}}</h1><p>{{.Text}}</p>{{with .Button}}<form method="post"><button type="submit">{{.}}</button></form>{{end}}</main></body></html>
`))

type unsubscribeWords struct{ Language, Title, Text, Button string }

// unsubscribeTable holds the words by language, of the question and of the answer.
var unsubscribeTable = map[string][2]unsubscribeWords{
	"en": {{"en", "No more mails?", "You will get no more mails about your assignments, reports and accounts. You can switch them on again in your profile.", "Switch mails off"},
		{"en", "Mails are switched off", "You will get no more mails of this kind. You can switch them on again in your profile.", ""}},
	"de": {{"de", "Keine Mails mehr?", "Sie erhalten keine Mails mehr zu Ihren Aufträgen, Berichten und Kundenkonten. In Ihrem Profil können Sie sie wieder einschalten.", "Mails ausschalten"},
		{"de", "Mails sind ausgeschaltet", "Sie erhalten keine solchen Mails mehr. In Ihrem Profil können Sie sie wieder einschalten.", ""}},
}

func (s *server) askUnsubscribe(c *call) error {
	language, err := s.service.UnsubscribeLanguage(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return unsubscribeAnswer(c, language, 0)
}

func (s *server) unsubscribe(c *call) error {
	language, err := s.service.Unsubscribe(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return unsubscribeAnswer(c, language, 1)
}

func unsubscribeAnswer(c *call, language string, which int) error {
	known := "en"
	if strings.HasPrefix(strings.ToLower(language), "de") {
		known = "de"
	}
	var page strings.Builder
	if err := unsubscribePage.Execute(&page, unsubscribeTable[known][which]); err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	return c.HTML(http.StatusOK, page.String())
}
