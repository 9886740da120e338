package tools

import (
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
)

// TestAnswersAreTakenBackInOnesOwnWords: what is said after the first answers to the
// income certificate's form, which fields wait then, and what they hold.
func TestAnswersAreTakenBackInOnesOwnWords(t *testing.T) {
	t.Parallel()
	given := []string{"Pooja Yadav", "Ramesh Yadav", "17-03-1994", "9891012345", "E-44 gali 5, Laxmi Nagar", "110029"}
	fields := []string{"applicant_name", "relative_name", "dob", "mobile", "address", "pincode"}
	b := newBench(t, "")
	for _, c := range []struct {
		after int    // answers given before
		say   string // taking one back, or not
		asks  string
		doubt map[string]string
		value map[string]string
	}{
		{after: 1, say: "arre galti ho gayi naam Puja Yadav likhna hai", asks: "relative_name", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 1, say: "अरे गलती हो गई, नाम पूजा यादव लिखना है", asks: "relative_name", value: map[string]string{"applicant_name": "पूजा यादव"}},
		{after: 1, say: "no wait it is Pooja Devi Yadav", asks: "relative_name", value: map[string]string{"applicant_name": "Pooja Devi Yadav"}},
		{after: 1, say: "oh sorry my name is Pooja Singh Yadav", asks: "relative_name", value: map[string]string{"applicant_name": "Pooja Singh Yadav"}},
		{after: 2, say: "galti ho gyi naam Puja Yadav likhna h", asks: "dob", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 2, say: "oh I wrote my name wrong, it is Pooja Devi Yadav", asks: "dob", value: map[string]string{"applicant_name": "Pooja Devi Yadav"}},
		{after: 2, say: "sorry, Rajesh Yadav", asks: "dob", value: map[string]string{"relative_name": "Rajesh Yadav"}},
		{after: 4, say: "wait, the date of birth should be 18 march 1994", asks: "address", value: map[string]string{"dob": "1994-03-18"}},
		{after: 6, say: "nahi pin 110092 hai", asks: "years_in_delhi", value: map[string]string{"pincode": "110092"}},
		{after: 6, say: "no the pin is 110018", asks: "years_in_delhi", value: map[string]string{"pincode": "110018"}},
		{after: 5, say: "sorry number 9891054321 hai", asks: "pincode", value: map[string]string{"mobile": "9891054321"}},
		{after: 6, say: "oops, galti ho gayi", asks: "pincode"},
		{after: 2, say: "I typed the wrong name, it should be Puja Yadav", asks: "dob", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 4, say: "naam galat likh diya, Puja Yadav karo", asks: "address", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 5, say: "mujhse naam galat ho gaya Puja Yadav hai sahi naam", asks: "pincode", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 6, say: "गलती हो गई नाम पूजा यादव लिखो", asks: "years_in_delhi", value: map[string]string{"applicant_name": "पूजा यादव"}},
		{after: 4, say: "नाम गलत लिख दिया मेरा नाम पूजा यादव है", asks: "address", value: map[string]string{"applicant_name": "पूजा यादव"}},
		{after: 3, say: "wait my name is spelt wrong it is Puja Yadav", asks: "mobile", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 3, say: "Pooja Yadav nahi Puja Yadav", asks: "mobile", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 4, say: "papa ka naam galat h Ramesh Chand Yadav hai", asks: "address", value: map[string]string{"relative_name": "Ramesh Chand Yadav"}},
		{after: 3, say: "wrong dob, it is 18-03-1994", asks: "mobile", value: map[string]string{"dob": "1994-03-18"}},
		{after: 4, say: "mobile galat diya 9891054321 hai", asks: "address", value: map[string]string{"mobile": "9891054321"}},
		{after: 6, say: "address galat likh diya 14 gali no 5 shakarpur likho", asks: "address", doubt: map[string]string{"address": "14 gali no 5 shakarpur"}},
		{after: 6, say: "pin galat diya 110092 h", asks: "years_in_delhi", value: map[string]string{"pincode": "110092"}},
		{after: 4, say: "pata to bataya hi nahi", asks: "address"},
		{after: 1, say: "mere pitaji ka naam nahi pata", asks: "relative_name"},
		{after: 0, say: "rakesh yadav s/o mohan yadav", asks: "dob", value: map[string]string{"applicant_name": "rakesh yadav", "relative_name": "mohan yadav"}},
		{after: 0, say: "उनका नाम रामलाल शर्मा है और उनके पिता का नाम हरिराम", asks: "dob", value: map[string]string{"applicant_name": "रामलाल शर्मा", "relative_name": "हरिराम"}},
		{after: 2, say: "papa ka naam Mohan Lal Yadav likhna tha", asks: "dob", value: map[string]string{"relative_name": "Mohan Lal Yadav"}},
		{after: 5, say: "dob 18-03-1994", asks: "pincode", value: map[string]string{"dob": "1994-03-18"}},
		{after: 3, say: "gali no 4 sangam vihar pin 110080", asks: "mobile", value: map[string]string{"address": "gali no 4 sangam vihar", "pincode": "110080"}},
		{after: 3, say: "पता गलत है मकान नंबर पंद्रह गली नंबर तीन शाहदरा लिखो", asks: "mobile", value: map[string]string{"address": "मकान नंबर पंद्रह गली नंबर तीन शाहदरा"}},
		{after: 2, say: "galti se galat number chala gaya", asks: "dob"},
		{after: 0, say: "male", asks: "applicant_name"},
		{after: 5, say: "my name is Puja Mehta and husbands name Rohit Mehta", asks: "applicant_name", doubt: map[string]string{"applicant_name": "Puja Mehta", "relative_name": "Rohit Mehta"}},
		{after: 1, say: "her husband is dead", asks: "relative_name"},
		{after: 2, say: "जन्मतिथि एक जनवरी उन्नीस सौ तिरपन", asks: "mobile", value: map[string]string{"dob": "1953-01-01"}},
		{after: 1, say: "theek hai, pati ka naam Salim", asks: "dob", value: map[string]string{"relative_name": "Salim"}},
		{after: 1, say: "पिता हरिराम शर्मा, जन्म 12 जून 1955", asks: "mobile", value: map[string]string{"relative_name": "हरिराम शर्मा", "dob": "1955-06-12"}},
		{after: 1, say: "Mata Prasad", asks: "dob", value: map[string]string{"relative_name": "Mata Prasad"}},
		{after: 4, say: "sorry, H-12 Kirti Nagar", asks: "pincode", value: map[string]string{"address": "H-12 Kirti Nagar"}},
		{after: 6, say: "hold on, that mobile is my son's, use 9810654321", asks: "years_in_delhi", value: map[string]string{"mobile": "9810654321"}},
		{after: 1, say: "Subir Bose, 9 nov 1996", asks: "mobile", value: map[string]string{"relative_name": "Subir Bose", "dob": "1996-11-09"}},
		{after: 1, say: "Ganesh Paswan pita ji", asks: "dob", value: map[string]string{"relative_name": "Ganesh Paswan"}},
		{after: 0, say: "naam h Rakesh Paswan", asks: "relative_name", value: map[string]string{"applicant_name": "Rakesh Paswan"}},
		{after: 3, say: "oops birth year is 1995", asks: "dob"},
		{after: 2, say: "ग़लत लिख दिया, पिता का नाम ओम प्रकाश यादव है", asks: "dob", value: map[string]string{"relative_name": "ओम प्रकाश यादव"}},
		{after: 1, say: "पिताजी का नाम ओमप्रकाश", asks: "dob", value: map[string]string{"relative_name": "ओमप्रकाश"}},
		{after: 0, say: "ok my name is Gaurav Sethi", asks: "relative_name", value: map[string]string{"applicant_name": "Gaurav Sethi"}},
		{after: 2, say: "सन 1979 में 20 मार्च को", asks: "mobile", value: map[string]string{"dob": "1979-03-20"}},
		{after: 0, say: "Arun Nahar", asks: "relative_name", value: map[string]string{"applicant_name": "Arun Nahar"}},
		{after: 0, say: "his name is Om Prakash Bhardwaj", asks: "relative_name", value: map[string]string{"applicant_name": "Om Prakash Bhardwaj"}},
		{after: 0, say: "Om Prakash naam hai unka", asks: "relative_name", value: map[string]string{"applicant_name": "Om Prakash"}},
		{after: 0, say: "applicant is Sunita Devi", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "naam to Sunita Devi hai", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "mai Sunita Devi", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "सुनीता देवी नाम है मेरा", asks: "relative_name", value: map[string]string{"applicant_name": "सुनीता देवी"}},
		{after: 0, say: "mera pura naam Sunita Devi hai ji", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "beti ka naam Sunita Devi hai", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "name of my daughter is Sunita Devi", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "my mothers name is Sunita Devi", asks: "relative_name", value: map[string]string{"applicant_name": "Sunita Devi"}},
		{after: 0, say: "मम्मी का नाम सुनीता देवी है", asks: "relative_name", value: map[string]string{"applicant_name": "सुनीता देवी"}},
		{after: 0, say: "उनका नाम सुनीता देवी", asks: "relative_name", value: map[string]string{"applicant_name": "सुनीता देवी"}},
		{after: 1, say: "Kishan Lal Bhardwaj is his fathers name", asks: "dob", value: map[string]string{"relative_name": "Kishan Lal Bhardwaj"}},
		{after: 1, say: "mere papa ka naam Ramesh hai", asks: "dob", value: map[string]string{"relative_name": "Ramesh"}},
		{after: 1, say: "मेरे पिता का नाम रमेश कुमार है", asks: "dob", value: map[string]string{"relative_name": "रमेश कुमार"}},
		{after: 1, say: "papa Ramesh Kumar hain", asks: "dob", value: map[string]string{"relative_name": "Ramesh Kumar"}},
		{after: 1, say: "inke pita ka naam Mangal Ram tha", asks: "dob", value: map[string]string{"relative_name": "Mangal Ram"}},
		{after: 1, say: "my husband is Mohan Das", asks: "dob", value: map[string]string{"relative_name": "Mohan Das"}},
		{after: 1, say: "her husbands name was Mohan Das", asks: "dob", value: map[string]string{"relative_name": "Mohan Das"}},
		{after: 1, say: "पति मोहन दास हैं", asks: "dob", value: map[string]string{"relative_name": "मोहन दास"}},
		{after: 1, say: "swargiya Mohan Das", asks: "dob", value: map[string]string{"relative_name": "swargiya Mohan Das"}},
		{after: 1, say: "shri Mohan Das ji", asks: "dob", value: map[string]string{"relative_name": "Mohan Das"}},
		{after: 1, say: "father late sh. Mohan Das", asks: "dob", value: map[string]string{"relative_name": "late sh. Mohan Das"}},
		{after: 3, say: "sorry his name in aadhaar is Puja Devi Yadav, please correct it", asks: "mobile", value: map[string]string{"applicant_name": "Puja Devi Yadav"}},
		{after: 3, say: "पिता का नाम रामपाल लिखो, Ramesh Yadav गलत लिख दिया मैंने", asks: "mobile", value: map[string]string{"relative_name": "रामपाल"}},
		{after: 2, say: "mera naam Puja Yadav hai, theek kar do", asks: "dob", value: map[string]string{"applicant_name": "Puja Yadav"}},
		{after: 1, say: "skip the email", asks: "relative_name"},
		{after: 6, say: "nahi, 12 saal", asks: "occupation", value: map[string]string{"years_in_delhi": "12", "pincode": "110029"}},
	} {
		r := b.call(t, "startApplication", `{"service":"income-certificate"}`)
		for i := range given[:c.after] {
			if r.Ask.Field != fields[i] {
				t.Fatalf("asks %s, want %s", r.Ask.Field, fields[i])
			}
			r = b.answer(t, "startApplication", r, agent.Answer{Text: given[i]})
		}
		r = b.answer(t, "startApplication", r, agent.Answer{Text: c.say})
		f, err := unmarshalForm(r.Ask.State)
		if err != nil {
			t.Fatal(err)
		}
		if r.Ask.Field != c.asks {
			t.Errorf("%q: asks %s, want %s; %q", c.say, r.Ask.Field, c.asks, r.Text)
		}
		for id, want := range c.doubt {
			if f.Doubts[id] != want {
				t.Errorf("%q: reads back %q of %s, want %q", c.say, f.Doubts[id], id, want)
			}
		}
		for id, want := range c.value {
			if f.Values[id] != want {
				t.Errorf("%q: %s is %q, want %q", c.say, id, f.Values[id], want)
			}
		}
	}
}

// TestBothParentsAreNamedInOneBreath: a word for a parent is a label only beside one
// for the other.
func TestBothParentsAreNamedInOneBreath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ say, father, mother, asks string }{
		{"papa Mohan Singh Negi mummy Kamla Negi", "Mohan Singh Negi", "Kamla Negi", "gender"},
		{"पिता मोहन नेगी और माँ कमला नेगी", "मोहन नेगी", "कमला नेगी", "gender"},
		{"Mata Prasad", "Mata Prasad", "", "mother_name"},
		{"my father is K. Negi", "K. Negi", "", "mother_name"},
		{"Mohan Negi, mother - Kamla Negi", "Mohan Negi", "Kamla Negi", "gender"},
	} {
		b := newBench(t, "")
		r := b.call(t, "startApplication", `{"service":"domicile-certificate"}`)
		r = b.answer(t, "startApplication", r, agent.Answer{Text: "Sandeep Negi"})
		r = b.answer(t, "startApplication", r, agent.Answer{Text: c.say})
		f, err := unmarshalForm(r.Ask.State)
		if err != nil {
			t.Fatal(err)
		}
		if f.Values["father_name"] != c.father || f.Values["mother_name"] != c.mother || r.Ask.Field != c.asks {
			t.Errorf("%q: father %q, mother %q, asks %s", c.say, f.Values["father_name"], f.Values["mother_name"], r.Ask.Field)
		}
	}
}

// TestAChoiceIsTakenBackForAnother though a name is asked for next.
func TestAChoiceIsTakenBackForAnother(t *testing.T) {
	t.Parallel()
	b := newBench(t, "")
	r := b.call(t, "startApplication", `{"service":"obc-certificate"}`)
	r = b.answer(t, "startApplication", r, agent.Answer{Choice: "delhi"})
	r = b.answer(t, "startApplication", r, agent.Answer{Text: "are nahi central chahiye tha"})
	f, err := unmarshalForm(r.Ask.State)
	if err != nil || f.Values["obc_list"] != "central" || r.Ask.Field != "applicant_name" {
		t.Errorf("list %q, asks %s: %v", f.Values["obc_list"], r.Ask.Field, err)
	}
}
