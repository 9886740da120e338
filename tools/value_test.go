package tools

import (
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

var testDay = time.Date(2026, 11, 21, 12, 0, 0, 0, india)

func TestRead(t *testing.T) {
	t.Parallel()
	choices := []corpus.Option{
		{ID: "salaried", Text: corpus.Text{En: "Salaried job", Hi: "नौकरी", Latn: "Naukri"}},
		{ID: "shop", Text: corpus.Text{En: "Own shop or business", Hi: "दुकान या कारोबार", Latn: "Dukaan ya karobar"}},
		{ID: "wage", Text: corpus.Text{En: "Daily wage", Hi: "दिहाड़ी मज़दूरी", Latn: "Dihadi mazdoori"}},
	}
	tests := []struct {
		name   string
		field  corpus.Field
		answer agent.Answer
		want   string // "" when it must not fit
	}{
		{"name", corpus.Field{Type: "name"}, agent.Answer{Text: "  Asha   Verma "}, "Asha Verma"},
		{"name in Hindi", corpus.Field{Type: "name"}, agent.Answer{Text: "आशा वर्मा"}, "आशा वर्मा"},
		{"name in a sentence", corpus.Field{Type: "name"}, agent.Answer{Text: "mera naam Asha Verma hai"}, "Asha Verma"},
		{"name in a Hindi sentence", corpus.Field{Type: "name"}, agent.Answer{Text: "मेरा नाम आशा वर्मा है।"}, "आशा वर्मा"},
		{"name with a picture", corpus.Field{Type: "name"}, agent.Answer{Text: "रश्मि 🙂"}, "रश्मि"},
		{"address with a picture", corpus.Field{Type: "address"}, agent.Answer{Text: "Sector 8, Rohini 🏠"}, "Sector 8, Rohini"},
		{"picture alone", corpus.Field{Type: "name"}, agent.Answer{Text: "🙏"}, ""},
		{"yes in a sentence", corpus.Field{Type: "yesno"}, agent.Answer{Text: "yes, all done"}, "yes"},
		{"no in a sentence", corpus.Field{Type: "yesno"}, agent.Answer{Text: "nahin hai abhi"}, "no"},
		{"yes and no", corpus.Field{Type: "yesno"}, agent.Answer{Text: "haan ya nahi"}, ""},
		{"neither", corpus.Field{Type: "yesno"}, agent.Answer{Text: "all done"}, ""},
		{"number for a name", corpus.Field{Type: "name"}, agent.Answer{Text: "12345"}, ""},
		{"date with dashes", corpus.Field{Type: "date"}, agent.Answer{Text: "15-08-1990"}, "1990-08-15"},
		{"date with slashes and two digits", corpus.Field{Type: "date"}, agent.Answer{Text: "5/3/90"}, "1990-03-05"},
		{"date in Devanagari digits", corpus.Field{Type: "date"}, agent.Answer{Text: "५/३/९०"}, "1990-03-05"},
		{"date in English words", corpus.Field{Type: "date"}, agent.Answer{Text: "5 March 1990"}, "1990-03-05"},
		{"date in English words, month first", corpus.Field{Type: "date"}, agent.Answer{Text: "March 5, 1990"}, "1990-03-05"},
		{"date in Hindi words", corpus.Field{Type: "date"}, agent.Answer{Text: "५ मार्च १९९०"}, "1990-03-05"},
		{"date in Latin-letter Hindi", corpus.Field{Type: "date"}, agent.Answer{Text: "5 farvari 1990 ko"}, "1990-02-05"},
		{"date without separators", corpus.Field{Type: "date"}, agent.Answer{Text: "15081990"}, "1990-08-15"},
		{"date, year first", corpus.Field{Type: "date"}, agent.Answer{Text: "1990-08-15"}, "1990-08-15"},
		{"31 February", corpus.Field{Type: "date"}, agent.Answer{Text: "31-02-1990"}, ""},
		{"thirteenth month", corpus.Field{Type: "date"}, agent.Answer{Text: "12/13/1990"}, ""},
		{"date in the future", corpus.Field{Type: "date", Max: "today"}, agent.Answer{Text: "22-11-2026"}, ""},
		{"date of today", corpus.Field{Type: "date", Max: "today"}, agent.Answer{Text: "21-11-2026"}, "2026-11-21"},
		{"mobile", corpus.Field{Type: "mobile"}, agent.Answer{Text: "98765 43210"}, "9876543210"},
		{"mobile with country code", corpus.Field{Type: "mobile"}, agent.Answer{Text: "+91 98765-43210"}, "9876543210"},
		{"mobile in Devanagari digits", corpus.Field{Type: "mobile"}, agent.Answer{Text: "९८७६५४३२१०"}, "9876543210"},
		{"mobile of nine digits", corpus.Field{Type: "mobile"}, agent.Answer{Text: "987654321"}, ""},
		{"landline", corpus.Field{Type: "mobile"}, agent.Answer{Text: "1123456789"}, ""},
		{"pin", corpus.Field{Type: "pincode"}, agent.Answer{Text: "110092"}, "110092"},
		{"pin with a space", corpus.Field{Type: "pincode"}, agent.Answer{Text: "pin 110 092 hai"}, "110092"},
		{"pin of Noida", corpus.Field{Type: "pincode"}, agent.Answer{Text: "201301"}, ""},
		{"number in one word", corpus.Field{Type: "number"}, agent.Answer{Text: "do"}, "2"},
		{"number in one Hindi word", corpus.Field{Type: "number"}, agent.Answer{Text: "दो"}, "2"},
		{"number of one", corpus.Field{Type: "number"}, agent.Answer{Text: "एक"}, "1"},
		{"a question for a number", corpus.Field{Type: "number"}, agent.Answer{Text: "kya karu"}, ""},
		{"a word for a number", corpus.Field{Type: "number"}, agent.Answer{Text: "nahin"}, ""},
		{"amount", corpus.Field{Type: "amount"}, agent.Answer{Text: "1,20,000"}, "120000"},
		{"amount in words", corpus.Field{Type: "amount"}, agent.Answer{Text: "1 lakh 20 hazar"}, "120000"},
		{"amount in Hindi words", corpus.Field{Type: "amount"}, agent.Answer{Text: "एक लाख बीस हज़ार रुपये"}, "120000"},
		{"two amounts", corpus.Field{Type: "amount"}, agent.Answer{Text: "10000 ya 20000"}, ""},
		{"amount above the limit", corpus.Field{Type: "amount", Max: "1000"}, agent.Answer{Text: "5000"}, ""},
		{"e-mail", corpus.Field{Type: "email"}, agent.Answer{Text: "mera email Asha@Example.com"}, "asha@example.com"},
		{"no e-mail", corpus.Field{Type: "email"}, agent.Answer{Text: "asha at example"}, ""},
		{"choice by tap", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Choice: "wage"}, "wage"},
		{"choice by number", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "२"}, "shop"},
		{"choice by name", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "naukri karta hoon"}, "salaried"},
		{"choice in Hindi", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "दिहाड़ी मज़दूरी"}, "wage"},
		{"choice by one of its words", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "dihadi karta hoon"}, "wage"},
		{"choice by words of two", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "dukaan mein dihadi"}, ""},
		{"date in Hindi number words", corpus.Field{Type: "date"}, agent.Answer{Text: "पाँच मार्च 1990"}, "1990-03-05"},
		{"date in number words throughout", corpus.Field{Type: "date"}, agent.Answer{Text: "do March unnis sau nabbe"}, "1990-03-02"},
		{"date in English number words", corpus.Field{Type: "date"}, agent.Answer{Text: "five March nineteen ninety"}, "1990-03-05"},
		{"date with dots", corpus.Field{Type: "date"}, agent.Answer{Text: "05.03.1990"}, "1990-03-05"},
		{"date with a short year in words", corpus.Field{Type: "date"}, agent.Answer{Text: "5 march 90"}, "1990-03-05"},
		{"date of two thousand five", corpus.Field{Type: "date"}, agent.Answer{Text: "5th March 2005"}, "2005-03-05"},
		{"mobile in words", corpus.Field{Type: "mobile"}, agent.Answer{Text: "nine eight one double zero double zero double zero two"}, "9810000002"},
		{"mobile in Hindi words", corpus.Field{Type: "mobile"}, agent.Answer{Text: "नौ आठ एक शून्य शून्य शून्य शून्य शून्य शून्य दो"}, "9810000002"},
		{"mobile in Latin-letter Hindi words", corpus.Field{Type: "mobile"}, agent.Answer{Text: "nau aath ek zero zero zero zero zero zero do"}, "9810000002"},
		{"mobile with a zero before", corpus.Field{Type: "mobile"}, agent.Answer{Text: "09810000002"}, "9810000002"},
		{"pin that does not exist", corpus.Field{Type: "pincode"}, agent.Answer{Text: "110000"}, ""},
		{"amount with k", corpus.Field{Type: "amount"}, agent.Answer{Text: "20k"}, "20000"},
		{"amount of one and a half", corpus.Field{Type: "amount"}, agent.Answer{Text: "डेढ़ लाख"}, "150000"},
		{"amount with a point", corpus.Field{Type: "amount"}, agent.Answer{Text: "1.2 lakh"}, "120000"},
		{"amount in English words", corpus.Field{Type: "amount"}, agent.Answer{Text: "one lakh"}, "100000"},
		{"amount with a slash and dash", corpus.Field{Type: "amount"}, agent.Answer{Text: "Rs. 1,20,000/-"}, "120000"},
		{"name with Mr", corpus.Field{Type: "name"}, agent.Answer{Text: "Mr. Ram Lal"}, "Ram Lal"},
		{"name with Shri and ji", corpus.Field{Type: "name"}, agent.Answer{Text: "श्री राम लाल जी"}, "राम लाल"},
		{"name with Smt.", corpus.Field{Type: "name"}, agent.Answer{Text: "Smt. Asha Devi"}, "Asha Devi"},
		{"name after I am", corpus.Field{Type: "name"}, agent.Answer{Text: "I am Asha Devi"}, "Asha Devi"},
		{"name after main", corpus.Field{Type: "name"}, agent.Answer{Text: "main Asha Devi hoon"}, "Asha Devi"},
		{"name of one who died", corpus.Field{Type: "name"}, agent.Answer{Text: "Late Ram Avtar"}, "Late Ram Avtar"},
		{"a name nobody knows", corpus.Field{Type: "name"}, agent.Answer{Text: "पता नहीं"}, ""},
		{"a name nobody knows, in Latin letters", corpus.Field{Type: "name"}, agent.Answer{Text: "mujhe pata nahi hai"}, ""},
		{"a name nobody knows, in English", corpus.Field{Type: "name"}, agent.Answer{Text: "I don't know"}, ""},
		{"no choice", corpus.Field{Type: "choice", Choices: choices}, agent.Answer{Text: "pata nahi"}, ""},
		{"yes", corpus.Field{Type: "yesno"}, agent.Answer{Text: "haan", Control: agent.Yes}, "yes"},
		{"address", corpus.Field{Type: "address"}, agent.Answer{Text: "H-12, gali 4, Laxmi Nagar"}, "H-12, gali 4, Laxmi Nagar"},
		{"address too short", corpus.Field{Type: "address"}, agent.Answer{Text: "H-12"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, bad := read(tt.field, tt.answer, testDay)
			if got != tt.want || (bad == nil) != (tt.want != "") {
				t.Errorf("read(%q) = %q, misfit %v; want %q", tt.answer.Text, got, bad, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("date", "5 March 1990")
	f.Add("amount", "१,२०,०००")
	f.Add("name", "मेरा नाम \xff है")
	f.Fuzz(func(t *testing.T, kind, text string) {
		got, bad := read(corpus.Field{Type: kind}, agent.Answer{Text: text}, testDay)
		if bad != nil && got != "" {
			t.Errorf("a misfit with a value: %q", got)
		}
	})
}

func TestIndianGroups(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"5": "5", "500": "500", "5000": "5,000", "120000": "1,20,000", "12345678": "1,23,45,678"} {
		if got := indianGroups(in); got != want {
			t.Errorf("indianGroups(%s) = %s, want %s", in, got, want)
		}
	}
}
