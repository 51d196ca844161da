package fieldwork

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/fault"
)

// QueueQuery chooses reports for the review. Several values of one filter are alternatives.
type QueueQuery struct {
	Waves, Locations, Definitions, People []string

	States   []State  // none: those that wait for a decision
	Flags    []string // codes; AnyFlag for any
	Appealed bool     // only those whose appeal waits for its answer
	Search   string   // in place, person, wave, definition and the beginning of the id
	After    string
	Limit    int // 0 is 100
}

// AnyFlag chooses reports that have a flag, whichever.
const AnyFlag = "any"

// QueuePage is one page of the queue by id, oldest first.
type QueuePage struct {
	IDs  []string
	Next string

	Total    int
	States   map[State]int  // as if no state were chosen
	Flagged  int            // of the chosen states, as if no flag were chosen
	Flags    map[string]int // likewise, by code
	Appealed int            // of any state, as if appeals were not chosen
}

// queued is a report with its place in the queue.
type queued struct {
	since int64 // milliseconds since 1970
	id    string
}

func (q queued) compare(other queued) int {
	if order := cmp.Compare(q.since, other.since); order != 0 {
		return order
	}
	return strings.Compare(q.id, other.id)
}

// Queue gives a page of the reports of a project that a query chooses, those that wait
// longest first.
func (b *Board) Queue(project string, query QueueQuery) (QueuePage, error) {
	page := QueuePage{IDs: []string{}, States: map[State]int{}, Flags: map[string]int{}}
	after, err := queueCursor(query.After)
	if err != nil {
		return page, err
	}
	wanted := query.States
	if len(wanted) == 0 && !query.Appealed {
		wanted = []State{Submitted, InReview}
	}
	search := strings.ToLower(strings.TrimSpace(query.Search))
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return page, nil
	}
	var found []queued
	for id, report := range room.reports {
		brief := &report.brief
		if !b.queues(room, brief, query, search) {
			continue
		}
		inState := len(wanted) == 0 || slices.Contains(wanted, brief.State)
		inFlag := len(query.Flags) == 0 || slices.ContainsFunc(query.Flags, func(code string) bool {
			return code == AnyFlag && len(brief.Flags) > 0 || slices.Contains(brief.Flags, code)
		})
		inAppeal := !query.Appealed || brief.Appealed
		if inFlag && inAppeal {
			page.States[brief.State]++
		}
		if brief.Appealed && inFlag {
			page.Appealed++
		}
		if inState && inAppeal {
			if len(brief.Flags) > 0 {
				page.Flagged++
			}
			for _, code := range brief.Flags {
				page.Flags[code]++
			}
		}
		if inState && inFlag && inAppeal {
			page.Total++
			if at := (queued{brief.WaitsSince.UnixMilli(), id}); at.compare(after) > 0 {
				found = append(found, at)
			}
		}
	}
	slices.SortFunc(found, queued.compare)
	limit := cmp.Or(query.Limit, 100)
	if len(found) > limit {
		found = found[:limit]
		last := found[limit-1]
		page.Next = base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", last.since, last.id))
	}
	for _, at := range found {
		page.IDs = append(page.IDs, at.id)
	}
	return page, nil
}

// queues tells whether the filters without counts of their own choose a report.
func (b *Board) queues(room *boardRoom, brief *ReportBrief, query QueueQuery, search string) bool {
	if !chosen(query.Waves, brief.Wave) || !chosen(query.Locations, brief.Location) || !chosen(query.Definitions, brief.Definition.ID) || !chosen(query.People, brief.Person) {
		return false
	}
	if search == "" {
		return true
	}
	account := ""
	if entry := room.jobs[brief.Assignment]; entry != nil {
		account = entry.job.Account
	}
	place := room.placeOf(brief.Location, account)
	return place != nil && strings.Contains(place.folded, search) || strings.Contains(b.people[brief.Person].folded, search) ||
		strings.Contains(brief.Wave, search) || strings.Contains(brief.Definition.ID, search) || strings.HasPrefix(brief.ID, search)
}

func queueCursor(text string) (queued, error) {
	if text == "" {
		return queued{since: math.MinInt64}, nil
	}
	content, err := base64.RawURLEncoding.DecodeString(text)
	moment, id, _ := strings.Cut(string(content), " ")
	since, notNumber := strconv.ParseInt(moment, 10, 64)
	if err != nil || notNumber != nil {
		return queued{}, fault.New(fault.Invalid, "request.query", "The cursor is not valid.").With(
			fault.Field{Path: "after", Code: "cursor", Message: "Use the value of next from the page before."})
	}
	return queued{since, id}, nil
}

// WaitsSince is when the newest answers came in by the server's clock.
func (r *Response) WaitsSince() Instant {
	since := r.ReceivedAt
	for _, event := range r.Events {
		if event.Kind == EventRevised && !event.Aside {
			since = event.At
		}
	}
	return since
}
