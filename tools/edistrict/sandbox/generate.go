package sandbox

//go:generate go tool oapi-codegen -config server.yaml ../openapi.yaml
