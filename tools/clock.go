package tools

import (
	"strings"
	"time"
)

// india is the zone in which dates are told; it has had no other offset since
// 1945, so no zone database is needed.
var india = time.FixedZone("IST", 5*3600+1800)

// lastPart is the field id in a portal's path such as answers.annual_income.
func lastPart(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }
