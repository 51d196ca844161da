// Package mongo is the engine of the store on MongoDB. A document is a real MongoDB document
// that people can query by hand: members keep their names and types, whole numbers are
// 64-bit integers, instants at indexed paths are dates. Beside the members stand _id, _rev
// (the revision) and _at (when it was written, by the server's clock).
//
// Names that some servers refuse are escaped: "%" and two hexadecimal digits stand for a
// percent sign, a dot, a NUL, a dollar sign in front, and an underscore in front of a name at
// the top. A value that is not of the kind of its indexed path is kept beside it, under the
// name with "%" behind, where no index sees it.
//
// Every write is one guarded operation on one document; there are no transactions, so any
// server that speaks the protocol will do. Writes are acknowledged by a majority, journaled.
package mongo

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"touchstone/api/fault"
	"touchstone/api/store"
)

const (
	defaultDatabase = "touchstone"
	// selectTimeout is how long an operation looks for a server that answers; it bounds how
	// long requests hang in an outage.
	selectTimeout = 3 * time.Second
	// answerTimeout is how long a server that was found may take.
	answerTimeout = 20 * time.Second
)

// Engine is an open database. It implements store.Store.
type Engine struct {
	catalog   store.Catalog
	client    *mongo.Client
	database  *mongo.Database
	encoders  map[string]encoder
	streams   bool          // the server has change streams
	behind    time.Duration // how far this machine's clock is behind the server's
	signal    *store.Signal // own writes, for watches that poll
	underway  sync.RWMutex  // held for reading by every operation
	closed    bool
	lifetime  context.Context
	end       context.CancelFunc
	closeOnce func() error
}

var _ store.Store = (*Engine)(nil)

// Open connects to the deployment that uri names and brings collections and indexes to what
// is declared. The database is the given one, else the one in the path of uri, else
// "touchstone". Faults: Invalid "store.uri" (malformed), "store.declaration",
// "store.version" (written by a newer Touchstone); Unavailable "store.unavailable" within
// five seconds if no server answers or it refuses to sign in; Conflict "store.duplicate" (a
// newly declared unique index does not hold).
func Open(ctx context.Context, uri, database string, collections []store.Collection) (*Engine, error) {
	catalog, err := store.Declare(collections)
	if err != nil {
		return nil, err
	}
	parsed, err := connstring.ParseAndValidate(uri)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "store.uri", err, "The MongoDB connection string is malformed: %s.", err)
	}
	if database == "" {
		database = parsed.Database
	}
	if database == "" {
		database = defaultDatabase
	}
	client, err := mongo.Connect(options.Client().ApplyURI(uri).
		SetAppName("touchstone").
		SetServerSelectionTimeout(selectTimeout).
		SetConnectTimeout(selectTimeout).
		SetReadPreference(readpref.Primary()).
		SetReadConcern(readconcern.Local()).
		SetWriteConcern(durable()))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "store.uri", err, "The MongoDB connection string cannot be used: %s.", err)
	}
	e := &Engine{catalog: catalog, client: client, database: client.Database(database), encoders: map[string]encoder{}, signal: store.NewSignal()}
	e.lifetime, e.end = context.WithCancel(context.Background())
	e.closeOnce = sync.OnceValue(e.shut)
	if err := e.prepare(ctx); err != nil {
		return nil, errors.Join(translate(ctx, err), e.Close())
	}
	return e, nil
}

func durable() *writeconcern.WriteConcern {
	journal := true
	return &writeconcern.WriteConcern{W: "majority", Journal: &journal}
}

func (e *Engine) prepare(ctx context.Context) error {
	if err := e.greet(ctx); err != nil {
		return err
	}
	for _, name := range e.catalog.Names() {
		schema, err := e.catalog.Schema(name)
		if err != nil {
			return err
		}
		e.encoders[name] = newEncoder(schema)
	}
	return e.reconcile(ctx)
}

// greet asks the server what it is and what its clock says.
func (e *Engine) greet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, selectTimeout+time.Second)
	defer cancel()
	var hello struct {
		SetName   string    `bson:"setName"`
		Message   string    `bson:"msg"`
		LocalTime time.Time `bson:"localTime"`
	}
	asked := time.Now()
	if err := e.database.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return err
	}
	// Replica sets name themselves; the router of a sharded cluster says so.
	e.streams = hello.SetName != "" || hello.Message == "isdbgrid"
	if !hello.LocalTime.IsZero() {
		e.behind = hello.LocalTime.Sub(asked.Add(time.Since(asked) / 2))
	}
	return nil
}

// now is the server's time, as near as this process knows it.
func (e *Engine) now() bson.DateTime { return bson.NewDateTimeFromTime(time.Now().Add(e.behind)) }

// begin starts an operation: it gives the context for it and what to call when it is over.
func (e *Engine) begin(ctx context.Context) (context.Context, func(), error) {
	e.underway.RLock()
	if e.closed {
		e.underway.RUnlock()
		return nil, nil, fault.New(fault.Unavailable, "store.unavailable", "The database has been closed.")
	}
	bounded, cancel := context.WithTimeout(ctx, answerTimeout)
	return bounded, func() { cancel(); e.underway.RUnlock() }, nil
}

// Ping implements store.Store.
func (e *Engine) Ping(ctx context.Context) error {
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	return translate(ctx, e.client.Ping(bounded, readpref.Primary()))
}

// Close implements store.Store. It also ends every Watch.
func (e *Engine) Close() error { return e.closeOnce() }

func (e *Engine) shut() error {
	e.end()
	e.underway.Lock()
	e.closed = true
	e.underway.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), selectTimeout)
	defer cancel()
	return e.client.Disconnect(ctx)
}
