// Package edistrict talks to an e-District portal: it lists services, hands in
// applications, asks how they stand and checks certificates.
//
// # What is true of it
//
// The interface is a proposal of this project. No public programming interface
// of e-District Delhi was found, no specification and no number format, so
// nothing here describes a government system, and the only server of the
// interface is the one in the sandbox folder, which invents its records. Every
// answer that came from it has Sandbox set, and whoever shows such an answer
// to a citizen must say so.
//
// What is borrowed from real neighbouring systems is their style, because an
// adapter has to survive it: a second fact beside the number, failures inside
// HTTP 200, dates in three formats without a zone, booleans as strings, JSON
// inside JSON, letters for states that mean different things in different
// places, answers that come late or never. The sandbox can be told to behave in
// each of these ways, and [Client] reads them all.
//
// # Simulated
//
// Simulated: services (given by the caller), applications, fees (no money
// moves), uploads (size and digest are kept, the file is not), the office's
// steps and queries, due dates in working days, certificates and their
// revocation, a clock that tests can move.
// Not simulated: accounts and passwords, Aadhaar, appeals, grievances, PDF
// certificates, call-backs.
//
// # Rules of the client
//
// It never invents a status: a state it does not know is [Unknown], with the
// server's own word in RawStatus. A write whose reply was lost is
// [ErrUncertain], never success and never failure: ask [Client.LookupByKey]
// before anything else. Errors carry codes, not values: no number, name, mobile
// or second fact is in their text, and none is logged.
package edistrict
