package auth

import (
	"slices"

	"touchstone/api/fieldwork"
)

// Permission is what a route asks of whoever calls it.
type Permission string

// The permissions. Public, SignedIn and Administrate do not concern a project.
const (
	Public       Permission = "public"       // anybody
	SignedIn     Permission = "signedIn"     // anybody with an account
	Administrate Permission = "administrate" // administrators
	Enter        Permission = "enter"        // every member of the project
	Read         Permission = "read"         // results and plans of the project
	Review       Permission = "review"       // assignments and reports under review
	Write        Permission = "write"        // plan, invite, publish, import
	Report       Permission = "report"       // send reports for assignments
)

// holders lists the roles that hold a permission; administrators hold every one.
var holders = map[Permission][]fieldwork.Role{
	Enter:  {fieldwork.Lead, fieldwork.Reviewer, fieldwork.Viewer, fieldwork.Shopper},
	Read:   {fieldwork.Lead, fieldwork.Reviewer, fieldwork.Viewer},
	Review: {fieldwork.Lead, fieldwork.Reviewer},
	Write:  {fieldwork.Lead},
	Report: {fieldwork.Lead, fieldwork.Shopper},
}

// InProject reports whether the permission concerns a project.
func (p Permission) InProject() bool { return holders[p] != nil }

// Holders gives the project roles that hold the permission.
func (p Permission) Holders() []fieldwork.Role { return slices.Clone(holders[p]) }

// Allows reports whether the person holds the permission; project is ignored by permissions
// that do not concern one.
func (p Permission) Allows(person *fieldwork.Person, project string) bool {
	switch {
	case p == Public:
		return true
	case person.ID == "" || person.Disabled:
		return false
	case p == SignedIn:
		return true
	case p == Administrate:
		return person.Administrator
	}
	return person.Has(project, holders[p]...)
}
