package agent_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestMessagesAreReadBesideWhatWasSaid(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	pension := agent.State{ID: "c", Subject: "disability-pension", Aspect: corpus.Eligibility}
	for _, c := range []struct {
		say     string
		state   agent.State
		service string // "" for none carried over
		kind    corpus.Kind
		intent  agent.Intent
	}{
		{"what about my son? he is 12", pension, "disability-pension", corpus.Eligibility, agent.Question},
		{"और मेरी बहन के लिए?", pension, "disability-pension", corpus.Eligibility, agent.Question},
		{"mere bete ka alag banega kya?", pension, "disability-pension", corpus.Eligibility, agent.Question},
		{"no, I mean the birth certificate", agent.State{ID: "c", Subject: "death-certificate", Aspect: corpus.Fee}, "birth-certificate", corpus.Fee, agent.Question},
		{"nahi, birth certificate ki baat kar raha hoon", agent.State{ID: "c", Subject: "death-certificate", Aspect: corpus.Fee}, "birth-certificate", corpus.Fee, agent.Question},
		{"domicile certificate", agent.State{ID: "c", Applying: true}, "domicile-certificate", "", agent.Apply},
		{"domicile certificate", agent.State{ID: "c"}, "domicile-certificate", "", agent.Question},
		{"apply for the water connection name change", agent.State{ID: "c"}, "water-connection-mutation", corpus.Change, agent.Apply},
		{"he already gets a pension from his company, still ok?", agent.State{ID: "c", Subject: "old-age-pension"}, "old-age-pension", "", agent.Question},
		{"और ईडब्ल्यूएस वाला?", agent.State{ID: "c", Subject: "income-certificate", Aspect: corpus.Days}, "ews-certificate", corpus.Days, agent.Question},
		{"aur SC?", agent.State{ID: "c", Subject: "obc-certificate", Aspect: corpus.Fee}, "sc-caste-certificate", corpus.Fee, agent.Question},
		{"vidhwa wali", agent.State{ID: "c", Subject: "old-age-pension", Aspect: corpus.Papers}, "women-in-distress-pension", corpus.Papers, agent.Question},
		{"aur ews ki", agent.State{ID: "c", Subject: "income-certificate", Aspect: corpus.Fee}, "ews-certificate", corpus.Fee, agent.Question},
		{"डोमिसाइल की", agent.State{ID: "c", Subject: "income-certificate", Aspect: corpus.Fee}, "domicile-certificate", corpus.Fee, agent.Question},
		{"isme income kitni honi chahiye", pension, "disability-pension", "", agent.Question},
		{"and the marriage certificate?", agent.State{ID: "c", Subject: "rti-application", Aspect: corpus.Fee}, "marriage-registration", corpus.Fee, agent.Question},
		{"income certificate", agent.State{ID: "c", Aspect: corpus.Days}, "income-certificate", corpus.Days, agent.Question},
		{"budhape wali", agent.State{ID: "c", Aspect: corpus.Papers, Choices: []agent.Choice{
			{ID: agent.ServiceChoice("old-age-pension"), Title: "Old age pension"}, {ID: agent.ServiceChoice("women-in-distress-pension"), Title: "Widow pension"},
			{ID: agent.ServiceChoice("disability-pension"), Title: "Disability pension"},
		}}, "old-age-pension", corpus.Papers, agent.Question},
		{"paisa kitna lagta h", agent.State{ID: "c", Choices: []agent.Choice{{ID: agent.ApplyChoice(""), Title: "Aavedan karna hai"}}}, "", corpus.Fee, agent.Question},
		{"ok and for the permanent one?", agent.State{ID: "c", Subject: "learner-licence", Aspect: corpus.Papers}, "driving-licence-permanent", corpus.Papers, agent.Question},
		{"अच्छा एक बात और बिजली वाले में कितने दिन", agent.State{ID: "c", Subject: "water-connection-new", Aspect: corpus.Fee}, "electricity-connection-new", corpus.Days, agent.Question},
		{"she already gets rs 2000 from the old age one", agent.State{ID: "c", Subject: "women-in-distress-pension", Aspect: corpus.Benefit}, "women-in-distress-pension", "", agent.Question},
		{"we have one ac at home", agent.State{ID: "c", Subject: "new-ration-card", Aspect: corpus.Eligibility}, "new-ration-card", "", agent.Question},
		{"वो अभी 9 साल का है", pension, "disability-pension", "", agent.Question},
		{"kitne paise", agent.State{ID: "c", Subject: "widow-daughter-marriage-assistance", Aspect: corpus.About}, "widow-daughter-marriage-assistance", corpus.Benefit, agent.Question},
		{"kitne paise", agent.State{ID: "c", Subject: "water-connection-new", Aspect: corpus.How}, "water-connection-new", corpus.Fee, agent.Question},
		{"kitne paise lagenge", agent.State{ID: "c", Subject: "widow-daughter-marriage-assistance", Aspect: corpus.About}, "widow-daughter-marriage-assistance", corpus.Fee, agent.Question},
		{"death certificate ka kitna lagta h", agent.State{ID: "c", Subject: "delhi-family-benefit-scheme", Aspect: corpus.Papers}, "death-certificate", corpus.Fee, agent.Question},
		{"how much is the driving test", agent.State{ID: "c", Subject: "driving-licence-permanent", Aspect: corpus.Papers}, "driving-licence-permanent", corpus.Fee, agent.Question},
		{"kitna time lagta h", agent.State{ID: "c", Subject: "death-certificate", Aspect: corpus.Papers}, "death-certificate", corpus.Days, agent.Question},
		{"isse pension bhi milegi kya", agent.State{ID: "c", Subject: "disability-id-udid", Aspect: corpus.Fee}, "disability-id-udid", "", agent.Question},
		{"isme pension kitni milegi", pension, "disability-pension", corpus.Benefit, agent.Question},
		{"and how much for it", agent.State{ID: "c", Subject: "rc-duplicate-hypothecation", Aspect: corpus.About}, "rc-duplicate-hypothecation", corpus.Fee, agent.Question},
		{"and if i fail on the track", agent.State{ID: "c", Subject: "driving-licence-permanent"}, "driving-licence-permanent", "", agent.Question},
		{"which number do i type, application one?", agent.State{ID: "c", Subject: "domicile-certificate"}, "", "", agent.Question},
		{"what happened to my OBC application, i gave it 5 weeks back", agent.State{ID: "c"}, "", "", agent.CheckState},
		{"gali me 12 din se kooda nhi utha, complaint likhwani h", agent.State{ID: "c"}, "public-grievance", corpus.Appeal, agent.Apply},
		{"सड़क की लाइट खराब है, शिकायत दर्ज करानी है", agent.State{ID: "c"}, "public-grievance", corpus.Appeal, agent.Apply},
		{"complaint kahan likhwani h", agent.State{ID: "c"}, "", corpus.Appeal, agent.Question},
		{"i want to file an RTI, PWD has not repaired the road in our colony since 2 years", agent.State{ID: "c"}, "rti-application", "", agent.Apply},
		{"mera bhai alag rehta h usko naya ration card banwana h lekin meter 3 kw ka h, banega?", agent.State{ID: "c"}, "new-ration-card", "", agent.Question},
		{"naya ration card banwana h, aap kar doge kya", agent.State{ID: "c"}, "new-ration-card", "", agent.Apply},
		{"mere pakke wale ki total fees kitni hogi", agent.State{ID: "c", Subject: "learner-licence"}, "driving-licence-permanent", corpus.Fee, agent.Question},
		{"isme milta kitna h", pension, "disability-pension", corpus.Benefit, agent.Question},
		{"kitna?", agent.State{ID: "c", Subject: "income-certificate", Aspect: corpus.Appeal}, "income-certificate", corpus.Appeal, agent.Question},
		{"labour card me bachchon ki padhai ka paisa milta hai kya", agent.State{ID: "c"}, "construction-worker-registration", corpus.Benefit, agent.Question},
		{"and the monthly pension for him", agent.State{ID: "c", Subject: "disability-id-udid", Aspect: corpus.About}, "disability-pension", corpus.About, agent.Question},
		{"नहीं गलत बोल दिया, 59 साल के थे", agent.State{ID: "c", Subject: "delhi-family-benefit-scheme", Aspect: corpus.Eligibility}, "delhi-family-benefit-scheme", "", agent.Question},
		{"form bharo", agent.State{ID: "c", Subject: "birth-certificate", Aspect: corpus.Fee}, "birth-certificate", "", agent.Apply},
		{"can you apply for me", agent.State{ID: "c", Subject: "birth-certificate", Aspect: corpus.Fee}, "birth-certificate", "", agent.Apply},
		{"कब तक फ़ॉर्म भरना है", agent.State{ID: "c", Subject: "old-age-pension", Aspect: corpus.Fee}, "old-age-pension", corpus.Deadline, agent.Question},
		{"ration card nahi hai to", agent.State{ID: "c", Subject: "old-age-pension", Aspect: corpus.Papers}, "old-age-pension", corpus.Papers, agent.Question},
		{"gadi kharidi hai rc apne naam karwani hai kya kya lagega", agent.State{ID: "c"}, "rc-transfer-of-ownership", corpus.Papers, agent.Question},
		{"मेरी माँ विधवा हैं, उनके लिए कौन सी पेंशन है", agent.State{ID: "c"}, "women-in-distress-pension", corpus.About, agent.Question},
		{"we got married in a temple in delhi last week how do we register it", agent.State{ID: "c"}, "", corpus.How, agent.Question},
		{"bpl card h mere pas", agent.State{ID: "c", Subject: "rti-application", Aspect: corpus.Fee}, "rti-application", "", agent.Question},
		{"उनके बेटे कमाते हैं, फिर भी?", agent.State{ID: "c", Subject: "old-age-pension", Aspect: corpus.Eligibility}, "old-age-pension", "", agent.Question},
		{"kitne din hote h mere pas", agent.State{ID: "c", Subject: "rc-transfer-of-ownership"}, "rc-transfer-of-ownership", corpus.Deadline, agent.Question},
		{"form kab aayega", agent.State{ID: "c", Subject: "ews-dg-school-admission"}, "ews-dg-school-admission", corpus.Deadline, agent.Question},
		{"can you fill the income certificate form for me", agent.State{ID: "c"}, "income-certificate", "", agent.Apply},
		{"राशन कार्ड का फ़ॉर्म भरवा दीजिए", agent.State{ID: "c"}, "new-ration-card", "", agent.Apply},
		{"so what next", agent.State{ID: "c", Subject: "rti-application", Aspect: corpus.Days}, "rti-application", corpus.Appeal, agent.Question},
		{"ab kya karu", agent.State{ID: "c", Subject: "income-certificate", Aspect: corpus.Papers}, "income-certificate", corpus.How, agent.Question},
		{"मैं तो शादी करके आई हूँ दिल्ली", agent.State{ID: "c", Subject: "domicile-certificate", Aspect: corpus.Eligibility}, "domicile-certificate", "", agent.Question},
		{"मकान किराए का है, कोई दिक़्क़त?", agent.State{ID: "c", Subject: "domicile-certificate", Aspect: corpus.Eligibility}, "domicile-certificate", "", agent.Question},
		{"ठीक है, भरना शुरू करो", agent.State{ID: "c", Subject: "domicile-certificate"}, "domicile-certificate", "", agent.Apply},
		{"I want to make learning licence", agent.State{ID: "c"}, "learner-licence", "", agent.Apply},
		{"need obc certificate, fill the application please", agent.State{ID: "c"}, "obc-certificate", "", agent.Apply},
		{"बच्चे का भी बन सकता है?", agent.State{ID: "c", Subject: "domicile-certificate", Aspect: corpus.Fee}, "domicile-certificate", "", agent.Question},
		{"किस्तों में या एक बार", agent.State{ID: "c", Subject: "ladli-scheme", Aspect: corpus.Benefit}, "ladli-scheme", "", agent.Question},
		{"kitni baar chakkar lagau ration card walo ke koi sunta hi nhi", agent.State{ID: "c"}, "new-ration-card", corpus.Appeal, agent.Question},
		{"form tum bhar doge?", agent.State{ID: "c", Subject: "surviving-member-certificate", Aspect: corpus.Fee}, "surviving-member-certificate", "", agent.Apply},
		{"does my brother have to sign an noc", agent.State{ID: "c", Subject: "surviving-member-certificate", Aspect: corpus.Papers}, "surviving-member-certificate", "", agent.Question},
		{"गवाह कितने", agent.State{ID: "c", Subject: "marriage-registration", Aspect: corpus.How}, "marriage-registration", "", agent.Question},
		{"how many days do we have", agent.State{ID: "c", Subject: "marriage-registration", Aspect: corpus.How}, "marriage-registration", corpus.Deadline, agent.Question},
		{"kab tak apply kar sakte h", agent.State{ID: "c", Subject: "widow-daughter-marriage-assistance"}, "widow-daughter-marriage-assistance", corpus.Deadline, agent.Question},
		{"tell me a joke", pension, "", "", agent.OffTopic},
		{"who painted the famous picture in the museum over there in Paris?", pension, "", "", agent.Question},
	} {
		got, _ := turn(t, a, c.state, agent.Message{Text: c.say})
		u := got.Understood
		var service string
		if len(u.Services) > 0 && !u.Presumed {
			service = u.Services[0]
		}
		var kind corpus.Kind
		if len(u.Kinds) > 0 {
			kind = u.Kinds[0]
		}
		if service != c.service || u.Intent != c.intent || kind != c.kind {
			t.Errorf("%q: %s of %q by %q, want %s of %q by %q", c.say, u.Intent, service, kind, c.intent, c.service, c.kind)
		}
	}
}

func TestFirstNamedIsAppliedForFirst(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	got, _ := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: "आय प्रमाण पत्र और निवास प्रमाण पत्र दोनों बनवाने हैं"})
	if !strings.Contains(got.Reply.Text, "begun income-certificate") {
		t.Errorf("begins with %q", got.Reply.Text)
	}
}

func TestNamesThatSoundLikeQuestionsAreAnswers(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, colour(time.Now()))
	for say, answer := range map[string]bool{
		"Aslam Khan": true, "Shop 3, Khan Market, New Delhi": true, "Kavita Sharma": true,
		"kaagaz kya lagenge": false, "thanks": false, "cricket ka score batao": false, "एक शायरी सुनाओ": false,
	} {
		_, state := turn(t, a, agent.State{}, agent.Message{Text: "income certificate apply karna hai"})
		got, _ := turn(t, a, state, agent.Message{Text: say})
		if painted := got.Reply.Text == "Painted "+say; painted != answer || !answer && got.Ask == nil {
			t.Errorf("%q: taken as the answer %v, want %v: %q", say, painted, answer, got.Reply.Text)
		}
	}
}

// TestOnlyTheKindsOnOfferArePicked: next steps of one service are no kinds to
// choose among, though a word beside its name would name it.
func TestOnlyTheKindsOnOfferArePicked(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	state := agent.State{ID: "c", Subject: "birth-certificate", Choices: []agent.Choice{
		{ID: agent.ApplyChoice("birth-certificate"), Title: "Apply now"},
		{ID: agent.KindChoice(corpus.Papers, "birth-certificate"), Title: "Papers needed"},
		{ID: agent.KindChoice(corpus.Days, "birth-certificate"), Title: "How many days"},
	}}
	if got, _ := turn(t, a, state, agent.Message{Text: "at home"}); got.Ask != nil || len(got.ToolCalls) > 0 {
		t.Errorf("began %v, waits for %v", got.ToolCalls, got.Ask)
	}
}

// TestThePendingChoiceOfAGroupIsKeptTo: after "which pension?" another aspect is asked
// of the pensions, and another service is another service.
func TestThePendingChoiceOfAGroupIsKeptTo(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for say, group := range map[string]string{
		"and what documents": "pension", "aur fees kitni lagegi": "pension", "budhape wali": "", "income certificate ki fees": "", "thanks": "",
	} {
		if got, _ := turn(t, a, pensions(), agent.Message{Text: say}); got.Understood.Group != group {
			t.Errorf("%q: of the group %q, want %q; %v", say, got.Understood.Group, group, got.Understood)
		}
	}
}
