package evals

import (
	"math"
	"math/rand/v2"
	"slices"
)

// z95 is the normal quantile of a two-sided 95 % interval.
const z95 = 1.959963984540054

// Wilson is the 95 % score interval of a share of pass among n, without
// continuity correction. With n = 0 nothing is known: 0 to 1.
func Wilson(pass, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	p, m := float64(pass)/float64(n), float64(n)
	middle := p + z95*z95/(2*m)
	half := z95 * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m))
	low, high = (middle-half)/(1+z95*z95/m), (middle+half)/(1+z95*z95/m)
	if pass == 0 {
		low = 0 // rounding must not make it a little less
	}
	if pass == n {
		high = 1
	}
	return low, high
}

// PassAll is pass^k: the chance that k trials picked from n without putting
// back all pass when c of the n did, C(c,k)/C(n,k). ok is false when it cannot
// be estimated: k < 1, or fewer than k trials.
func PassAll(n, c, k int) (p float64, ok bool) {
	if k < 1 || k > n || c < 0 || c > n {
		return 0, false
	}
	if c < k {
		return 0, true
	}
	p = 1
	for i := range k {
		p *= float64(c-i) / float64(n-i)
	}
	return p, true
}

// McNemar is the exact two-sided p-value of paired verdicts: b pairs went from
// pass to fail and c from fail to pass. Under the null each of them is a fair
// coin. Without such pairs it is 1.
func McNemar(b, c int) float64 {
	n, least := b+c, min(b, c)
	if n == 0 {
		return 1
	}
	tail := 0.0
	for i := range least + 1 {
		tail += math.Exp(logChoose(n, i) - float64(n)*math.Ln2)
	}
	return min(1, 2*tail)
}

func logChoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

// Resamples is how often a bootstrap draws.
const Resamples = 10_000

// Estimate is a mean with its 95 % interval.
type Estimate struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	// P is the two-sided chance of a mean at least as far from 0, were there no
	// difference.
	P float64 `json:"p"`
	N int     `json:"n"`
}

// Bootstrap is the mean of paired differences with the percentile interval of
// Resamples draws of pairs, and the p-value of as many draws from the
// differences moved to mean 0. The same seed gives the same estimate. ok is
// false without differences.
func Bootstrap(differences []float64, seed uint64) (e Estimate, ok bool) {
	n := len(differences)
	if n == 0 {
		return Estimate{}, false
	}
	e.N, e.Mean = n, mean(differences)
	if !slices.ContainsFunc(differences, func(d float64) bool { return d != differences[0] }) {
		e.Low, e.High, e.P = e.Mean, e.Mean, 1
		if e.Mean != 0 && n > 1 {
			e.P = math.Exp2(float64(1 - n)) // of the sign test: all on one side
		}
		return e, true
	}
	chance := rand.New(rand.NewPCG(seed, 6))
	means, far := make([]float64, Resamples), 0
	for i := range means {
		sum := 0.0
		for range n {
			sum += differences[chance.IntN(n)]
		}
		means[i] = sum / float64(n)
		if math.Abs(means[i]-e.Mean) >= math.Abs(e.Mean) {
			far++
		}
	}
	slices.Sort(means)
	e.Low, e.High = quantile(means, 0.025), quantile(means, 0.975)
	e.P = float64(far+1) / float64(Resamples+1)
	return e, true
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}

// quantile of sorted values, between neighbours by their distance (type 7).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (at-float64(i))*(sorted[i+1]-sorted[i])
}

// Holm adjusts p-values for being several, in their order.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	out, most := make([]float64, len(p)), 0.0
	for rank, i := range order {
		most = max(most, min(1, float64(len(p)-rank)*p[i]))
		out[i] = most
	}
	return out
}
