// Package desk is what staff see of Sahayak: pages below /desk, in the three
// forms, that work without scripts. So far there is one, the list of eval runs
// with their reports.
//
// A request's way: [New] wraps the routes in the headers of webguard and in the
// standard library's cross-origin protection; enter.go lets in who has the
// token, or who sits at this very machine; runs.go shows what [Runs] gives.
// There are no accounts yet, so a token opens the desk as a whole.
package desk
