package evals

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// WriteChecks writes the list of all checks as Markdown, by group: name, what it
// asks in both languages, parameters, example.
func WriteChecks(w io.Writer) error {
	p := printer{w: w}
	group := ""
	for _, k := range CheckKinds() {
		if k.Group != group {
			group = k.Group
			p.line("\n### %s", groupTitles[group])
		}
		p.line("\n**`%s`** – %s %s%s", k.Name, k.En, k.Hi, k.notes())
		p.line("```yaml\n%s\n```", k.Example)
	}
	return p.err
}

var groupTitles = map[string]string{
	"text": "Words / शब्द", "form": "Form of the reply / जवाब का रूप", "facts": "Facts / तथ्य", "language": "Language and script / भाषा और लिपि",
	"citations": "Citations / स्रोत", "retrieval": "Search / खोज", "outcome": "Outcome and understanding / नतीजा और समझ", "tools": "Tools / टूल",
	"dialogue": "Dialogue / बातचीत", "safety": "Safety / सुरक्षा", "cost": "Time and cost / समय और ख़र्च",
}

// Parameters are the keys the check may have beside check and not.
func (k CheckKind) Parameters() []string {
	return yamlNames(reflect.TypeOf(k.fresh()).Elem())
}

func (k CheckKind) notes() string {
	var notes []string
	if all := k.Parameters(); len(all) > 0 {
		notes = append(notes, "Keys: `"+strings.Join(all, "`, `")+"`.")
	}
	if k.Whole {
		notes = append(notes, "Looks at the conversation so far.")
	}
	if k.OneWay {
		notes = append(notes, "Measures; takes no `not`.")
	}
	if len(notes) == 0 {
		return ""
	}
	return fmt.Sprintf(" _%s_", strings.Join(notes, " "))
}
