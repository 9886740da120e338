package agent

import (
	"regexp"
	"strings"
)

// preamble is what people say before a question, and is none of it: "wait, before
// that", "ruko pehle ye batao", "अच्छा एक बात और".
var preamble = regexp.MustCompile(`(?i)^[^\p{L}\d]*(?:(?:wait|hold on|just a (?:min|minute|sec|second)|one (?:min|minute|sec|second|more thing|more question|last thing)|by the way|btw|before that|but first|tell me first|first tell me|ok(?:ay)?|accha|achha|acha|ruko|rukiye|rukiye na|ek (?:min|minute|sec|second)|ek baat (?:aur|batao|bataiye)|pehle (?:ye |yeh |mujhe )?(?:batao|bata do|bataiye|btao)|waise|अच्छा|रुको|रुकिए|एक मिनट|एक बात (?:और|बताओ|बताइए)|पहले (?:यह |ये |मुझे )?(?:बताओ|बता दो|बताइए|बता दीजिए)|वैसे)(?:[\s,.:!–-]+))+`)

// thenWord is "fir" for phir (then), where it does not stand for the police's report.
var thenWord = regexp.MustCompile(`(?i)^[^\p{L}\d]*fir\s+`)

// report is what comes behind the other FIR.
var report = regexp.MustCompile(`(?i)^(?:ki|ka|ke|kara|karw|karan|darj|copy|likh|no|number|zar|jar|must|is|needed|required|necessary|compulsory|online|kahan|kaha|kaise)\b`)

// withoutThen leaves out the "fir" with which a message goes on.
func withoutThen(text string) string {
	if rest := text[len(thenWord.FindString(text)):]; rest != "" && !report.MatchString(rest) {
		return rest
	}
	return text
}

// withoutPreamble leaves out what comes before the question; a message that is
// hardly more than that stays as it is.
func withoutPreamble(text string) string {
	rest := text[len(preamble.FindString(text)):]
	if len(strings.Fields(rest)) < leastQuestion {
		return text
	}
	return rest
}

// leastQuestion is the fewest words that are left of a question.
const leastQuestion = 2
