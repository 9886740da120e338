package edistrict

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestLooseTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 2, 11, 4, 0, 0, india)
	for in, want := range map[string]time.Time{
		`"2026-11-02T11:04:00+05:30"`: at,
		`"2026-11-02T05:34:00Z"`:      at,
		`"02-11-2026 11:04:00"`:       at,
		`"2026-11-02 11:04:00"`:       at,
		`1793597640000`:               at,
		`"1793597640000"`:             at,
		`"2026-11-02"`:                time.Date(2026, 11, 2, 0, 0, 0, 0, india),
		`"02-11-2026"`:                time.Date(2026, 11, 2, 0, 0, 0, 0, india),
		`"soon"`:                      {},
		`""`:                          {},
		`null`:                        {},
		`7`:                           {},
		`{}`:                          {},
		`"99-99-2026 11:04:00"`:       {},
	} {
		var got looseTime
		if err := json.Unmarshal([]byte(in), &got); err != nil || !got.Equal(want) {
			t.Errorf("%s: %v %v, want %v", in, got.Time, err, want)
		}
	}
}

func TestLooseValues(t *testing.T) {
	t.Parallel()
	var got struct {
		A, B, C, D looseBool
		E, F, G    looseString
		H, I       looseInt
		J, K       looseText
	}
	in := `{"A":true,"B":"true","C":"N","D":null,"E":" x ","F":7,"G":{"a":1},"H":"21","I":"many","J":"Income","K":{"hi":"आय","en":3}}`
	if err := json.Unmarshal([]byte(in), &got); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintln(got.A, got.B, got.C, got.D, got.E, got.F, got.G == "", *got.H.value, got.I.value == nil, got.J.Text, got.K.Text)
	if want := "true true false false x 7 true 21 true { Income} {आय 3}\n"; text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestFlatten(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		`[{"a":1},{"a":2}]`:             {`{"a":1}`, `{"a":2}`},
		`[[{"a":1}],[[{"a":2}]]]`:       {`{"a":1}`, `{"a":2}`},
		`"[\"{\\\"a\\\":1}\"]"`:         {`{"a":1}`},
		`{"a":1}`:                       {`{"a":1}`},
		`null`:                          nil,
		`"nothing"`:                     nil,
		`[null, 3, "", [], {"a":true}]`: {`{"a":true}`},
	} {
		var got []string
		for _, m := range flatten(json.RawMessage(in)) {
			got = append(got, string(m))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", in, diff)
		}
	}
}

// One letter means two things in two places, so a letter this source does not
// have is unknown, never guessed from another's list.
func TestLegacyStatus(t *testing.T) {
	t.Parallel()
	for letter, want := range map[string]State{
		"P": UnderProcessing, "F": UnderProcessing, "QS": QueryRaised, "D": CertificateIssued, "R": Rejected,
		"CR": Unknown, "I": Unknown, "": Unknown, "d": Unknown,
	} {
		body := fmt.Sprintf(`{"initiated_data":{"appl_ref_no":"SBX-INC-26-000001","status":%q},
			"execution_data":[[{"task_info":{"action_taken":"x","remarks":"not legible","executed_time":"??"}}]]}`, letter)
		s, ok := legacyStatus([]byte(body), Origin{})
		if !ok || s.State != want || s.RawStatus != letter || len(s.Steps) != 1 || !s.Steps[0].At.IsZero() {
			t.Errorf("%q: %+v", letter, s)
		}
		if (s.Query != nil) != (want == QueryRaised) || (s.Rejection.En == "not legible") != (want == Rejected) {
			t.Errorf("%q: query %v, rejection %v", letter, s.Query, s.Rejection)
		}
	}
}

func TestSecondFactorNeverPrints(t *testing.T) {
	t.Parallel()
	f := SecondFactor{MobileLast4: "4321", DOB: "1990-04-12", VerifiedMobile: "9900000001"}
	for _, s := range []string{fmt.Sprint(f), fmt.Sprintf("%v %+v %#v %s", f, f, f, &f), f.LogValue().String()} {
		for _, value := range []string{"4321", "1990", "9900000001"} {
			if strings.Contains(s, value) {
				t.Errorf("it prints: %s", s)
			}
		}
	}
}

func FuzzStatusAnswer(f *testing.F) {
	f.Add([]byte(`{"application":{"applicationNo":"SBX-INC-26-000001","state":"approved","steps":[[{"at":1}]]}}`))
	f.Add([]byte(`{"initiated_data":{"appl_ref_no":"x","status":"P"},"execution_data":"[[\"{}\"]]"}`))
	f.Add([]byte(`{"status":"true","data":"{\"application\":{}}"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		payload, o, err := judge(operation{name: "getStatus"}, &reply{status: 200, body: body})
		if err != nil {
			return
		}
		s, ok := legacyStatus(payload, o)
		if ok && s.State != Unknown && legacyStates[s.RawStatus] != s.State {
			t.Fatalf("invented %s from %q", s.State, s.RawStatus)
		}
		var b struct {
			Application applicationJSON `json:"application"`
		}
		if json.Unmarshal(payload, &b) == nil {
			if s := b.Application.status(o); s.State != Unknown && string(s.State) != string(b.Application.State) {
				t.Fatalf("invented %s from %q", s.State, b.Application.State)
			}
		}
	})
}
