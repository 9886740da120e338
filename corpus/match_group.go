package corpus

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// In a message of more than longMessage words a group's name is taken for an
// aside if more than mostBeside of them say something beside it, or a service is
// named as well: there the other words tell more than a question back would. A question that is long for its
// politeness, or because it asks several aspects, is asked back like a short one.
const (
	longMessage = 12
	mostBeside  = 2
)

// asking are words, by sound, that a question is made of and that say nothing of
// what it is about.
var asking = keySet(`a an the is are was were be do does did can could will would shall should may might must have has had get gets
	i me we us our you your he she his her they them it its this that these those there of to in on at by for from with and or but if as
	not no so then about what which who how many much long when where why please sir madam tell know want need take takes give both also
	all any hello dear kindly help apply applied applying make made getting one new
	hai hain tha thi the ho hoga hogi honge hota hoti hu hun ko se me mein main par pe aur ya bhi to hi na nahi kya kaun kaunsa konsa
	kis kise kisi mujhe mera meri mere hum hame humein hamara aap aapko apna apni apne ye yeh wo woh is us in iska uska
	kar karna karni karne karo karu karke kare karein karta karte karwana karwani chahiye liye batao bata bataiye bataye batana dijiye do
	sakta sakti sakte raha rahi rahe gaya gayi gaye kitna kitni kitne kab kahan kaise kyon tak ji namaste bhai kripya
	lagta lagti lagte lagega lagegi lagenge milta milti milte milega milegi milenge banta banti bante banega banegi ban bana banwana banwani banvana
	banana hone hona jata jati jate jayega jayegi lena leni lene dena deni dene padta padega padegi kul saath dono naya nayi`)

// aside reports whether a group is named in passing.
func (l *Library) aside(all []Found, heard Heard) bool {
	return len(heard.Words) > longMessage && (len(l.beside(all, heard)) > mostBeside || len(l.namedServices(all, heard)) > 0)
}

// beside are the sounds of the words that say something beside the names of groups:
// words of asking, aspects, which are asked of every service, and places do not.
func (l *Library) beside(all []Found, heard Heard) (keys []string) {
	for i, key := range heard.Keys {
		if asking[key] || slices.ContainsFunc(all, func(f Found) bool {
			id := strings.TrimPrefix(f.Tag, conceptTag)
			return f.From <= i && i < f.To && (strings.HasPrefix(f.Tag, groupTag) || l.aspects[id] != "" || l.places[id])
		}) {
			continue
		}
		keys = append(keys, key)
	}
	return keys
}

// SaysMore reports whether a message that names a group says more than one word beside
// its name that is not asked of every service: "the fee for adding a loan to the RC",
// not "which documents should I arrange for the RC".
func (l *Library) SaysMore(text string) bool {
	heard := Hear(hindi.Tokens(text))
	return len(l.beside(l.finder.made().FindHeard(heard), heard)) > 1
}

// namedGroups lists the groups named of which no service is named. Where other
// words tell one service of the group, it stands under told instead, found
// where the group was.
func (l *Library) namedGroups(all []Found, heard Heard) (groups []string, told []Found) {
	for _, g := range l.Groups {
		named := slices.IndexFunc(all, func(f Found) bool { return f.Tag == groupTag+g.ID && !covered(f, all) })
		member := slices.ContainsFunc(all, func(f Found) bool {
			id, ok := strings.CutPrefix(f.Tag, serviceTag)
			return ok && slices.Contains(g.Services, id)
		})
		if named < 0 || member || l.aside(all, heard) {
			continue
		}
		if id := l.told(g, all[named], all); id != "" {
			found := all[named]
			found.Tag = serviceTag + id
			told = append(told, found)
			continue
		}
		groups = append(groups, g.ID)
	}
	return groups, told
}

// familiar puts another service of a family in the place of the default one
// where the words beside the name tell it.
func (l *Library) familiar(all []Found) []Found {
	for _, g := range l.Groups {
		if g.Default == "" {
			continue
		}
		named := slices.IndexFunc(all, func(f Found) bool { return f.Tag == serviceTag+g.Default && !covered(f, all) })
		other := slices.ContainsFunc(all, func(f Found) bool {
			id, ok := strings.CutPrefix(f.Tag, serviceTag)
			return ok && id != g.Default && slices.Contains(g.Services, id) && !covered(f, all)
		})
		if named < 0 || other {
			continue
		}
		if id := l.told(g, all[named], all); id != "" && id != g.Default {
			all = slices.Clone(all)
			for i := range all {
				if all[i].Tag == serviceTag+g.Default {
					all[i].Tag = serviceTag + id
				}
			}
		}
	}
	return all
}

// Family lists the other services of the family that a service belongs to: what
// goes by nearly the same name. Nil for a service of no family.
func (l *Library) Family(service string) []string {
	for _, g := range l.Groups {
		if g.Default != "" && slices.Contains(g.Services, service) {
			return slices.DeleteFunc(slices.Clone(g.Services), func(s string) bool { return s == service })
		}
	}
	return nil
}

// told is the one service of the group whose names hold more of the concepts
// said beside the group's name than those of any other; "" if none stands out.
func (l *Library) told(g Group, name Found, all []Found) string {
	votes := map[string]int{}
	heard := map[string]bool{}
	for _, f := range all {
		id, ok := strings.CutPrefix(f.Tag, conceptTag)
		beside := f.To <= name.From || name.To <= f.From
		aspect := l.aspects[id] != "" && l.aspects[id] != Change // fee and days are asked of every service
		if !ok || !beside || heard[id] || aspect || l.places[id] || covered(f, all) {
			continue
		}
		heard[id] = true
		for _, s := range g.Services {
			votes[s] += l.goesBy[s][id]
		}
	}
	best, most := "", 0
	for _, s := range g.Services {
		switch {
		case votes[s] > most:
			best, most = s, votes[s]
		case votes[s] == most:
			best = ""
		}
	}
	return best
}

// sharedHeads lists, for the service that a family means by default, those of its
// names that stand in a name of another of the family.
func (l *Library) sharedHeads() map[string]map[string]bool {
	sounds := func(id string) (all []string) {
		s, ok := l.byService[id]
		if !ok {
			return nil
		}
		for _, name := range append(s.Aliases.All(), s.Name.En, s.Name.Hi, s.Name.Latn) {
			all = append(all, spoken(Hear(hindi.Tokens(name)).Keys))
		}
		return all
	}
	heads := map[string]map[string]bool{}
	for _, g := range l.Groups {
		if g.Default == "" {
			continue
		}
		heads[g.Default] = map[string]bool{}
		for _, own := range sounds(g.Default) {
			for _, kin := range l.Family(g.Default) {
				if slices.ContainsFunc(sounds(kin), func(other string) bool { return strings.Contains(other, own) }) {
					heads[g.Default][own] = true
				}
			}
		}
	}
	return heads
}

// spoken is how words sound, each apart: "renew" holds no "new".
func spoken(keys []string) string { return " " + strings.Join(keys, " ") + " " }

// own reports whether a name of a service, by sound, holds one that its family
// shares and more.
func (l *Library) own(service, name string) bool {
	if l.heads[service][name] {
		return false
	}
	for head := range l.heads[service] {
		if strings.Contains(name, head) {
			return true
		}
	}
	return false
}

// What a concept in the names of a service counts for it. Of what is done with a
// thing its own name tells most: a learner's licence is renewed too, but the renewal
// is called so.
const (
	inAlias = 2
	inName  = 3
)

// conceptsInNames weighs the concepts in the names of each service that belongs
// to a group, also those inside longer ones: "widow pension" is for a widow.
func (l *Library) conceptsInNames() map[string]map[string]int {
	goesBy := map[string]map[string]int{}
	for _, g := range l.Groups {
		for _, id := range g.Services {
			s, ok := l.byService[id]
			if !ok || goesBy[id] != nil {
				continue
			}
			goesBy[id] = map[string]int{}
			add := func(names []string, done int) {
				for _, name := range names {
					found, _ := l.finder.Find(name)
					for _, c := range concepts(found) {
						weight := inAlias
						if l.aspects[c] == Change {
							weight = done
						}
						goesBy[id][c] = max(goesBy[id][c], weight)
					}
				}
			}
			add(s.Aliases.All(), inAlias)
			add([]string{s.Name.En, s.Name.Hi, s.Name.Latn}, inName)
		}
	}
	return goesBy
}
