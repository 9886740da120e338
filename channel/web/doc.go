// Package web is the citizen's web chat: one page that works with scripts off,
// and a JSON API of the same messages.
//
// The web knows nobody. Who writes is an unverified [agent.Citizen], and the
// only thing that ties messages together is the conversation's id, which is a
// secret: whoever knows it can read on. So a browser holds it in a cookie that
// no script can read, other programs get it in the JSON they are answered with,
// and it stands in no address and no log line.
//
// A message's way: [New] wraps the routes in the headers of a strict content
// security policy and in the standard library's cross-origin protection;
// limiter counts the client's messages; body.go reads what was sent; take
// hands it to the channel.Handler; the reply goes out as JSON or through the
// template "turn", which draws the page and, for the page's own script, the one
// new turn. There is one renderer, so both look alike and both are escaped by
// html/template.
//
// A reminder is a turn without a message. The page shows it with the others when
// it is opened; one that stays open asks for it at /reminder.
package web
