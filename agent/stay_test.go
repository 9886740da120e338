package agent_test

import (
	"context"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/agent/offline"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// resembling is a retriever for which the message resembles the questions of the
// services so much, and those of no other.
type resembling struct {
	everything
	alike map[string]float64
}

func (r resembling) Search(ctx context.Context, q agent.Query) ([]agent.Hit, error) {
	hits, err := r.everything.Search(ctx, q)
	for i := range hits {
		hits[i].Alike = r.alike[hits[i].Service]
	}
	return hits, err
}

func TestAMessageStaysOnTheSubjectUnlessAnotherIsFarAhead(t *testing.T) {
	t.Parallel()
	l := library(t)
	off, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	const digilocker, ration, income, water = "digilocker-use", "new-ration-card", "income-certificate", "water-connection-new"
	for _, c := range []struct {
		name, say, subject string
		own, other         float64
		otherService, want string
	}{
		{"names nothing", "what can i show the police in the meantime", ration, 0.47, 0.59, digilocker, ration},
		{"names nothing, but the other is far ahead", "what can i show the police in the meantime", ration, 0.3, 0.8, digilocker, ""},
		{"points back", "woh wala kab se laagu hua hai", ration, 0.4, 0.75, digilocker, ration},
		{"begins something else", "by the way what can i show the police", ration, 0.6, 0.5, digilocker, ""},
		{"resembles nothing", "aaj mausam bahut suhana lag raha", ration, 0.1, 0.1, digilocker, ""},
		{"names what is only a part", "income certificate bhi aa jata hai kya isme", digilocker, 0.6, 0.3, income, digilocker},
		{"names another, and points nowhere", "income certificate kaise banta hai", digilocker, 0.35, 0.3, income, income},
		{"names another before the question, and the subject is far ahead", "the income certificate is with my uncle. so what will they see there", digilocker, 0.8, 0.1, income, digilocker},
		{"names a paper that one lacks", "income certificate nahi hai, uske bina chalega kya", ration, 0.4, 0.5, income, ration},
		{"names a paper of it by a word of another service", "bank gave me the NOC in july, is it too old", "rc-duplicate-hypothecation", 0.4, 0.5, "land-status-ror-noc", "rc-duplicate-hypothecation"},
		{"asks how that paper is got", "income certificate nahi hai, kaise banwana hoga", ration, 0.4, 0.5, income, income},
		{"says at length what it is about", "my daughter was born at home eight months ago and her birth was never registered with anybody, what now", water, 0.25, 0.4, digilocker, ""},
		{"names another, which is nearer", "does the income certificate come in it", digilocker, 0.3, 0.6, income, income},
		{"a lack takes nothing back", "bpl card nahi hai hamare paas", water, 0.3, 0.4, ration, water},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := resembling{everything{l}, map[string]float64{c.subject: c.own, c.otherService: c.other}}
			a, err := agent.New(l, r, off, nil, agent.Config{Detect: byScript, Extractive: off})
			if err != nil {
				t.Fatal(err)
			}
			got, _ := turn(t, a, agent.State{ID: "c", Subject: c.subject, Aspect: corpus.Fee}, agent.Message{Text: c.say})
			services := got.Understood.Services
			switch {
			case c.want == "" && len(services) > 0 && services[0] == c.subject:
				t.Errorf("stays on %s", c.subject)
			case c.want != "" && (len(services) == 0 || services[0] != c.want):
				t.Errorf("is about %v, want %s", services, c.want)
			}
		})
	}
}

func TestAConversationGoesBackToWhatWasSpokenOfBefore(t *testing.T) {
	t.Parallel()
	l := library(t)
	off, err := offline.New(l)
	if err != nil {
		t.Fatal(err)
	}
	const water, electricity, sdm = "water-connection-new", "electricity-connection-new", "sdm-office-hours-locations"
	for _, c := range []struct {
		name, say, subject, earlier string
		own, before                 float64
		want                        string
	}{
		{"nearer, without a word that calls back", "they say tomorrow tomorrow since one month, i am fed up", water, electricity, 0.24, 0.42, electricity},
		{"hardly nearer", "they say tomorrow tomorrow since one month, i am fed up", water, electricity, 0.35, 0.42, water},
		{"the subject is near too", "they say tomorrow tomorrow since one month, i am fed up", water, electricity, 0.6, 0.8, water},
		{"only an aspect", "और काग़ज़?", water, electricity, 0.3, 0.9, water},
		{"a word of its name calls back", "aur electricity me kitne din", water, electricity, 0.5, 0.6, electricity},
		{"in so many words", "ok back to it, till when can we do that", water, electricity, 0.4, 0.3, electricity},
		{"the subject is what all share", "and what do they want from us there", sdm, electricity, 0.4, 0.6, electricity},
		{"what all share answers it as well", "and what do they want from us there", sdm, electricity, 0.5, 0.6, sdm},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := resembling{everything{l}, map[string]float64{c.subject: c.own, c.earlier: c.before}}
			a, err := agent.New(l, r, off, nil, agent.Config{Detect: byScript, Extractive: off})
			if err != nil {
				t.Fatal(err)
			}
			got, s := turn(t, a, agent.State{ID: "c", Subject: c.subject, Earlier: c.earlier, Aspect: corpus.Fee}, agent.Message{Text: c.say})
			if services := got.Understood.Services; len(services) == 0 || services[0] != c.want {
				t.Errorf("is about %v, want %s", services, c.want)
			}
			if other := map[string]string{c.subject: c.earlier, c.earlier: c.subject}[c.want]; s.Earlier != other {
				t.Errorf("before it %q is said to be spoken of, want %s", s.Earlier, other)
			}
		})
	}
}

// TestWhatIsCheckedIsNotTheSubject: "is this income certificate genuine?", and then what
// is asked is about checking it.
func TestWhatIsCheckedIsNotTheSubject(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil, oneStep{})
	for _, c := range []struct{ say, subject string }{
		{"kirayedar ne income certificate diya hai, asli hai ya nakli kaise pata chale", "certificate-verification-edistrict"},
		{"income certificate kahan se download hota hai", "income-certificate"},
	} {
		if _, s := turn(t, a, agent.State{ID: "c"}, agent.Message{Text: c.say}); s.Subject != c.subject {
			t.Errorf("%q: the subject is %s, want %s", c.say, s.Subject, c.subject)
		}
	}
}
