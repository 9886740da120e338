package corpus

import (
	"net/url"
	"regexp"
	"slices"
)

// serviceGroups are the values of Service.Group.
var serviceGroups = []string{"certificates", "welfare", "food", "transport", "civil", "utilities", "portal"}

// coverage lists the aspects every pack must speak of, if only to say that they
// are not known.
var coverage = []Kind{Eligibility, Papers, Fee, Days, Validity, How, Status, Verify, Appeal}

// dateLike is a source's date as far as it is known; words ("not stated") are
// left alone.
var (
	dateLike    = regexp.MustCompile(`^[\d./-]+$`)
	partialDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

func (l *linter) lintService() {
	s := l.service
	if l.docs[serviceFile].root == nil {
		return // Load's finding says it is missing or empty
	}
	l.text(serviceFile, at("name"), "the name", s.Name, true)
	l.text(serviceFile, at("department"), "the department", s.Department, true)
	l.text(serviceFile, at("ask"), "the ask (where to turn)", s.Ask, true)
	l.text(serviceFile, at("portal", "name"), "the portal's name", s.Portal.Name, true)
	l.webAddress(at("portal", "url"), "the portal", s.Portal.URL)
	l.checkedOn(serviceFile, at("checked"), "the service", s.Checked)
	if !slices.Contains(serviceGroups, s.Group) {
		l.add(serviceFile, "schema", at("group"), "use one of: "+join(serviceGroups), "unknown group %q", s.Group)
	}
	if len(s.Sources) == 0 {
		l.add(serviceFile, "source", at("sources"), "add sources: with id, title and url", "the pack has no sources")
	}
	cited := s.cited()
	for i, src := range s.Sources {
		if src.ID != "" && !cited[src.ID] {
			l.add(serviceFile, "source", at("sources", i), "name it in sources: of the clause or paper that it supports, or remove it", "nothing cites source %s", src.ID)
		}
		l.webAddress(at("sources", i, "url"), "source "+src.ID, src.URL)
		if src.Title == "" {
			l.add(serviceFile, "source", at("sources", i), "add title:", "source %s has no title", src.ID)
		}
		if dateLike.MatchString(src.Dated) && !partialDate.MatchString(src.Dated) {
			l.add(serviceFile, "date", at("sources", i, "dated"), "write YYYY, YYYY-MM or YYYY-MM-DD, or leave the line out", "%q is not a date", src.Dated)
		}
	}
	for i, id := range s.Related {
		if !l.slugs[id] || id == l.slug {
			l.add(serviceFile, "related", at("related", i), "name the folder of another pack or remove the line", "related service %q does not exist", id)
		}
	}
	for i, o := range s.Omitted {
		if o.Fact == "" || o.Reason == "" {
			l.add(serviceFile, "schema", at("omitted", i), "write fact: and reason:", "an omitted fact needs both its fact and the reason")
		}
	}
}

// cited are the ids of sources that a clause or a paper rests on.
func (s *Service) cited() map[string]bool {
	ids := map[string]bool{}
	for _, c := range s.AllClauses() {
		for _, id := range c.Sources {
			ids[id] = true
		}
	}
	return ids
}

func (l *linter) webAddress(path []any, what, raw string) {
	if !isWebAddress(raw) {
		l.add(serviceFile, "source", path, "write the full address, beginning with https://", "%s has no valid web address: %q", what, raw)
	}
}

func isWebAddress(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// lintCoverage asks for every aspect and for one leading clause at most in each.
func (l *linter) lintCoverage() {
	leads := map[Kind]string{}
	spoken := map[Kind]bool{}
	for i, c := range l.service.Clauses {
		spoken[c.Kind] = true
		if !c.Lead {
			continue
		}
		if first, ok := leads[c.Kind]; ok {
			l.add(clausesFile, "lead", at(i, "lead"), "keep lead: on one of them", "%s and %s both lead the kind %s", first, c.ID, c.Kind)
			continue
		}
		leads[c.Kind] = c.ID
	}
	if len(l.service.Papers) > 0 {
		spoken[Papers] = true
	}
	for _, k := range coverage {
		if !spoken[k] {
			l.add(clausesFile, "coverage", nil, "add a clause, with certainty: unknown and ask: if no source settles it", "no clause speaks of %s", k)
		}
	}
}
