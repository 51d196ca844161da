package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	code "modernc.org/sqlite/lib"

	"touchstone/api/fault"
)

// translate turns an error of the driver into a fault of the port. nil stays nil.
func translate(ctx context.Context, err error) error {
	var already *fault.Error
	var failure *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &already):
		return err
	case ctx.Err() != nil:
		return fault.Wrap(fault.Unavailable, "store.unavailable", ctx.Err(), "The request ended before the database answered.")
	case errors.Is(err, sql.ErrConnDone), err.Error() == "sql: database is closed", err.Error() == "sql: statement is closed":
		return closedFault()
	case !errors.As(err, &failure):
		return fmt.Errorf("sqlite: %w", err)
	}
	switch failure.Code() & 0xff {
	case code.SQLITE_BUSY, code.SQLITE_LOCKED:
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "Another process keeps the database busy; try again.")
	case code.SQLITE_FULL:
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "The disk of the database is full.")
	case code.SQLITE_IOERR, code.SQLITE_CANTOPEN, code.SQLITE_READONLY, code.SQLITE_PERM:
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "The database file cannot be read or written.")
	case code.SQLITE_NOTADB:
		return fault.Wrap(fault.Invalid, "store.foreign", err, "The file is no database.")
	}
	return fmt.Errorf("sqlite: %w", err)
}

func isConstraint(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && failure.Code()&0xff == code.SQLITE_CONSTRAINT
}

func closedFault() error {
	return fault.New(fault.Unavailable, "store.unavailable", "The database has been closed.")
}

func notFoundFault(collection, id string) error {
	return fault.New(fault.NotFound, "store.notFound", "There is no document %q in %s.", id, collection)
}
