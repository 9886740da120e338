//go:build race

package agent_test

// raced is true under the race detector, which makes everything ten times slower.
const raced = true
