package retrieval

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// likely are the services that a question may be about, as parallel columns.
// All their clauses go to the vote.
type likely struct {
	services []string
	worth    []float64 // of a clause for belonging to the service; about 0 is sure, below it less so
	vectors  []string  // what the question's terms are worth in the service, as a sparse vector
}

// maxLikely bounds the services looked into, and with them the rows.
const maxLikely = 4

// nearestPrecedents are those whose services are looked into as well.
const nearestPrecedents = 3

// likely weighs the services: those that the question's words speak for, those
// it names, those that the caller expects, and those of the precedents that
// resemble it most; or the one asked for by filter alone.
func (s *Store) likely(q Query, read reading, alike []precedent) likely {
	w := s.weights.Likely
	c := s.census()
	out := likely{services: []string{}, worth: []float64{}, vectors: []string{}}
	add := func(service string, worth float64) {
		if i := slices.Index(out.services, service); i >= 0 {
			out.worth[i] += worth
		} else if len(out.services) < maxLikely {
			out.services = append(out.services, service)
			out.worth = append(out.worth, w.Belief*math.Log(s.weights.Guess.Floor)+worth)
		}
	}
	if q.Service != "" { // no other can be found
		add(q.Service, 0)
		out.vectors = append(out.vectors, s.vectorWithin(q.Service, read))
		return out
	}
	for _, m := range read.match.Services {
		add(m.ID, w.Named*m.Score/read.match.Services[0].Score)
	}
	for _, m := range read.match.Services {
		for _, kin := range s.library.Family(m.ID) {
			if m.Own || slices.Contains(out.services, kin) {
				continue // the family is meant by a name that it shares
			}
			add(kin, w.Family*m.Score/read.match.Services[0].Score)
		}
	}
	for _, id := range q.Favour {
		add(id, w.Favour)
	}
	for _, b := range c.guess(read, s.weights.Guess) {
		add(b.service, w.Belief*math.Log(b.share/s.weights.Guess.Floor))
	}
	for _, p := range alike[:min(nearestPrecedents, len(alike))] {
		service, _, _ := strings.Cut(p.clause, "/")
		add(service, 0)
	}
	for _, id := range out.services {
		out.vectors = append(out.vectors, s.vectorWithin(id, read))
	}
	return out
}

// vectorWithin is the question's terms as a sparse vector in pgvector's own
// writing, each worth what it tells about the service's clauses.
func (s *Store) vectorWithin(service string, read reading) string {
	w := s.weights.Likely
	c := s.census()
	at, known := c.at[service]
	var b strings.Builder
	b.WriteByte('{')
	for term := range read.shared() {
		if !known {
			break // a service of the index that the library does not have
		}
		here, anywhere := c.rarity(term, at)
		worth := w.Concept * here
		if strings.HasPrefix(term, keyMark) {
			worth = w.Key*here + w.KeyAnywhere*anywhere
		}
		for _, t := range []struct {
			term  string
			worth float64
		}{{term, worth}, {idMark + term, w.ID * here}} {
			if b.Len() > 1 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Itoa(int(slot(t.term)) + 1))
			b.WriteByte(':')
			b.WriteString(strconv.FormatFloat(t.worth, 'f', 3, 64))
		}
	}
	b.WriteString("}/")
	b.WriteString(strconv.Itoa(slots))
	return b.String()
}
