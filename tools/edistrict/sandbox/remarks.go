package sandbox

import "github.com/sahayak-delhi/sahayak/tools/edistrict"

// What the simulated office asks and says. Invented, and general enough to fit
// every service.
var queries = []edistrict.Text{
	{En: "The address proof is not readable. Please upload it again.", Hi: "पते का प्रमाण साफ़ नहीं पढ़ा जा रहा। कृपया दोबारा अपलोड करें।"},
	{En: "The name on the identity proof differs from the form. Please explain.", Hi: "पहचान पत्र और फ़ॉर्म में नाम अलग-अलग है। कृपया कारण बताएँ।"},
	{En: "The self-declaration is not signed. Please upload a signed copy.", Hi: "स्व-घोषणा पत्र पर हस्ताक्षर नहीं हैं। कृपया हस्ताक्षर करके दोबारा अपलोड करें।"},
	{En: "The photo does not show the full face. Please upload another one.", Hi: "फ़ोटो में पूरा चेहरा नहीं दिख रहा। कृपया दूसरी फ़ोटो अपलोड करें।"},
}

var rejections = []edistrict.Text{
	{En: "The address given is outside Delhi.", Hi: "दिया गया पता दिल्ली से बाहर का है।"},
	{En: "The papers do not support what the form says.", Hi: "फ़ॉर्म में दी गई जानकारी कागज़ों से मेल नहीं खाती।"},
	{En: "The applicant could not be found at the address given.", Hi: "दिए गए पते पर आवेदक नहीं मिले।"},
}

var noAnswer = edistrict.Text{
	En: "The query was not answered in time.", Hi: "पूछी गई जानकारी का जवाब समय पर नहीं मिला।",
}

// portalHint is where to turn with a number that no sandbox gave out.
var portalHint = edistrict.Text{
	En: "This is a simulation and knows only numbers beginning with SBX. For a real application use Track Your Application on https://edistrict.delhigovt.nic.in or SMS to 7738299899 beginning with EDISTDL.",
	Hi: "यह केवल नमूना (सैंडबॉक्स) है और सिर्फ़ SBX से शुरू होने वाले नंबर जानता है। असली आवेदन की स्थिति https://edistrict.delhigovt.nic.in पर Track Your Application में देखें, या EDISTDL से शुरू होने वाला SMS 7738299899 पर भेजें।",
}
