package measure

import (
	"fmt"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Side is one of the two sides of a comparison: the responses of a wave, or of a group of
// respondents or locations in it, split by TraitCluster.
type Side struct {
	Wave     fieldwork.Wave
	Title    form.Text // of a group, as sentences call it; nil for a whole wave, the baseline or the follow-up
	Snapshot Snapshot
	// Strata is the same split by the trait whose mix is to be held, across TraitCluster.
	Strata Snapshot
	// Touchpoints is the same of the columns that are Unplaced, split by TraitTouchpoint, across
	// TraitCluster; without it they are compared whatever touchpoint responses are about.
	Touchpoints Snapshot
}

// sides says how sentences call the two sides.
type sides struct {
	names  [2]form.Text
	groups bool
}

func (r *ComparisonRequest) sides() sides {
	s := sides{names: [2]form.Text{{"en": "the baseline", "de": "die Nullmessung"}, {"en": "the follow-up", "de": "die Folgemessung"}}}
	for i, title := range []form.Text{r.Baseline.Title, r.FollowUp.Title} {
		if len(title) == 0 {
			continue
		}
		s.groups = true
		s.names[i] = form.Text{}
		for language, quotes := range map[string][2]string{"en": {"“", "”"}, "de": {"„", "“"}} {
			s.names[i][language] = quotes[0] + title.In(language, "en") + quotes[1]
		}
	}
	return s
}

// text makes both languages, with the names of the sides for {0} and {1} and the word for
// them for {wave} and {waves}.
func (s sides) text(en, de string, args ...any) form.Text {
	words := map[string][2]string{"en": {"wave", "waves"}, "de": {"Messwelle", "Messwellen"}}
	if s.groups {
		words = map[string][2]string{"en": {"group", "groups"}, "de": {"Gruppe", "Gruppen"}}
	}
	said := form.Text{}
	for language, sentence := range map[string]string{"en": en, "de": de} {
		replace := strings.NewReplacer("{0}", s.names[0][language], "{1}", s.names[1][language], "{wave}", words[language][0], "{waves}", words[language][1])
		said[language] = replace.Replace(fmt.Sprintf(sentence, args...))
	}
	return said
}
