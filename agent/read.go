package agent

import "unicode/utf8"

// read mends what was misspelt or run together, for whoever reads the message. What
// may be the value of a field stays as it is written, and so does what tells of
// danger or is an attack.
func (t *turning) read() {
	if t.state.Ask != nil || t.choice != "" || utf8.RuneCountInString(t.text) > t.config.MaxLetters {
		return
	}
	if cue := t.words.cues(t.text); cue.has("danger") || cue.has("injection") {
		return
	}
	t.text = t.vocabulary().Respell(t.text)
	t.masked.Text = t.vocabulary().Respell(t.masked.Text)
}
