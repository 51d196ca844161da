package service

import "touchstone/api/store"

// Names of the collections.
const (
	settings     = "settings"
	projects     = "projects"
	people       = "people"
	sessions     = "sessions"
	invitations  = "invitations"
	touchpoints  = "touchpoints"
	locations    = "locations"
	waves        = "waves"
	definitions  = "definitions"
	drafts       = "drafts" // of definitions
	assignments  = "assignments"
	links        = "links"
	responses    = "responses"
	arrivals     = "arrivals" // attachments that have arrived, by project, response and digest
	importations = "imports"
	tides        = "tides" // a document that tells how far the store's changes have told

	sharedReports  = "reports"        // shared under an address of their own
	sharedContents = "reportContents" // what they say, by the same ids

	certifications = "certifications" // quizzes taken, by project, person and definition

	accounts = "accounts"

	actions = "actions"
	alerts  = "alerts"
	alarms  = "alarms" // alerts that responses raised
	cases   = "cases"

	notices       = "notices"       // messages to people
	subscriptions = "subscriptions" // browsers that take push messages

	definitionFiles = "files" // pictures, sounds and films of definitions, by project and digest
)

// What a backup has to know: where it may leave the mark of its moment, and what is of no use
// in another database.
const (
	MarksCollection    = settings
	SessionsCollection = sessions
	TidesCollection    = tides // what is in it says something of this very database only
)

// Collections declares everything the product stores, with the indexes its questions need.
func Collections() []store.Collection {
	text := func(name string) store.Path { return store.Path{Name: name, Kind: store.String} }
	number := func(name string) store.Path { return store.Path{Name: name, Kind: store.Number} }
	instant := func(name string) store.Path { return store.Path{Name: name, Kind: store.Instant} }
	index := func(name string, paths ...store.Path) store.Index { return store.Index{Name: name, Paths: paths} }
	unique := func(name string, paths ...store.Path) store.Index {
		return store.Index{Name: name, Paths: paths, Unique: true}
	}
	return []store.Collection{
		{Name: settings},
		{Name: tides},
		{Name: projects},
		{Name: people, Indexes: []store.Index{unique("email", text("email"))}},
		{Name: sessions, Indexes: []store.Index{index("person", text("person")), index("expiry", instant("expiresAt"))}},
		{Name: invitations, Indexes: []store.Index{index("project", text("project"), instant("createdAt"))}},
		{Name: touchpoints, Indexes: []store.Index{index("project", text("project"), number("order"))}},
		{Name: locations, Indexes: []store.Index{index("project", text("project"), text("code"))}},
		{Name: waves, Indexes: []store.Index{index("project", text("project"), number("order"))}},
		{Name: definitions, Indexes: []store.Index{index("project", text("project"), text("definition.id"), number("definition.version"))}},
		{Name: drafts, Indexes: []store.Index{index("project", text("project"))}},
		{Name: definitionFiles, Indexes: []store.Index{index("file", text("sha256"))}},
		{Name: assignments, Indexes: []store.Index{
			index("project", text("project"), instant("createdAt")),
			index("person", text("person"), instant("createdAt")),
			index("location", text("project"), text("location")),
			index("board", text("project"), text("board"), text("person")),           // work for the job board alone
			index("account", text("project"), text("account"), instant("createdAt")), // visits of accounts alone
		}},
		{Name: accounts, Indexes: []store.Index{index("project", text("project"), text("code"))}},
		{Name: actions, Indexes: []store.Index{index("project", text("project"), text("id"))}},
		{Name: alerts, Indexes: []store.Index{index("project", text("project"), text("id"))}},
		{Name: alarms, Indexes: []store.Index{
			index("alert", text("project"), text("alert"), instant("at")),
			index("due", text("state"), instant("dueAt")),
		}},
		{Name: cases, Indexes: []store.Index{index("project", text("project"), instant("createdAt"))}},
		{Name: notices, Indexes: []store.Index{
			index("project", text("project"), instant("createdAt")),
			index("state", text("project"), text("state"), instant("createdAt")),
			index("due", text("state"), instant("dueAt")),
			index("subject", text("project"), text("subject")),
		}},
		{Name: subscriptions, Indexes: []store.Index{index("person", text("person"), instant("createdAt"))}},
		{Name: links, Indexes: []store.Index{index("project", text("project"), instant("createdAt"))}},
		{Name: responses, Indexes: []store.Index{
			index("project", text("project"), instant("receivedAt")),
			index("wave", text("project"), text("wave"), instant("receivedAt")),
			index("definition", text("project"), text("definition.id"), instant("receivedAt")),
			index("state", text("project"), text("state"), instant("receivedAt")),
			index("assignment", text("assignment")),
			index("person", text("project"), text("person"), instant("receivedAt")), // reports of shoppers alone
			index("standing", text("project"), text("person"), text("state")),       // likewise
		}},
		{Name: arrivals, Indexes: []store.Index{index("response", text("project"), text("response")), index("file", text("sha256"))}},
		{Name: certifications},
		{Name: sharedReports, Indexes: []store.Index{index("project", text("project"), instant("createdAt"))}},
		{Name: sharedContents},
		{Name: importations, Indexes: []store.Index{index("project", text("project"), instant("startedAt"))}},
	}
}
