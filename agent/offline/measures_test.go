package offline_test

import (
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/corpus"
)

// What a quantity counts is known from the various words people use, and so is
// what it does not count.
func TestMeasuresByWords(t *testing.T) {
	t.Parallel()
	m, l := setUp(t)
	tests := []struct{ service, message, want string }{ // want: how the first line begins and what it measures; "" for no comparison
		{"new-ration-card", "2 mb ki photo upload nahi ho rahi", "Not possible: 2,048 KB | size of a file"},
		{"new-ration-card", "my pdf is of 90kb, will it do?", "Possible: 90 KB | size of a file"},
		{"marriage-registration", "फोटो 150 केबी की है", "Not possible: 150 KB | size of a file"},
		{"domicile-certificate", "20 din late hue, 10 rupaye roz ke hisab se 200 rs harjana banta hai?", "Possible: 200 rupees | compensation for delay"},
		{"income-certificate", "officer se 500 rupaye muaavza mil jayega?", "Not possible: 500 rupees | compensation for delay"},
		{"income-certificate", "देर के लिए हर्जाना 150 रुपये मिलेगा?", "Possible: 150 rupees | compensation for delay"},
		{"time-bound-services-act", "compensation under the act of 2011", ""},
		{"income-certificate", "fees 50 rupaye di, muavza milega?", ""},
		{"birth-certificate", "name column is blank, certificate was registered 3 years back", "Within the later limit: 3 years | after registration"},
		{"birth-certificate", "janm darj hue 16 saal ho gaye naam likhwana hai", "Not in this time: 16 years | after registration"},
		{"birth-name-inclusion-correction", "6 महीने पहले जन्म का पंजीकरण हुआ, नाम नहीं चढ़ा", "In time: 6 months | after registration"},
		{"birth-certificate", "2 saal pehle hua tha baby, mandir marg hi jana hoga?", "This applies: 2 years | NDMC area"},
		{"delayed-birth-order", "bachcha 8 mahine ka ho gaya, late hai kya?", "Not in this time: 8 months | reporting a birth"},
		{"delayed-birth-order", "registered 10 days ago and still no certificate", "Late: 10 days | after the registration"},
		{"delayed-birth-order", "order par darj hue 5 din hue, certificate abhi nahi mila", "Not late yet: 5 days | after the registration"},
		{"delayed-death-order", "maut ki soochna 18 din baad de rahe hain", "In time: 18 days | reporting a death"},
		{"delayed-death-order", "beta 3 saal ka tha jab guzra, school ka kagaz nahi hai", "This applies: 3 years | child who died"},
		{"delayed-death-order", "the boy was 7 years old when he died", "This does not apply: 7 years | child who died"},
		{"construction-worker-registration", "delivery ka paisa 3 bachche par milega kya", "Not possible: 3 children | maternity"},
		{"construction-worker-registration", "maternity benefit for 2 kids?", "Possible: 2 children | maternity"},
		{"construction-worker-registration", "beti ki padhai ke liye 12000 rupaye mahine milenge?", "Not possible: 12,000 rupees | education"},
		{"construction-worker-registration", "स्कूल की पढ़ाई के 800 रुपये मिलते हैं?", "Possible: 800 rupees | education"},
		{"construction-worker-registration", "hospital ke 15000 rupaye mil sakte hain?", "Not possible: 15,000 rupees | medical help"},
		{"construction-worker-registration", "इलाज में 5,000 रुपये मदद मिलेगी?", "Possible: 5,000 rupees | medical help"},
		{"construction-worker-registration", "ghar banane ko 6 lakh rupaye loan?", "Not possible: 6,00,000 rupees | loan for a house"},
		{"construction-worker-registration", "house loan of Rs 4 lakh", "Possible: 4,00,000 rupees | loan for a house"},
		{"scholarships-sc-st-obc", "school fees 60000 rupaye, puri wapas hogi?", "Not possible: 60,000 rupees | tuition fee"},
		{"scholarships-sc-st-obc", "ट्यूशन फ़ीस 40,000 रुपये दी है, लौटेगी?", "Possible: 40,000 rupees | tuition fee"},
		{"scholarships-sc-st-obc", "income 2 lakh hai, tuition fees wapas milegi?", "By this limit, yes: 2,00,000 rupees | family income"},
		{"scholarships-sc-st-obc", "10th class, 55% marks, pratibha yojana?", "By this limit, yes: 55 percent | Class 9 and 10"},
		{"scholarships-sc-st-obc", "प्रतिभा योजना के लिए बारहवीं में 58 प्रतिशत चलेंगे?", "By this limit, no: 58 percent | Class 11 and 12"},
		{"scholarships-sc-st-obc", "pratibha yojana me 80 percent par aay ki seema hai kya", "By this limit, yes: 80 percent | no income limit"},
		{"trade-licence-general", "online 150 rupaye transaction charge kat gaya", "Not possible: 150 rupees | transaction charge"},
		{"trade-licence-general", "लेन-देन शुल्क 50 रुपये है?", "Possible: 50 rupees | transaction charge"},
		{"police-tenant-character-verification", "kirayedar verify nahi karaya, police ne 3000 rupaye ka challan kata", "Not possible: 3,000 rupees | fine"},
		{"police-tenant-character-verification", "penalty of Rs 2000 for no verification?", "Possible: 2,000 rupees | fine"},
		{"police-tenant-character-verification", "jaan ko khatra tha to 5000 rupaye jurmana?", "Possible: 5,000 rupees | life is endangered"},
		{"police-tenant-character-verification", "1 saal ki jail ho sakti hai?", "Not possible: 1 year | prison"},
		{"police-tenant-character-verification", "तीन महीने की सज़ा होगी?", "Possible: 3 months | prison"},
		{"police-tenant-character-verification", "jaan ka khatra ho to 8 mahine ki saja?", "Possible: 8 months | life is endangered"},
		{"property-tax", "50 percent penalty lagi hai galat return par", "Not possible: 50 percent | share of the tax"},
		{"property-tax", "जुर्माना 20% लग सकता है?", "Possible: 20 percent | share of the tax"},
		{"rti-application", "3500 akshar ka sawal likh sakta hu?", "Not possible: 3,500 characters | length of the question"},
		{"rti-application", "can I write 2,800 characters?", "Possible: 2,800 characters | length of the question"},
		{"rti-application", "dusri appeal, order 80 din pehle mila", "In time: 80 days | second appeal"},
		{"rti-application", "100 days since the first order, second appeal?", "Not in this time: 100 days | second appeal"},
		{"rti-application", "29 din ho gaye jawab mile, pehli apeel?", "In time: 29 days | first appeal"},
		{"water-connection-new", "char manzil ka makan, 7 connection mil sakte hain?", "Not possible: 7 connections | water connections"},
		{"water-connection-new", "can we have 4 water connections", "Possible: 4 connections | water connections"},
		{"disability-id-udid", "85% par kaunsa colour card milega", "This applies: 85 percent | the blue card"},
		{"disability-id-udid", "30 प्रतिशत पर कार्ड का रंग?", "This applies: 30 percent | the white card"},
		{"disability-id-udid", "60 pratishat, peela card banega?", "This applies: 60 percent | the yellow card"},
		{"disability-id-udid", "100 din pehle bana tha certificate, apeel kar sakte hain?", "Not in this time: 100 days | the appeal"},
		{"disability-pension", "high support ke liye score 55 aaya", "By this limit, no: 55 marks | score of the assessment"},
		{"disability-pension", "my score in the assessment is 75", "By this limit, yes: 75 marks | score of the assessment"},
		{"disability-pension", "70 percent hai, badhne par kitne paise?", "This applies: 70 percent | proposed rise"},
		{"old-age-pension", "72 saal ki umar me kitna milega?", "This applies: 72 years | age"},
		{"old-age-pension", "how much at the age of 65?", "This applies: 65 years | age"},
		{"old-age-pension", "55 saal ki umar me kitne paise milenge?", "By this limit, no: 55 years | age"},
		{"learner-licence", "125 cc scooter without gear for my daughter", "By this limit, no: 125 cc | engine"},
		{"learner-licence", "50 सीसी की बिना गियर वाली", "By this limit, yes: 50 cc | engine"},
		{"learner-licence", "car ka licence 6 mahine pehle bana, taxi chalani hai", "By this limit, no: 6 months | with a car licence"},
		{"driving-licence-permanent", "umar 52 hai kab tak valid rahega", "This applies: 52 years | when the licence is given"},
		{"driving-licence-permanent", "at the age of 60 how long is it valid?", "This applies: 60 years | when the licence is given"},
		{"driving-licence-renewal", "2 saal bache hain expire hone mein, abhi kara lu?", "Not in this time: 2 years | before the licence expires"},
		{"driving-licence-renewal", "8 months left, can I do it now?", "In time: 8 months | before the licence expires"},
		{"electricity-connection-new", "ghar ke 40% hisse me clinic hai", "By this limit, yes: 40 percent | covered area"},
		{"electricity-connection-new", "office takes 60 percent of the area", "By this limit, no: 60 percent | covered area"},
		{"electricity-connection-new", "demand note 20 din purana hai", "Not in this time: 20 days | demand note"},
		{"electricity-connection-new", "10 days since the demand note came", "In time: 10 days | demand note"},
		{"ews-certificate", "gaon me 150 gaj ka plot", "By this limit, yes: 150 square yards | outside municipal"},
		{"ews-certificate", "शहर में 120 गज़ का प्लॉट है", "By this limit, no: 120 square yards | municipal area"},
		{"ews-certificate", "bade bhai 25 saal ke hain, unki kamai judegi?", "By this limit, no: 25 years | brothers, sisters"},
		{"ews-certificate", "sister aged 16 works", "By this limit, yes: 16 years | brothers, sisters"},
		{"ews-dg-school-admission", "viklang beti 6 saal ki hai, nursery?", "By this limit, yes: 6 years | with special needs"},
		{"ews-dg-school-admission", "special child, 8 years old, KG", "By this limit, yes: 8 years | with special needs"},
		{"ews-dg-school-admission", "6 saal ka bachcha nursery me?", "By this limit, no: 6 years | age for Nursery"},
		{"ews-dg-school-admission", "31 March ko 4 saal, nursery", "By this limit, yes: 4 years | age for Nursery"},
		{"ladli-scheme", "17 saal ki umar me byah ho gaya beti ka", "By this limit, no: 17 years | at marriage"},
		{"ladli-scheme", "she got married at the age of 19", "By this limit, yes: 19 years | at marriage"},
		{"ladli-scheme", "ladki 16 saal ki hai, paisa nikal sakte hain?", "By this limit, no: 16 years | drawing the money"},
		{"ladli-scheme", "janm ke 14 mahine baad registration", "Not in this time: 14 months | registering after birth"},
		{"marriage-registration", "is area me 20 din se rehte hain, special marriage act", "By this limit, no: 20 days | stay in the area"},
		{"marriage-registration", "we have been in the area for 2 months", "By this limit, yes: 2 months | stay in the area"},
		{"rc-duplicate-hypothecation", "NOC ko 8 mahine ho gaye", "This does not apply: 8 months | NOC"},
		{"rc-duplicate-hypothecation", "bank NOC is 3 months old", "This applies: 3 months | NOC"},
		{"rc-transfer-of-ownership", "diesel gaadi 12 saal purani", "By this limit, no: 12 years | diesel"},
		{"rc-transfer-of-ownership", "petrol scooter 14 years old", "By this limit, yes: 14 years | petrol"},
		{"widow-daughter-marriage-assistance", "meri 1 beti hai", "By this limit, yes: 1 girl | daughters"},
		{"widow-daughter-marriage-assistance", "2 bete hain mere", ""},
		{"disability-pension", "60 percent disability, how much money?", "By this limit, yes: 60 percent | percentage of disability"},
		{"birth-name-inclusion-correction", "bachche ka naam 2 saal baad judwana hai", "Within the later limit: 2 years | after registration"},
		{"rti-application", "35 din ho gaye reply nahi aayi", "Late: 35 days | time told"},
		{"income-certificate", "not received for 10 days", "Not late yet: 10 days | time told"},
		{"income-certificate", "father is 45 years old", ""},
		{"property-tax", "rebate of 10 percent till 30 June", ""},
	}
	for _, tt := range tests {
		req := about(l, tt.service, corpus.English, corpus.Kinds...)
		req.Message, req.Understood.Kinds = tt.message, nil
		first, _, _ := strings.Cut(respond(t, m, req).Text, "\n")
		if tt.want == "" {
			if strings.Contains(first, " limit of ") {
				t.Errorf("%s, %q: %q, want no comparison", tt.service, tt.message, first)
			}
			continue
		}
		begins, of, _ := strings.Cut(tt.want, " | ")
		_, name, _ := strings.Cut(first, "(")
		if !strings.HasPrefix(first, begins) || !strings.Contains(name, of) {
			t.Errorf("%s, %q\n got %q\nwant %q of %q", tt.service, tt.message, first, begins, of)
		}
	}
}
