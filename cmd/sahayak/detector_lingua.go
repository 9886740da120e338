//go:build !slim

package main

import (
	"github.com/sahayak-delhi/sahayak/agent/language"
	"github.com/sahayak-delhi/sahayak/agent/language/lingua"
)

func newDetector() *language.Detector { return language.New(lingua.Voice()) }
