// Package sandbox is a server of the e-District interface that invents its
// records and says so in every answer. It stands in for a portal in
// demonstrations, evaluations and tests.
//
// It is not connected to any government system and does not imitate one:
// numbers begin with SBX, names and mobiles are invented, Aadhaar is never
// asked, and a number that does not begin with SBX is answered with the way to
// the real portal, never with a status.
//
// # How an application lives
//
// Stored is only what the applicant did (applied, paid, answered, withdrew) and
// when. What the office does follows from the application's number, its
// service's days and the sandbox's clock (plan.go): any process can say how an
// application stands at any moment, nothing runs in the background, and the
// same demonstration always goes the same way. Days are working days by the
// list in holidays.txt. The clock is the real one plus an offset in the
// database, moved by POST /_control/clock.
//
// # What keeps it safe
//
// A write happens once per Idempotency-Key, held by a primary key and committed
// together with its answer (once.go). A status needs a second fact; wrong ones
// and numbers that do not exist are answered alike and counted alike, five lock
// the number for fifteen minutes (status.go). The log has routes and codes, no
// numbers, names or bodies. There are no CORS headers: no web page may call it.
//
// # Choices
//
// A second application of one person for one service is allowed. A wrong second
// fact is 404, not 403, so that nobody learns which numbers exist. The fifth
// wrong try is still answered 404; the lock shows from the sixth.
package sandbox
