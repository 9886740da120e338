package hindi

import "strings"

// unit is one written syllable: consonants joined by virama, then a vowel.
type unit struct {
	onset []rune // no consonant for a vowel that stands alone
	vowel rune   // vowel sign; schwa if none is written, noVowel after a final virama
	nasal bool   // anusvara or chandrabindu on it
	moon  bool   // chandrabindu, which only colours the vowel
	mute  bool   // its schwa is written but not said
}

const (
	schwa   = 'अ'
	noVowel = rune(0)
)

// signs gives the vowel sign of each vowel that stands alone.
var signs = map[rune]rune{
	'अ': schwa, 'आ': 'ा', 'इ': 'ि', 'ई': 'ी', 'उ': 'ु', 'ऊ': 'ू', 'ऋ': 'ृ', 'ए': 'े', 'ऐ': 'ै', 'ओ': 'ो', 'औ': 'ौ',
	'ऑ': 'ॉ', 'ऍ': 'ॅ', 'ऎ': 'ॆ', 'ऒ': 'ॊ', 'ॠ': 'ृ', 'ऄ': schwa, 'ॲ': 'ॅ',
}

// units parts a Devanagari word into its written syllables.
func units(word string) []unit {
	var us []unit
	joined := false // a virama stands before
	for _, r := range word {
		last := len(us) - 1
		switch {
		case r == virama:
			if last >= 0 && us[last].vowel == schwa {
				us[last].vowel = noVowel
				joined = true
			}
			continue
		case r == zwj || r == zwnj:
			continue
		case r == nukta:
			if last >= 0 && len(us[last].onset) > 0 {
				o := us[last].onset
				o[len(o)-1] = withNukta(o[len(o)-1])
			}
			continue
		case r == anusvara || r == '\u0901':
			if last >= 0 {
				us[last].nasal = true
				us[last].moon = r == '\u0901'
			}
		case consonant(r):
			if joined && last >= 0 {
				us[last].onset = append(us[last].onset, r)
				us[last].vowel = schwa
			} else {
				us = append(us, unit{onset: []rune{r}, vowel: schwa})
			}
		case signs[r] != 0:
			us = append(us, unit{vowel: signs[r]})
		case r >= '\u093E' && r <= '\u094C':
			if last >= 0 && us[last].vowel == schwa {
				us[last].vowel = r
			}
		}
		joined = false
	}
	return us
}

func consonant(r rune) bool { return r >= 'क' && r <= 'ह' || r >= 0x958 && r <= 0x95F }

func withNukta(r rune) rune {
	switch r {
	case 'क':
		return 0x958
	case 'ख':
		return 0x959
	case 'ग':
		return 0x95A
	case 'ज':
		return 0x95B
	case 'ड':
		return 0x95C
	case 'ढ':
		return 0x95D
	case 'फ':
		return 0x95E
	}
	return r
}

// muteSchwas marks the inherent vowels that Hindi does not say: at the end of a
// word, and between a vowel and a consonant with a vowel (after Ohala: schwa
// falls in VC_CV, from right to left).
func muteSchwas(us []unit) {
	n := len(us)
	if n < 2 {
		return
	}
	if z := &us[n-1]; z.vowel == schwa && !z.nasal && len(z.onset) > 0 && !saidAtEnd(us) {
		z.mute = true
	}
	for i := n - 2; i > 0; i-- {
		u, prev, next := &us[i], us[i-1], us[i+1]
		if u.vowel != schwa || u.nasal || len(u.onset) != 1 || prev.vowel == noVowel || prev.nasal && !prev.moon && shortVowel(prev.vowel) {
			continue
		}
		if next.vowel == noVowel || next.mute || len(next.onset) != 1 {
			continue
		}
		if i+2 == n && next.vowel == 'ि' {
			continue // anumati, sahmati
		}
		if i+3 == n && next.vowel == schwa && next.onset[0] == 'र' && us[n-1].mute && us[n-1].onset[0] == 'ण' {
			continue // panjikaran, vivaran
		}
		u.mute = true
	}
}

// shortVowel: after a short vowel anusvara is a consonant (sangathan), after a
// long one it only colours the vowel (kheenchkar).
func shortVowel(v rune) bool { return v == schwa || v == 'ि' || v == 'ु' }

// saidAtEnd tells whether the last schwa is said: after clusters that cannot
// end a word (patra, rajya, tatva) and in -iya (sthaniya).
func saidAtEnd(us []unit) bool {
	z := us[len(us)-1]
	c := z.onset[len(z.onset)-1]
	if len(z.onset) == 1 {
		prev := us[len(us)-2].vowel
		return c == 'य' && (prev == 'ी' || prev == 'ि')
	}
	before := z.onset[len(z.onset)-2]
	switch c {
	case 'य', 'र', 'व', 'ञ':
		return true
	case 'ल':
		return before != 'र'
	case 'न':
		return before == 'त' || before == 'ग' || before == 'घ'
	}
	return false
}

// spell writes one Devanagari word in Latin letters by rule.
func spell(word string) string {
	us := units(word)
	muteSchwas(us)
	said := 0 // syllables said
	for _, u := range us {
		if u.vowel != noVowel && !u.mute {
			said++
		}
	}
	var b strings.Builder
	seen := 0
	for i, u := range us {
		afterVowel := i > 0 && us[i-1].vowel != noVowel && !us[i-1].mute
		spellOnset(&b, u, i > 0 && !afterVowel, i == 0, i == len(us)-1, saidPh(word))
		if u.vowel == noVowel || u.mute {
			continue
		}
		seen++
		p := place{
			first: i == 0 && len(u.onset) == 0, final: i == len(us)-1 && !u.nasal,
			alone: said == 1, // the word's one syllable
		}
		if i+1 < len(us) {
			next := us[i+1]
			p.beforeCluster = len(next.onset) > 1 || u.nasal
			p.closed = i+2 == len(us) && (next.mute || next.vowel == noVowel)
			p.firstOfTwo = seen == 1 && said == 2 && len(next.onset) == 1
			p.beforeH = next.mute && next.onset[0] == 'ह' && i+2 < len(us)
			p.beforeYa = i+2 == len(us) && len(next.onset) == 1 && next.onset[0] == 'य'
		}
		if len(u.onset) == 0 && afterVowel {
			p.after = us[i-1].vowel
		}
		l := spellVowel(u.vowel, p)
		if u.nasal && u.vowel == 'े' && i == len(us)-1 && i > 0 {
			l += "i" // likhein
		}
		b.WriteString(l)
		if u.nasal {
			if i+1 < len(us) && len(us[i+1].onset) > 0 && strings.ContainsRune("पफबभम", us[i+1].onset[0]) {
				b.WriteByte('m')
			} else {
				b.WriteByte('n')
			}
		}
	}
	if b.Len() == 0 {
		return word
	}
	return b.String()
}

// place is where in the word a vowel stands.
type place struct {
	first, final, alone, closed, firstOfTwo, beforeCluster, beforeH, beforeYa bool

	after rune // the vowel sign right before, 0 if a consonant is
}

func spellVowel(v rune, p place) string {
	switch v {
	case schwa:
		if p.beforeH {
			return "e" // kehna, mehsoos
		}
		return "a"
	case 'ा':
		if p.first || p.alone && (p.closed || !p.final) {
			return "aa" // aavedan, naam
		}
		return "a"
	case 'ि':
		return "i"
	case 'ी':
		if !p.final && !p.beforeCluster && !p.beforeYa && p.after == 0 && !p.first && (p.closed || p.firstOfTwo) {
			return "ee" // theek, jeevan
		}
		return "i"
	case 'ु':
		return "u"
	case 'ू':
		if p.final || p.beforeCluster || p.after != 0 {
			return "u"
		}
		return "oo"
	case 'ृ', 'ॄ':
		return "ri"
	case 'े', 'ॆ', 'ॅ':
		switch p.after {
		case schwa, 'ा', 'ि', 'ी':
			return "ye" // chahiye, jayega
		}
		return "e"
	case 'ै':
		return "ai"
	case 'ौ':
		return "au"
	}
	return "o"
}

var letters = map[rune]string{
	'क': "k", 'ख': "kh", 'ग': "g", 'घ': "gh", 'ङ': "n", 'च': "ch", 'छ': "ch", 'ज': "j", 'झ': "jh", 'ञ': "n",
	'ट': "t", 'ठ': "th", 'ड': "d", 'ढ': "dh", 'ण': "n", 'त': "t", 'थ': "th", 'द': "d", 'ध': "dh", 'न': "n", 'ऩ': "n",
	'प': "p", 'फ': "ph", 'ब': "b", 'भ': "bh", 'म': "m", 'य': "y", 'र': "r", 'ऱ': "r", 'ल': "l", 'ळ': "l", 'ऴ': "l",
	'व': "v", 'श': "sh", 'ष': "sh", 'स': "s", 'ह': "h",
	0x958: "k", 0x959: "kh", 0x95A: "g", 0x95B: "z", 0x95C: "d", 0x95D: "dh", 0x95E: "f", 0x95F: "y",
}

// saidPh tells whether word is one of the few whose first फ is ph, not f.
func saidPh(word string) bool {
	for _, stem := range []string{"फल", "फिर", "फूल", "फैल", "फेंक", "फेर", "फट", "फूट", "फोड", "फँस", "फंस", "फाड", "फुट"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// spellOnset writes the consonants of u; joined says a consonant stands right
// before them, aspirate that a फ the word begins with is ph.
func spellOnset(b *strings.Builder, u unit, joined, first, last, aspirate bool) {
	o := u.onset
	for i, r := range o {
		l := letters[r]
		switch {
		case r == 'ज' && i+1 < len(o) && o[i+1] == 'ञ':
			l = "g"
		case r == 'ञ' && i > 0 && o[i-1] == 'ज':
			l = "y"
		case r == 'फ' && !(first && i == 0 && aspirate):
			l = "f" // afsar, fayda: the dot is seldom written
		case r == 'छ' && first && i == 0:
			l = "chh"
		case r == 'च' && i+1 < len(o) && (o[i+1] == 'छ' || o[i+1] == 'च'):
			l = "c" // accha, bachche
		case r == 'व' && (i > 0 && o[i-1] != 'र' || i == 0 && joined) && (first || !last || u.vowel != schwa):
			l = "w" // dwara, karwana
		case i+1 < len(o) && len(l) == 2 && o[i+1] == r:
			l = l[:1]
		}
		b.WriteString(l)
	}
}
