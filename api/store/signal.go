package store

import "sync"

// Signal tells everybody who waits that something happened. Engines wake watchers with it.
type Signal struct {
	mutex sync.Mutex
	next  chan struct{}
}

// NewSignal gives a signal nobody waits for yet.
func NewSignal() *Signal { return &Signal{next: make(chan struct{})} }

// Wait gives a channel that is closed at the next Send.
func (s *Signal) Wait() <-chan struct{} {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.next
}

// Send wakes all who wait.
func (s *Signal) Send() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	close(s.next)
	s.next = make(chan struct{})
}
