package fieldwork

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds of an assignment.
const (
	mostDocuments    = 50
	mostProofs       = 50
	mostExcludedDays = 400
	mostApplications = 1_000
)

// DocumentTypes are the types a briefing's document may have.
var DocumentTypes = []string{"application/pdf", "image/jpeg", "image/png", "image/webp"}

// Check reports every mistake of an assignment; that what it names exists is for the caller to see to.
func (a *Assignment) Check() error {
	var f findings
	f.unless(IsUUID(a.ID), "id", "format", "%q is not a UUID in lower case.", a.ID)
	if a.Account == "" || a.Wave != "" { // visits of accounts may lie outside waves
		f.slug("wave", a.Wave)
	}
	if a.Account != "" {
		f.slug("account", a.Account)
		f.unless(a.Location == "", "location", "conflict", "It is for an account or for a location, not for both.")
	} else {
		f.slug("location", a.Location)
	}
	f.definition(a.Definition)
	f.window(a)
	f.text("scenario", a.Scenario, false)
	f.text("briefing", a.Briefing, false)
	f.documents(a.Documents)
	f.unless(len(a.Proofs) <= mostProofs, "proofs", "length", "At most %d proofs.", mostProofs)
	for i, proof := range a.Proofs {
		f.text(fmt.Sprintf("proofs[%d].text", i), proof.Text, true)
	}
	f.money("fee", a.Fee)
	if a.Expenses != nil {
		f.money("expenses.limit", &a.Expenses.Limit)
		f.text("expenses.what", a.Expenses.What, false)
	}
	f.unless(a.MinimumRating == 0 || a.MinimumRating >= 1 && a.MinimumRating <= 10, "minimumRating", "range", "The minimum rating lies between 1 and 10.")
	if a.Quiz != nil {
		f.slug("quiz.definition.id", a.Quiz.Definition.ID)
		f.unless(a.Quiz.Definition.Version >= 1, "quiz.definition.version", "range", "Versions count from 1.")
		f.unless(a.Quiz.Pass >= 0 && a.Quiz.Pass <= 100, "quiz.pass", "range", "The pass mark is a percentage from 0 to 100.")
		f.unless(a.Quiz.Attempts >= 0 && a.Quiz.Attempts <= 1_000, "quiz.attempts", "range", "Attempts are 0 (any number) to 1000.")
	}
	f.unless(slices.Contains([]string{"", BoardFirst, BoardApply}, a.Board), "board", "unknown", "The board is first or apply, or absent.")
	f.unless(slices.Contains([]AssignmentState{"", AssignmentPlanned, AssignmentOffered, AssignmentAccepted, AssignmentCancelled}, a.State),
		"state", "unknown", "The state is planned, offered, accepted or cancelled.")
	f.unless(a.State != AssignmentAccepted || a.Person != "", "person", "required", "Somebody must have accepted it.")
	f.unless(a.State != AssignmentOffered || a.Person != "" || a.Board != "", "person", "required", "Say which shopper it is for, or put it on the board.")
	f.unless(len(a.Applications) <= mostApplications, "applications", "length", "At most %d applications.", mostApplications)
	return f.fault("assignment")
}

func (f *findings) window(a *Assignment) {
	f.days("firstDay", a.FirstDay, "lastDay", a.LastDay)
	f.weekdays("weekdays", a.Weekdays)
	f.hours("", a.From, a.To)
	f.unless(len(a.ExcludedDays) <= mostExcludedDays, "excludedDays", "length", "At most %d days.", mostExcludedDays)
	for i, day := range a.ExcludedDays {
		path := fmt.Sprintf("excludedDays[%d]", i)
		f.unless(day != "", path, "required", "Give a day.")
		f.day(path, day)
	}
	f.unless(!f.day("submitBy", a.SubmitBy) || a.SubmitBy == "" || a.FirstDay == "" || a.FirstDay <= a.SubmitBy, "submitBy", "range", "It is to be sent before the first day.")
}

func (f *findings) documents(documents []Document) {
	f.unless(len(documents) <= mostDocuments, "documents", "length", "At most %d documents.", mostDocuments)
	for i, document := range documents {
		path := fmt.Sprintf("documents[%d].", i)
		f.unless(IsDigest(document.SHA256), path+"sha256", "format", "Give the SHA-256 of the content in lower-case hexadecimal.")
		f.unless(strings.TrimSpace(document.Name) != "", path+"name", "required", "Give the document a name.")
		f.length(path+"name", document.Name, longestName)
		f.unless(slices.Contains(DocumentTypes, document.Type), path+"type", "unknown", "A document is a PDF or a picture (%s).", strings.Join(DocumentTypes, ", "))
		f.unless(document.Size > 0, path+"size", "range", "The size is given in bytes.")
		f.text(path+"title", document.Title, false)
		f.unless(document.Language == "" || languageTag.MatchString(document.Language), path+"language", "language", "%q is not a language tag such as en or de-CH.", document.Language)
	}
}
