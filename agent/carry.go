package agent

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/corpus"
	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// carry reads a message beside what was said before it: the name that answers
// "which service do you want to apply for?", "no, I mean the birth certificate",
// "and for my son?".
func (t *turning) carry(u Understanding) Understanding {
	if u.Control != NoControl && u.Control != Edit {
		return u
	}
	if t.state.Ask != nil && u.Intent == Question && len(u.Services) > 0 && !u.FollowUp && u.Services[0] != t.state.Ask.Service && !u.Asking && corrects(t.text) && wish.MatchString(t.text) {
		u.Intent = Apply // "no sorry, I need the income certificate"
		return u
	}
	if t.state.Ask == nil && t.state.Subject != "" && (len(u.Services) == 0 || u.FollowUp) && u.Group == "" && (fillsForm.MatchString(t.text) || asksUs.MatchString(t.text) || wishesTo(t.text) && len(strings.Fields(t.text)) <= shortWords) && t.appliedFor(t.state.Subject) {
		u.Intent, u.Services, u.FollowUp, u.Kinds = Apply, []string{t.state.Subject}, true, nil
		return u
	}
	if u.Intent == Apply && t.asksLast() {
		u.Intent = Question
	}
	if draft := t.draftMeant(u); draft != "" {
		u.Intent, u.Services, u.Group, u.FollowUp, u.Asking = Apply, []string{draft}, "", false, false
		return u
	}
	if u.Group != "" && len(u.Services) == 0 && t.state.Subject != "" && t.state.Ask == nil && u.Intent == Question && t.pointsOut(u.Group) {
		u.Services, u.Group, u.FollowUp = []string{t.state.Subject}, "", true
	}
	if u.Intent == OffTopic && t.state.Subject != "" && t.state.Ask == nil && pointing.MatchString(t.text) {
		u.Intent = NoIntent // "us par bank ka loan bhi hai": what is found tells whether it goes on
	}
	if t.narrow(&u) {
		return u
	}
	t.stickToGroup(&u)
	named := len(u.Services) > 0 && !u.FollowUp || u.Group != ""
	switch {
	case u.Intent == Question && named && t.ordersApplication(u):
		u.Intent = Apply
	case u.Intent == Question && named && plain(u) && t.state.Ask == nil && t.state.Aspect != "" && corrects(t.text):
		u.Kinds = []corpus.Kind{t.state.Aspect}
		if len(u.Services) > 1 { // not the one taken back
			u.Services = slices.DeleteFunc(slices.Clone(u.Services), func(id string) bool { return id == t.state.Subject })
		}
		// A new name is meant as said; what sounds like the old one is told apart by
		// what is found.
		u.FollowUp = !slices.Contains(u.Services, t.state.Subject)
	case !named && (u.Intent == Question || u.Intent == NoIntent) && t.state.Subject != "" && t.state.Ask == nil && corrects(t.text) && len(hindi.Numbers(t.text)) > 0:
		u.Intent, u.Services, u.FollowUp = Question, []string{t.state.Subject}, true // "no, I said it wrong, it is 59"
	case u.Intent == Question && named && u.Group == "" && (len(u.Kinds) == 0 || slices.Equal(u.Kinds, []corpus.Kind{corpus.Papers})) && !u.Asking && t.state.Ask == nil && t.state.Subject != "" && t.possesses():
		u.Services, u.FollowUp = []string{t.state.Subject}, true
	case u.Intent == Question && named && len(u.Kinds) == 0 && t.state.Ask == nil && t.sameOf(u):
		u.Kinds = []corpus.Kind{t.state.Aspect}
	case !named && len(u.Kinds) == 0 && t.state.Ask == nil && second.MatchString(t.text) && t.sameOf(u) && !(t.state.Subject != "" && t.goesOn(u)):
		u.Kinds = []corpus.Kind{t.state.Aspect}
	case !named && (u.Intent == Question || u.Intent == NoIntent) && t.state.Subject != "" && t.state.Ask == nil && t.goesOn(u):
		u.Intent, u.Services, u.FollowUp = Question, []string{t.state.Subject}, true
		if len(u.Kinds) == 0 && onFrom.MatchString(t.text) {
			u.Kinds = []corpus.Kind{t.nextAspect()}
		}
		if len(u.Kinds) == 0 && t.state.Aspect != "" && relative.MatchString(t.text) && !relativeDoes.MatchString(t.text) {
			u.Kinds = []corpus.Kind{t.state.Aspect}
			t.carried = slices.ContainsFunc(hindi.Tokens(relative.ReplaceAllString(t.text, "")), func(w string) bool { return !besideRelative[w] && !isNumber(w) })
		}
	}
	if u.Intent == Question && len(u.Services) > 0 {
		u.Kinds = t.ofMoney(u)
		if len(u.Kinds) == 0 && len(u.Services) == 1 && !u.FollowUp && which.MatchString(t.text) {
			u.Kinds = []corpus.Kind{corpus.About}
		}
	}
	if u.Intent == Apply && len(u.Services) > 1 && !u.Asking {
		u.Services = t.asSaid(u.Services)
	}
	return u
}

// narrow settles which service a name means by what was spoken of: the kind of
// pension that is the subject or the other kind that is called for ("vidhwa wali"),
// the other service of "aur EWS wala?". It reports whether another was called for as
// one of a kind, which what is found does not overrule.
func (t *turning) narrow(u *Understanding) bool {
	subject := t.state.Subject
	if subject == "" || u.Intent != Question && u.Intent != NoIntent {
		return false
	}
	at := slices.IndexFunc(t.library.Groups, func(g corpus.Group) bool { return g.Default == "" && slices.Contains(g.Services, subject) })
	open := len(u.Services) == 0 || u.FollowUp
	if at >= 0 && u.Group == t.library.Groups[at].ID && !relative.MatchString(t.text) {
		u.Services, u.Group, u.FollowUp = []string{subject}, "", true
		return false
	}
	if t.state.Ask != nil {
		return false
	}
	other := t.siblingNamed(u)
	if other == "" && at >= 0 && u.Group == "" && open && len(strings.Fields(leadingOn.ReplaceAllString(t.text, ""))) <= fewWords {
		other = t.withinGroup(t.library.Groups[at], t.text)
	}
	if other != "" && other != subject {
		u.Intent, u.Services, u.FollowUp = Question, []string{other}, true
		if len(u.Kinds) == 0 && t.state.Aspect != "" {
			u.Kinds = []corpus.Kind{t.state.Aspect}
			t.carried = len(strings.Fields(leadingOn.ReplaceAllString(t.text, ""))) > fewWords
		}
		return true
	}
	if u.Group != "" && at < 0 {
		if id := t.ofSubjectsKind(u.Group); id != "" {
			u.Services, u.Group = []string{id}, ""
		}
		return false
	}
	if open && u.Topical != "" && u.Topical != subject && also.MatchString(t.text) {
		u.Services, u.FollowUp = []string{u.Topical}, false
	}
	return false
}

// ofSubjectsKind is the service of a group that a word of the subject's name tells: "and
// the monthly pension for him", of a disability card.
func (t *turning) ofSubjectsKind(group string) string {
	own, ok := t.library.Service(t.state.Subject)
	at := slices.IndexFunc(t.library.Groups, func(g corpus.Group) bool { return g.ID == group })
	if !ok || at < 0 {
		return ""
	}
	for _, word := range strings.Fields(own.Name.En) {
		if id := t.withinGroup(t.library.Groups[at], word); id != "" {
			return id
		}
	}
	return ""
}

// withinGroup is the service of a group that is named when the words stand beside
// the group's name: "budhape wali", of pensions.
func (a *Assistant) withinGroup(g corpus.Group, words string) string {
	for _, s := range a.library.Match(words + " " + g.Name.En).Services {
		if slices.Contains(g.Services, s.ID) {
			return s.ID
		}
	}
	return ""
}

// plain reports whether a message asks for no aspect, save the change that a
// correction sounds like.
func plain(u Understanding) bool {
	return len(u.Kinds) == 0 || !u.Asking && slices.Equal(u.Kinds, []corpus.Kind{corpus.Change})
}

// sameOf reports whether a message that only names a service asks of it what was
// asked before: "and the marriage certificate?", or the name that answers "for
// which service should I tell you this?".
func (t *turning) sameOf(u Understanding) bool {
	again := len(u.Services) > 0 && u.Services[0] == t.state.Subject // "password bhool gaya to?" is a question of its own
	if t.state.Aspect == "" || again || len(strings.Fields(t.text)) > sameOfWords {
		return false
	}
	return onward.MatchString(t.text) || second.MatchString(t.text) || t.state.Subject == "" && !u.Asking
}

// ordersApplication reports whether a service is named to apply for it.
func (t *turning) ordersApplication(u Understanding) bool {
	if u.Asking {
		return false
	}
	return t.state.Applying && len(u.Kinds) == 0 || order.MatchString(t.text) && len(u.Services) == 1
}

// corrections are words with which one takes back what was said.
var corrections = map[string]bool{
	"no": true, "nahi": true, "nahin": true, "nhi": true, "sorry": true, "arey": true, "are": true, "maaf": true, "galti": true,
	"नहीं": true, "नही": true, "अरे": true, "माफ": true, "माफ़": true, "ग़लती": true, "गलती": true,
	"mean": true, "meant": true, "matlab": true, "मतलब": true,
}

// beforeCorrection are words that may come before those that take back.
var beforeCorrection = wordSet("ok okay oh i but wait ruko ruk ji haan accha achha ek minute hmm wo woh ओह जी अच्छा रुको रुकिए हाँ मैं मेरा mera")

// corrects reports whether the message begins with words that take back what was said;
// "bpl card nahi hai" takes nothing back.
func corrects(text string) bool {
	for i, w := range hindi.Tokens(text) {
		switch {
		case corrections[w]:
			return true
		case i >= 2 || !beforeCorrection[w]:
			return false
		}
	}
	return false
}

var (
	// relative is somebody of the family.
	relative = regexp.MustCompile(`(?i)\b(?:my|mer[aei]|hamar[aei]|apn[aei])\s+(?:\w+\s+)?(?:son|daughter|mother|father|mom|dad|wife|husband|brother|sister|child|kid|beta|bete|beti|maa|papa|pitaji|mata|bhai|behan|behen|pati|patni|bachche|dada|dadi|nana|nani)\b|(?:मेर|हमार|अपन)[ाेी]\s+(?:\S+\s+)?(?:बेटा|बेटे|बेटी|माँ|पिता|पापा|भाई|बहन|पति|पत्नी|बच्चे|दादा|दादी|नाना|नानी)`)
	// onward begins a message that goes on.
	onward = regexp.MustCompile(`(?i)^\s*(?:ok(?:ay)?\s|accha\s|achha\s|अच्छा\s)?\s*(?:(?:and|aur|what about|how about|phir|fir|toh?|what if|what happens)\s|और\s|फिर\s|तो\s)|(?:\sto|\sतो)\s*\?*$`)
	// second is what is said of a second service, "bijli ka bhi bata do", "EWS
	// wala?"; also is that, and what tells it from the first anywhere.
	second = regexp.MustCompile(`(?i)\bk[aie] bhi\b|\b(?:too|as well|wal[aie])\W*$|^(?:and )?for\s|\sk[aie]\W*$|(?:^|\s)क[ाेी] भी(?:\s|\?|$)|(?:वाल|\sक)[ाेी]\s*\??$`)
	also   = regexp.MustCompile(`(?i)\bk[aie] bhi\b|\b(?:too|as well)\b|\bwal[aie]\b|\bthat \w+ one\b|^and for\s|\sk[aie]\W*$|(?:^|\s)क[ाेी] भी(?:\s|\?|$)|\sक[ाेी]\s*\??$|वाल[ाेी](?:\s|\?|$)`)
	// pointing are words that point back.
	pointing = regexp.MustCompile(`(?i)\b(?:[iu]s (?:par|pe|k[aeio]|me|mein|se)|[iu]sp[ae]r?|ye|yeh|it|they|them|this|that|his|her|their|he|she|him|un[kh]e|unk[aio]|woh?|iska|iski|iske|uska|uski|uske|ismein|isme|usme|usmein)\b|(?:^|\s)(?:वह|वो|यह|ये|उनका|उनकी|उनके|उन्हें|उस|इस|उसका|उसकी|उसके|इसका|इसकी|इसके|उसमें|इसमें|उसे|इसे)(?:\s|$)`)
	// already is what somebody has, which may be named: another pension.
	already = regexp.MustCompile(`(?i)\b(?:already (?:gets?|getting|has|have|receiv\w+)|pehle se (?:hi )?(?:mil|aa|le|hai)\w*)\b|पहले से (?:ही )?(?:मिल|आ|ले)`)
	// situation tells how it is with somebody, of whom the last answer was.
	situation = regexp.MustCompile(`(?i)^[^\p{L}]*(?:(?:and|but|aur|lekin|par)\s+)?(?:(?:i|we|he|she|they|(?:my|our|his|her)\s+\w+)\s+(?:have|has|had|am|are|is|was|live|own|earn|work|already|don'?t|do|make|run|drive|get|stay|got)s?\b|(?:main|mai|hum|hamare|hamara|hamari|mere|mera|meri|unk[aei]|usk[aei]|woh?)\s)|^\s*(?:मैं|हम|हमारे|हमारा|हमारी|मेरे|मेरा|मेरी|उनका|उनकी|उनके|उसका|उसकी|उसके|वो|वह)\s`)
	// backward are those that can point at nothing else: "isme income kitni honi
	// chahiye" asks of the subject, though an income certificate is a service too.
	backward = regexp.MustCompile(`(?i)\b(?:for|in|of|with) (?:it|this|that)\b|\b(?:is|us)(?:k[aie]|me|mein|se)\b|(?:^|\s)(?:इस|उस)(?:क[ाेी]|में|से)(?:\s|$)`)
	// depending are the verbs of questions that name nothing.
	depending = regexp.MustCompile(`(?i)\b(?:ban sakt[aie]|(?:ban|ho|mil|chal) ja(?:ye|e|y)g[ai]|banega|banegi|dikkat|problem|pareshani|dena|deni|lagta|lagti|lagega|lagegi|padta|padega|milega|milegi|milta|chalega|hoga|how much|how many|kitn[aei])\b|बन सकत[ाेी]|(?:बन|हो|मिल|चल) जा(?:ए|ये)ग[ाी]|बनेग[ाी]|दिक़्क़त|दिक्कत|परेशानी|देना|देनी|लगता|लगेगा|पड़ता|पड़ेगा|मिलेगा|मिलेगी|मिलता|चलेगा|होगा|कितन[ाेी]`)
)

// Most words of a question that goes on about the subject of the conversation,
// by what shows that it does.
const (
	onwardWords   = 8
	pointingWords = 10
	depends       = 6
	alreadyWords  = 12
	// sameOfWords is the most words in which the aspect asked before is asked of
	// another service.
	sameOfWords = 8
)

// besideRelative are the words of a message that only says for whom the same is asked:
// "and for my son?", "mere bete ka alag banega kya".
var besideRelative = wordSet("wo woh vo umar umra saal year years old and but aur or what how about for the same too also is was has it ok accha achha phir to toh na kya bhi hi ka ki ke ko liye lie alag wahi yahi hai h hoga hogi banega banegi milega milegi lagega lagegi lagenge " +
	"वो वह उम्र साल और या भी ही क्या का की के को लिए तो फिर अच्छा अलग वही यही है होगा होगी बनेगा बनेगी मिलेगा मिलेगी लगेगा लगेगी")

func isNumber(word string) bool { return len(hindi.Numbers(word)) > 0 }

// goesOn reports whether a message that names nothing is about the subject of
// the conversation. Topics of its own that suggest a service speak against it.
func (t *turning) goesOn(u Understanding) bool {
	if already.MatchString(t.text) && len(strings.Fields(t.text)) <= alreadyWords {
		return true
	}
	if u.Topical != "" && u.Topical != t.state.Subject && !(situation.MatchString(t.text) && !t.asksPlainly()) && !relativeDoes.MatchString(t.text) && !backward.MatchString(t.text) {
		return false
	}
	words := len(strings.Fields(t.text))
	asking := t.asksPlainly()
	switch {
	case onward.MatchString(t.text):
		return words <= onwardWords
	case t.state.Subject != "" && onFrom.MatchString(t.text) && len(u.Kinds) == 0:
		return words <= depends
	case t.state.Subject != "" && eitherOr.MatchString(t.text) && len(u.Kinds) == 0:
		return words <= depends
	case !asking && situation.MatchString(t.text) && len(u.Kinds) == 0:
		return words <= pointingWords
	case relative.MatchString(t.text), relativeDoes.MatchString(t.text), asking && pointing.MatchString(t.text):
		return words <= pointingWords
	}
	return asking && words <= depends && depending.MatchString(t.text)
}

// between parts the services of a wish.
var between = regexp.MustCompile(`(?i)\s(?:aur|and|और|व|tatha|तथा)\s|[,;&+]`)

// asSaid puts services in the order in which the message names them.
func (t *turning) asSaid(services []string) []string {
	var order []string
	for _, part := range between.Split(distribute(t.masked.Text), -1) {
		for _, s := range t.library.Match(part).Services {
			if slices.Contains(services, s.ID) && !slices.Contains(order, s.ID) {
				order = append(order, s.ID)
			}
		}
	}
	for _, id := range services {
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	return order
}
