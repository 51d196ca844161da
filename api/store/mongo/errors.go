package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"touchstone/api/fault"
)

// Codes of the server, from MongoDB's error_codes.yml.
const (
	codeAuthenticationFailed = 18
	codeUnauthorized         = 13
	codeNamespaceNotFound    = 26
	codeNamespaceExists      = 48
	codeWriteConcernFailed   = 64
	codeNotImplemented       = 238
	codeDocumentTooLarge     = 10334
	codeOutOfDiskSpace       = 14031
)

// outage lists the codes by which a server says that it cannot serve now.
var outage = []int{codeAuthenticationFailed, codeUnauthorized, codeWriteConcernFailed, codeOutOfDiskSpace,
	6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436}

// translate turns an error of the driver into a fault of the port. nil stays nil. ctx is the
// caller's; the time limit of the engine itself counts as an outage. What the driver says is
// only ever the cause, since it names hosts and messages are seen by everybody.
func translate(ctx context.Context, err error) error {
	var already *fault.Error
	var refused mongo.ServerError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &already):
		return err
	case ctx.Err() != nil:
		return fault.Wrap(fault.Unavailable, "store.unavailable", ctx.Err(), "The request ended before the database answered.")
	case errors.Is(err, mongo.ErrClientDisconnected):
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "The database has been closed.")
	case !errors.As(err, &refused) || mongo.IsNetworkError(err) || mongo.IsTimeout(err) || unanswered(err):
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "MongoDB does not answer.")
	case refused.HasErrorCode(codeDocumentTooLarge):
		return fault.Wrap(fault.Invalid, "store.document", err, "The document is too large for MongoDB.")
	case refused.HasErrorLabel("RetryableWriteError") || slices.ContainsFunc(outage, refused.HasErrorCode):
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "MongoDB cannot serve now.")
	}
	return fmt.Errorf("mongo: %w", err)
}

// unanswered reports whether the driver speaks and not the server, whose refusals all have
// a code: for example when another operation found the connections broken.
func unanswered(err error) bool {
	var command mongo.CommandError
	return errors.As(err, &command) && command.Code == 0
}

func hasCode(err error, code int) bool {
	var refused mongo.ServerError
	return errors.As(err, &refused) && refused.HasErrorCode(code)
}
