package corpus

// Title is the aspect's name as a heading.
func (k Kind) Title() Text { return kindTitles[k] }

var kindTitles = map[Kind]Text{
	About:       {En: "About", Hi: "यह क्या है", Latn: "Yeh kya hai"},
	Eligibility: {En: "Who can apply", Hi: "कौन आवेदन कर सकता है (पात्रता)", Latn: "Kaun apply kar sakta hai"},
	Benefit:     {En: "What you get", Hi: "क्या मिलता है", Latn: "Kya milta hai"},
	Papers:      {En: "Papers needed", Hi: "ज़रूरी कागज़ात (दस्तावेज़)", Latn: "Zaroori kaagaz (documents)"},
	Fee:         {En: "Fee", Hi: "फ़ीस (शुल्क)", Latn: "Fees"},
	Days:        {En: "How long it takes", Hi: "कितने दिन लगते हैं", Latn: "Kitne din lagte hain"},
	Validity:    {En: "How long it stays valid", Hi: "कब तक मान्य है", Latn: "Kab tak valid hai"},
	Deadline:    {En: "Last date", Hi: "आख़िरी तारीख", Latn: "Last date"},
	How:         {En: "How to apply", Hi: "आवेदन कैसे करें", Latn: "Apply kaise karein"},
	Office:      {En: "Office", Hi: "दफ़्तर (कार्यालय)", Latn: "Daftar (office)"},
	Status:      {En: "Following the application", Hi: "आवेदन की स्थिति", Latn: "Application ka status"},
	Verify:      {En: "Download and verification", Hi: "डाउनलोड और जाँच (सत्यापन)", Latn: "Download aur jaanch"},
	Change:      {En: "Correction and renewal", Hi: "सुधार और नवीनीकरण", Latn: "Sudhaar aur renewal"},
	Appeal:      {En: "Delay, refusal, complaint", Hi: "देरी, इनकार, शिकायत", Latn: "Deri, inkaar, shikayat"},
}

var certaintyMarks = map[Certainty]Text{
	Uncertain: {En: "reported", Hi: "ऐसा बताया गया है", Latn: "aisa bataya gaya hai"},
	Conflict:  {En: "sources differ", Hi: "अलग-अलग जानकारी", Latn: "alag-alag jaankari"},
	Unknown:   {En: "not confirmed", Hi: "पुष्टि नहीं", Latn: "pakka nahin"},
	Ended:     {En: "ended", Hi: "अब लागू नहीं", Latn: "ab laagu nahin"},
}

// Words of a printed pack.
var (
	wordEnded       = Text{En: "This service no longer takes applications.", Hi: "इस सेवा के आवेदन अब नहीं लिए जाते।", Latn: "Is seva ke aavedan ab nahin liye jaate."}
	wordPortal      = Text{En: "Portal", Hi: "पोर्टल", Latn: "Portal"}
	wordAsk         = Text{En: "Where to ask", Hi: "कहाँ पूछें", Latn: "Kahan poochhein"}
	wordChecked     = Text{En: "Last checked", Hi: "आख़िरी जाँच", Latn: "Aakhri jaanch"}
	wordCheck       = Text{En: "Check", Hi: "देख लें", Latn: "Dekh lein"}
	wordMissing     = Text{En: "If you do not have it", Hi: "न हो तो", Latn: "Na ho to"}
	wordUpload      = Text{En: "To be uploaded", Hi: "अपलोड करना है", Latn: "Upload karna hai"}
	wordForm        = Text{En: "Application form", Hi: "आवेदन फ़ॉर्म", Latn: "Aavedan form"}
	wordOptional    = Text{En: "optional", Hi: "ज़रूरी नहीं", Latn: "zaroori nahin"}
	wordDeclaration = Text{En: "Declaration", Hi: "घोषणा", Latn: "Ghoshna"}
	wordSources     = Text{En: "Sources", Hi: "स्रोत", Latn: "Srot"}
	wordOfficial    = Text{En: "official", Hi: "सरकारी", Latn: "sarkari"}
)
