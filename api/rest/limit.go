package rest

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"touchstone/api/fault"
)

// limit lets every key (an address, an account) do something a number of times in a span,
// all at once or spread out. A nil limit and one of zero limit nothing.
type limit struct {
	times int
	every rate.Limit
	span  time.Duration

	lock    sync.Mutex
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	*rate.Limiter
	used time.Time
}

// mostBuckets bounds the memory of a limit; when full, keys unused for a span are dropped early.
const mostBuckets = 50_000

func newLimit(times int, span time.Duration) *limit {
	return &limit{times: times, every: rate.Every(span / time.Duration(max(times, 1))), span: span, buckets: map[string]*bucket{}, swept: time.Now()}
}

// network gives the key of an address: itself for IPv4, its /64 for IPv6, of which one
// subscriber holds a whole network.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// take uses one of the key's times; TooMany, with when to try again, when none is left.
func (l *limit) take(key string) error { return l.takeMany(key, 1) }

// takeMany uses several of the key's times at once, at most all it ever has.
func (l *limit) takeMany(key string, times int) error {
	if l == nil || l.times <= 0 {
		return nil
	}
	times = min(times, l.times)
	now := time.Now()
	l.lock.Lock()
	defer l.lock.Unlock()
	l.sweep(now)
	b, ok := l.buckets[key]
	if !ok {
		b = &bucket{Limiter: rate.NewLimiter(l.every, l.times)}
		l.buckets[key] = b
	}
	b.used = now
	reservation := b.ReserveN(now, times)
	wait := reservation.DelayFrom(now)
	if wait == 0 {
		return nil
	}
	reservation.CancelAt(now)
	tooMany := fault.New(fault.TooMany, "request.tooMany", "Too many attempts; try again in a moment.")
	tooMany.RetryAfter = wait
	return tooMany
}

// forgive gives the key all its times back.
func (l *limit) forgive(key string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	delete(l.buckets, key)
}

// sweep drops keys unused for a span: their bucket is full again.
func (l *limit) sweep(now time.Time) {
	if now.Sub(l.swept) < l.span && len(l.buckets) < mostBuckets {
		return
	}
	l.swept = now
	for key, b := range l.buckets {
		if now.Sub(b.used) >= l.span {
			delete(l.buckets, key)
		}
	}
	if len(l.buckets) >= mostBuckets {
		clear(l.buckets)
	}
}
