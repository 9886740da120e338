// Package agenttest has stand-ins for the parts of an agent, for tests: models
// that echo, follow a script, fail, or obey every instruction they come
// across; a tool of func fields; a retriever of fixed hits. All are safe for
// concurrent use and leave a trace of what was asked of them.
package agenttest
