package agent

import "regexp"

// asksSelf is the question who answers here: "are you even a real person", "tum
// insan ho ya robot", "is this a bot". What goes on behind it ("a machine readable
// certificate") asks something else.
var asksSelf = regexp.MustCompile(`(?i)` +
	`\b(?:(?:are|r)\s+(?:you|u)\s+(?:\w+\s+){0,2}?|am\s+i\s+(?:talking|speaking|chatting)\s+(?:to|with)\s+|is\s+(?:this|it|that)\s+)` +
	`(?:an?\s+)?(?:real\s+|actual\s+|live\s+)?(?:person|human|robot|bot|chatbot|machine|computer|ai)(?:\s*(?:$|[?.,!])|\s+or\b)` +
	`|\bwho\s+am\s+i\s+(?:talking|speaking|chatting)\s+(?:to|with)\b` +
	`|^[^\p{L}]*(?:who|what)\s+are\s+(?:you|u)\W*$` +
	`|\b(?:tum|tu|aap|ap)\s+(?:\w+\s+){0,2}?(?:insaa?n|aadmi|admi|robot|machine|mashin|bot|computer)\s+(?:ho|hai|hain|h)(?:\s*(?:$|[?.,!])|\s+(?:ya|kya)\b)` +
	`|^[^\p{L}]*(?:tum|aap|ap)\s+(?:kaun|kon)\s+(?:ho|hai|hain|h)\W*$` +
	`|(?:तुम|तू|आप)\s+(?:\S+\s+){0,2}?(?:इंसान|इन्सान|आदमी|रोबोट|मशीन|बॉट|कंप्यूटर)\s+(?:हो|है|हैं)(?:\s*(?:$|[?।,!])|\s+(?:या|क्या)(?:\s|$))` +
	`|^\s*(?:तुम|आप)\s+कौन\s+(?:हो|है|हैं)\s*[?।]*$`)

// asksHuman is the wish for somebody to talk to, whatever stands between the two:
// "koi aadmi hai wahan baat karne ke liye".
var asksHuman = regexp.MustCompile(`(?i)(?:\b(?:person|human|somebody|someone|insaa?n|aadmi|admi)|आदमी|इंसान|इन्सान|व्यक्ति)(?:\s+\S+){0,3}?\s+(?:to talk|to speak|who can talk|i can talk|i can speak|baat\s+kar|बात\s+कर)`)
