package notice

import "touchstone/api/fieldwork"

// words are what a kind of notice says in one language. Each is a text template over view.
type words struct {
	subject string
	opening string // one sentence or two; also what a push message says
	action  string // the button
}

// table holds the words of every kind in every language. Nobody is called du: shoppers,
// leads and customers alike are Sie.
var table = map[string]map[fieldwork.NoticeKind]words{
	"en": {
		fieldwork.NoticeOffered:  {"New assignment: {{.Title}}", "There is a new assignment for you. Please accept it, or decline it so that somebody else can go.", "Open the assignment"},
		fieldwork.NoticeGiven:    {"The assignment is yours: {{.Title}}", "You have got this assignment. Everything you need is on its page; open it once before you go, then it works without network too.", "Open the assignment"},
		fieldwork.NoticeReminder: {"Reminder: {{.Title}}{{with .SubmitBy}} – until {{.}}{{end}}", "Your report is still to come{{with .SubmitBy}}; please submit it by {{.}}{{end}}. If you cannot go, please give the assignment back in time.", "Open the assignment"},
		fieldwork.NoticeOverdue:  {"Overdue: {{.Title}}", "{{with .SubmitBy}}We expected your report by {{.}}. {{end}}If you have been there, please submit it now; a late report is better than none. If it is waiting on your phone, open the page once with network.", "Open the assignment"},
		fieldwork.NoticeReturned: {"A question about your report: {{.Title}}", "A reviewer has a question about your report. Please answer it and send the report once more{{with .Deadline}} by {{.}}{{end}}.", "Answer"},
		fieldwork.NoticeApproved: {"{{if eq .Count 1}}Your report is approved{{else}}{{.Count}} reports are approved{{end}}", "Thank you for your work.", "Your reports"},
		fieldwork.NoticeRejected: {"{{if eq .Count 1}}A report of yours was rejected{{else}}{{.Count}} reports of yours were rejected{{end}}", "The reason stands beside each. Please ask the project lead if it is not clear to you.", "Your reports"},
		fieldwork.NoticeDigest:   {"{{.Count}} of your reports have been reviewed", "This is what was decided.", "Your reports"},
		fieldwork.NoticeTaken:    {"The assignment went to somebody else: {{.Title}}", "Thank you for applying. This time somebody else has got the assignment; others are on the job board.", "See the job board"},
		fieldwork.NoticeApplied:  {"{{.Applicant}} applies: {{.Title}}", "{{.Applicant}} would like to have this assignment. Please decide who gets it.", "Open the assignment"},
		fieldwork.NoticeVisitDue: {"{{if eq .Count 1}}One contact is due{{else}}{{.Count}} contacts are due{{end}}", "These accounts, which you are responsible for, wait for a contact or will soon.", "See your accounts"},
		fieldwork.NoticeAlert:    {"Alert: {{.Title}}{{with .Place}} – {{.}}{{end}}", "A response needs a look{{with .Finding}}: {{.}}{{end}}.{{if .Case}} A case is open for it{{with .Due}}; please close it by {{.}}{{end}}.{{end}}", "{{if .Case}}Open the case{{else}}Open the response{{end}}"},
	},
	"de": {
		fieldwork.NoticeOffered:  {"Neuer Auftrag: {{.Title}}", "Es ist ein neuer Auftrag für Sie da. Bitte nehmen Sie ihn an, oder lehnen Sie ihn ab, damit jemand anderes gehen kann.", "Auftrag öffnen"},
		fieldwork.NoticeGiven:    {"Der Auftrag ist Ihrer: {{.Title}}", "Sie haben diesen Auftrag erhalten. Alles Nötige steht auf seiner Seite; öffnen Sie sie einmal, bevor Sie gehen, dann funktioniert sie auch ohne Netz.", "Auftrag öffnen"},
		fieldwork.NoticeReminder: {"Erinnerung: {{.Title}}{{with .SubmitBy}} – bis {{.}}{{end}}", "Ihr Bericht steht noch aus{{with .SubmitBy}}; bitte senden Sie ihn bis {{.}}{{end}}. Wenn Sie nicht gehen können, geben Sie den Auftrag bitte rechtzeitig zurück.", "Auftrag öffnen"},
		fieldwork.NoticeOverdue:  {"Überfällig: {{.Title}}", "{{with .SubmitBy}}Ihr Bericht war bis {{.}} erwartet. {{end}}Wenn Sie dort waren, senden Sie ihn bitte jetzt; ein später Bericht ist besser als keiner. Wartet er auf Ihrem Telefon, so öffnen Sie die Seite einmal mit Netz.", "Auftrag öffnen"},
		fieldwork.NoticeReturned: {"Rückfrage zu Ihrem Bericht: {{.Title}}", "Zu Ihrem Bericht gibt es eine Rückfrage. Bitte beantworten Sie sie, und senden Sie den Bericht nochmals{{with .Deadline}} bis {{.}}{{end}}.", "Antworten"},
		fieldwork.NoticeApproved: {"{{if eq .Count 1}}Ihr Bericht ist freigegeben{{else}}{{.Count}} Berichte sind freigegeben{{end}}", "Vielen Dank für Ihre Arbeit.", "Ihre Berichte"},
		fieldwork.NoticeRejected: {"{{if eq .Count 1}}Ein Bericht wurde abgelehnt{{else}}{{.Count}} Berichte wurden abgelehnt{{end}}", "Der Grund steht jeweils dabei. Bitte fragen Sie die Projektleitung, wenn er Ihnen nicht klar ist.", "Ihre Berichte"},
		fieldwork.NoticeDigest:   {"{{.Count}} Ihrer Berichte wurden geprüft", "So wurde entschieden.", "Ihre Berichte"},
		fieldwork.NoticeTaken:    {"Der Auftrag ist vergeben: {{.Title}}", "Danke für Ihre Bewerbung. Diesmal hat jemand anderes den Auftrag erhalten; weitere stehen auf der Auftragsbörse.", "Zur Auftragsbörse"},
		fieldwork.NoticeApplied:  {"{{.Applicant}} bewirbt sich: {{.Title}}", "{{.Applicant}} möchte diesen Auftrag übernehmen. Bitte entscheiden Sie, wer ihn erhält.", "Auftrag öffnen"},
		fieldwork.NoticeVisitDue: {"{{if eq .Count 1}}Ein Kundenkontakt steht an{{else}}{{.Count}} Kundenkontakte stehen an{{end}}", "Diese Kundenkonten, für die Sie verantwortlich sind, warten auf einen Kontakt oder tun es bald.", "Ihre Kundenkonten"},
		fieldwork.NoticeAlert:    {"Alarm: {{.Title}}{{with .Place}} – {{.}}{{end}}", "Eine Antwort braucht Ihre Aufmerksamkeit{{with .Finding}}: {{.}}{{end}}.{{if .Case}} Dazu ist ein Vorgang offen{{with .Due}}; bitte schliessen Sie ihn bis {{.}} ab{{end}}.{{end}}", "{{if .Case}}Vorgang öffnen{{else}}Antwort öffnen{{end}}"},
	},
}

// labels are the words around what every kind says.
type labels struct {
	greeting, place, window, hours, submitBy, deadline, fee, reason, comments        string
	from, to, approved, rejected, overdueSince, dueOn, grade, about, switchOff, sign string

	finding, touchpoint, due, owner, score, below, above, detractor, critical string // of alerts
}

var labelTable = map[string]labels{
	"en": {
		greeting: "Hello", place: "Where", window: "When", hours: "Time of day", submitBy: "Submit by", deadline: "Answer by", fee: "Fee", reason: "Note", comments: "What the reviewer asks",
		from: "from ", to: "until ", approved: "approved", rejected: "rejected", overdueSince: "overdue since ", dueOn: "due on ", grade: "grade ",
		about: "You get this message as a member of the project “%s”.", switchOff: "No more mails like this", sign: "Touchstone",
		finding: "What", touchpoint: "Touchpoint", due: "Case due", owner: "Case with", score: "Score", below: "%s is %s, below %s", above: "%s is %s, above %s",
		detractor: "would not recommend us (detractor)", critical: "critical question failed: %s",
	},
	"de": {
		greeting: "Guten Tag", place: "Wo", window: "Wann", hours: "Uhrzeit", submitBy: "Senden bis", deadline: "Antworten bis", fee: "Honorar", reason: "Bemerkung", comments: "Das fragt die Prüfung",
		from: "ab ", to: "bis ", approved: "freigegeben", rejected: "abgelehnt", overdueSince: "überfällig seit ", dueOn: "fällig am ", grade: "Note ",
		about: "Sie erhalten diese Nachricht als Mitglied des Projekts «%s».", switchOff: "Keine solchen Mails mehr", sign: "Touchstone",
		finding: "Was", touchpoint: "Kontaktpunkt", due: "Vorgang fällig", owner: "Vorgang bei", score: "Punktwert", below: "%s ist %s, unter %s", above: "%s ist %s, über %s",
		detractor: "würde uns nicht empfehlen (Detraktor)", critical: "kritische Frage nicht erfüllt: %s",
	},
}
