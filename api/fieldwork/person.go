package fieldwork

import "slices"

// Role is what a person may do in a project.
type Role string

// Roles. Administrator is not tied to a project.
const (
	Administrator Role = "administrator"
	Lead          Role = "lead"
	Reviewer      Role = "reviewer"
	Shopper       Role = "shopper"
	Viewer        Role = "viewer"
)

// Membership gives a person a role in a project.
type Membership struct {
	Project string `json:"project"`
	Role    Role   `json:"role"`
}

// Person is somebody with an account. PasswordHash never leaves the server.
type Person struct {
	ID            string        `json:"id"`    // UUIDv7
	Email         string        `json:"email"` // lower case, unique
	Name          string        `json:"name"`
	Language      string        `json:"language,omitempty"`
	Administrator bool          `json:"administrator,omitempty"`
	Memberships   []Membership  `json:"memberships"`
	Disabled      bool          `json:"disabled,omitempty"`
	PasswordHash  string        `json:"passwordHash,omitempty"`
	Notices       *NoticeWishes `json:"notices,omitempty"` // absent: by every way
	CreatedAt     Instant       `json:"createdAt"`
}

// Has reports whether the person holds one of the roles in the project; administrators hold all.
func (p *Person) Has(project string, roles ...Role) bool {
	if p.Administrator {
		return true
	}
	return slices.ContainsFunc(p.Memberships, func(m Membership) bool {
		return m.Project == project && slices.Contains(roles, m.Role)
	})
}

// Public gives the person without secrets, as the API shows it.
func (p Person) Public() Person {
	p.PasswordHash = ""
	if p.Memberships == nil {
		p.Memberships = []Membership{}
	}
	return p
}

// Join gives the person the role in the project, instead of any they had there.
func (p *Person) Join(project string, role Role) {
	p.Memberships = slices.DeleteFunc(slices.Clone(p.Memberships), func(m Membership) bool { return m.Project == project })
	p.Memberships = append(p.Memberships, Membership{Project: project, Role: role})
}

// RoleIn gives the person's role in the project, "" for none.
func (p *Person) RoleIn(project string) Role {
	for _, m := range p.Memberships {
		if m.Project == project {
			return m.Role
		}
	}
	if p.Administrator {
		return Administrator
	}
	return ""
}

// Invitation lets its bearer join a project. ID is the SHA-256 (hex) of the token, so that
// the store alone does not open it.
type Invitation struct {
	ID         string   `json:"id"`
	Project    string   `json:"project"`
	Role       Role     `json:"role"`
	Email      string   `json:"email,omitempty"`
	Name       string   `json:"name,omitempty"`
	InvitedBy  string   `json:"invitedBy"`
	ExpiresAt  Instant  `json:"expiresAt"`
	AcceptedAt *Instant `json:"acceptedAt,omitempty"`
	Person     string   `json:"person,omitempty"`
	CreatedAt  Instant  `json:"createdAt"`
}
