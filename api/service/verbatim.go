package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"touchstone/api/export"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// VerbatimQuery asks what people wrote about a touchpoint; Wave "" is every wave. Search is
// found in any case.
type VerbatimQuery struct {
	Touchpoint, Wave, Search string
	Choice                   Choice
}

// Verbatim is a text with the response it stands in.
type Verbatim struct {
	Response   string            `json:"response"`
	Wave       string            `json:"wave"`
	At         fieldwork.Instant `json:"at"`         // submitted
	Definition string            `json:"definition"` // id
	measure.Verbatim
	Location string   `json:"location,omitempty"`
	Language string   `json:"language,omitempty"`
	Level    *float64 `json:"level"` // how well the response speaks of the touchpoint, 0 to 100
}

// Verbatims gives one page of what people wrote about a touchpoint in responses that count,
// newest first. The texts of a response stay together, so that a page may be a little longer
// than asked for. It looks at so many responses a page; where hardly anybody wrote or the
// search is for something rare a page is short, or empty, and still has a next.
func (s *Service) Verbatims(ctx context.Context, member Member, query VerbatimQuery, page Page) (List[Verbatim], error) {
	r := &verbatimReading{s: s, member: member, query: query, search: strings.ToLower(query.Search), questions: map[fieldwork.DefinitionRef][2]measure.VerbatimQuestions{}}
	list := List[Verbatim]{Items: []Verbatim{}}
	if err := r.known(ctx); err != nil {
		return list, err
	}
	read := r.newest
	if len(query.Choice.Filter) > 0 || query.Choice.Competitors != "" {
		read = r.chosen
	}
	wanted := cmp.Or(page.Limit, store.DefaultLimit)
	page.Limit = wanted
	for scanned := 0; ; {
		bodies, next, err := read(ctx, page)
		if err != nil {
			return list, err
		}
		for _, body := range bodies {
			found, err := r.texts(ctx, body)
			if err != nil {
				return list, err
			}
			list.Items = append(list.Items, found...)
		}
		scanned += len(bodies)
		list.Next, page.After = next, next
		if next == "" || len(list.Items) >= wanted || scanned >= mostScanned {
			return list, nil
		}
		// Where one response in ten has a text, ten times as many are read for the rest.
		page.Limit = max(min((wanted-len(list.Items))*scanned/max(len(list.Items), 1), mostScanned-scanned, verbatimPage), 1)
	}
}

// verbatimPage is how many responses are read at once at most.
const verbatimPage = 250

// verbatimReading is one answer in the making.
type verbatimReading struct {
	s         *Service
	member    Member
	query     VerbatimQuery
	search    string
	questions map[fieldwork.DefinitionRef][2]measure.VerbatimQuestions // of responses in general, and of those whose link names the touchpoint
	except    []string                                                 // locations of competitors
	members   *measure.Members                                         // of the choice, as far as they are not read; nil before the first
}

// known refuses a wave and a touchpoint that the project does not have; a touchpoint may be in
// questionnaires only.
func (r *verbatimReading) known(ctx context.Context) error {
	project := r.member.project.ID
	if r.query.Wave != "" {
		if _, err := r.s.wave(ctx, project, r.query.Wave); err != nil {
			return err
		}
	}
	places, err := r.s.placesOf(project, nil)
	if err != nil {
		return err
	}
	r.except = places.competitors
	_, _, err = r.s.touchpoints.get(ctx, project+"/"+r.query.Touchpoint)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	for published, failed := range r.s.definitions.all(ctx, store.Query{Index: "project", Equal: []any{project}}) {
		if failed != nil {
			return failed
		}
		if slices.Contains(measure.CompositeTouchpoints(published.Definition), r.query.Touchpoint) {
			return nil
		}
	}
	return err
}

// newest reads responses of the wave, or of all, the last to arrive first.
func (r *verbatimReading) newest(ctx context.Context, page Page) ([]json.RawMessage, string, error) {
	query := store.Query{Index: "project", Equal: []any{r.member.project.ID}, Descending: true, Limit: page.Limit, After: page.After}
	if r.query.Wave != "" {
		query.Index, query.Equal = "wave", append(query.Equal, r.query.Wave)
	}
	found, err := r.s.store.Find(ctx, responses, query)
	if fault.Is(err, fault.Invalid) {
		return nil, "", cursorRefused(err)
	}
	bodies := make([]json.RawMessage, 0, len(found.Records))
	for _, record := range found.Records {
		bodies = append(bodies, record.Body)
	}
	return bodies, found.Next, err
}

// chosen reads the responses that a choice leaves, the newest id first. Who is meant is asked
// once for the whole page, since the tally looks at every response of a wave for it.
func (r *verbatimReading) chosen(ctx context.Context, page Page) ([]json.RawMessage, string, error) {
	if r.members == nil {
		members, err := r.s.behind(ctx, r.member.project.ID, r.query.Wave, "", Behind{Choice: r.query.Choice}, Page{Limit: mostScanned, After: page.After})
		if err != nil {
			return nil, "", err
		}
		r.members, r.except = &members, nil // the choice says which competitors
	}
	ids := r.members.IDs[:min(page.Limit, len(r.members.IDs))]
	r.members.IDs = r.members.IDs[len(ids):]
	var bodies []json.RawMessage
	for _, id := range ids {
		record, err := r.s.store.Get(ctx, responses, id)
		if fault.Is(err, fault.NotFound) {
			continue // deleted this moment
		}
		if err != nil {
			return nil, "", err
		}
		bodies = append(bodies, record.Body)
	}
	if len(r.members.IDs) > 0 {
		return bodies, ids[len(ids)-1], nil
	}
	return bodies, r.members.Next, nil
}

// texts gives what a stored response says about the touchpoint, as far as it counts and the
// member may read it.
func (r *verbatimReading) texts(ctx context.Context, body json.RawMessage) ([]Verbatim, error) {
	head := export.Head(body, false)
	if !r.member.project.Counts(head.State) || !r.member.mayRead(head) || slices.Contains(r.except, head.Location) {
		return []Verbatim{}, nil
	}
	questions, err := r.asked(ctx, head)
	if err != nil || !export.Answers(body, questions.Names()) {
		return []Verbatim{}, err
	}
	var response fieldwork.Response
	if err := json.Unmarshal(body, &response); err != nil {
		return nil, err
	}
	compiled, err := r.s.forms.get(ctx, head.Project, head.Definition)
	if err != nil {
		return nil, err
	}
	answers := response.Answers
	if r.member.views() {
		answers = anonymous(compiled.definition, answers)
	}
	var level *float64
	var list []Verbatim
	for _, one := range questions.In(answers) {
		if !strings.Contains(strings.ToLower(one.Text), r.search) {
			continue
		}
		if level == nil {
			composites := measure.Composites(compiled.definition, response.Indicators, response.Touchpoint)
			if value, has := composites[r.query.Touchpoint]; has {
				level = &value
			}
		}
		list = append(list, Verbatim{
			Response: response.ID, Wave: response.Wave, At: response.SubmittedAt, Definition: response.Definition.ID,
			Verbatim: one, Location: response.Location, Language: response.Language, Level: level,
		})
	}
	return list, nil
}

// asked gives the questions of a response that count as being about the touchpoint.
func (r *verbatimReading) asked(ctx context.Context, head fieldwork.Response) (measure.VerbatimQuestions, error) {
	both, known := r.questions[head.Definition]
	if !known {
		compiled, err := r.s.forms.get(ctx, head.Project, head.Definition)
		if err != nil {
			return measure.VerbatimQuestions{}, err
		}
		for i, whole := range []bool{false, true} {
			both[i] = measure.VerbatimQuestionsOf(compiled.definition, r.query.Touchpoint, whole)
		}
		r.questions[head.Definition] = both
	}
	if head.Touchpoint == r.query.Touchpoint {
		return both[1], nil
	}
	return both[0], nil
}
