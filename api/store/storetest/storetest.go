// Package storetest is the suite that every engine of the store must pass, and the place
// where tests get a MongoDB from.
package storetest
