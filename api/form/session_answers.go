package form

// Answers gives the answers of relevant questions by name; a repeat's is a list of objects, of
// which one without answers is empty.
func (s *Session) Answers() map[string]any { return s.answersIn(s.root) }

func (s *Session) answersIn(in *instance) map[string]any {
	answers := map[string]any{}
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		if !in.Relevant[n.slot] {
			continue
		}
		if n.repeats() {
			if count := len(in.Lists[n.list]); count > 0 {
				list := make([]any, count)
				for i, inner := range in.lists[n.list][:count] {
					list[i] = s.answersIn(inner)
				}
				answers[n.question.Name] = list
			}
			continue
		}
		if answer := in.answered[n.slot]; answer != nil {
			answers[n.question.Name] = answer
		}
	}
	return answers
}

// Remembered gives everything that was answered, also what is not relevant now, is unknown or
// has a wrong shape: what a draft keeps. A session that resumes with it goes on where this one is.
func (s *Session) Remembered() map[string]any { return s.rememberedIn(s.root) }

func (s *Session) rememberedIn(in *instance) map[string]any {
	answers := map[string]any{}
	for name, answer := range in.unknown {
		answers[name] = answer
	}
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		name := n.question.Name
		misfit, isMisfit := in.misfits[n.slot]
		if n.repeats() {
			var list []any
			for _, inner := range in.lists[n.list] {
				list = append(list, s.rememberedIn(inner))
			}
			if beyond, isList := misfit.([]any); isList && len(list) > 0 {
				list, isMisfit = append(list, beyond...), false
			}
			if len(list) > 0 {
				answers[name] = list
			}
		} else if answer := in.answered[n.slot]; answer != nil {
			answers[name] = answer
		}
		if isMisfit {
			answers[name] = misfit
		}
	}
	return answers
}
