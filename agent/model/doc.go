// Package model lets a remote language model answer, through langchaingo,
// which no other package of the project may import.
//
// A reply is never streamed: it is checked before a citizen reads it. What the
// model is shown is one JSON document, in which nothing a citizen, a clause or
// a tool wrote can pose as an instruction, and what it answers is one JSON
// object or tool calls. Whether the tool may be called and whether the
// citations hold is for package agent to decide.
//
// Every failure is an *Error that says what to do about it. langchaingo loses
// the status and the headers of a failed call, so a transport of our own keeps
// them; it also holds the key, checks the body before langchaingo parses it,
// and repairs the order of embeddings.
package model
