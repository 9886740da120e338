package model

import (
	"strings"
	"testing"

	"github.com/sahayak-delhi/sahayak/agent"
)

func TestReadAnswerForgives(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"plain":               goodAnswer,
		"white space":         "\n\t " + goodAnswer + " \n",
		"fence":               "```\n" + goodAnswer + "\n```",
		"fence with language": "```json\r\n" + goodAnswer + "\r\n```\n",
		"thinking":            "<think>\nIs it {\"reply\":1}?\n</think>\n\n" + goodAnswer,
		"thinking and fence":  "<thinking>hm</thinking>```json\n" + goodAnswer + "\n```",
		"unasked keys":        strings.Replace(goodAnswer, "{", `{"confidence":0.9,`, 1),
	} {
		a, err := readAnswer(text)
		if err != nil || *a.Reply != "Fee is Rs 10." || *a.Outcome != agent.Answered || len(a.Citations) != 1 {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	for _, seed := range []string{goodAnswer, "```json\n" + goodAnswer + "```", "<think>" + goodAnswer, "```", "```json```",
		`{"reply":"x","outcome":"clarify","choices":[{"id":"a","title":"b"}]}`, `{"reply":null}`, `[1]`, "", strings.Repeat("[", 20000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := readAnswer(text)
		if err != nil {
			if len(text) > 200 && strings.Contains(err.Error(), text) {
				t.Errorf("the error quotes the answer")
			}
			return
		}
		if strings.TrimSpace(*a.Reply) == "" || len(a.Choices) > maxChoices {
			t.Errorf("accepted %+v", a)
		}
		switch *a.Outcome {
		case agent.Answered, agent.NotKnown, agent.Clarify, agent.Refused:
		default:
			t.Errorf("accepted outcome %q", *a.Outcome)
		}
	})
}
