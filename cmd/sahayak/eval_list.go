package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

type evalListCmd struct {
	Suites string `help:"Folder with suites to use instead of the built-in ones." placeholder:"DIR"`
	JSON   bool   `name:"json" help:"Print one JSON line a suite."`
}

func (evalListCmd) Help() string {
	return `Example:
  sahayak eval list`
}

func (c *evalListCmd) Run(env environment) error {
	suites, err := loadSuites(c.Suites)
	if err != nil {
		return usageError{err}
	}
	if len(suites) == 0 {
		return usageError{errors.New("no suites")}
	}
	for _, s := range suites {
		if c.JSON {
			if err := json.NewEncoder(env.stdout).Encode(map[string]any{"name": s.Name, "about": s.About, "cases": len(s.Cases), "gate": s.Gate}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(env.stdout, "%-12s %4d cases  %s\n", s.Name, len(s.Cases), s.About)
	}
	return nil
}
