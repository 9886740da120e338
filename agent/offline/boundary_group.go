package offline

import (
	"slices"
	"strings"

	"github.com/sahayak-delhi/sahayak/agent"
)

// compareGroup tells, before the question which service of a group is meant, how
// the quantities of the message lie to the limits of each.
func (m *Model) compareGroup(b *agent.Response, req agent.Request) {
	for _, g := range m.library.Groups {
		if g.ID != req.Understood.Group {
			continue
		}
		for _, id := range g.Services {
			s, ok := m.library.Service(id)
			if !ok {
				continue
			}
			all := m.comparisons(req, s)
			for i, c := range all {
				if slices.Contains(b.Citations, c.clause.ID) {
					continue
				}
				b.Text += "\n" + m.limits.Say(req.Language, "of_service", agent.Map{"Service": s.Name.In(req.Language), "Line": m.line(req, c)})
				if i+1 == len(all) {
					b.Text += "\n" + c.clause.In(req.Language)
				}
				b.Citations = append(b.Citations, c.clause.ID)
			}
		}
	}
	if b.Text != "" {
		b.Text = strings.TrimSpace(b.Text) + "\n"
	}
}
