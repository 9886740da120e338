package webguard

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter bounds what one client address may send. Safe for concurrent use.
type Limiter struct {
	each  rate.Limit
	burst int
	now   func() time.Time

	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
	swept   time.Time
}

// sweepEvery is how often clients that have been quiet are forgotten.
const sweepEvery = time.Minute

// NewLimiter allows so many requests a second and so many at once; a negative
// number a second means no limit.
func NewLimiter(perSecond float64, burst int, now func() time.Time) *Limiter {
	each := rate.Limit(perSecond)
	if perSecond < 0 {
		each = rate.Inf
	}
	return &Limiter{each: each, burst: burst, now: now, clients: map[netip.Prefix]*rate.Limiter{}, swept: now()}
}

// Wait is zero if the client may send now, else how long until it may.
func (l *Limiter) Wait(client netip.Prefix) time.Duration {
	if l.each == rate.Inf {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if now.Sub(l.swept) > sweepEvery {
		for c, bucket := range l.clients {
			if bucket.TokensAt(now) >= float64(l.burst) {
				delete(l.clients, c)
			}
		}
		l.swept = now
	}
	bucket, ok := l.clients[client]
	if !ok {
		bucket = rate.NewLimiter(l.each, l.burst)
		l.clients[client] = bucket
	}
	if bucket.AllowN(now, 1) {
		return 0
	}
	return time.Duration((1 - bucket.TokensAt(now)) / float64(l.each) * float64(time.Second))
}

// ClientOf is the address to count; of an IPv6 address the /64, which is what
// one customer gets to choose from.
func ClientOf(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	ip = ip.Unmap().WithZone("")
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	prefix, _ := ip.Prefix(bits) // fails only for bits out of range
	return prefix
}
