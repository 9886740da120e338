package language

import "strings"

// neutral are words that belong to both languages: a message of nothing else
// inherits the conversation's language.
var neutral = set(`
	ok okay okk oky k kk hi hii hiii hello helo hlo hey hy yes yeah yep yup no nope na haan han ha haa hn ji jee nahi nhi nahin hmm hm huh oh ah wow
	thanks thanx thx thnx ty bye sir madam mam maam bro plz please pls done next back menu skip stop start restart cancel submit confirm help exit quit yo test
	otp pan pin aadhaar aadhar adhar obc sc st ews sdm dm adm mcd ndmc dda djb csc rti dl ll rc noc id pdf jpg url upi kyc ekyc sms atm lpg gas nfsa bpl apl aay
	rto fir lg cm mla dtc gst itr epf esi lic delhi dilli dwarka rohini saket narela shahdara najafgarh mehrauli noida janakpuri digilocker edistrict sarathi parivahan
	google whatsapp umang sahayak www http https com in gov nic india bharat
	am pm mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec kumar singh sharma verma gupta yadav devi kumari`)

// loans are English nouns and verbs that Hindi speakers use as they are: one
// alone shows no language.
var loans = set(`
	fees fee status form forms document documents docs certificate certificates licence license card cards application apply portal website site online offline
	office officer income caste birth death marriage pension ration passport voter photo photos mobile number phone address name date age limit bank account passbook
	payment receipt signature upload download login password registration register renewal renew update correction verification verify check track validity eligibility
	process time timing list list details detail proof bill rent agreement affidavit appointment slot refund reject rejected pending approved duplicate original copy
	helpline link page server error problem complaint scheme scholarship admission school college hospital doctor police court agent customer care family father mother
	husband wife son daughter male female general category domicile residence disability widow driving learner permanent vehicle bike car insurance tax property water
	electricity connection meter labour department government urgent free last first new old english hindi language service services`)

// enGrammar and hiGrammar are words that carry the grammar of a sentence, for
// messages in both scripts.
var enGrammar = set(`
	what is are was were how do does did the a an for of to in on can could will would should shall may my your our their his her its i you we they it this that
	these those where when why who which whose have has had need want get please and or not with from by about if there be am been must tell me many much long`)

var hiGrammar = set(`
	hai hain h tha thi the ho hoga hogi honge hu hoon hun ka ki ke ko se mein me mai main par pe kya kyu kyun kyon kaise kese kab kahan kaha kaun kon kitna kitni kitne
	mera meri mere mujhe aap aapka apna apni apne hum hamara yeh ye woh wo iska uska nahi nahin nhi bhi liye lie aur ya agar lekin chahiye chaiye chahie karna karne
	karo kare karein krna krne kardo batao bataye bata banwana banana bana banega milega mila lagega lagta gaya gayi gaye raha rahi rahe kar kr do de dena lena wala
	wali wale sakta sakte sakti hua hui hue tak abhi ab kaunsa konsa`)

// devaGrammar are the words that make a Devanagari phrase a sentence; a phrase
// without them may be a name inside an English one.
var devaGrammar = set(`
	है हैं हूँ हूं हो था थी थे होगा होगी होंगे का की के को से में मे मैं पर ने तक भी ही तो और या अगर लेकिन क्या क्यों कैसे कैसा कैसी कब कहाँ कहां कौन कौनसा कितना कितनी
	कितने किस किसका किसे कुछ कोई यह ये वह वो इस इसका इसकी इसके उस उसका मेरा मेरी मेरे मुझे हम हमारा हमारी हमें आप आपका आपकी आपको अपना अपनी अपने नहीं ना न मत हाँ हां
	लिए बारे चाहिए चाहिये करना करने करनी करो करें करूँ करूं करके कर करता करते करती कराना करवाना करवानी दो दें देना देने देनी लेना लें लो बताओ बताएँ बताएं बताइए बताइये बता
	बताना बनाना बनाने बनवाना बनवाने बनवानी बनेगा बनेगी बनता बनती मिलेगा मिलेगी मिलता मिला मिली लगेगा लगेगी लगेंगे लगता लगती लगते गया गई गए आया आई आए आएगा आएगी रहा रही रहे
	हुआ हुई हुए सकता सकते सकती जाता जाती जाना जाएगा जाएगी होता होती होते होना पड़ेगा पड़ता वाला वाली वाले अब अभी फिर कृपया देखना देखो दिखाओ भेजो भेजें समझाओ समझाएँ`)

func set(words string) map[string]bool {
	m := make(map[string]bool, 256)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
