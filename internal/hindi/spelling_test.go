package hindi

import "testing"

func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, same := range [][2]string{
		{"aadhar", "adhar"}, {"kagaj", "kaagaz"}, {"shaadi", "sadi"}, {"fees", "fis"}, {"duplicate", "duplikate"},
		{"vidhwa", "vidhva"}, {"school", "skool"}, {"photo", "foto"}, {"पेंशन", "pension"}, {"आरसी", "rc"},
	} {
		if a, b := Spelling(same[0]), Spelling(same[1]); a != b {
			t.Errorf("%s is written %q, %s %q; want the same", same[0], a, same[1], b)
		}
	}
	for _, apart := range [][2]string{{"aay", "aaya"}, {"pati", "patni"}, {"her", "heir"}, {"बेटी", "बेटे"}, {"इससे", "एससी"}, {"name", "niyam"}} {
		if a, b := Spelling(apart[0]), Spelling(apart[1]); a == b {
			t.Errorf("%s and %s are both written %q", apart[0], apart[1], a)
		}
	}
}

func TestApart(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 0, 0}, {"abc", "abc", 0, 0}, {"abc", "abd", 1, 1}, {"abc", "ac", 1, 1}, {"abc", "xabcy", 2, 2},
		{"abc", "xyz", 1, 2}, {"abcdef", "a", 2, 3}, {"", "ab", 1, 2}, {"kitten", "sitting", 3, 3},
	} {
		if got := Apart(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("Apart(%q, %q, %d) = %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
		if got := Apart(tt.b, tt.a, tt.limit); got != tt.want {
			t.Errorf("Apart(%q, %q, %d) = %d, want %d", tt.b, tt.a, tt.limit, got, tt.want)
		}
	}
}
