package agent_test

import (
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

func TestOrdersOfLanguage(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	orders := map[corpus.Lang][]string{
		corpus.English: {
			"english please", "reply in english", "english me batao", "angrezi mein bataiye", "अंग्रेज़ी में बताइए", "please explain in English",
			"what is the fee for a birth certificate, in english please", "kya aap english me bata sakte hain", "can you reply in english",
		},
		corpus.Hindi:      {"हिंदी में बताइए", "हिंदी में", "हिन्दी में जवाब दीजिए", "क्या आप हिंदी में बता सकते हैं?", "आय प्रमाण पत्र के कागज़ात हिंदी में बताओ", "reply in hindi", "can you talk in hindi", "OBC certificate papers in hindi", "tell me in hindi which papers are needed"},
		corpus.HindiLatin: {"kya hindi me batao", "kya aap hindi me bata sakte ho", "hindi me jawab dijiye kya fees hai"},
	}
	for want, messages := range orders {
		for _, m := range messages {
			if got, state := turn(t, a, agent.State{}, agent.Message{Text: m}); state.Chosen != want || got.Language != want {
				t.Errorf("%q: chosen %q, answered in %q, want %q", m, state.Chosen, got.Language, want)
			}
		}
	}
	for _, m := range []string{
		"can I write my RTI in hindi", "Can i write my RTI application in Hindi or only English is accepted?", "should my affidavit be in english",
		"is the learner licence test in hindi", "is the RTI form available in Hindi", "will the certificate be printed in english",
		"kya main form english me bhar sakta hu", "RTI hindi me likh sakte hain kya", "RTI hindi mein likhna hai", "learner licence ka test hindi me hota hai kya",
		"birth certificate english me milega ya hindi me", "hindi me likha affidavit chalega kya",
		"क्या मैं आरटीआई हिंदी में लिख सकता हूँ?", "फ़ॉर्म अंग्रेज़ी में भरना है क्या", "जन्म प्रमाण पत्र अंग्रेज़ी में मिलेगा क्या", "प्रमाण पत्र में नाम हिंदी में ग़लत लिखा है",
	} {
		if got, state := turn(t, a, agent.State{}, agent.Message{Text: m}); state.Chosen != "" || got.Reply.Text == "" {
			t.Errorf("%q is a question, and switched to %q", m, state.Chosen)
		}
	}
}

func TestTheLanguageIsSwitchedBack(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	for _, c := range []struct {
		say    string
		chosen corpus.Lang
		want   corpus.Lang
	}{
		{"please switch back to english", corpus.Hindi, corpus.English},
		{"ab english me", corpus.Hindi, corpus.English},
		{"switch to hindi", corpus.English, corpus.Hindi},
		{"ab kya hindi me", corpus.English, corpus.HindiLatin},
		{"reply in hindi", corpus.English, corpus.Hindi},
		{"kya devanagari me batao", corpus.HindiLatin, corpus.Hindi},
		{"roman me", corpus.Hindi, corpus.HindiLatin},
		{"hindi in english letters please", corpus.English, corpus.HindiLatin},
		{"हिंदी में", corpus.HindiLatin, corpus.Hindi},
		{"Hindi", corpus.English, corpus.Hindi},
		{"Hindu", corpus.English, corpus.English},
	} {
		if got, state := turn(t, a, agent.State{Chosen: c.chosen, Language: c.chosen}, agent.Message{Text: c.say}); state.Chosen != c.want || got.Language != c.want {
			t.Errorf("%q after %s: chosen %q, answered in %q, want %q", c.say, c.chosen, state.Chosen, got.Language, c.want)
		}
	}
}

// A name in an English conversation is no switch to Hindi; three words of Hindi are.
func TestANameIsNoLanguage(t *testing.T) {
	t.Parallel()
	a := assistant(t, nil)
	for say, want := range map[string]corpus.Lang{"Devika Menon": corpus.English, "fees kitni hai": corpus.HindiLatin} {
		if got, _ := turn(t, a, agent.State{Language: corpus.English}, agent.Message{Text: say}); got.Language != want {
			t.Errorf("%q is answered in %q, want %q", say, got.Language, want)
		}
	}
}
