package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// limiter bounds the messages of one client address. Safe for concurrent use.
type limiter struct {
	each  rate.Limit
	burst int
	now   func() time.Time

	mu      sync.Mutex
	clients map[netip.Prefix]*rate.Limiter
	swept   time.Time
}

// sweepEvery is how often clients that have been quiet are forgotten.
const sweepEvery = time.Minute

func newLimiter(perSecond float64, burst int, now func() time.Time) *limiter {
	each := rate.Limit(perSecond)
	if perSecond < 0 {
		each = rate.Inf
	}
	return &limiter{each: each, burst: burst, now: now, clients: map[netip.Prefix]*rate.Limiter{}, swept: now()}
}

// wait is zero if the client may send now, else how long until it may.
func (l *limiter) wait(client netip.Prefix) time.Duration {
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

// clientOf is the address to count; of an IPv6 address the /64, which is what
// one customer gets to choose from.
func clientOf(address string) netip.Prefix {
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

func (s *server) limit(c *gin.Context) {
	if wait := s.limits.wait(clientOf(c.ClientIP())); wait > 0 {
		s.fail(c, tooOften(wait))
	}
}

func tooOften(wait time.Duration) *problem {
	return &problem{status: http.StatusTooManyRequests, phrase: "error_often", after: wait}
}
