package offline

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// unit is what a quantity is counted in.
type unit string

// The units that limits are stated in. Months and years have no fixed length in
// days; compare knows how far they go.
const (
	noUnit      unit = ""
	rupees      unit = "rupees"
	years       unit = "years"
	months      unit = "months"
	weeks       unit = "weeks"
	days        unit = "days"
	workdays    unit = "working-days"
	percent     unit = "percent"
	kilowatt    unit = "kw"
	acre        unit = "acre"
	sqft        unit = "sqft"
	sqyd        unit = "sqyd"
	daughters   unit = "daughters"
	children    unit = "children"
	connections unit = "connections"
	characters  unit = "characters"
	points      unit = "points"
	kilobytes   unit = "kb"
	megabytes   unit = "mb"
	cubic       unit = "cc"
)

// quantity is one number of a message with all that tells what it counts.
type quantity struct {
	value   int64 // in millionths
	unit    unit
	monthly bool // rupees a month
	income  bool // the message speaks of what people earn
	daily   bool // the message speaks of what comes in a day
	// side is -1 for "less than", +1 for "more than", else 0.
	side int
	// before and after are the words around it, up to the next quantities.
	before, after []string // by sound
	wordsBefore   []string // as written
	wordsAfter    []string
}

const millionth = 1_000_000

// millionths reads an exact decimal; false if it is too large to reckon with or
// finer than a millionth.
func millionths(decimal string) (int64, bool) {
	whole, part, _ := strings.Cut(decimal, ".")
	if len(whole) > 12 || len(part) > 6 {
		return 0, false
	}
	v, err := strconv.ParseInt(whole+part+strings.Repeat("0", 6-len(part)), 10, 64)
	return v, err == nil
}

// unitWords are what follows a number, by sound; longer phrases first.
var unitWords = []struct {
	words [][]string
	unit  unit
}{
	{phrases("working day", "working days", "kaam ke din", "कार्य दिवस", "कामकाजी दिन", "kamkaji din"), workdays},
	{phrases("square feet", "square foot", "sq ft", "sqft", "वर्ग फुट", "varg foot"), sqft},
	{phrases("square yards", "square yard", "sq yard", "sq yards", "वर्ग गज़", "gaj", "गज"), sqyd},
	{phrases("year", "years", "yr", "yrs", "saal", "sal", "varsh", "साल", "सालों", "वर्ष", "बरस", "baras", "sall"), years},
	{phrases("month", "months", "mahine", "mahina", "maheene", "mah", "महीने", "महीना", "माह", "महीनों"), months},
	{phrases("week", "weeks", "hafte", "hafta", "हफ़्ते", "हफ़्ता", "सप्ताह"), weeks},
	{phrases("day", "days", "din", "dino", "दिन", "दिनों"), days},
	{phrases("percent", "per cent", "percentage", "pratishat", "प्रतिशत", "फ़ीसदी", "fisadi", "feesdi", "परसेंट"), percent},
	{phrases("kw", "kilowatt", "kilo watt", "किलोवाट", "केडब्ल्यू"), kilowatt},
	{phrases("acre", "acres", "ekad", "एकड़"), acre},
	{phrases("daughter", "daughters", "girl", "girls", "beti", "betiyan", "betiyaan", "betiya", "ladkiyan", "ladkiyaan", "ladki", "बेटी", "बेटियाँ", "बेटियां", "लड़कियाँ", "लड़कियां", "लड़की"), daughters},
	{phrases("child", "children", "kids", "bachcha", "bachche", "bacche", "bachchon", "baccho", "बच्चा", "बच्चे", "बच्चों"), children},
	{phrases("connection", "connections", "water connection", "water connections", "paani ke connection", "pani ke connection", "कनेक्शन", "पानी के कनेक्शन"), connections},
	{phrases("characters", "character", "letters", "akshar", "aksharon", "aksharo", "अक्षर", "अक्षरों"), characters},
	{phrases("marks", "points", "ank", "अंक"), points},
	{phrases("kb", "kilobyte", "kilobytes", "केबी", "के बी"), kilobytes},
	{phrases("mb", "megabyte", "megabytes", "एमबी", "एम बी"), megabytes},
	{phrases("cc", "सीसी"), cubic},
	{phrases("rupees", "rupee", "rs", "rupaye", "rupay", "rupe", "inr", "रुपये", "रुपए", "रूपये", "रु"), rupees},
}

func phrases(all ...string) (out [][]string) {
	for _, p := range all {
		out = append(out, soundsOf(p))
	}
	return out
}

func soundsOf(text string) []string {
	tokens := hindi.Tokens(text)
	for i, t := range tokens {
		tokens[i] = hindi.Key(t)
	}
	return tokens
}

// startsWith tells how many of the words the first fitting phrase takes, 0 for
// none.
func startsWith(words []string, all [][]string) int {
	for _, p := range all {
		if len(p) > 0 && len(p) <= len(words) && strings.Join(words[:len(p)], " ") == strings.Join(p, " ") {
			return len(p)
		}
	}
	return 0
}

func anywhere(words []string, all [][]string) bool {
	for i := range words {
		if startsWith(words[i:], all) > 0 {
			return true
		}
	}
	return false
}

// quantities reads the numbers of a message, in order, each with its unit and
// the words around it. Dates count nothing.
func quantities(message string) []quantity {
	if len(hindi.Numbers(message)) == 0 {
		return nil
	}
	_, message = hindi.Dates(message)
	found := hindi.Numbers(message)
	var all []quantity
	income := saysIncome(message)
	daily := slices.ContainsFunc(hindi.Tokens(message), func(t string) bool { return dailyWords[t] })
	from := 0
	for i, n := range found {
		end := len(message)
		if i+1 < len(found) {
			end = found[i+1].Start
		}
		v, ok := millionths(n.Value)
		q := quantity{value: v, income: income, daily: daily, before: soundsOf(message[from:n.Start])}
		rest := message[n.End:end]
		if strings.HasPrefix(strings.TrimSpace(rest), "%") {
			q.unit = percent
		}
		q.after = soundsOf(rest)
		q.wordsBefore, q.wordsAfter = hindi.Tokens(message[from:n.Start]), hindi.Tokens(rest)
		q.readUnit(n.Money)
		from = n.End
		if ok && !n.Ordinal {
			all = append(all, q)
		}
	}
	return all
}

// readUnit takes the unit and "less than" or "more than" off the words around.
func (q *quantity) readUnit(money bool) {
	for _, u := range unitWords {
		aSum := q.value >= 1000*millionth && (u.unit == months || u.unit == years) // 9 hazar mahina
		aSon := u.unit == daughters && len(q.wordsAfter) > 0 && !daughterWords[q.wordsAfter[0]]
		if used := startsWith(q.after, u.words); used > 0 && q.unit == noUnit && !aSum && !aSon {
			q.unit, q.after, q.wordsAfter = u.unit, q.after[used:], q.wordsAfter[used:]
			break
		}
	}
	switch {
	case q.unit == noUnit && money:
		q.unit = rupees
	case q.unit == megabytes && q.value < 1000*millionth:
		q.value, q.unit = 1024*q.value, kilobytes
	}
	switch {
	case startsWith(q.after, lessAfter) > 0:
		q.side = -1
	case startsWith(q.after, moreAfter) > 0:
		q.side = 1
	case anywhere(lastOf(q.before, 3), lessBefore):
		q.side = -1
	case anywhere(lastOf(q.before, 3), moreBefore):
		q.side = 1
	}
}

var (
	lessAfter  = phrases("se kam", "se neeche", "se niche", "se chhota", "se chhoti", "se chota", "se choti", "से कम", "से नीचे", "से छोटा", "से छोटी", "se thoda kam", "से थोड़ा कम")
	moreAfter  = phrases("se zyada", "se jyada", "se jyaada", "se upar", "se uper", "se bada", "se badi", "se adhik", "से ज़्यादा", "से ज्यादा", "से ऊपर", "से अधिक", "से बड़ा", "से बड़ी")
	lessBefore = phrases("less than", "below", "under", "just under")
	moreBefore = phrases("more than", "above", "over", "just over")
)

func lastOf(words []string, n int) []string { return words[max(0, len(words)-n):] }

func firstOf(words []string, n int) []string { return words[:min(len(words), n)] }

// saysIncome reports whether a message speaks of what somebody earns. Letter for
// letter: by sound, aay is aaya; and an income certificate is no income.
func saysIncome(message string) bool {
	tokens := hindi.Tokens(message)
	for i, t := range tokens {
		if !incomeWords[t] {
			continue
		}
		if i+1 == len(tokens) || !paperWords[tokens[i+1]] {
			return true
		}
	}
	return false
}

var (
	incomeWords = tokenSet("income aay aay aamdani amdani aamdni amdni aamadani kamai kamaai kamata kamati kamate kamaate kamaata kamaati kama kamaya earn earns earned earning earnings make makes salary tankhwah tankhwaah tankha vetan pagar आय आमदनी कमाई कमाता कमाती कमाते कमा तनख़्वाह तनख्वाह वेतन सैलरी इनकम पगार")
	paperWords  = tokenSet("certificate certificat certi praman pramanpatra proof सर्टिफिकेट प्रमाण प्रमाणपत्र का ka")
)

// Letter for letter too: by sound, daily is Delhi, kiya is ki and beti is beta.
var (
	dailyWords    = tokenSet("roz rozana daily dihadi dihaadi रोज़ रोज रोज़ाना दिहाड़ी प्रतिदिन")
	daughterWords = tokenSet("daughter daughters girl girls beti betiyan betiyaan betiya betiyon bitiya ladki ladkiyan ladkiyaan ladkiya larki larkiyan " +
		"बेटी बेटियाँ बेटियां बेटियों बिटिया लड़की लड़कियाँ लड़कियां")
	ofPerson = tokenSet("ka ki ke का की के old")
)

func tokenSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, t := range hindi.Tokens(words) {
		set[t] = true
	}
	return set
}
