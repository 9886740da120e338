package hindi

import "unicode"

// scripts lists what is told apart, by ISO 15924 code; Devanagari and Latin
// are counted without a table because nearly all letters are theirs.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Arab", unicode.Arabic}, {"Guru", unicode.Gurmukhi}, {"Beng", unicode.Bengali}, {"Gujr", unicode.Gujarati},
	{"Taml", unicode.Tamil}, {"Telu", unicode.Telugu}, {"Knda", unicode.Kannada}, {"Mlym", unicode.Malayalam},
	{"Orya", unicode.Oriya}, {"Olck", unicode.Ol_Chiki}, {"Mtei", unicode.Meetei_Mayek}, {"Tibt", unicode.Tibetan},
	{"Sinh", unicode.Sinhala}, {"Thai", unicode.Thai}, {"Mymr", unicode.Myanmar}, {"Cyrl", unicode.Cyrillic},
	{"Grek", unicode.Greek}, {"Hebr", unicode.Hebrew}, {"Hani", unicode.Han}, {"Hira", unicode.Hiragana},
	{"Kana", unicode.Katakana}, {"Hang", unicode.Hangul}, {"Ethi", unicode.Ethiopic}, {"Khmr", unicode.Khmer},
	{"Armn", unicode.Armenian}, {"Geor", unicode.Georgian}, {"Thaa", unicode.Thaana},
}

// Script returns the ISO 15924 code of the script most letters of s are in:
// Deva, Latn, Arab, Guru and so on, "Zyyy" for a script not listed, "" when s
// has no letter.
func Script(s string) string {
	code, _ := ScriptShare(s)
	return code
}

// ScriptShare returns what Script returns and the share of the letters and
// vowel signs of s that are in that script, in (0, 1]; 0 when there are none.
func ScriptShare(s string) (code string, share float64) {
	var latin, deva, rest, total int
	var counts [32]int
	for _, r := range s {
		switch {
		case r|0x20 >= 'a' && r|0x20 <= 'z':
			latin++
		case r < 0xAA:
			continue
		case r >= 0x900 && r <= 0x97F:
			if r == '।' || r == '॥' || r == '॰' || r >= '०' && r <= '९' {
				continue
			}
			deva++
		case !unicode.IsLetter(r) && !unicode.IsMark(r), unicode.Is(unicode.Inherited, r):
			continue
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			found := false
			for i, sc := range scripts {
				if unicode.Is(sc.table, r) {
					counts[i]++
					found = true
					break
				}
			}
			if !found {
				rest++
			}
		}
		total++
	}
	if total == 0 {
		return "", 0
	}
	code, best := "Latn", latin
	if deva >= best {
		code, best = "Deva", deva
	}
	for i, sc := range scripts {
		if counts[i] > best {
			code, best = sc.code, counts[i]
		}
	}
	if rest > best {
		code, best = "Zyyy", rest
	}
	return code, float64(best) / float64(total)
}
