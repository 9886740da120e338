//go:build slim

package main

import "github.com/sahayak-delhi/sahayak/agent/language"

// newDetector leaves lingua-go and its 130 MB of models out.
func newDetector() *language.Detector { return language.New(nil) }
