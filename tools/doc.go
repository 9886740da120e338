// Package tools holds what Sahayak can do for a citizen: start an application,
// tell its status, verify a certificate. Each tool is one .go and one .md file,
// the latter being what a model is told of it. Tools speak for themselves in the
// citizen's form of writing; no model stands between a record and its owner.
package tools
