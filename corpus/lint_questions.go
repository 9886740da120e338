package corpus

import "slices"

// lintQuestions checks the questions of a pack: each list belongs to a clause or
// paper of the pack, none has two lists, no question stands twice.
func (l *linter) lintQuestions() {
	if len(l.service.Questions) == 0 {
		return
	}
	seen := map[string]string{} // folded question → id
	given := map[string]bool{}
	for i, q := range l.service.Questions {
		switch {
		case given[q.ID]:
			l.add(questionsFile, "questions", at(i, "id"), "put its questions into one list", "%q has two lists of questions", q.ID)
		case !slices.ContainsFunc(l.service.Clauses, func(c Clause) bool { return c.ID == q.ID }) &&
			!slices.ContainsFunc(l.service.Papers, func(p Paper) bool { return p.ID == q.ID }):
			l.add(questionsFile, "questions", at(i, "id"), "remove it or correct the id", "no clause or paper has the id %q", q.ID)
		}
		given[q.ID] = true
		for _, list := range q.lists() {
			for j, text := range list.list {
				path, key := at(i, list.key, j), fold(text)
				l.out = append(l.out, scriptOf(l.doc(questionsFile), path, "question", list.key, text)...)
				if key == "" {
					l.add(questionsFile, "questions", path, "remove it or write a question", "the question is empty")
				} else if other, ok := seen[key]; ok {
					l.add(questionsFile, "questions", path, "keep it where it fits best", "the question %q also stands under %s", text, other)
				}
				seen[key] = q.ID
			}
		}
	}
}
