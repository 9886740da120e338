package evals

import (
	"math"
	"math/big"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: %.15g, want %.15g", what, got, want)
	}
}

// The values are those of Newcombe, Statistics in Medicine 17 (1998), table I,
// method 3.
func TestWilsonAgreesWithNewcombe(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pass, n   int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
		{20, 20, 0.8389, 1},
		{0, 0, 0, 1},
	} {
		low, high := Wilson(tt.pass, tt.n)
		near(t, "low", low, tt.low, 0.00005)
		near(t, "high", high, tt.high, 0.00005)
	}
}

func TestPassAllIsTheClosedForm(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 40; n++ {
		for c := 0; c <= n; c++ {
			for k := 1; k <= n; k++ {
				want, _ := new(big.Rat).SetFrac(new(big.Int).Binomial(int64(c), int64(k)), new(big.Int).Binomial(int64(n), int64(k))).Float64()
				got, ok := PassAll(n, c, k)
				if !ok || math.IsNaN(got) || math.Abs(got-want) > 1e-12 {
					t.Fatalf("n=%d c=%d k=%d: %v %v, want %v", n, c, k, got, ok, want)
				}
			}
		}
	}
	for _, bad := range [][3]int{{0, 0, 1}, {3, 1, 0}, {3, 1, 4}, {3, 4, 1}} {
		if p, ok := PassAll(bad[0], bad[1], bad[2]); ok || p != 0 {
			t.Errorf("%v is estimated as %v", bad, p)
		}
	}
}

// The exact p-value is twice a tail of the binomial with one half; R's
// binom.test gives the same.
func TestMcNemar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		b, c int
		want float64
	}{{0, 0, 1}, {1, 0, 1}, {5, 0, 0.0625}, {0, 6, 0.03125}, {1, 9, 22.0 / 1024}, {4, 4, 1}, {2, 10, 158.0 / 4096}} {
		near(t, "p", McNemar(tt.b, tt.c), tt.want, 1e-12)
		near(t, "p turned round", McNemar(tt.c, tt.b), tt.want, 1e-12)
	}
}

// Holm's worked example as in R's documentation style: p.adjust(c(0.01, 0.04,
// 0.03, 0.005), "holm") is 0.03 0.06 0.06 0.02.
func TestHolm(t *testing.T) {
	t.Parallel()
	want := []float64{0.03, 0.06, 0.06, 0.02}
	for i, p := range Holm([]float64{0.01, 0.04, 0.03, 0.005}) {
		near(t, "adjusted", p, want[i], 1e-12)
	}
	if len(Holm(nil)) != 0 || Holm([]float64{0.9, 0.8})[0] != 1 {
		t.Error("bounds are not kept")
	}
}

func TestBootstrap(t *testing.T) {
	t.Parallel()
	if _, ok := Bootstrap(nil, 1); ok {
		t.Error("nothing has an estimate")
	}
	var d []float64 // half 0, half 1: mean 0.5, standard error 0.5/√200
	for i := range 200 {
		d = append(d, float64(i%2))
	}
	a, _ := Bootstrap(d, 1)
	b, _ := Bootstrap(d, 1)
	if a != b {
		t.Errorf("the same seed gives %+v and %+v", a, b)
	}
	se := 0.5 / math.Sqrt(200)
	near(t, "mean", a.Mean, 0.5, 1e-12)
	near(t, "low", a.Low, 0.5-z95*se, 0.005)
	near(t, "high", a.High, 0.5+z95*se, 0.005)
	if a.P > 0.001 {
		t.Errorf("a sure difference has p %v", a.P)
	}
	for i := range d { // ±1 in balance
		d[i] = 2*d[i] - 1
	}
	if e, _ := Bootstrap(d, 1); e.P < 0.9 || e.Mean != 0 {
		t.Errorf("no difference: %+v", e)
	}
	if e, _ := Bootstrap([]float64{0, 0, 0}, 1); e != (Estimate{P: 1, N: 3}) {
		t.Errorf("equal runs: %+v", e)
	}
}
