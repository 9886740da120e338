// Package evals measures the assistant offline: cases are data, checks are
// funcs of the recorded Turn, and a gate decides whether a release may go out.
// It runs the same assistant that serves citizens, with the offline model
// unless another is configured.
package evals
