package rest_test

import "testing"

func TestSession(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"a person signs in and sees their projects", []step{
				{do: "POST /session", body: `{"email":" Lead@Example.org ","password":"` + password + `"}`, want: 200,
					has: has{"person.email": "lead@example.org", "person.passwordHash": absent, "accessToken": present}},
				{as: "lead", do: "GET /me", want: 200, has: has{"person.id": "{lead}", "projects.id={p}.role": "lead", "projects.id={q}": absent}},
				{as: "administrator", do: "GET /me", want: 200, has: has{"projects.id={q}.role": "administrator"}},
				{as: "shopper", do: "GET /projects/{p}", want: 200, has: has{"role": "shopper", "timeZone": "Europe/Zurich"}},
			}},
			{"a wrong password and an unknown account look the same", []step{
				{do: "POST /session", body: `{"email":"viewer@example.org","password":"not the password"}`, want: 401, has: has{"code": "session.credentials", "detail": "E-mail or password is wrong."}},
				{do: "POST /session", body: `{"email":"nobody@example.org","password":"not the password"}`, want: 401, has: has{"code": "session.credentials", "detail": "E-mail or password is wrong."}},
				{do: "POST /session", body: `{"email":"no address","password":"not the password"}`, want: 401, has: has{"code": "session.credentials"}},
			}},
			{"without a good access token nothing opens", []step{
				{do: "GET /me", want: 401, has: has{"code": "session.required"}},
				{do: "GET /me", header: map[string]string{"Authorization": "Bearer nonsense"}, want: 401, has: has{"code": "session.token"}},
				{note: "signed with no key", do: "GET /me", header: map[string]string{"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwiaXNzIjoidG91Y2hzdG9uZSIsImV4cCI6OTk5OTk5OTk5OX0."}, want: 401, has: has{"code": "session.token"}},
			}},
			{"set-up is over once there is a person", []step{
				{do: "GET /setup", want: 200, has: has{"needed": false}},
				{do: "POST /setup", body: `{"token":"x","name":"N","email":"n@example.org","password":"` + password + `"}`, want: 409, has: has{"code": "setup.done"}},
			}},
			{"an invitation is used once", []step{
				{as: "lead", do: "POST /p/invitations", body: `{"role":"shopper","email":"New@Example.org","name":"New"}`, want: 201,
					has: has{"invitation.role": "shopper", "invitation.email": "new@example.org"}, keep: map[string]string{"token": "token", "url": "url", "invitation": "invitation.id"}},
				{do: "GET /invitations/{token}", want: 200, has: has{"project.id": "{p}", "role": "shopper", "email": "new@example.org", "name": "New"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"New","email":"new@example.org","password":"short"}`, want: 422, has: has{"fields.path=password.code": "length"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"New","email":"new@example.org","password":"` + password + `","language":"de"}`, want: 201,
					has: has{"person.memberships.0.role": "shopper", "accessToken": present}, keep: map[string]string{"access": "accessToken"}},
				{do: "GET /projects/{p}", header: map[string]string{"Authorization": "Bearer {access}"}, want: 200, has: has{"role": "shopper"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"New","email":"new@example.org","password":"` + password + `"}`, want: 409, has: has{"code": "invitation.used"}},
				{do: "GET /invitations/{token}", want: 409, has: has{"code": "invitation.used"}},
				{as: "lead", do: "DELETE /p/invitations/{invitation}", want: 409, has: has{"code": "invitation.used"}},
			}},
			{"who has an account proves it when accepting", []step{
				{as: "lead", do: "POST /p/invitations", body: `{"role":"reviewer"}`, want: 201, keep: map[string]string{"token": "token"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"S","email":"stranger@example.org","password":"not the password"}`, want: 401, has: has{"code": "session.credentials"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"S","email":"stranger@example.org","password":"` + password + `"}`, want: 201, has: has{"person.id": "{stranger}"}},
				{as: "stranger", do: "GET /projects/{p}", want: 200, has: has{"role": "reviewer"}},
			}},
			{"an unknown and a withdrawn invitation", []step{
				{do: "GET /invitations/none", want: 404, has: has{"code": "invitation.unknown"}},
				{as: "lead", do: "POST /p/invitations", body: `{"role":"lead"}`, want: 201, keep: map[string]string{"token": "token", "invitation": "invitation.id"}},
				{as: "stranger", do: "DELETE /q/invitations/{invitation}", want: 404, has: has{"code": "invitation.unknown"}},
				{as: "lead", do: "DELETE /p/invitations/{invitation}", want: 204},
				{do: "GET /invitations/{token}", want: 404, has: has{"code": "invitation.unknown"}},
				{do: "POST /invitations/{token}/acceptance", body: `{"name":"N","email":"late@example.org","password":"` + password + `"}`, want: 404, has: has{"code": "invitation.unknown"}},
			}},
			{"invitations name a role of a project", []step{
				{as: "lead", do: "POST /p/invitations", body: `{"role":"administrator"}`, want: 422, has: has{"fields.path=role.code": "oneof"}},
				{as: "lead", do: "POST /p/invitations", body: `{"role":"viewer","email":"nonsense"}`, want: 422, has: has{"fields.path=email.code": "format"}},
			}},
		})
	})
}
