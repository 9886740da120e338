// Package transcript keeps the record of every conversation in Postgres: what
// it remembers between messages, and each turn as it was.
//
// A conversation is worked on by one caller at a time, however many machines
// there are. The caller leases it for as long as it thinks, without holding a
// connection or a transaction; a heartbeat renews the lease, and whoever loses
// it, by being held up too long, cannot commit. A message that was already
// handled gives the stored turn again.
//
// What is due by itself, the forgetting of old forms and the reminders of those
// put aside, stands as a plain time beside the sealed state; whoever finds it
// passed leases the conversation like anybody else and decides by the state.
//
// Citizens are found by a keyed hash of their phone, so that a copy of the
// index tells nobody's number. The number itself, forms under way, replies and
// tool calls are sealed under a keyset that is kept outside the database.
package transcript
