/**
 * What the server finds in definitions and spreadsheets, in German: its English sentence with the places for values as Go
 * writes them, and the German one with the number of the value. A sentence that is not here is shown in English.
 */
export const german: Readonly<Record<string, string>> = {
  // Names and the head
  'Names begin with a letter or an underscore, go on with letters, digits, hyphens, underscores and dots, and have at most 100 characters.':
    'Namen beginnen mit einem Buchstaben oder Unterstrich, bestehen sonst aus Buchstaben, Ziffern, Binde-, Unterstrichen und Punkten und haben höchstens 100 Zeichen.',
  'Use lower-case letters, digits, hyphens and underscores, at most 63.': 'Erlaubt sind höchstens 63 Kleinbuchstaben, Ziffern, Binde- und Unterstriche.',
  '%q cannot be a name. %s': '„{1}“ kann kein Name sein. {2}',
  '%q cannot be an id. %s': '„{1}“ kann keine Kennung sein. {2}',
  '%q cannot be a touchpoint. %s': '„{1}“ kann kein Kontaktpunkt sein. {2}',
  '%q cannot be the name of a file.': '„{1}“ kann kein Dateiname sein.',
  '%q cannot be the name of a choice; use 1 to 100 characters without blanks.': '„{1}“ kann nicht der Name einer Auswahl sein; möglich sind 1 bis 100 Zeichen ohne Leerzeichen.',
  'The name %q is reserved for the whole score.': 'Der Name „{1}“ steht für den gesamten Punktwert und ist vergeben.',
  'The name %q is already used at %s; names are unique in a definition.': 'Den Namen „{1}“ gibt es bereits bei {2}; in einem Fragebogen ist jeder Name einmalig.',
  'Versions count from 1.': 'Versionen zählen ab 1.',
  'A definition needs a title.': 'Ein Fragebogen braucht einen Titel.',
  'A definition needs at least one question.': 'Ein Fragebogen braucht mindestens eine Frage.',
  'A definition must be an object.': 'Ein Fragebogen muss ein Objekt sein.',
  '%q is no language tag such as en or de-CH.': '„{1}“ ist kein Sprachkürzel wie en oder de-CH.',
  'The weight must be a number; %q is a %s.': 'Das Gewicht muss eine Zahl sein; „{1}“ ist vom Typ {2}.',
  '%q lies in a repeat, so a response may have many answers to it; use a calculation outside.':
    '„{1}“ liegt in einer Wiederholung und kann darum viele Antworten haben; nehmen Sie eine Berechnung ausserhalb.',
  'There is no question %q that holds an answer.': 'Es gibt keine Frage „{1}“, die eine Antwort enthält.',
  // JSON
  'This is not valid JSON near line %d, column %d: %v.': 'Bei Zeile {1}, Spalte {2} ist das kein gültiges JSON: {3}.',
  'The key %q stands here twice; keep one.': 'Der Schlüssel „{1}“ steht hier zweimal; einer genügt.',
  'The key %q is not known here and has no effect.': 'Der Schlüssel „{1}“ ist hier unbekannt und bewirkt nichts.',
  'This must be an object.': 'Das muss ein Objekt sein.',
  'This must be true, false or an expression.': 'Das muss true, false oder ein Ausdruck sein.',
  'This must be a list.': 'Das muss eine Liste sein.',
  'A member of this list must not be null.': 'In dieser Liste darf null nicht stehen.',
  'This must be a text by language, such as {"en": "Yes"}.': 'Das muss ein Text je Sprache sein, etwa {"en": "Yes"}.',
  'This must be a number.': 'Das muss eine Zahl sein.',
  'This must be a text.': 'Das muss ein Text sein.',
  'This must be true or false.': 'Das muss true oder false sein.',
  'This must be a whole number.': 'Das muss eine ganze Zahl sein.',
  '%q is not possible here; choose one of %v.': '„{1}“ ist hier nicht möglich; zur Wahl stehen {2}.',
  // Questions and choices
  'There is no question type %q; the types are %s.': 'Den Fragetyp „{1}“ gibt es nicht; es gibt {2}.',
  'Only a section or a repeat has a body.': 'Nur Abschnitte und Wiederholungen enthalten Fragen (body).',
  'Sections and repeats nest at most %d deep.': 'Abschnitte und Wiederholungen lassen sich höchstens {1}-fach schachteln.',
  'People will see no words for %q; give it a label.': 'Bei „{1}“ steht für die Befragten kein Wort; geben Sie eine Beschriftung (label) an.',
  'The %s %q holds no questions.': 'In „{2}“ ({1}) steht keine Frage.',
  'A calculate needs a calculation.': 'Zum Typ calculate gehört eine Berechnung (calculation).',
  '%q has no effect on this %s.': '„{1}“ bewirkt beim Typ {2} nichts.',
  'A %s has no parameter %q.': 'Der Typ {1} hat keinen Parameter „{2}“.',
  'The scale from %v to %v has no room.': 'Die Skala von {1} bis {2} hat keinen Platz.',
  'The step is larger than the scale.': 'Die Schrittweite ist grösser als die Skala.',
  'No question uses the choice list %q.': 'Die Auswahlliste „{1}“ braucht keine Frage.',
  'The choice list %q is empty.': 'Die Auswahlliste „{1}“ ist leer.',
  'The choice %q stands twice in %q.': 'Die Auswahl „{1}“ steht zweimal in „{2}“.',
  'The choice %q stands twice in %q; nothing but their columns tells the two apart.':
    'Die Auswahl „{1}“ steht zweimal in „{2}“; nur ihre Spalten unterscheiden die beiden.',
  'People will see the name %q; give the choice a label.': 'Die Befragten sehen den Namen „{1}“; geben Sie der Auswahl eine Beschriftung (label).',
  'Only choices of a select_multiple can be exclusive.': 'Nur in select_multiple kann eine Auswahl die anderen ausschliessen.',
  'A choice that is not applicable earns no points.': 'Für „nicht zutreffend“ gibt es keine Punkte.',
  'The translation into %s is missing.': 'Die Übersetzung fehlt: {1}.',
  'A %s needs the name of a choice list.': 'Der Typ {1} braucht den Namen einer Auswahlliste.',
  'There is no choice list %q.': 'Es gibt keine Auswahlliste „{1}“.',
  'The choice list %q has no column %q.': 'Die Auswahlliste „{1}“ hat keine Spalte „{2}“.',
  'Choices can be the answers to a question of a repeat; %q is none.': 'Zur Auswahl können die Antworten auf eine Frage einer Wiederholung stehen; „{1}“ ist keine.',
  'The list of %q has no choice %q.': 'In der Liste von „{1}“ gibt es keine Auswahl „{2}“.',
  // Logic
  'Whether a question is relevant must not depend on its own answer (".").': 'Ob eine Frage gestellt wird, darf nicht von ihrer eigenen Antwort (".") abhängen.',
  'The number of instances must not depend on the instances (".").': 'Die Anzahl der Wiederholungen darf nicht von ihnen selbst (".") abhängen.',
  'The answer to a question of type %s cannot be calculated.': 'Antworten auf Fragen vom Typ {1} lassen sich nicht berechnen.',
  'There is no question %q whose change could trigger a calculation.': 'Es gibt keine Frage „{1}“, deren Änderung eine Berechnung auslösen könnte.',
  'There is no question %q whose answer could be shown.': 'Es gibt keine Frage „{1}“, deren Antwort sich zeigen liesse.',
  'These depend on each other in a circle: %s.': 'Diese hängen im Kreis voneinander ab: {1}.',
  'At character %d: %s.': 'Bei Zeichen {1}: {2}.',
  '%q can never become relevant.': '„{1}“ wird nie gestellt.',
  'No answer to %q can meet this constraint.': 'Keine Antwort auf „{1}“ kann diese Bedingung erfüllen.',
  'The pattern of regex() is computed, so nobody can tell whether it will work; write it out.':
    'Das Muster von regex() wird berechnet; ob es gilt, lässt sich nicht sagen. Schreiben Sie es aus.',
  'The expression is empty.': 'Der Ausdruck ist leer.',
  'The answer to a question of type %s cannot be computed.': 'Antworten auf Fragen vom Typ {1} lassen sich nicht berechnen.',
  'The default is not valid JSON.': 'Die Vorgabe (default) ist kein gültiges JSON.',
  'The default is no answer that a question of type %s takes.': 'Die Vorgabe (default) ist keine Antwort auf eine Frage vom Typ {1}.',
  'The default is not an answer that may be given here (%s).': 'Die Vorgabe (default) ist hier keine erlaubte Antwort ({1}).',
  // Scoring and indicators
  'There is scoring, but no question has points to earn.': 'Es gibt eine Bewertung, aber keine Frage bringt Punkte.',
  'A weight cannot be negative.': 'Ein Gewicht kann nicht negativ sein.',
  'The section %q has a weight, but nothing to earn.': 'Der Abschnitt „{1}“ hat ein Gewicht, bringt aber keine Punkte.',
  '%q is none of section, total and cap:N with N from 0 to 100.': '„{1}“ ist weder section noch total noch cap:N mit N von 0 bis 100.',
  '%q stands in no section that it could set to zero.': '„{1}“ steht in keinem Abschnitt, der auf null gesetzt werden könnte.',
  '%q is critical, but has nothing to earn.': '„{1}“ ist kritisch, bringt aber keine Punkte.',
  'A bonus cannot be negative; use negative points.': 'Ein Bonus kann nicht negativ sein; nehmen Sie negative Punkte.',
  'The rule before holds for all other answers, so this one is never looked at.': 'Die Regel davor gilt für alle übrigen Antworten; diese kommt nie an die Reihe.',
  'There are two indicators %q.': 'Die Kennzahl „{1}“ gibt es zweimal.',
  'There is no question %q.': 'Es gibt keine Frage „{1}“.',
  'A scale is its least and its greatest value, such as [1, 5].': 'Eine Skala besteht aus kleinstem und grösstem Wert, etwa [1, 5].',
  'The goal lies outside the scale.': 'Das Ziel liegt ausserhalb der Skala.',
  'The smallest difference that matters must be above 0.': 'Der kleinste bedeutsame Unterschied muss über 0 liegen.',
  'A score is of a section, a question or the %q; there is no %q.': 'Einen Punktwert gibt es von einem Abschnitt, einer Frage oder „{1}“; „{2}“ gibt es nicht.',
  'No question of %q has points to earn, so there is no score.': 'Keine Frage von „{1}“ bringt Punkte, darum gibt es keinen Punktwert.',
  '%q gives no numbers: it is a %s. Use a number question, or choices with a value.':
    '„{1}“ (Typ {2}) ergibt keine Zahlen. Nehmen Sie eine Frage nach einer Zahl oder eine Auswahl mit Werten (value).',
  'NPS is asked from 0 to 10; %q goes from %v to %v.': 'Der NPS wird von 0 bis 10 gefragt; „{1}“ geht von {2} bis {3}.',
  'Which values are the top ones depends on the scale; declare it, such as [1, 5].': 'Welche Werte die obersten sind, hängt von der Skala ab; geben Sie diese an, etwa [1, 5].',
  'Without a scale, such as [0, 15], this cannot count towards the effectiveness of %q.':
    'Ohne Skala, etwa [0, 15], kann das nicht in den Wirkungsgrad von „{1}“ eingehen.',
  // Tables, files, media
  'There is a choice list %q too; expressions could not tell them apart.': 'Auch eine Auswahlliste heisst „{1}“; Ausdrücke könnten sie nicht unterscheiden.',
  'No expression reads the table %q.': 'Kein Ausdruck liest die Tabelle „{1}“.',
  'A table needs at least one column.': 'Eine Tabelle braucht mindestens eine Spalte.',
  'A column needs a name.': 'Eine Spalte braucht einen Namen.',
  'There are two columns %q.': 'Die Spalte „{1}“ gibt es zweimal.',
  'This row has %d cells, but there are %d columns.': 'Diese Zeile hat {1} Zellen, es gibt aber {2} Spalten.',
  'A digest has 64 hexadecimal digits in lower case.': 'Eine Prüfsumme hat 64 kleingeschriebene Hexadezimalziffern.',
  '%q is no media type such as image/png.': '„{1}“ ist kein Medientyp wie image/png.',
  'A size cannot be negative.': 'Eine Grösse kann nicht negativ sein.',
  'Nothing shows or plays the file %q.': 'Die Datei „{1}“ kommt nirgends vor.',
  "The file %q is missing; add it to the definition's files.": 'Die Datei „{1}“ fehlt; fügen Sie sie zu den Dateien des Fragebogens hinzu.',
  'A big image is shown when the image is opened, and there is none.': 'Ein grosses Bild erscheint beim Öffnen des Bildes, und es gibt keines.',
  'A table-list holds selects only; %q is a %s.': 'In einer table-list stehen nur Auswahlfragen; „{1}“ ist vom Typ {2}.',
  'All questions of a table-list have the same choices; %q has %q instead of %q.':
    'Alle Fragen einer table-list haben dieselbe Auswahl; „{1}“ hat „{2}“ statt „{3}“.',
  // Expressions
  'there is no question %q': 'es gibt keine Frage „{1}“',
  'there is no question %q whose answer could be read': 'es gibt keine Frage „{1}“, deren Antwort sich lesen liesse',
  'there is no choice list or table %q': 'es gibt weder Auswahlliste noch Tabelle „{1}“',
  '%q has no column %q': '„{1}“ hat keine Spalte „{2}“',
  'there is no column %q': 'es gibt keine Spalte „{1}“',
  'there is nothing above': 'darüber gibt es nichts',
  'there is no function %s()%s': 'es gibt keine Funktion {1}(){2}',
  '%s() takes %s, not %d': '{1}() passt nicht zu {3} Werten: {2}',
  'the expression is longer than %d characters': 'der Ausdruck ist länger als {1} Zeichen',
  'the expression is nested deeper than %d levels': 'der Ausdruck ist tiefer als {1} Ebenen geschachtelt',
  'the expression should end before %q': 'der Ausdruck müsste vor „{1}“ enden',
  'the expression ends where a value is needed': 'der Ausdruck endet, wo ein Wert stehen müsste',
  'a value is needed before %q': 'vor „{1}“ fehlt ein Wert',
  'a closing parenthesis is missing': 'eine schliessende Klammer fehlt',
  'a closing bracket is missing': 'eine schliessende eckige Klammer fehlt',
  'a comma or a closing parenthesis is missing in %s()': 'in {1}() fehlt ein Komma oder eine schliessende Klammer',
  'the text that begins here has no closing %c': 'dem Text, der hier beginnt, fehlt das Schlusszeichen {1}',
  'write = instead of ==': 'schreiben Sie = statt ==',
  '%q has no meaning here': '„{1}“ bedeutet hier nichts',
  'an operator is missing before %q': 'vor „{1}“ fehlt ein Operator',
  'write the name of a question as ${name}': 'schreiben Sie den Namen einer Frage als ${name}',
  "%q is not a value; write ${%s} for an answer, '%s' for a text": "„{1}“ ist kein Wert; schreiben Sie ${{2}} für eine Antwort, '{3}' für einen Text",
  'in a predicate ${%s} is the list of all instances; write %s for the one that is looked at':
    'in einem Prädikat steht ${{1}} für alle Instanzen; schreiben Sie {2} für die betrachtete',
  // Spreadsheets
  'There is no column %s in the first row.': 'In der ersten Zeile fehlt die Spalte {1}.',
  'There is no column list_name, which says to which list a choice belongs.': 'Es fehlt die Spalte list_name; sie sagt, zu welcher Liste eine Auswahl gehört.',
  'This choice belongs to no list: list_name is blank.': 'Diese Auswahl gehört zu keiner Liste: list_name ist leer.',
  'Only the first row below the header counts; this one was left out.': 'Nur die erste Zeile unter dem Kopf zählt; diese wurde weggelassen.',
  'The style %s has no effect here.': 'Der Stil {1} bewirkt hier nichts.',
  'The form_id %s became %s: ids have lower-case letters, digits, hyphens and underscores, at most 63.':
    'Aus der form_id {1} wurde {2}: Kennungen bestehen aus höchstens 63 Kleinbuchstaben, Ziffern, Binde- und Unterstrichen.',
  'The settings name no form_id; the id became %s, after the file.': 'In settings steht keine form_id; die Kennung {1} kommt vom Namen der Datei.',
  'The version %s was not taken over: versions count 1, 2, 3 here. This is version 1 until it is published.':
    'Die Version {1} wurde nicht übernommen: Versionen zählen hier 1, 2, 3. Bis zur Veröffentlichung ist dies Version 1.',
  'The name %s is used in another group already; this question is called %s.': 'Den Namen {1} gibt es schon in einer anderen Gruppe; diese Frage heisst {2}.',
  'The name %s means the whole score here; the question is called %s, also where ${%s} stood.':
    'Der Name {1} steht hier für den gesamten Punktwert; die Frage heisst {2}, auch wo ${{3}} stand.',
  'Names have no letters beyond a to z; %s is called %s, also where ${%s} stood.': 'Namen haben nur Buchstaben von a bis z; {1} heisst {2}, auch wo ${{3}} stand.',
  'Names of lists begin with a letter or underscore and have no letters beyond a to z; the list %s is called %s.':
    'Namen von Listen beginnen mit Buchstabe oder Unterstrich und haben nur Buchstaben von a bis z; die Liste {1} heisst {2}.',
  'The formula of this cell fails (%s). Correct it, or write the words themselves.':
    'Die Formel dieser Zelle misslingt ({1}). Berichtigen Sie sie, oder schreiben Sie die Wörter selbst hinein.',
  'This cell is a formula without a stored result. Open the file in Excel or LibreOffice and save it, or write the words themselves.':
    'Diese Zelle ist eine Formel ohne gespeichertes Ergebnis. Öffnen und speichern Sie die Datei in Excel oder LibreOffice, oder schreiben Sie die Wörter selbst hinein.',
  'This cell is a formula; its last result %s was taken. Formulas are not part of a form.':
    'Diese Zelle ist eine Formel; übernommen wurde ihr letztes Ergebnis {1}. Formeln gehören nicht zum Formular.',
  'This cell is merged with the one above; it was read as if %s stood in both.': 'Diese Zelle ist mit der darüber verbunden; gelesen wurde sie, als stünde {1} in beiden.',
  'The text of this cell is too long and may be cut off.': 'Der Text dieser Zelle ist zu lang und womöglich abgeschnitten.',
  'There are two columns for this; keep one.': 'Dafür gibt es zwei Spalten; eine genügt.',
  'The column %s has no effect. %s': 'Die Spalte {1} bewirkt nichts. {2}',
  'A column without a header holds something; it was left out.': 'In einer Spalte ohne Kopf steht etwas; sie wurde weggelassen.',
  'The column %s is not known here and was left out.': 'Die Spalte {1} ist hier unbekannt und wurde weggelassen.',
  'The sheet %s was left out: %s are not supported.': 'Das Blatt {1} wurde weggelassen: {2} gibt es hier nicht.',
  'The sheet %s is not part of a form and was left out.': 'Das Blatt {1} gehört nicht zu einem Formular und wurde weggelassen.',
  'There are two sheets for this; %s counts.': 'Dafür gibt es zwei Blätter; es zählt {1}.',
  '%s is neither yes nor no.': '{1} ist weder ja noch nein.',
  '%s is not a number.': '{1} ist keine Zahl.',
  'The parameter %s has no effect; capture-accuracy says how exact a position must be.':
    'Der Parameter {1} bewirkt nichts; wie genau eine Position sein muss, sagt capture-accuracy.',
  'Recordings are made in the page itself, not by another app.': 'Aufnahmen entstehen in der Seite selbst, nicht in einer anderen App.',
  '%s is no parameter; write name=value, divided by blanks, such as “start=0 end=10”.':
    '{1} ist kein Parameter; schreiben Sie name=wert, durch Leerzeichen getrennt, etwa „start=0 end=10“.',
  'Other apps cannot be opened from a questionnaire here; %s has no effect.': 'Aus einem Fragebogen lassen sich keine anderen Apps öffnen; {1} bewirkt nichts.',
  'The appearance %s has no effect here.': 'Die Darstellung {1} bewirkt hier nichts.',
  'The file %s did not come along with the form; people will not see it.': 'Die Datei {1} kam nicht mit dem Formular; die Befragten werden sie nicht sehen.',
  '%s has no type; write one, such as text, or leave the name out of a comment.': '{1} hat keinen Typ; geben Sie einen an, etwa text, oder streichen Sie den Namen aus der Bemerkung.',
  'Nothing is open that could end here; leave this row out, or add its beginning.': 'Hier kann nichts enden, denn nichts ist offen; streichen Sie die Zeile, oder ergänzen Sie den Anfang.',
  '%s ends here, but %s was begun last (row %d); each group and repeat ends with its own kind, the inner one first.':
    'Hier endet {1}, zuletzt begann aber {2} (Zeile {3}); jede Gruppe und Wiederholung endet mit ihrer Art, die innere zuerst.',
  'Groups and repeats nest too deeply.': 'Gruppen und Wiederholungen sind zu tief geschachtelt.',
  '%s is begun here and never ended; add a row %s.': '{1} beginnt hier und endet nie; fügen Sie eine Zeile {2} hinzu.',
  'There is no question type %s.%s': 'Den Fragetyp {1} gibt es nicht.{2}',
  '%s is not supported. %s': '{1} gibt es hier nicht. {2}',
  'This %s has no name; answers are stored under it.': 'Hier ({1}) fehlt der Name; unter ihm werden Antworten gespeichert.',
  'Answers of the response before (last-saved) are not available here; leave this out.':
    'Antworten des Berichts davor (last-saved) stehen hier nicht zur Verfügung; streichen Sie das.',
  'Data in XML (%s.xml) are not read; save them as CSV and write csv-external.': 'XML-Daten ({1}.xml) werden nicht gelesen; speichern Sie sie als CSV, und schreiben Sie csv-external.',
  "%s is no column of the list %s; it was taken as the text '%s'. Put it in quotation marks.":
    "{1} ist keine Spalte der Liste {2}; es wurde als Text '{3}' gelesen. Setzen Sie es in Anführungszeichen.",
  'The language %s is not known; it is called %s here. Write its code in parentheses, such as %s.':
    'Die Sprache {1} ist nicht bekannt; sie heisst hier {2}. Schreiben Sie ihr Kürzel in Klammern dazu, etwa {3}.',
  'The language %s is not known; it is called %s here. Write its code in parentheses, such as “Deutsch (de)”.':
    'Die Sprache {1} ist nicht bekannt; sie heisst hier {2}. Schreiben Sie ihr Kürzel in Klammern dazu, etwa „Deutsch (de)“.',
  'The texts do not say which language they are in; they are taken as English. Write default_language in the sheet settings, or the language into the headers, such as “label::Deutsch (de)”.':
    'Die Texte nennen ihre Sprache nicht und gelten als Englisch. Schreiben Sie default_language ins Blatt settings, oder die Sprache in die Köpfe, etwa „label::Deutsch (de)“.',
  '%s is no rule of points. Write one a line, such as “5 when . <= 3”, and last only the points for all other answers.':
    '{1} ist keine Punkteregel. Schreiben Sie je Zeile eine, etwa „5 when . <= 3“, und zuletzt nur die Punkte für alle übrigen Antworten.',
  '%s is no scale; write its least and its greatest value, such as “0 15”.': '{1} ist keine Skala; schreiben Sie kleinsten und grössten Wert, etwa „0 15“.',
  'This row fits no table: the row before its first one names the table and, behind it, the columns.':
    'Diese Zeile passt zu keiner Tabelle: Vor der ersten Zeile steht der Name der Tabelle, dahinter stehen die Spalten.',
  'The file %s has no column %s with the names of its choices. Name the column in parameters: value=…':
    'Die Datei {1} hat keine Spalte {2} mit den Namen der Auswahl. Nennen Sie die Spalte in parameters: value=…',
  'The lists from files have more than %d cells together; this one was left out.': 'Die Listen aus Dateien haben zusammen mehr als {1} Zellen; diese wurde weggelassen.',
  'The column %s of the file %s cannot be read: expressions find the %s of the choice under this word.':
    'Die Spalte {1} der Datei {2} lässt sich nicht lesen: Unter diesem Wort finden Ausdrücke {3} der Auswahl.',
  'A row of the file %s has nothing in the column %s (%s); it was left out.': 'Eine Zeile der Datei {1} hat nichts in der Spalte {2} ({3}); sie wurde weggelassen.',
  'The file of data needs its name without ending in the column name.': 'Die Datei mit Daten braucht ihren Namen ohne Endung in der Spalte name.',
  'The expressions of this form are longer than %d MB together; this one and those after it were left out.':
    'Die Ausdrücke dieses Formulars sind zusammen länger als {1} MB; dieser und die folgenden wurden weggelassen.',
  'The position is not taken by itself; ask for it with a question of type geopoint.': 'Die Position wird nicht von selbst erfasst; fragen Sie danach mit dem Typ geopoint.',
  'Nothing is recorded in the background; ask for it with a question of type audio.': 'Im Hintergrund wird nichts aufgenommen; fragen Sie danach mit dem Typ audio.',
  'OpenStreetMap objects are not supported; ask with a choice list or a geopoint.': 'Objekte von OpenStreetMap gibt es hier nicht; fragen Sie mit einer Auswahlliste oder einem geopoint.',
  'A page in a browser does not know this of its device; the question stays hidden and blank.':
    'Das weiss eine Seite im Browser nicht von ihrem Gerät; die Frage bleibt verborgen und leer.',
  'search() is not supported; write select_one_from_file %s.csv as the type, and the condition as choice_filter.':
    'search() gibt es hier nicht; schreiben Sie select_one_from_file {1}.csv als Typ und die Bedingung als choice_filter.'
};
