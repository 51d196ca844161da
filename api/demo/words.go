package demo

// What shoppers and customers write, by language and kind.

var adviceComments = map[string][]string{
	"en": {
		"The person had to read the package to answer my question.",
		"I asked about the material and was told to look it up online.",
		"The answer was friendly but did not help me to decide.",
	},
	"de": {
		"Die Person musste die Packung lesen, um meine Frage zu beantworten.",
		"Ich fragte nach dem Material und wurde auf das Internet verwiesen.",
		"Die Antwort war freundlich, half mir aber nicht bei der Entscheidung.",
	},
}

var arrivalComments = map[string][]string{
	"en": {
		"Two employees stood at the till and talked without looking up.",
		"One person unpacked boxes beside me and did not say anything.",
		"I passed three employees before one of them nodded at me.",
	},
	"de": {
		"Zwei Mitarbeitende standen an der Kasse und sprachen miteinander, ohne aufzusehen.",
		"Neben mir wurden Kartons ausgepackt, niemand sagte etwas.",
		"Ich kam an drei Mitarbeitenden vorbei, bevor mir jemand zunickte.",
	},
}

var priceComments = map[string][]string{
	"en": {"The shelf said 3 francs less than the till; it was not corrected until I asked.", "The reduction on the label was not taken off at the till."},
	"de": {"Am Regal stand ein um 3 Franken tieferer Preis als an der Kasse; korrigiert wurde es erst auf Nachfrage.", "Der Rabatt auf der Etikette wurde an der Kasse nicht abgezogen."},
}

var queueComments = map[string][]string{
	"en": {"Only one of four checkouts was open, and the queue reached the shelves.", "The cashier had to call somebody twice before the queue went on."},
	"de": {"Nur eine von vier Kassen war offen, die Schlange reichte bis zu den Regalen.", "An der Kasse musste zweimal jemand gerufen werden, bevor es weiterging."},
}

var stories = map[string]map[string][]string{
	"en": {
		"good": {"I was greeted from across the store and asked what I was looking for.", "Two people were free and one came over as soon as I stopped at the shelf."},
		"fair": {"The visit went as expected; I had to ask for help myself.", "Everything was in order, though nobody seemed to notice me at first."},
		"poor": {"For a long time nobody took notice of me although three people stood together.", "I walked through the store twice before I found anybody to ask."},
	},
	"de": {
		"good": {"Ich wurde schon von weitem begrüßt und nach meinem Wunsch gefragt.", "Zwei Personen waren frei, und eine kam sofort, als ich am Regal stehen blieb."},
		"fair": {"Der Besuch verlief wie erwartet; um Hilfe musste ich selbst bitten.", "Alles war in Ordnung, nur schien mich anfangs niemand zu bemerken."},
		"poor": {"Lange nahm niemand Notiz von mir, obwohl drei Personen zusammenstanden.", "Ich ging zweimal durch die Filiale, bis ich jemanden zum Fragen fand."},
	},
}

var endings = map[string]map[string][]string{
	"en": {
		"good": {"I left with a good idea and would come back.", "At the end I was wished much joy with the present."},
		"fair": {"The queue was longer than the advice.", "On the whole a correct visit without anything special."},
		"poor": {"At the checkout nobody looked up.", "As an ordinary customer I would have gone elsewhere."},
	},
	"de": {
		"good": {"Ich ging mit einer guten Idee und würde wiederkommen.", "Zum Schluss wünschte man mir viel Freude mit dem Geschenk."},
		"fair": {"Das Anstehen dauerte länger als die Beratung.", "Insgesamt ein korrekter Besuch ohne Besonderheiten."},
		"poor": {"An der Kasse sah niemand auf.", "Als gewöhnlicher Kunde wäre ich anderswohin gegangen."},
	},
}

var disappointments = map[string][]string{
	"en": {"I waited ten minutes at the checkout.", "What I wanted was sold out.", "Nobody had time for me.", "Only one checkout was open."},
	"de": {"Ich habe zehn Minuten an der Kasse gewartet.", "Was ich wollte, war ausverkauft.", "Niemand hatte Zeit für mich.", "Nur eine Kasse war offen."},
}

var ideas = map[string][]string{
	"en": {"Open a second checkout as soon as five people wait.", "Let us leave the till when nobody is there, to help on the floor.", "A tablet on the floor would answer most questions at once."},
	"de": {"Eine zweite Kasse öffnen, sobald fünf Personen warten.", "Uns von der Kasse weglassen, wenn niemand da ist, um auf der Fläche zu helfen.", "Ein Tablet auf der Fläche würde die meisten Fragen sofort beantworten."},
}
