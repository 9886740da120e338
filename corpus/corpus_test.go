package corpus

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

const today = "2026-11-21"

// edit is one change to the sound corpus: in File, Old becomes New. An empty
// Old replaces the whole file; New "-" with an empty Old removes it.
type edit struct{ File, Old, New string }

// soundCorpus is two packs, a glossary and a group without a fault, changed by
// the edits.
func soundCorpus(t testing.TB, edits ...edit) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for i, slug := range []string{"tree-permit", "well-permit"} {
		dir := "services/" + slug + "/"
		fill := strings.NewReplacer("SLUG", slug, "EN", []string{"Tree", "Well"}[i], "HI", []string{"पेड़", "कुआँ"}[i], "LATN", []string{"ped", "kuan"}[i], "CODE", []string{"TRE", "WEL"}[i])
		for name, text := range map[string]string{
			"service.yaml": soundService, "clauses.yaml": soundClauses(), "papers.yaml": soundPapers, "form.yaml": soundForm, "examples.yaml": soundExamples(),
		} {
			fsys[dir+name] = &fstest.MapFile{Data: []byte(fill.Replace(text))}
		}
	}
	fsys["glossary/words.yaml"] = &fstest.MapFile{Data: []byte(soundGlossary)}
	fsys["groups.yaml"] = &fstest.MapFile{Data: []byte(soundGroups)}
	for _, e := range edits {
		if e.Old == "" {
			delete(fsys, e.File)
			if e.New != "-" {
				fsys[e.File] = &fstest.MapFile{Data: []byte(e.New)}
			}
			continue
		}
		text := string(fsys[e.File].Data)
		if !strings.Contains(text, e.Old) {
			t.Fatalf("%s does not hold %q", e.File, e.Old)
		}
		fsys[e.File] = &fstest.MapFile{Data: []byte(strings.Replace(text, e.Old, e.New, 1))}
	}
	return fsys
}

const soundService = `id: SLUG
name: {en: EN permit, hi: HI की अनुमति}
group: civil
department: {en: Garden office, hi: बाग़ दफ़्तर}
aliases:
  en: [permission for EN]
  hi: [HI वाली परमिशन]
  latn: [LATN ki permission]
ask: {en: the garden office, hi: बाग़ का दफ़्तर}
portal:
  name: {en: Garden portal, hi: बाग़ पोर्टल}
  url: https://garden.example
checked: 2026-11-01
sources:
  - id: garden-page
    title: Garden page
    url: https://garden.example/rules
    official: true
    dated: 2025-09
`

func soundClauses() string {
	var b strings.Builder
	for _, k := range coverage {
		if k == Papers || k == Fee {
			continue
		}
		fmt.Fprintf(&b, `- id: rule-%s
  kind: %[1]s
  en: A rule about this.
  hi: इसके बारे में एक नियम।
  sources: [garden-page]
  checked: 2026-11-01
`, k)
	}
	return b.String() + `- id: the-fee
  kind: fee
  lead: true
  en: The fee is 1,20,000 rupees.
  hi: शुल्क १.२ लाख रुपये है।
  facts:
    - {type: inr, value: 120000}
  from: 2020-01-01
  until: 2030-12-31
  sources: [garden-page]
  checked: 2026-11-01
- id: old-fee
  kind: fee
  certainty: ended
  en: The old fee of 50 rupees ended on 31 December 2019.
  hi: 50 रुपये वाला पुराना शुल्क 31 दिसंबर 2019 से बंद है।
  facts:
    - {type: date, value: 2019-12-31}
  until: 2019-12-31
  sources: [garden-page]
  checked: 2026-11-01
- id: late-fee
  kind: fee
  certainty: unknown
  en: The late fee is not confirmed.
  hi: देर से आने की फ़ीस की पुष्टि नहीं हुई है।
  ask: {en: Ask the garden office., hi: बाग़ दफ़्तर से पूछें।}
  sources: [garden-page]
  checked: 2026-11-01
`
}

const soundPapers = `- id: plan
  name: {en: Plan of the garden, hi: बाग़ का नक़्शा}
  need: required
  any_of:
    - {id: drawing, en: Drawing, hi: चित्र}
  upload: true
  formats: [pdf]
  max_kb: 100
  sources: [garden-page]
  checked: 2026-11-01
  check: {en: Every bed is drawn., hi: हर क्यारी बनी हो।}
  missing: {en: Draw it yourself., hi: ख़ुद बना लें।}
`

const soundForm = `code: CODE
fields:
  - id: own
    type: yesno
    label: {en: Own garden, hi: अपना बाग़}
    question: {en: "Is it your own?", hi: "क्या यह अपना है?"}
  - id: owner
    type: name
    personal: true
    label: {en: Owner, hi: मालिक}
    question: {en: "Whose is it?", hi: "किसका है?"}
    max: 60
    only: {field: own, is: ["no"]}
  - id: kind
    type: choice
    label: {en: Kind, hi: प्रकार}
    question: {en: "Which kind?", hi: "कौन सा प्रकार?"}
    choices:
      - {id: big, en: Big, hi: बड़ा}
      - {id: small, en: Small, hi: छोटा}
  - id: since
    type: date
    label: {en: Since, hi: कब से}
    question: {en: "Since when?", hi: "कब से?"}
    min: 1990-01-01
    max: today
uploads: [plan]
declaration: {en: All this is true., hi: यह सब सच है।}
`

func soundExamples() string {
	var b strings.Builder
	for _, l := range []named{{key: "en", list: []string{"EN question"}}, {key: "hi", list: []string{"HI सवाल"}}, {key: "latn", list: []string{"LATN sawal"}}} {
		fmt.Fprintf(&b, "%s:\n", l.key)
		for i := range MinExamples {
			fmt.Fprintf(&b, "  - %s number %d\n", l.list[0], i)
		}
	}
	return b.String()
}

const soundGlossary = `- id: fee
  kind: fee
  en: [fee]
  hi: [शुल्क]
  latn: [shulk]
- id: how-long
  kind: days
  en: [how long]
  hi: [कितने दिन]
  latn: [kitne din]
`

const soundGroups = `- id: permit
  name: {en: Permit, hi: परमिट}
  names:
    en: [permit]
    hi: [परमिट]
    latn: [parmit]
  services: [tree-permit, well-permit]
`
