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
		out.vectors = s.vectorsWithin(out.services, read)
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
	out.vectors = s.vectorsWithin(out.services, read)
	return out
}

// vectorsWithin are the question's terms as a sparse vector for each service, in
// pgvector's own writing, each term worth what it tells about the service's clauses.
func (s *Store) vectorsWithin(services []string, read reading) []string {
	w := s.weights.Likely
	c := s.census()
	type placed struct {
		term         string
		slot, idSlot int64 // counted from 1
	}
	var terms []placed
	for term := range read.shared() {
		terms = append(terms, placed{term, int64(slot(term)) + 1, int64(slot(idMark+term)) + 1})
	}
	var b []byte
	add := func(slot int64, worth float64) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(strconv.AppendInt(b, slot, 10), ':')
		b = strconv.AppendFloat(b, worth, 'f', 3, 64)
	}
	vectors := make([]string, len(services))
	for i, service := range services {
		b = append(b[:0], '{')
		if at, known := c.at[service]; known { // the index may have services that the library does not
			for _, t := range terms {
				here, anywhere := c.rarity(t.term, at)
				worth := w.Concept * here
				if strings.HasPrefix(t.term, keyMark) {
					worth = w.Key*here + w.KeyAnywhere*anywhere
				}
				add(t.slot, worth)
				add(t.idSlot, w.ID*here)
			}
		}
		b = strconv.AppendInt(append(b, "}/"...), slots, 10)
		vectors[i] = string(b)
	}
	return vectors
}
