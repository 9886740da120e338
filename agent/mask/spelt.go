package mask

import (
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// moreNumbers are spellings of dictated digits beyond the usual number words.
var moreNumbers = map[string]string{
	"oh": "0", "jero": "0", "ziro": "0", "zeero": "0", "jeero": "0", "sunya": "0", "shoonya": "0", "sifar": "0",
	"जीरो": "0", "शुन्य": "0", "सुन्य": "0", "सिफ़र": "0", "सिफर": "0",
	"aat": "8", "panc": "5", "paach": "5", "chhai": "6", "tin": "3", "chhe": "6", "chai": "6",
	"वन": "1", "टू": "2", "थ्री": "3", "फोर": "4", "फ़ोर": "4", "फाइव": "5", "फ़ाइव": "5", "सिक्स": "6", "सेवन": "7", "एट": "8", "नाइन": "9",
}

// again are the words for a digit said twice or three times, by how often more
// it stands than once. The digit follows them.
var again = map[string]string{
	"double": "+", "dabal": "+", "dubble": "+", "डबल": "+", "दोहरा": "+",
	"triple": "++", "tripal": "++", "tripple": "++", "ट्रिपल": "++", "तिहरा": "++",
}

// numberWord is the digits of a number word: one, or two from ten on.
func numberWord(lower string) (digits string, ok bool) {
	if d, ok := moreNumbers[lower]; ok {
		return d, true
	}
	if n, ok := hindi.NumberWord(lower); ok {
		return strconv.Itoa(n), true
	}
	return "", false
}

// letterNames are how letters are called in Devanagari.
var letterNames = map[string]string{
	"ए": "A", "बी": "B", "सी": "C", "डी": "D", "ई": "E", "एफ": "F", "एफ़": "F", "जी": "G", "एच": "H", "आई": "I", "जे": "J", "के": "K",
	"एल": "L", "एम": "M", "एन": "N", "ओ": "O", "पी": "P", "क्यू": "Q", "आर": "R", "एस": "S", "टी": "T", "यू": "U", "वी": "V",
	"डब्ल्यू": "W", "डब्लू": "W", "एक्स": "X", "वाई": "Y", "वाय": "Y", "ज़ेड": "Z", "जेड": "Z",
}

// reckon reads number words in their company: "ninety eight" is 98, "double
// nine" is 99. What stands alone is no number after all.
func reckon(atoms []atom) {
	for i := len(atoms) - 1; i >= 0; i-- {
		a := &atoms[i]
		if !a.spelt {
			continue
		}
		var next *atom
		if i+1 < len(atoms) && atoms[i+1].gap < divided {
			next = &atoms[i+1]
		}
		if strings.HasPrefix(a.digits, "+") {
			more := len(a.digits)
			a.digits, a.spelt = "", false
			if next != nil && len(next.digits) == 1 && !next.barrier {
				a.digits, a.spelt = strings.Repeat(next.digits, more), true
			}
			continue
		}
		if len(a.digits) == 2 && a.digits[0] >= '2' && a.digits[1] == '0' && a.latin && next != nil && next.spelt && next.latin &&
			len(next.digits) == 1 && next.digits != "0" && a.letters != "BEES" {
			a.digits = a.digits[:1]
		}
	}
}
