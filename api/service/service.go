// Package service holds the use cases: a file per noun, a method per verb. A method gets
// its actor already admitted (see Admit), loads what it needs, lets the pure rooms decide,
// and makes one guarded write. It knows no HTTP and no engine.
package service

import (
	"cmp"
	"context"
	"encoding/json"
	"net"
	"sync"
	"time"

	"github.com/google/uuid"

	"touchstone/api/auth"
	"touchstone/api/blob"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	success "touchstone/api/report"
	"touchstone/api/store"
)

// Options is what a Service is made of.
type Options struct {
	Store     store.Store
	Blobs     blob.Blob
	Now       func() time.Time // the clock; nil is time.Now
	Secret    string           // key of access tokens, at least 32 bytes; "" takes the one kept in the store
	PublicURL string           // scheme and host under which people reach the server, without a slash at the end
	HashCost  auth.Cost        // of passwords; the zero value is auth.Recommended
	MostBytes int64            // of all files of one response; 0 is 1 GB
	Mail      *notice.Server   // takes mail to people; nil: there is none
	// PushNetworks are networks where push services may be besides the public internet.
	PushNetworks []*net.IPNet
	// WebhookNetworks are networks where webhooks may be besides the public internet.
	WebhookNetworks []*net.IPNet
	Checkpoint      string // file that spares the next start counting every response; "" for none
	Build           string // of this program: another build does not read the checkpoint
}

// Service answers every use case over one store. Safe for concurrent use.
type Service struct {
	store     store.Store
	blobs     blob.Blob
	now       func() time.Time
	publicURL string
	tokens    *auth.Tokens
	passwords *auth.Passwords
	forms     *formCache
	counting  counting
	board     *boardKeeping
	likeness  *likenessKeeping

	projects    shelf[fieldwork.Project]
	people      shelf[fieldwork.Person]
	sessions    shelf[session]
	invitations shelf[fieldwork.Invitation]
	touchpoints shelf[fieldwork.Touchpoint]
	locations   shelf[fieldwork.Location]
	waves       shelf[fieldwork.Wave]
	definitions shelf[fieldwork.PublishedDefinition]
	drafts      shelf[keptDraft]
	files       shelf[definitionFile]
	assignments shelf[fieldwork.Assignment]
	links       shelf[fieldwork.Link]
	responses   shelf[fieldwork.Response]
	arrivals    shelf[arrival]
	imports     shelf[Import]
	accounts    shelf[fieldwork.Account]
	notices     shelf[fieldwork.Notice]
	actions     shelf[fieldwork.Action]
	alerts      shelf[fieldwork.Alert]
	alarms      shelf[fieldwork.Alarm]
	cases       shelf[fieldwork.Case]

	caller  *notice.Caller
	alarmed chan struct{} // wakes whoever tells of alarms

	shared         shelf[success.Shared]
	sharedContents shelf[sharedContent]

	mail          *notice.Server
	pushNetworks  []*net.IPNet
	pushing       pushing
	subscriptions shelf[subscription]
	schedule      *schedule
	importing     importing

	certifications shelf[fieldwork.Certification]
	// taking is held while somebody takes an assignment from the job board or is given one.
	taking sync.Mutex
	// reporting is held, each for some of the assignments, while a report of one comes in: of
	// two at once the second must see the first.
	reporting [64]sync.Mutex

	mostBytes int64
	// sweeping is held while files nobody names are cleared away, and read while one is named.
	sweeping sync.RWMutex
}

// New prepares a Service; it reads (and at the very first start makes) the secret kept in
// the store. The tally is built by Run.
func New(ctx context.Context, options Options) (*Service, error) {
	board := &boardKeeping{board: fieldwork.NewBoard(), cases: fieldwork.NewCaseBook()}
	likeness := newLikenessKeeping()
	told := telling{options.Store, func(value any, revision int64) {
		board.wrote(value, revision)
		likeness.wrote(value, revision)
	}}
	s := &Service{
		board: board, likeness: likeness,
		store: options.Store, blobs: options.Blobs, now: options.Now, publicURL: options.PublicURL,
		passwords: auth.NewPasswords(cmp.Or(options.HashCost, auth.Recommended)),
		counting:  counting{counted: map[string][]fieldwork.State{}, erased: map[string]int{}, plans: newPlans(), keeping: newCheckpointing(options.Checkpoint, options.Build)},
		mostBytes: cmp.Or(options.MostBytes, 1<<30),

		projects:    shelf[fieldwork.Project]{options.Store, projects, "project"},
		people:      shelf[fieldwork.Person]{told, people, "person"},
		sessions:    shelf[session]{options.Store, sessions, "session"},
		invitations: shelf[fieldwork.Invitation]{options.Store, invitations, "invitation"},
		touchpoints: shelf[fieldwork.Touchpoint]{options.Store, touchpoints, "touchpoint"},
		locations:   shelf[fieldwork.Location]{told, locations, "location"},
		waves:       shelf[fieldwork.Wave]{told, waves, "wave"},
		definitions: shelf[fieldwork.PublishedDefinition]{options.Store, definitions, "definition"},
		drafts:      shelf[keptDraft]{options.Store, drafts, "draft"},
		files:       shelf[definitionFile]{options.Store, definitionFiles, "file"},
		assignments: shelf[fieldwork.Assignment]{told, assignments, "assignment"},
		links:       shelf[fieldwork.Link]{options.Store, links, "link"},
		responses:   shelf[fieldwork.Response]{told, responses, "response"},
		arrivals:    shelf[arrival]{told, arrivals, "attachment"},
		imports:     shelf[Import]{options.Store, importations, "import"},

		certifications: shelf[fieldwork.Certification]{options.Store, certifications, "certification"},
		accounts:       shelf[fieldwork.Account]{told, accounts, "account"},
		notices:        shelf[fieldwork.Notice]{options.Store, notices, "notice"},
		actions:        shelf[fieldwork.Action]{options.Store, actions, "action"},
		alerts:         shelf[fieldwork.Alert]{options.Store, alerts, "alert"},
		alarms:         shelf[fieldwork.Alarm]{options.Store, alarms, "alarm"},
		cases:          shelf[fieldwork.Case]{told, cases, "case"},
		alarmed:        make(chan struct{}, 1),
		shared:         shelf[success.Shared]{options.Store, sharedReports, "report"},
		sharedContents: shelf[sharedContent]{options.Store, sharedContents, "report"},
		mail:           options.Mail, pushNetworks: options.PushNetworks, schedule: newSchedule(),
		subscriptions: shelf[subscription]{options.Store, subscriptions, "subscription"},
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.forms = newFormCache(s.definitions)
	s.caller = notice.NewCaller(options.WebhookNetworks, s.now)
	secret := options.Secret
	if secret == "" {
		var err error
		if secret, err = s.keptSecret(ctx); err != nil {
			return nil, err
		}
	}
	var err error
	s.tokens, err = auth.NewTokens([]byte(secret), s.now)
	return s, err
}

// keptSecret gives the secret of this store, made once, whoever comes first.
func (s *Service) keptSecret(ctx context.Context) (string, error) {
	type kept struct {
		Secret string `json:"secret"`
	}
	body, err := json.Marshal(kept{auth.NewSecret() + auth.NewSecret()})
	if err != nil {
		return "", err
	}
	record, err := s.store.Get(ctx, settings, "secret")
	if fault.Is(err, fault.NotFound) {
		if record, err = s.store.Insert(ctx, settings, "secret", body); fault.Is(err, fault.Conflict) {
			record, err = s.store.Get(ctx, settings, "secret")
		}
	}
	if err != nil {
		return "", err
	}
	var value kept
	err = json.Unmarshal(record.Body, &value)
	return value.Secret, err
}

// Ping reports whether the store answers.
func (s *Service) Ping(ctx context.Context) error { return s.store.Ping(ctx) }

func (s *Service) instant() fieldwork.Instant { return fieldwork.At(s.now()) }

// newID mints a UUIDv7.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// derivedID gives the same UUID for the same words, so that an act done twice meets itself.
func derivedID(words ...string) string {
	content, _ := json.Marshal(words) // strings always have a JSON form
	return uuid.NewSHA1(uuid.NameSpaceURL, append([]byte("touchstone:"), content...)).String()
}
