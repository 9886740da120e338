package agent

import (
	"regexp"
	"strings"
)

// Wishes to apply, beside the words for it that stand anywhere.

// order is a sentence that begins with the wish to apply.
var order = regexp.MustCompile(`(?i)^\s*(?:please\s+)?apply\s+for\s|^[^\p{L}\d]*(?:(?:hi|hello|please|i|we|sir)[^\p{L}\d]+)*(?:want|need|have|like|wish)\s+(?:to|2)\s+(?:fill|apply|submit|file|lodge)\b|^[^\p{L}\d]*(?:(?:hi|hello|please|i|we|sir)[^\p{L}\d]+)*(?:need|want|require)\s+(?:(?:a|an|my|our|the|new|to (?:get|make))\s+)*(?:\w+\s+){1,3}(?:certificate|licence|license|card|pension|registration|connection)?(?:\s+for\s|\s*$)|^[^\p{L}\d]*(?:(?:hi|hello|please|plz|pls)[^\p{L}\d]+)*(?:fill|start|open)\s+(?:\w+\s+){0,4}?form\b`)

// asksUs is an order in the form of a question: "can you fill the form for me".
var asksUs = regexp.MustCompile(`(?i)\b(?:can|could|will|would)\s+(?:you|u)\s+(?:please\s+)?(?:(?:fill|start|submit|lodge|file|register)\b|(?:apply|do it|make it)\s+for\s+me\b)`)

// fillsForm is the whole wish to have the form filled of the service spoken of.
var fillsForm = regexp.MustCompile(`(?i)^[^\p{L}\d]*(?:(?:to|toh|ok|acha|accha|haan|chalo|please|plz|aap|mera|ye|is(?:ka|ke)|तो|अच्छा|हाँ|चलो|मेरा|इसका|यह)[^\p{L}\d]+)*(?:form|aavedan|avedan|फ़ॉर्म|फॉर्म|आवेदन)\s+(?:bhar|bharo|bharna|bharwa|bharwao|bharwana|bharni|bhardo|kar|karo|karna|start|shuru|भर|भरो|भरना|भरवा|भरवाना|भरवाओ|करो|करना|शुरू)(?:\s+(?:do|dijiye|dena|hai|h|hain|chahiye|chahta|chahti|karo|karna|kar|sakte|ho|दो|दीजिए|देना|है|चाहिए|चाहता|चाहती|करो|करना|कर))*[^\p{L}\d]*$`)

// wishWords is the most words of a message that ends in an order to fill a form, with
// what led to it.
const wishWords = 24

// wishes is an order to this office to apply, whatever stands around it: "put in a request
// for a solvency certificate for me", "lal dora ki darkhwast meri taraf se daal do".
var wishes = regexp.MustCompile(`(?i)` +
	`\b(?:sign|register|enrol|enroll)\s+(?:me|us)\s+(?:up|for)\b` +
	`|(?:^|[.,!]\s*|\bplease\s+)get\s+(?:my|our|the|an?)\s+(?:\w+\s+){0,4}?(?:application|form|request)\s+(?:going|started|done|in|filled|submitted)\b` +
	`|(?:^|[.,!]\s*|\b(?:please|pls|plz|can you|could you)\s+)(?:put in|make|submit|lodge|file|send|start|begin|open|fill(?: up| out| in)?)\s+(?:an?\s+|the\s+|my\s+|our\s+|this\s+)?(?:\w+\s+){0,3}?(?:application|request|form)\b` +
	`|\b(?:want|need|have|like)\s+to\s+(?:lodge|file|register|make|give|write)\s+(?:a|my|one|this)?\s*complaint\b` +
	`|\b(?:take|note|write)\s+(?:down\s+)?my\s+details\b` +
	`|\b(?:need|want|like|have|trying|wish|going)\s+to\s+(?:apply\s+for|file|lodge)\b` +
	`|\b(?:form|aavedan|avedan|application|arzi|arji|arzee|darkhwast|darkhast)\b(?:\s+\S+){0,4}?\s+(?:daal|dal|laga|lagwa|bhar|bharwa|kar|karwa|karva|shuru kar|start kar)\s*(?:do|dijiye|dijie|dein|dena)\b` +
	`|\b(?:complaint|complain|shikayat|shikaayat)\s+(?:likhwan|likhwa|likhan|darj kar|darz kar|register kar|lagan|lagwan|daaln|karwan|likh lo|likho|note kar)\w*(?:\s+(?:hai|h|chahta|chahti|do|lo|dijiye|lijiye|karo))?\s*(?:$|[.,])` +
	`|शिकायत\s+(?:लिखवा|लिखा|दर्ज करा|दर्ज कर|लगवा|डाल|करवा|लिख लो|लिखो|नोट कर)\S*(?:\s+(?:है|चाहता|चाहती|दो|लो|दीजिए|लीजिए))*\s*(?:$|[।,])` +
	`|\bmeri\s+details?\s+(?:likh|le|note)` +
	`|\bpension\s+(?:lagw|lagv|bandhw)\w+` +
	`|(?:फ़ॉर्म|फॉर्म|आवेदन|अर्ज़ी|अर्जी|दरख़्वास्त|दरख्वास्त|एप्लीकेशन|एप्लिकेशन)(?:\s+\S+){0,4}?\s+(?:डाल|लगा|लगवा|भर|भरवा|कर|करवा|शुरू कर)\s*(?:दो|दीजिए|दीजिये|दें|देना)(?:[\s।,.!]|$)` +
	`|मेरी\s+(?:जानकारी|डिटेल)\S*\s+(?:लिख|ले|नोट)|पेंशन\s+(?:लगव|बँधव|बंधव)\S+`)

// wishesTo reports whether a message orders us to apply for what it names.
func wishesTo(text string) bool {
	return len(strings.Fields(text)) <= wishWords && wishes.MatchString(text)
}
