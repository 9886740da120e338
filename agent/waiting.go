package agent

// makeWay settles which question is pending after a tool's result, and returns what to
// say of a form that gives way to another question. A look-up, such as the status, only
// interrupts a form: without a question of its own the form's stays; with one it waits,
// kept as a draft too, until that is over. Another form puts it aside.
func (t *turning) makeWay(tool Tool, r Result) (kept string) {
	old := t.state.Ask
	looksUp := r.Ask != nil && r.Ask.Service == ""
	form := old != nil && old.Service != ""
	switch {
	case form && old.Tool != tool.Spec().Name && r.Ask == nil:
		return "" // told without a question
	case form && looksUp:
		t.state.keepDraft(old.Service, old.State, t.started)
		t.state.Waiting, kept = old, "form_waits"
	case form && r.Ask != nil && r.Service != old.Service:
		t.state.keepDraft(old.Service, old.State, t.started)
		kept = "form_kept"
	}
	t.state.Ask = r.Ask
	switch waiting := t.state.Waiting; {
	case waiting == nil || looksUp:
	case r.Ask == nil:
		t.state.Ask, t.state.Waiting = waiting, nil
		t.state.dropDraft(waiting.Service)
	default:
		t.state.Waiting = nil
	}
	if kept == "" {
		return ""
	}
	return t.phrases.Say(t.lang, kept, Map{"Service": t.serviceName(old.Service)}) + "\n\n"
}
