// Sahayak answers questions about Delhi's public services in Hindi, English and
// Hindi in Latin letters, and helps to apply. This program is the only place
// that knows all its parts.
//
// # A message's journey
//
// From the bottom up: [github.com/sahayak-delhi/sahayak/corpus] is what is known,
// one reviewed folder of data per service, read into a Library of clauses, papers
// and forms. [github.com/sahayak-delhi/sahayak/internal/hindi] brings the three
// ways of writing together: one normal form, a phonetic key on which प्रमाण and
// praman meet, numbers in any script or words.
// [github.com/sahayak-delhi/sahayak/retrieval] keeps the clauses in Postgres with
// pgvector and finds those nearest to a question in one statement.
//
// A citizen's message enters through a channel
// ([github.com/sahayak-delhi/sahayak/channel/web], or the terminal here), which
// says who is writing and hands it on as an Inbound. The func made by
// [github.com/sahayak-delhi/sahayak/channel] leases the conversation from
// [github.com/sahayak-delhi/sahayak/transcript], so that one message at a time is
// worked on, and holds no transaction meanwhile.
//
// [github.com/sahayak-delhi/sahayak/agent] turns the message into a Turn. It
// settles the form of writing ([github.com/sahayak-delhi/sahayak/agent/language]),
// swaps identifiers for tokens, and understands what is wanted from the library's
// own names and a list of cue words. Danger to life, attempts to change its
// rules and greetings end here. If a tool waits for an answer, the message
// resumes it, unless it turns away with a question of its own; then it is
// answered and the tool's question put again. Otherwise clauses are retrieved:
// everything a named service says of the aspects asked, then what is nearest.
//
// A model then answers or calls tools. The default,
// [github.com/sahayak-delhi/sahayak/agent/offline], chooses clauses and quotes
// them; [github.com/sahayak-delhi/sahayak/agent/model] talks to a remote one and
// falls back to it. Words are sent only if every number in them stands in a
// cited clause that was found in this turn; else the extractive answer is.
// [github.com/sahayak-delhi/sahayak/tools] start applications, tell status and
// verify certificates over [github.com/sahayak-delhi/sahayak/tools/edistrict];
// they speak for themselves, ask one question at a time, and send nothing
// without a yes to exactly what will be sent.
//
// Turn and new state are committed together, and the reply goes back through the
// channel. A form put aside is kept for thirty days; an hourly job of the server
// reminds of it twice, with a turn that answers no message. The web page and the
// terminal show it from the record; a channel that can write first, as WhatsApp
// will, implements channel.Sender, which is called in the transaction that stores
// the reminder and writes to the channel's outbox. There is none yet.
//
// [github.com/sahayak-delhi/sahayak/evals] plays cases through the same
// assistant and stops a release whose answers got worse.
package main
