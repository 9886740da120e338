package agent

import (
	"regexp"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// leavingWords is the most words in which somebody puts a form off in a sentence.
const leavingWords = 16

// later is a promise to go on another time, in one's own words: "abhi kaam par ja raha
// hoon, baad mein bharunga", "I will do it later", "baaki ghar pahunch ke bharungi". The
// verb is in the first person, for an office may ask to come later too.
var later = regexp.MustCompile(`(?i)` +
	`\bbaa?d\s*m(?:e|ein|ai|ain)\s+(?:\S+\s+){0,2}?(?:kar|bhar|dung|deng|bata|likh|aat|aaun|aung|dekh)(?:\s*(?:l|d))?(?:[uo]n?g|eng|t[aie]\b|o?on\b)` +
	`|\b(?:kal|parso|shaa?m|raat|subah|ghar|office|phir|fir|aadhe|thod[ai])\b(?:\s+\S+){0,5}?\s+(?:kar|bhar|likh|bata|d)(?:\s*(?:l|d))?(?:[uo]n?g|eng)[aei]` +
	`|बाद\s+में\s+(?:\S+\s+){0,2}?(?:कर|भर|दूं?|दें|बता|लिख|देख|आ)(?:\s*[लद])?(?:[ूुऊ]ं?ग|ेंग|एंग|त[ाीे]\s|ग[ाीे])` +
	`|(?:कल|परसों|शाम|रात|सुबह|घर|फिर|थोड़ी)(?:\s+\S+){0,5}?\s+(?:कर|भर|लिख|बता|द)(?:\s*[लद])?(?:[ूुऊ]ं?ग|ेंग)[ाीे]` +
	`|\b(?:i['’]?ll|i will|will|we['’]?ll|we will|let me|i can|i have to)\b.{0,50}\b(?:later|tonight|tomorrow|afterwards|at night|in (?:the )?(?:night|evening|morning|afternoon)|at home|next week|some ?other time|after (?:some ?time|lunch|dinner|work|office))\b` +
	`|\b(?:save|keep)\b.{0,20}\blater\b`)

// leaves reports whether a message in the middle of a form puts it off in one's own
// words. What holds a figure or asks something is an answer or a question.
func leaves(text string) bool {
	text = hindi.Normalise(text)
	return len(strings.Fields(text)) <= leavingWords && digitsIn(text) == 0 && later.MatchString(text)
}

// skipsPart leaves a question open with its reason: "shadi nahi hui abhi, isko chhodo".
var skipsPart = regexp.MustCompile(`(?i)[,;.]\s*(?:(?:isko|ise|ye|yeh|abhi|ab)\s+)*(?:khali\s+)?(?:chh?od\s?(?:o|do|dijiye|dena)|skip(?:\s+(?:it|this|karo|kar do))?|leave (?:it|this)(?: blank| empty| out)?)\s*[.!]*$|[,;।]\s*(?:(?:इसको|इसे|यह|ये|अभी)\s+)*(?:(?:ख़ाली|खाली)\s+)?छोड़\s?(?:ो|िए|दो|दीजिए|देना)\s*[।.!]*$`)
