package agent

import "math/big"

// times is an exact decimal multiplied by a whole number, again as a decimal
// without needless zeros; false if the text is no number.
func times(decimal string, by int64) (string, bool) {
	r, ok := new(big.Rat).SetString(decimal)
	if !ok {
		return "", false
	}
	r.Mul(r, big.NewRat(by, 1))
	if r.IsInt() {
		return r.Num().String(), true
	}
	places, exact := r.FloatPrec()
	return r.FloatString(places), exact
}
