package edistrict

import _ "embed"

// OpenAPI is the interface as an OpenAPI 3.0 document, in YAML.
//
//go:embed openapi.yaml
var OpenAPI []byte
