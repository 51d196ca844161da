package fieldwork

import (
	"cmp"
	"container/heap"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"touchstone/api/fault"
)

// BoardSorts are the orders the board knows; without one it is by the last day.
var BoardSorts = []string{"lastDay", "firstDay", "submitBy", "location", "person", "wave", "stage", "createdAt"}

// boardOrder is an order with the place where the page before ended.
type boardOrder struct {
	sort  string
	turn  int // 1, or -1 for the other way round
	after *boardPlaceInOrder
}

// boardPlaceInOrder is a cursor: the sort it belongs to, and the last row's key and id.
type boardPlaceInOrder struct {
	Sort string `json:"s"`
	Key  string `json:"k"`
	ID   string `json:"i"`
}

func orderOf(query BoardQuery) (boardOrder, error) {
	order := boardOrder{sort: cmp.Or(query.Sort, BoardSorts[0]), turn: 1}
	if name, turned := strings.CutPrefix(order.sort, "-"); turned {
		order.sort, order.turn = name, -1
	}
	if !slices.Contains(BoardSorts, order.sort) {
		return order, fault.New(fault.Invalid, "request.query", "The board cannot be sorted like this.").With(
			fault.Field{Path: "sort", Code: "unknown", Message: "Use one of " + strings.Join(BoardSorts, ", ") + "."})
	}
	if query.After == "" {
		return order, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(query.After)
	if err == nil {
		err = json.Unmarshal(text, &order.after)
	}
	if err != nil || order.after == nil || order.after.Sort != order.name() {
		return order, fault.New(fault.Invalid, "request.query", "The cursor is not valid.").With(
			fault.Field{Path: "after", Code: "cursor", Message: "Use the value of next from the page before, with the same sort."})
	}
	return order, nil
}

func (o boardOrder) name() string {
	if o.turn < 0 {
		return "-" + o.sort
	}
	return o.sort
}

func (o boardOrder) cursor(last keyed) string {
	text, _ := json.Marshal(boardPlaceInOrder{o.name(), last.key, last.entry.job.ID}) // three texts have a JSON form
	return base64.RawURLEncoding.EncodeToString(text)
}

// key gives the text that an entry is sorted by: stages and then days for stages. Days that are open come last.
func (o boardOrder) key(b *Board, room *boardRoom, j judged) string {
	const open = "9999"
	job := &j.entry.job
	switch o.sort {
	case "lastDay":
		return cmp.Or(j.entry.progress.lastDay, open)
	case "firstDay":
		return cmp.Or(j.entry.progress.firstDay, open)
	case "submitBy":
		return cmp.Or(job.SubmitBy, j.entry.progress.lastDay, open)
	case "location":
		if place := room.placeOf(job.Location, job.Account); place != nil {
			return place.folded
		}
		return job.Location + job.Account
	case "person":
		return cmp.Or(b.people[job.Person].folded, "\uffff") // nobody comes last
	case "wave":
		if wave := room.waves[job.Wave]; wave != nil {
			return wave.key
		}
		return job.Wave
	case "stage":
		return stageDigits[j.entry.place:j.entry.place+1] + cmp.Or(j.entry.progress.lastDay, open)
	}
	return job.CreatedAt.String()
}

// stageDigits are the keys of stages, by their place in Stages.
const stageDigits = "012345678"

func (o boardOrder) compare(aKey, aID, bKey, bID string) int {
	return o.turn * cmp.Or(strings.Compare(aKey, bKey), strings.Compare(aID, bID))
}

// keyed is a judged entry with its key.
type keyed struct {
	judged
	key string
}

// firstFew keeps the first entries of an order without sorting the others.
type firstFew struct {
	most  int
	order boardOrder
	board *Board
	room  *boardRoom
	kept  []keyed // a heap, the last of the order on top
}

func (f *firstFew) Len() int { return len(f.kept) }
func (f *firstFew) Less(i, j int) bool {
	a, b := &f.kept[i], &f.kept[j]
	return f.order.compare(a.key, a.entry.job.ID, b.key, b.entry.job.ID) > 0
}
func (f *firstFew) Swap(i, j int) { f.kept[i], f.kept[j] = f.kept[j], f.kept[i] }

// Push implements heap.Interface.
func (f *firstFew) Push(x any) { f.kept = append(f.kept, x.(keyed)) }

// Pop implements heap.Interface.
func (f *firstFew) Pop() any {
	last := f.kept[len(f.kept)-1]
	f.kept = f.kept[:len(f.kept)-1]
	return last
}

// offer keeps an entry if it is among the first after the cursor.
func (f *firstFew) offer(j judged) {
	candidate := keyed{j, f.order.key(f.board, f.room, j)}
	id := j.entry.job.ID
	if after := f.order.after; after != nil && f.order.compare(candidate.key, id, after.Key, after.ID) <= 0 {
		return
	}
	if len(f.kept) < f.most {
		heap.Push(f, candidate)
		return
	}
	if top := &f.kept[0]; f.order.compare(candidate.key, id, top.key, top.entry.job.ID) < 0 {
		f.kept[0] = candidate
		heap.Fix(f, 0)
	}
}

// list gives what was kept in its order.
func (f *firstFew) list() []keyed {
	slices.SortFunc(f.kept, func(a, b keyed) int {
		return f.order.compare(a.key, a.entry.job.ID, b.key, b.entry.job.ID)
	})
	return f.kept
}
