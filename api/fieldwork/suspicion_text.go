package fieldwork

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"touchstone/api/form"
)

// textReused tells of texts that another assignment's report has word for word.
func textReused(f *Facts) []Flag {
	var flags []Flag
	for _, match := range f.Texts {
		flags = append(flags, Flag{Code: "textReused", Question: match.Question, Message: "Another report has the same text.", Value: map[string]any{"response": match.Response}})
	}
	return flags
}

// textShort tells of texts below the project's length, in fields of several lines alone:
// names and numbers are short by nature.
func textShort(f *Facts) []Flag {
	if f.Rules.ShortText == 0 || !f.possible() || f.Definition == nil {
		return nil
	}
	var flags []Flag
	eachAnswer(f.Response.Answers, "", func(path string, answer any) {
		text, isText := answer.(string)
		question, known := f.Definition.Question(QuestionName(path))
		if !isText || !known || !severalLines(question) {
			return
		}
		if length := utf8.RuneCountInString(strings.TrimSpace(text)); length < f.Rules.ShortText {
			flags = append(flags, Flag{Code: "textShort", Question: path, Message: fmt.Sprintf("The text has %d characters; at least %d were asked for.", length, f.Rules.ShortText), Value: length})
		}
	})
	return flags
}

func severalLines(question *form.Question) bool {
	return question.Type == "text" && slices.Contains(strings.Fields(question.Appearance), "multiline")
}

// mostEdited is how many single changes are told.
const mostEdited = 20

// editedAfterReturn tells of answers that the shopper changed when the report came back,
// though no comment of the reviewer was about them. What is answered for the first time, or
// no longer, follows from other answers; a return without comments at questions asks for
// anything.
func editedAfterReturn(f *Facts) []Flag {
	before, after, asked := f.Response.aroundReturn()
	if len(asked) == 0 || slices.Contains(asked, "") || f.Definition == nil {
		return nil
	}
	was, is := map[string]any{}, map[string]any{}
	eachAnswer(before, "", func(path string, answer any) { was[path] = answer })
	eachAnswer(after, "", func(path string, answer any) { is[path] = answer })
	var flags []Flag
	for _, path := range Differences(before, after) {
		_, had := was[path]
		_, has := is[path]
		question, known := f.Definition.Question(QuestionName(path))
		if had && has && known && form.TakesAnswer(question.Type) && !about(path, asked) && len(flags) < mostEdited {
			flags = append(flags, Flag{Code: "editedAfterReturn", Question: path, Message: "Changed when the report came back, though nobody asked for it."})
		}
	}
	return flags
}

// aroundReturn gives the answers before and after the newest revision that followed a return,
// and the questions its comments were about; none when there is no such revision.
func (r *Response) aroundReturn() (before, after map[string]any, asked []string) {
	var given map[string]any
	var comments []Comment
	returned := false
	for _, event := range r.Events {
		switch {
		case event.Kind == EventReviewed:
			returned, comments = event.Decision == Return, event.Comments
		case event.Kind == EventRevised && returned && !event.Aside:
			before, after, asked = given, event.Answers, nil
			for _, comment := range comments {
				asked = append(asked, comment.Question)
			}
			returned = false
		}
		if event.Answers != nil && !event.Aside {
			given = event.Answers
		}
	}
	return before, after, asked
}

// about tells whether a comment was about the question at a path, the repeat around it, or
// the same question of another instance.
func about(path string, asked []string) bool {
	return slices.ContainsFunc(asked, func(question string) bool {
		return path == question || strings.HasPrefix(path, question+"[") || strings.HasPrefix(path, question+".") || QuestionName(path) == question
	})
}

// eachAnswer calls f with every answer and its path, in the order of their names; instances
// of repeats are gone through.
func eachAnswer(answers map[string]any, inside string, f func(path string, answer any)) {
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		list, repeated := instances(answers[name])
		if !repeated {
			f(inside+name, answers[name])
		}
		for i, members := range list {
			eachAnswer(members, fmt.Sprintf("%s%s[%d].", inside, name, i+1), f)
		}
	}
}
