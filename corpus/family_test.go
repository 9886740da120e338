package corpus

import "testing"

func TestFamilies(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ text, want string }{
		{"birth certificate kaise banega", "birth-certificate"},
		{"birth certificate me naam galat hai", "birth-name-inclusion-correction"},
		{"जन्म प्रमाण पत्र में बच्चे का नाम जुड़वाना है", "birth-name-inclusion-correction"},
		{"ration card ke liye kya kagaz lagenge", "new-ration-card"},
		{"ration card me naya member ka naam kaise jode", "ration-card-changes"},
		{"राशन कार्ड से नाम कटवाना है", "ration-card-changes"},
		{"driving licence fees", "driving-licence-permanent"},
		{"mera driving licence kho gaya", "driving-licence-duplicate-address"},
		{"renew my driving licence", "driving-licence-renewal"},
		{"driving licence expire ho gaya", "driving-licence-renewal"},
		{"pani ka naya connection", "water-connection-new"},
		{"death certificate ki copy", "death-certificate"},
	}
	for _, tt := range tests {
		m := l.Match(tt.text)
		if len(m.Services) == 0 || m.Services[0].ID != tt.want {
			t.Errorf("%q: %v, want %s", tt.text, m.Services, tt.want)
		}
	}
}

// A name that says more than the family's is the service's own; one that all of the
// family go by leaves open which is meant.
func TestOwnNames(t *testing.T) {
	t.Parallel()
	l, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for text, own := range map[string]bool{
		"What is the fee for a new ration card?": true,
		"naya ration card kaise banega":          true,
		"papers for a new driving licence":       true,
		"ration card ki fees":                    false,
		"राशन कार्ड खो गया":                      false,
		"death certificate ki copy":              false, // no name of its family holds it
	} {
		if m := l.Match(text); len(m.Services) == 0 || m.Services[0].Own != own {
			t.Errorf("%q: %+v, want own %v", text, m.Services, own)
		}
	}
}
