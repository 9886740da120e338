// Package wire holds the e-District interface as oapi-codegen makes it from
// openapi.yaml: its types, and a client that sends but does not judge.
//
// It stands apart from package edistrict so that the few types a caller needs
// are not lost among the two hundred the generator makes.
package wire

//go:generate go tool oapi-codegen -config config.yaml ../../openapi.yaml
