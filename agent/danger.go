package agent

import "regexp"

// beats tells that somebody of the household beats: "pati roz maarta hai", "पति शराब पीकर
// मारता है". Latin letters write "marta" for it as for dying, so one who dies ("agar pati
// marta hai to") must not be meant; nor what else is "struck", a stamp or a round.
var (
	beats = regexp.MustCompile(`(?i)` +
		`\b(?:pati|husband|shauhar|mard|sasur|saas|sasural\w*|devar|beta|bete|bahu|papa|pita|pitaji|baap|bhai|bhaiya|ghar\s?wale)\b(?:\s+[^\s.,!?]+){0,5}?\s+ma{1,2}r(?:ta|te|ti)\b` +
		`|\b(?:mujhe|mujhko|mujhse|humein|hamein|bachchon? ko|bachche ko|maa ko|mummy ko|biwi ko)\b(?:\s+[^\s.,!?]+){0,4}?\s+ma{1,2}r(?:ta|te|ti)\b` +
		`|(?:पति|शौहर|मर्द|ससुर|सास|ससुराल\S*|देवर|बेटा|बेटे|बहू|पापा|पिता\S*|बाप|भाई|घर\s?वाले)(?:\s+[^\s।,!?]+){0,5}?\s+मार(?:ता|ते|ती)(?:\s|[।,!?]|$)` +
		`|(?:मुझे|मुझको|हमें|बच्चों को|बच्चे को|माँ को)(?:\s+[^\s।,!?]+){0,4}?\s+मार(?:ता|ते|ती)(?:\s|[।,!?]|$)`)
	struck = regexp.MustCompile(`(?i)\b(?:agar|jab|if|chakkar|stamp|muhar|mohar|thappa|line|chhapa|taana|taane|jhooth)\b|\bmarta\s+(?:h|hai|hain)?\s*(?:to|toh)\b|(?:^|\s)(?:अगर|जब|चक्कर|मुहर|ठप्पा|छापा|ताना|ताने)(?:\s|$)`)
)

// beaten reports whether somebody of the household is told to beat.
func beaten(text string) bool { return beats.MatchString(text) && !struck.MatchString(text) }
