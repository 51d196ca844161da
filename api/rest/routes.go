package rest

import (
	"net/http"
	"reflect"

	"touchstone/api/auth"
	"touchstone/api/service"
)

const (
	get    = http.MethodGet
	head   = http.MethodHead
	post   = http.MethodPost
	put    = http.MethodPut
	patch  = http.MethodPatch
	remove = http.MethodDelete
)

// paged are the query parameters of lists that come in pages.
var paged = []string{"limit", "after"}

// routes is the table of everything the API does. The permission of a route stands beside
// it; the OpenAPI document is made from this table and the types of its endpoints.
func (s *server) routes() []route {
	const p = "/projects/:project"
	return []route{
		{get, "/openapi.json", auth.Public, "This document", nil, raw("", "application/json", s.openAPI)},

		{get, "/setup", auth.Public, "Whether the first account is still to be opened", nil, gives(s.needsSetup)},
		{post, "/setup", auth.Public, "Open the first account, an administrator", nil, limited(s.signInByAddress, created(takes(s.setUp)))},
		{post, "/session", auth.Public, "Sign in", nil, limited(s.signInByAddress, takes(s.signIn))},
		{post, "/session/refresh", auth.Public, "Trade the refresh cookie for the next one and a new access token", nil, limited(s.refreshByAddress, gives(s.refresh))},
		{remove, "/session", auth.Public, "Sign out", nil, does(s.signOut)},
		{get, "/me", auth.SignedIn, "The signed-in person and their projects", nil, gives(s.me)},
		{get, "/invitations/:token", auth.Public, "What an invitation is for", nil, limited(s.signInByAddress, gives(s.welcome))},
		{post, "/invitations/:token/acceptance", auth.Public, "Accept an invitation and sign in", nil, limited(s.signInByAddress, created(takes(s.accept)))},

		{get, "/links/:token", auth.Public, "What a public link asks", nil, limited(s.linkByAddress, gives(s.questionnaire))},
		{post, "/links/:token/responses", auth.Public, "Answer through a public link", nil, limited(s.linkByAddress, created(takes(s.answer)))},
		{get, "/links/:token/files/:sha256", auth.Public, "A picture, sound or film of the definition", nil, limited(s.linkByAddress, raw("", "*/*", s.linkFile))},
		{put, "/links/:token/responses/:response/attachments/:sha256", auth.Public, "Send a file of an answer", nil, limited(s.linkByAddress, raw("*/*", "", s.attach(s.ofLink)).answers(http.StatusNoContent))},
		{head, "/links/:token/responses/:response/attachments/:sha256", auth.Public, "How much of a file of an answer has arrived", nil, limited(s.linkByAddress, does(s.attached(s.ofLink)).answers(http.StatusOK))},
		{patch, "/links/:token/responses/:response/attachments/:sha256", auth.Public, "Send a file of an answer from where it stands", nil, limited(s.linkByAddress, raw(pieceType, "", s.attachPiece(s.ofLink)).answers(http.StatusNoContent).reads(uploadOffset, uploadLength))},
		{get, "/reports/:token", auth.Public, "A shared report", nil, limited(s.linkByAddress, gives(s.publicReport))},
		{get, "/field/assignments", auth.SignedIn, "The shopper's assignments with everything to do them offline", nil, raw("", "application/json", s.fieldAssignments).of(fieldList)},

		{get, "/field/profile", auth.SignedIn, "How the shopper stands: rating and pay by project", nil, gives(s.fieldProfile)},
		{get, "/field/jobs", auth.SignedIn, "The job boards of the shopper's projects", nil, gives(s.fieldJobs)},
		{post, "/field/assignments/:assignment/acts", auth.SignedIn, "Accept, decline, apply for, withdraw from, check in at or return an assignment", nil, takes(s.act)},
		{get, "/field/assignments/:assignment/attachments/:sha256", auth.SignedIn, "A file of the shopper's own report", nil, raw("", "*/*", s.fieldAttachment)},
		{post, "/field/assignments/:assignment/quiz", auth.SignedIn, "Answer the quiz of an assignment", nil, takes(s.answerQuiz)},

		{get, "/me/notices", auth.SignedIn, "What ways the signed-in person wants to be told", nil, gives(s.wishes)},
		{put, "/me/notices", auth.SignedIn, "Choose what ways to be told", nil, takes(s.wish)},
		{get, "/push/key", auth.SignedIn, "The key that pages subscribe to push messages with", nil, gives(s.pushKey)},
		{put, "/me/push", auth.SignedIn, "Let this browser take push messages", nil, takes(s.subscribe)},
		{remove, "/me/push", auth.SignedIn, "Let this browser, or all of mine, take push messages no more", []string{"endpoint"}, does(s.unsubscribePush)},
		{get, "/unsubscribe/:token", auth.Public, "A page that asks whether to switch mails off", nil, limited(s.signInByAddress, raw("", "text/html", s.askUnsubscribe))},
		{post, "/unsubscribe/:token", auth.Public, "Switch mails off (RFC 8058)", nil, limited(s.signInByAddress, raw("*/*", "text/html", s.unsubscribe))},

		{get, "/library", auth.SignedIn, "Definitions that ship with the product", nil, gives(s.library)},
		{get, "/library/:definition", auth.SignedIn, "A definition of the library", nil, gives(s.libraryDefinition)},
		{get, "/projects", auth.SignedIn, "The projects open to the signed-in person", nil, gives(s.projects)},
		{get, "/verification", auth.Administrate, "Count every stored response anew and tell what the numbers in use have otherwise", nil, gives(s.verification)},
		{post, "/projects", auth.Administrate, "Add a project", nil, created(takes(s.addProject))},
		{post, "/projects/demo", auth.Administrate, "Make the demo project, or complete it", nil, created(gives(s.addDemo))},

		{get, p, auth.Enter, "The project", nil, gives(s.project)},
		{patch, p, auth.Write, "Change the project", nil, takes(s.changeProject)},
		{get, p + "/touchpoints", auth.Read, "The inventory of touchpoints", nil, gives(s.touchpoints)},
		{put, p + "/touchpoints/:name", auth.Write, "Create or replace a touchpoint", nil, takes(s.putTouchpoint)},
		{get, p + "/locations", auth.Read, "The locations", paged, gives(s.locations)},
		{get, p + "/locations.csv", auth.Read, "The locations as a table that can be imported again", nil, raw("", "text/csv", s.locationsCSV)},
		{get, p + "/locations.xlsx", auth.Read, "The locations as a workbook that can be imported again", nil, raw("", workbookType, s.locationsXLSX)},
		{post, p + "/locations/import", auth.Write, "Add and change locations from a table, or show what that would do", nil, raw("multipart/form-data", "application/json", s.importLocations).of(reflect.TypeFor[service.LocationImport]())},
		{put, p + "/locations/:code", auth.Write, "Create or replace a location", nil, takes(s.putLocation)},
		{get, p + "/waves", auth.Read, "The waves", nil, gives(s.waves)},
		{put, p + "/waves/:name", auth.Write, "Create or replace a wave", nil, takes(s.putWave)},

		{get, p + "/definitions", auth.Read, "The definitions with their versions", nil, gives(s.definitions)},
		{post, p + "/definitions", auth.Write, "Check and publish a definition", nil, created(s.publishing())},
		{post, p + "/definitions/check", auth.Write, "Check a definition without keeping it", nil, s.checking()},
		{post, p + "/definitions/import", auth.Write, "Read a form (XLSForm) without keeping it", nil, raw("multipart/form-data", "application/json", s.importDefinition).of(reflect.TypeFor[service.DefinitionImport]())},
		{get, p + "/definitions/:definition/versions/:version", auth.Enter, "A published version", nil, gives(s.definition)},
		{get, p + "/definitions/:definition/versions/:version.xlsx", auth.Read, "A published version as a workbook (XLSForm)", nil, raw("", workbookType, s.exportDefinition)},

		{get, p + "/definitions/:definition/draft", auth.Write, "The draft of a definition", nil, gives(s.draft)},
		{get, p + "/definitions/:definition/draft.xlsx", auth.Write, "The draft as a workbook (XLSForm)", nil, raw("", workbookType, s.exportDraft)},
		{put, p + "/definitions/:definition/draft", auth.Write, "Keep a draft, mistakes and all; If-Match holds the revision that was changed", nil, s.savingDraft().reads("If-Match")},
		{remove, p + "/definitions/:definition/draft", auth.Write, "Discard the draft", nil, does(s.discardDraft).reads("If-Match")},
		{post, p + "/definitions/:definition/draft/publish", auth.Write, "Publish the draft as the next version; If-Match holds the revision that was looked at", nil, created(takes(s.publishDraft)).reads("If-Match")},
		{get, p + "/definitions/:definition/diff", auth.Read, "What changed between two versions, or a version and the draft", differenceQuery, gives(s.difference)},
		{put, p + "/files/:sha256", auth.Write, "Send a picture, sound or film of definitions", nil, raw("*/*", "", s.addFile).answers(http.StatusNoContent)},
		{get, p + "/files/:sha256", auth.Enter, "A picture, sound or film of definitions", nil, raw("", "*/*", s.file)},

		{get, p + "/people", auth.Write, "The members of the project", nil, gives(s.people)},
		{get, p + "/invitations", auth.Write, "The invitations, newest first", paged, gives(s.invitations)},
		{post, p + "/invitations", auth.Write, "Invite somebody", nil, created(takes(s.invite))},
		{remove, p + "/invitations/:invitation", auth.Write, "Withdraw an invitation", nil, does(s.withdraw)},

		{get, p + "/assignments", auth.Review, "The assignments with progress, newest first", paged, gives(s.assignments)},
		{get, p + "/assignments.csv", auth.Review, "The assignments that the board's filter chooses, as a table", boardFilter, raw("", "text/csv", s.assignmentsCSV)},
		{post, p + "/assignments", auth.Write, "Plan a visit", nil, created(takes(s.addAssignment))},
		{post, p + "/assignments/plan", auth.Write, "Plan visits of many locations, or show what planning would add", nil, takes(s.planVisits)},
		{post, p + "/assignments/bulk", auth.Write, "Offer, give, cancel, reinstate or move many assignments", nil, takes(s.changeAssignments)},
		{get, p + "/assignments/:assignment", auth.Review, "An assignment with its history", nil, gives(s.assignment)},
		{put, p + "/assignments/:assignment", auth.Write, "Change an assignment; If-Match may hold the newest event that was seen", nil, takes(s.changeAssignment).reads("If-Match")},
		{post, p + "/assignments/:assignment/gift", auth.Write, "Give an assignment to a shopper, for example one who applied", nil, takes(s.giveAssignment)},
		{get, p + "/notices", auth.Review, "The notices to people, newest first", noticeQuery, gives(s.notices)},
		{get, p + "/notices/preview", auth.Review, "What notices of a kind look like", []string{"kind", "language"}, gives(s.previewNotice)},
		{get, p + "/notices/:notice", auth.Review, "A notice with what it says", nil, gives(s.notice)},
		{post, p + "/notices/:notice/retry", auth.Write, "Send a notice again that failed or was off", nil, gives(s.retryNotice)},
		{get, p + "/actions", auth.Read, "The actions", nil, gives(s.actions)},
		{put, p + "/actions/:action", auth.Write, "Create or replace an action", nil, takes(s.putAction)},
		{remove, p + "/actions/:action", auth.Write, "Remove an action", nil, does(s.dropAction)},
		{get, p + "/alerts", auth.Review, "The alerts", nil, gives(s.alerts)},
		{put, p + "/alerts/:alert", auth.Write, "Create or replace an alert; a webhook without a secret keeps the one it had", nil, takes(s.putAlert)},
		{remove, p + "/alerts/:alert", auth.Write, "Remove an alert; its cases stay", nil, does(s.dropAlert)},
		{get, p + "/cases", auth.Review, "The cases, overdue ones first", caseQuery, gives(s.cases)},
		{post, p + "/cases", auth.Review, "Open a case by hand for a response", nil, created(takes(s.openCase))},
		{get, p + "/cases/owners", auth.Review, "Who may be given cases", nil, gives(s.caseOwners)},
		{get, p + "/cases/:case", auth.Review, "A case with its history", nil, gives(s.oneCase)},
		{post, p + "/cases/:case/events", auth.Review, "Assign, note, begin, close or reopen a case", nil, takes(s.actOnCase)},
		{get, p + "/accounts", auth.Read, "The accounts, those whose contact is overdue first", accountQuery, gives(s.accounts)},
		{get, p + "/accounts/:code", auth.Read, "An account", nil, gives(s.account)},
		{put, p + "/accounts/:code", auth.Write, "Create or replace an account; If-Match may hold the revision that was changed", nil, s.putAccount().reads("If-Match")},
		{post, p + "/accounts/:code/visits", auth.Write, "Plan the next visit of an account", nil, created(takes(s.planVisit))},
		{get, p + "/accounts/:code/timeline", auth.Read, "Every contact with an account, newest first", nil, gives(s.timeline)},
		{get, p + "/board", auth.Review, "The assignments by stage, with those late or at risk", boardQuery, gives(s.board)},
		{get, p + "/board/summary", auth.Review, "The progress of waves by location and target", []string{"wave"}, gives(s.boardSummary)},
		{get, p + "/links", auth.Read, "The public links, newest first", paged, gives(s.links)},
		{post, p + "/links", auth.Write, "Open a public link", nil, created(takes(s.addLink))},
		{put, p + "/links/:link", auth.Write, "Change, close or reopen a link", nil, takes(s.changeLink)},
		{get, p + "/links/:link/qr.svg", auth.Read, "The link's address as a QR code", nil, raw("", "image/svg+xml", s.linkCode)},

		{get, p + "/responses", auth.Read, "The responses, newest first", responseQuery, gives(s.responses)},
		{get, p + "/responses.csv", auth.Read, "The responses to a definition as a table, oldest first", exportQuery, raw("", "text/csv", s.responsesCSV)},
		{post, p + "/responses", auth.Report, "Submit a report", nil, created(takesUpTo(maxReport, s.submit))},
		{get, p + "/responses/:response", auth.Read, "A response with definition and score", nil, gives(s.response)},
		{post, p + "/unsent", auth.Review, "Take in a file of unsent reports that a phone saved", nil, raw("multipart/form-data", "application/json", s.takeUnsent).of(reflect.TypeFor[service.UnsentTaken]())},
		{post, p + "/responses/:response/revisions", auth.Report, "Revise a report", nil, created(takesUpTo(maxReport, s.revise))},
		{get, p + "/review", auth.Review, "The reports that wait for a decision, longest first", queueQuery, gives(s.queue)},
		{get, p + "/pay", auth.Review, "What the shoppers are owed and were paid", payQuery, gives(s.pay)},
		{get, p + "/pay.csv", auth.Review, "The same as a table", payQuery, raw("", "text/csv", s.payCSV)},
		{get, p + "/pay.xlsx", auth.Review, "The same as a workbook", payQuery, raw("", workbookType, s.payXLSX)},
		{post, p + "/pay", auth.Write, "Mark reports as new, pending or paid", nil, takes(s.markPaid)},
		{post, p + "/responses/:response/reviews", auth.Review, "Approve, return, reject, exclude or reopen a report", nil, takes(s.review)},
		{post, p + "/responses/:response/corrections", auth.Review, "Correct answers with a reason; the original stays", nil, takesUpTo(maxReport, s.correct)},
		{post, p + "/responses/:response/appeals", auth.Read, "Object to a decided report", nil, takes(s.appeal)},
		{post, p + "/responses/:response/appeals/:appeal/outcome", auth.Review, "Answer an appeal", nil, takes(s.answerAppeal)},
		{put, p + "/responses/:response/attachments/:sha256", auth.Report, "Send a file of a report", nil, raw("*/*", "", s.attach(s.ofMember)).answers(http.StatusNoContent)},
		{head, p + "/responses/:response/attachments/:sha256", auth.Report, "How much of a file has arrived", nil, does(s.attached(s.ofMember)).answers(http.StatusOK)},
		{patch, p + "/responses/:response/attachments/:sha256", auth.Report, "Send a file of a report from where it stands", nil, raw(pieceType, "", s.attachPiece(s.ofMember)).answers(http.StatusNoContent).reads(uploadOffset, uploadLength)},
		{get, p + "/responses/:response/attachments/:sha256", auth.Read, "A file of a response", nil, raw("", "*/*", s.attachment)},

		{get, p + "/imports", auth.Write, "The imports, newest first", paged, gives(s.imports)},
		{post, p + "/imports/preview", auth.Write, "What a spreadsheet holds and what importing it would do", nil, raw("multipart/form-data", "application/json", s.previewImport).of(reflect.TypeFor[service.ImportPreview]())},
		{post, p + "/imports", auth.Write, "Import a spreadsheet, in the background", nil, raw("multipart/form-data", "application/json", s.startImport).of(reflect.TypeFor[service.Import]()).answers(http.StatusAccepted)},
		{get, p + "/imports/:import", auth.Write, "An import with its progress and problems", nil, gives(s.imported)},
		{get, p + "/imports/:import/problems.csv", auth.Write, "Every problem of an import", nil, raw("", "text/csv", s.importProblems)},

		{get, p + "/comparison", auth.Read, "Baseline and follow-up compared", comparisonQuery, gives(s.comparison)},
		{get, p + "/comparison/parts", auth.Read, "One indicator compared by parts of the responses", partsQuery, gives(s.comparisonParts)},
		{get, p + "/pilot", auth.Read, "How test locations changed compared with control locations", pilotQuery, gives(s.pilot)},
		{get, p + "/choices", auth.Read, "By what the responses of some waves can be chosen and split", []string{"wave"}, gives(s.choices)},
		{get, p + "/effectiveness", auth.Read, "Every touchpoint in every wave, with what changed", effectivenessQuery, gives(s.effectiveness)},
		{get, p + "/touchpoints/:touchpoint/trend", auth.Read, "A touchpoint over all waves", trendQuery, gives(s.trend)},
		{get, p + "/touchpoints/:touchpoint/verbatims", auth.Read, "What people wrote about a touchpoint, newest first", verbatimQuery, gives(s.verbatims)},
		{get, p + "/league", auth.Read, "The locations of a wave ranked, with the ranks that chance allows", leagueQuery, gives(s.league)},
		{get, p + "/gaps", auth.Read, "Two groups of respondents of a wave beside each other", gapQuery, gives(s.gaps)},
		{get, p + "/benchmark", auth.Read, "The own locations beside those of competitors", benchmarkQuery, gives(s.benchmark)},
		{get, p + "/priorities", auth.Read, "What drives an outcome, and how it does", prioritiesQuery, gives(s.priorities)},
		{get, p + "/power", auth.Read, "How many responses tell a difference, and what a planned number can tell", powerQuery, gives(s.planning)},
		{get, p + "/report", auth.Read, "The comparison told in sentences", reportQuery, gives(s.report)},
		{get, p + "/report.xlsx", auth.Read, "The same with every number, as a workbook", append([]string{"in"}, reportQuery...), raw("", workbookType, s.reportXLSX)},
		{get, p + "/reports", auth.Read, "The reports shared under addresses of their own, newest first", paged, gives(s.sharedReports)},
		{post, p + "/reports", auth.Write, "Share a report as it is now; its address is told this once", nil, created(takes(s.shareReport))},
		{remove, p + "/reports/:report", auth.Write, "Withdraw a shared report", nil, does(s.withdrawReport)},
	}
}
