package corpus

import (
	"html/template"
	"time"
)

// handbookWords are the funcs of the handbook's template.
var handbookWords = template.FuncMap{
	"date":    shortDate,
	"mark":    func(c Certainty) Text { return handbookMarks[c] },
	"sign":    func(c Certainty) string { return handbookSigns[c] },
	"title":   Kind.Title,
	"need":    func(need string) Text { return needTitles[need] },
	"type":    func(typ string) Text { return fieldTitles[typ] },
	"limits":  limits,
	"anchor":  sectionAnchor,
	"at":      func(kinds []Kind, i int) Kind { return kinds[i] },
	"text":    func(en, hi string) Text { return Text{En: en, Hi: hi} },
	"bounds":  func(f Field) Text { return bounds(f.Min, f.Max) },
	"inForce": func(c Clause) Text { return bounds(shortDate(c.From), shortDate(c.Until)) },
}

// shortDate turns YYYY-MM-DD into DD-MM-YYYY; anything else stays as it is.
func shortDate(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02-01-2006")
}

func bounds(low, high string) Text {
	today := func(s, word string) string {
		if s == "today" {
			return word
		}
		return shortDate(s)
	}
	switch {
	case low == "" && high == "":
		return Text{}
	case high == "":
		return Text{En: "from " + today(low, "today"), Hi: today(low, "आज") + " से"}
	case low == "":
		return Text{En: "up to " + today(high, "today"), Hi: today(high, "आज") + " तक"}
	}
	return Text{En: today(low, "today") + " to " + today(high, "today"), Hi: today(low, "आज") + " से " + today(high, "आज") + " तक"}
}

// Signs stand beside the words, so that a mark is not told by its colour alone.
var handbookSigns = map[Certainty]string{Stated: "✓", Uncertain: "~", Conflict: "↔", Unknown: "?", Ended: "✕"}

var handbookMarks = map[Certainty]Text{
	Stated:    {En: "stated", Hi: "स्रोत में लिखा है"},
	Uncertain: certaintyMarks[Uncertain],
	Conflict:  certaintyMarks[Conflict],
	Unknown:   certaintyMarks[Unknown],
	Ended:     certaintyMarks[Ended],
}

// groupTitles are the chapters of the handbook, by Service.Group.
var groupTitles = map[string]Text{
	"certificates": {En: "Certificates", Hi: "प्रमाण पत्र"},
	"welfare":      {En: "Pensions, schemes and admission", Hi: "पेंशन, योजनाएँ और दाख़िला"},
	"food":         {En: "Ration", Hi: "राशन"},
	"transport":    {En: "Driving and vehicles", Hi: "ड्राइविंग और गाड़ियाँ"},
	"civil":        {En: "Birth, marriage, death and police verification", Hi: "जन्म, विवाह, मृत्यु और पुलिस सत्यापन"},
	"utilities":    {En: "Water, electricity, property, trade", Hi: "पानी, बिजली, संपत्ति, कारोबार"},
	"portal":       {En: "Portals, offices and complaints", Hi: "पोर्टल, दफ़्तर और शिकायतें"},
}

var needTitles = map[string]Text{
	"required":    {En: "needed", Hi: "ज़रूरी"},
	"conditional": {En: "for some", Hi: "कुछ लोगों के लिए"},
	"optional":    {En: "optional", Hi: "मर्ज़ी हो तो"},
}

var yesNo = map[string]Text{"yes": {En: "yes", Hi: "हाँ"}, "no": {En: "no", Hi: "नहीं"}}

// fieldTitles say what kind of answer a field of a form takes.
var fieldTitles = map[string]Text{
	"name":        {En: "name", Hi: "नाम"},
	"text":        {En: "text", Hi: "लिखें"},
	"address":     {En: "address", Hi: "पता"},
	"date":        {En: "date", Hi: "तारीख"},
	"mobile":      {En: "mobile number", Hi: "मोबाइल नंबर"},
	"pincode":     {En: "PIN code", Hi: "पिन कोड"},
	"email":       {En: "e-mail", Hi: "ईमेल"},
	"amount":      {En: "rupees", Hi: "रुपये"},
	"number":      {En: "number", Hi: "संख्या"},
	"choice":      {En: "one of these", Hi: "इनमें से एक"},
	"yesno":       {En: "yes or no", Hi: "हाँ या नहीं"},
	"certificate": {En: "number of a certificate", Hi: "प्रमाण पत्र की संख्या"},
}
