package sandbox

import (
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// validated checks a request against openapi.yaml. The library's own words
// repeat the value it did not like, so only the field's name and the kind of
// fault are told.
func (s *Server) validated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, path, _ := strings.Cut(r.Pattern, " ")
		item := s.spec.Paths.Value(path)
		op := item.GetOperation(r.Method)
		params := map[string]string{}
		for _, p := range op.Parameters {
			if p.Value.In == openapi3.ParameterInPath {
				params[p.Value.Name] = r.PathValue(p.Value.Name)
			}
		}
		err := openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
			Request: r, PathParams: params,
			Route: &routers.Route{Spec: s.spec, Path: path, PathItem: item, Method: r.Method, Operation: op},
			Options: &openapi3filter.Options{
				MultiError:         true,
				AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, // done already
				// Files are read as a stream by the handler, which also looks inside.
				ExcludeRequestBody: op.OperationID == "uploadDocument",
			},
		})
		if err != nil {
			s.fail(w, r, requestProblem(err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// requestProblem sorts what the check found: a body that cannot be read, a
// parameter, or fields of the body.
func requestProblem(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge
	}
	var params, fields []wire.FieldProblem
	missing := false
	var walk func(err error, param string)
	walk = func(err error, param string) {
		switch e := err.(type) {
		case openapi3.MultiError:
			for _, inner := range e {
				walk(inner, param)
			}
		case *openapi3filter.RequestError:
			if e.Parameter != nil {
				code := "invalid"
				if errors.Is(e.Err, openapi3filter.ErrInvalidRequired) {
					code, missing = "required", true
				}
				params = append(params, wire.FieldProblem{Field: e.Parameter.Name, Code: code})
				return
			}
			walk(e.Err, param)
		case *openapi3.SchemaError:
			fields = append(fields, fieldProblem(e))
		}
	}
	walk(err, "")
	switch {
	case missing:
		return &problem{status: 400, code: "missing_parameter", text: "A parameter is missing", fields: params}
	case len(params) > 0:
		return &problem{status: 400, code: "invalid_parameter", text: "A parameter has the wrong form", fields: params}
	case len(fields) > 0:
		return invalid(fields...)
	case strings.Contains(err.Error(), "Content-Type"):
		return wrongType
	}
	return badBody
}

func fieldProblem(e *openapi3.SchemaError) wire.FieldProblem {
	p := wire.FieldProblem{Code: "invalid"}
	switch e.SchemaField {
	case "required":
		p.Code = "required"
	case "maxLength":
		p.Code = "too_long"
	case "enum":
		p.Code = "not_a_choice"
	case "properties", "additionalProperties":
		p.Code = "unknown"
	}
	for _, part := range e.JSONPointer() {
		p.Field += "." + fieldName(part)
	}
	p.Field = strings.TrimPrefix(p.Field, ".")
	return p
}

var nameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]{0,39}$`)

// fieldName repeats a field's name only if it can be one: a caller's slip may
// have put a value in its place.
func fieldName(name string) string {
	if nameForm.MatchString(name) {
		return name
	}
	return "*"
}
