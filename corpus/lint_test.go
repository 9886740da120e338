package corpus

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestSoundCorpusIsClean(t *testing.T) {
	t.Parallel()
	got, err := lintOn(soundCorpus(t), today)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Finding(nil), got); d != "" {
		t.Error(d)
	}
}

// TestLintFinds makes one fault at a time and wants exactly the finding that
// names it.
func TestLintFinds(t *testing.T) {
	t.Parallel()
	const dir = "services/tree-permit/"
	const svc, clauses, papers, form, examples = dir + "service.yaml", dir + "clauses.yaml", dir + "papers.yaml", dir + "form.yaml", dir + "examples.yaml"
	const questions = dir + "questions.yaml"
	const other = "services/well-permit/service.yaml"
	long := strings.Repeat("long ", 90)
	tests := []struct {
		name string
		edit edit
		want string // "file:line: message"; the fix is not compared
	}{
		{"hindi missing", edit{clauses, "\n  hi: शुल्क १.२ लाख रुपये है।", ""}, clauses + ":43: clause the-fee has no Hindi text"},
		{"english missing", edit{svc, "{en: Garden office, hi: बाग़ दफ़्तर}", "{hi: बाग़ दफ़्तर}"}, svc + ":4: the department has no English text"},
		{"text missing", edit{svc, "ask: {en: the garden office, hi: बाग़ का दफ़्तर}\n", ""}, svc + ":1: the ask (where to turn) is missing"},
		{"latin in hindi", edit{clauses, "इसके बारे में एक नियम।", "इसका rule यह है।"}, clauses + ":4: clause rule-eligibility has \"rule\" inside the Hindi"},
		{"devanagari in english", edit{clauses, "A rule about this.", "A नियम about this."}, clauses + ":3: clause rule-eligibility has \"नियम\" inside the English"},
		{"numbers differ", edit{clauses, "शुल्क १.२ लाख रुपये", "शुल्क 1.3 लाख रुपये, यानी 1,20,000 से ज़्यादा"}, clauses + ":47: clause the-fee states 130000 here, which the English lacks"},
		{"fact not in the texts", edit{clauses, "value: 120000", "value: 130000"}, clauses + ":46: the English does not state the fact inr 130000"},
		{"fact not plain", edit{clauses, "value: 120000", "value: 1.2 lakh"}, clauses + ":49: \"1.2 lakh\" is not a plain number"},
		{"fact type", edit{clauses, "type: inr", "type: rupees"}, clauses + ":49: unknown fact type \"rupees\""},
		{"fact without value", edit{clauses, "{type: inr, value: 120000}", "{type: inr}"}, clauses + ":49: the fact has no value"},
		{"limit of nothing", edit{clauses, "value: 120000", "max: 120000"}, clauses + ":49: the limit does not say of what"},
		{"amount and limit", edit{clauses, "value: 120000", "value: 120000, max: 120000, of: fee"}, clauses + ":49: the fact is both an amount and a limit"},
		{"date fact not in the text", edit{clauses, "value: 2019-12-31", "value: 2018-12-31"}, clauses + ":60: the English does not state the date 2018-12-31"},
		{"unknown source", edit{clauses, "sources: [garden-page]", "sources: [no-page]"}, clauses + ":5: clause rule-eligibility cites \"no-page\", which is not a source of the pack"},
		{"no source", edit{clauses, "  sources: [garden-page]\n", ""}, clauses + ":1: clause rule-eligibility has no source"},
		{"source that nothing cites", edit{svc, "sources:\n", "sources:\n  - {id: old-page, title: Old page, url: \"https://garden.example/old\"}\n"}, svc + ":15: nothing cites source old-page"},
		{"bad address", edit{svc, "https://garden.example/rules", "garden page"}, svc + ":17: source garden-page has no valid web address: \"garden page\""},
		{"bad source date", edit{svc, "dated: 2025-09", "dated: 9.2025"}, svc + ":19: \"9.2025\" is not a date"},
		{"bad date", edit{clauses, "from: 2020-01-01", "from: 2020-13-01"}, clauses + ":50: \"2020-13-01\" is not a date"},
		{"until before from", edit{clauses, "until: 2030-12-31", "until: 2019-12-31\n  certainty: ended"}, clauses + ":51: clause the-fee ends (2019-12-31) before it begins (2020-01-01)"},
		{"ended but stated", edit{clauses, "until: 2030-12-31", "until: 2025-12-31"}, clauses + ":51: clause the-fee ended on 2025-12-31 but is told as in force"},
		{"ended in the future", edit{clauses, "\n  until: 2019-12-31", "\n  until: 2029-12-31"}, clauses + ":61: clause old-fee is ended but holds until 2029-12-31"},
		{"ended without saying so", edit{clauses, "The old fee of 50 rupees ended on 31 December 2019.", "The fee is 50 rupees, 31 December 2019."}, clauses + ":56: clause old-fee is ended but does not say so"},
		{"checked in the future", edit{svc, "checked: 2026-11-01", "checked: 2026-11-22"}, svc + ":13: the service was checked in the future, 2026-11-22"},
		{"not checked", edit{papers, "  checked: 2026-11-01\n", ""}, papers + ":1: paper plan has no checked date"},
		{"too long", edit{clauses, "A rule about this.", long}, clauses + ":3: clause rule-eligibility has 449 characters, the limit is 400"},
		{"unknown without ask", edit{clauses, "  ask: {en: Ask the garden office., hi: बाग़ दफ़्तर से पूछें।}\n", ""}, clauses + ":64: the ask of clause late-fee is missing"},
		{"unknown sounds certain", edit{clauses, "The late fee is not confirmed.", "The late fee is high."}, clauses + ":67: clause late-fee is unknown but its English sounds certain"},
		{"unknown sounds certain in hindi", edit{clauses, "देर से आने की फ़ीस की पुष्टि नहीं हुई है।", "देर से आने की फ़ीस बहुत है।"}, clauses + ":68: clause late-fee is unknown but its Hindi sounds certain"},
		{"certainty", edit{clauses, "certainty: unknown", "certainty: maybe"}, clauses + ":66: unknown certainty \"maybe\""},
		{"kind", edit{clauses, "kind: status", "kind: state"}, clauses + ":26: unknown kind \"state\""},
		{"kind not covered", edit{clauses, "kind: status", "kind: about"}, clauses + ":1: no clause speaks of status"},
		{"papers not covered", edit{papers, "", "[]"}, clauses + ":1: no clause speaks of papers"},
		{"two leads", edit{clauses, "id: old-fee\n  kind: fee", "id: old-fee\n  kind: fee\n  lead: true"}, clauses + ":56: the-fee and old-fee both lead the kind fee"},
		{"clause id twice", edit{clauses, "id: old-fee", "id: the-fee"}, clauses + ":54: the clause id \"the-fee\" is also at " + clauses + ":43"},
		{"paper and clause share an id", edit{clauses, "id: old-fee", "id: plan"}, papers + ":1: the paper id \"plan\" is also at " + clauses + ":54"},
		{"id not kebab", edit{clauses, "id: old-fee", "id: Old_fee"}, clauses + ":54: the id \"Old_fee\" is not in the form of ids"},
		{"id missing", edit{clauses, "- id: old-fee\n  kind", "- kind"}, clauses + ":54: this clause has no id"},
		{"id is not the folder", edit{svc, "id: tree-permit", "id: trees"}, svc + ":1: the id \"trees\" is not the folder's name"},
		{"group", edit{svc, "group: civil", "group: gardens"}, svc + ":3: unknown group \"gardens\""},
		{"related", edit{svc, "checked: 2026", "related: [fish-permit]\nchecked: 2026"}, svc + ":13: related service \"fish-permit\" does not exist"},
		{"omission without reason", edit{svc, "checked: 2026", "omitted: [{fact: frogs}]\nchecked: 2026"}, svc + ":13: an omitted fact needs both its fact and the reason"},
		{"stray file", edit{dir + "notes.txt", "", "hello"}, dir + "notes.txt: no program reads this file"},
		{"service file missing", edit{svc, "", "-"}, svc + ": the file is missing"},
		{"need", edit{papers, "need: required", "need: must"}, papers + ":3: paper plan has an unknown need \"must\""},
		{"conditional without when", edit{papers, "need: required", "need: conditional"}, papers + ":1: the when of paper plan is missing"},
		{"paper without check", edit{papers, "  check: {en: Every bed is drawn., hi: हर क्यारी बनी हो।}\n", ""}, papers + ":1: the check: line of paper plan is missing"},
		{"paper without missing", edit{papers, "  missing: {en: Draw it yourself., hi: ख़ुद बना लें।}\n", ""}, papers + ":1: the missing: line of paper plan is missing"},
		{"check half written", edit{papers, "{en: Every bed is drawn., hi: हर क्यारी बनी हो।}", "{en: Every bed is drawn.}"}, papers + ":11: the check: line of paper plan has no Hindi text"},
		{"file ending", edit{papers, "[pdf]", "[pdf, docx]"}, papers + ":7: paper plan names an unknown file ending \"docx\""},
		{"paper not uploaded", edit{form, "uploads: [plan]\n", ""}, papers + ":6: paper plan is marked upload but the form does not take it"},
		{"upload is no paper", edit{form, "uploads: [plan]", "uploads: [plan, photo]"}, form + ":27: upload \"photo\" is not a paper"},
		{"upload not marked", edit{papers, "  upload: true\n", ""}, form + ":27: paper plan is uploaded but not marked so"},
		{"form code", edit{form, "code: TRE", "code: Tree"}, form + ":1: the form code \"Tree\" cannot stand in application numbers"},
		{"form code taken", edit{"services/well-permit/form.yaml", "code: WEL", "code: TRE"}, "services/well-permit/form.yaml:1: the form code TRE belongs to tree-permit"},
		{"field type", edit{form, "type: date", "type: day"}, form + ":22: field since has an unknown type \"day\""},
		{"question missing", edit{form, `    question: {en: "Whose is it?", hi: "किसका है?"}` + "\n", ""}, form + ":7: the question of field owner is missing"},
		{"choice with one choice", edit{form, "      - {id: small, en: Small, hi: छोटा}\n", ""}, form + ":14: field kind is a choice with fewer than two choices"},
		{"choice id twice", edit{form, "id: small", "id: big"}, form + ":20: the choice id \"big\" is also at " + form + ":19"},
		{"choices without choice", edit{form, "type: choice", "type: text"}, form + ":19: field kind has choices but is of type text"},
		{"not marked personal", edit{form, "    personal: true\n", ""}, form + ":7: field owner holds personal data and is not marked so"},
		{"only on a later field", edit{form, "field: own,", "field: kind,"}, form + ":13: field owner depends on \"kind\", which is not an earlier field"},
		{"only on a value that is none", edit{form, `is: ["no"]`, "is: [maybe]"}, form + ":13: field owner waits for \"maybe\", which own never is"},
		{"bound is no number", edit{form, "max: 60", "max: sixty"}, form + ":12: field owner has a max that is not a whole number: \"sixty\""},
		{"bound is no date", edit{form, "max: today", "max: now"}, form + ":26: field since has a max that is not a date: \"now\""},
		{"bounds crossed", edit{form, "max: 60", "min: 70\n    max: 60"}, form + ":12: field owner has min 70 above max 60"},
		{"declaration missing", edit{form, "declaration: {en: All this is true., hi: यह सब सच है।}", ""}, form + ":1: the declaration is missing"},
		{"alias of two", edit{other, "permission for Well", `"Permission, for tree!"`}, other + ":6: the alias \"Permission, for tree!\" is also claimed by " + svc + ":6"},
		{"alias is another's name", edit{other, "permission for Well", "Tree permit"}, other + ":6: the alias \"Tree permit\" is also claimed by tree-permit"},
		{"alias is a group", edit{svc, "permission for Tree", "PERMIT"}, svc + ":6: the alias \"PERMIT\" is the name of the group permit"},
		{"alias sounds like another's", edit{other, "permission for Well", "permission for Trii"}, other + ":6: the alias \"permission for Trii\" sounds like \"permission for Tree\", claimed by " + svc + ":6"},
		{"alias sounds like a group", edit{svc, "permission for Tree", "parmit"}, svc + ":6: the alias \"parmit\" is the name of the group permit"},
		{"alias too short", edit{other, "permission for Well", "w"}, other + ":6: the alias \"w\" is too short to be told from other words"},
		{"alias is an aspect", edit{other, "permission for Well", "How long"}, other + ":6: the alias \"How long\" is a word for days in the glossary, so questions on other services contain it"},
		{"orphan name of a group", edit{"groups.yaml", "en: [permit]", "en: [permit, tree permit or other]"}, "groups.yaml:4: the name \"tree permit or other\" does not lead to group permit: a service of the group is heard in it"},
		{"source of a concept", edit{"glossary/words.yaml", "  en: [fee]", "  source: a page\n  en: [fee]"}, "glossary/words.yaml:3: concept fee has no valid web address: \"a page\""},
		{"alias is nothing", edit{svc, "permission for Tree", "permission for Tree, \"...\""}, svc + ":6: the alias \"...\" is empty"},
		{"alias in the wrong list", edit{svc, "permission for Tree", "पेड़ की इजाज़त"}, svc + ":6: the alias \"पेड़ की इजाज़त\" under en has Devanagari letters"},
		{"no aliases", edit{svc, "[permission for Tree]", "[]"}, svc + ":6: the service has no aliases in en"},
		{"few examples", edit{examples, "  - ped sawal number 7\n", ""}, examples + ":20: 7 examples in latn, at least 8 are needed"},
		{"example twice", edit{examples, "Tree question number 1", "Tree question, number 0?"}, examples + ":3: the example \"Tree question, number 0?\" is also at " + examples + ":2"},
		{"example of another pack", edit{examples, "Tree question number 1", "well question number 1"}, "services/well-permit/" + "examples.yaml:3: the example \"Well question number 1\" is also at " + examples + ":3"},
		{"question of no clause", edit{questions, "", "- {id: no-such-rule, en: [why]}\n"}, questions + ":1: no clause or paper has the id \"no-such-rule\""},
		{"question twice", edit{questions, "", "- {id: the-fee, en: [what does it cost]}\n- {id: old-fee, en: [\"What does it cost?\"]}\n"}, questions + ":2: the question \"What does it cost?\" also stands under the-fee"},
		{"two lists of questions", edit{questions, "", "- {id: the-fee, en: [what does it cost]}\n- {id: the-fee, hi: [कितने पैसे]}\n"}, questions + ":2: \"the-fee\" has two lists of questions"},
		{"question in the wrong script", edit{questions, "", "- {id: the-fee, latn: [कितने पैसे]}\n"}, questions + ":1: the question \"कितने पैसे\" under latn has Devanagari letters"},
		{"empty question", edit{questions, "", "- {id: the-fee, en: [\"?\"]}\n"}, questions + ":1: the question is empty"},
		{"hindi example in latin", edit{examples, "पेड़ सवाल number 0", "ped number 0"}, examples + ":11: the example \"ped number 0\" under hi has no Devanagari"},
		{"group of one", edit{"groups.yaml", "[tree-permit, well-permit]", "[tree-permit]"}, "groups.yaml:7: group permit has fewer than two services"},
		{"group of a stranger", edit{"groups.yaml", "well-permit]", "well-permit, fish-permit]"}, "groups.yaml:7: group permit lists \"fish-permit\", which does not exist"},
		{"word for two aspects", edit{"glossary/words.yaml", "[how long]", "[how long, fee]"}, "glossary/words.yaml:8: the word \"fee\" of concept how-long asks for days here and for fee at glossary/words.yaml:3"},
		{"word twice", edit{"glossary/words.yaml", "[शुल्क]", "[शुल्क, शुल्क]"}, "glossary/words.yaml:4: the word \"शुल्क\" of concept fee is there twice"},
		{"concept without hindi", edit{"glossary/words.yaml", "  hi: [शुल्क]\n", ""}, "glossary/words.yaml:1: concept fee has no words in hi"},
		{"published id gone", edit{"ids.txt", "", "tree-permit\ntree-permit/frogs\n"}, "ids.txt:2: the published id \"tree-permit/frogs\" is gone"},
		{"retired id back", edit{"ids.txt", "", "retired: tree-permit/the-fee merged\n"}, "ids.txt:1: the retired id \"tree-permit/the-fee\" is in use again"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := lintOn(soundCorpus(t, tt.edit), today)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, f := range got {
				if f.Fix == "" {
					t.Errorf("no fix for %s", f)
				}
				f.Fix = ""
				all = append(all, f.String())
			}
			if !strings.Contains("\n"+strings.Join(all, "\n")+"\n", "\n"+tt.want+"\n") {
				t.Errorf("want %q, got\n%s", tt.want, strings.Join(all, "\n"))
			}
		})
	}
}

func TestLintWithoutServices(t *testing.T) {
	t.Parallel()
	if got, err := Lint(fstest.MapFS{"groups.yaml": {}}); err == nil {
		t.Errorf("no error, findings %v", got)
	}
}

func TestRetiredIDIsNotMissed(t *testing.T) {
	t.Parallel()
	got, err := lintOn(soundCorpus(t, edit{"ids.txt", "", "# a note\ntree-permit/the-fee\nretired: tree-permit/frogs no frogs are left\n"}), today)
	if err != nil || len(got) > 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestNumbersAgree(t *testing.T) {
	t.Parallel()
	tests := []struct {
		en, hi string
		agree  bool
	}{
		{"1,00,000 rupees a year", "साल के एक लाख रुपये", true},
		{"1.5 lakh rupees", "डेढ़ लाख रुपये", true},
		{"any one of these", "इनमें से कोई एक", true},
		{"a 10-digit number", "10 अंकों का नंबर", true},
		{"within 21 days", "२१ दिन में", true},
		{"within 21 days", "तीन हफ़्ते में", false},
		{"21 days", "12 दिन", false},
		{"twenty thousand rupees", "दस हज़ार रुपये", false},
		{"call 1076", "फ़ोन करें", false},
	}
	for _, tt := range tests {
		l := linter{pack: &pack{service: &Service{}}}
		l.sameNumbers(clausesFile, nil, "text", tt.en, tt.hi)
		if got := len(l.out) == 0; got != tt.agree {
			t.Errorf("%q and %q agree: %v, want %v (%v)", tt.en, tt.hi, got, tt.agree, l.out)
		}
	}
}
