package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
)

// Every property, parameter, answer and operation is explained.
func TestInterfaceIsDescribed(t *testing.T) {
	t.Parallel()
	spec, err := openapi3.NewLoader().LoadFromData(edistrict.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	if err := spec.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	for name, schema := range spec.Components.Schemas {
		if schema.Value.Description == "" {
			t.Errorf("schema %s is not described", name)
		}
		for property, p := range schema.Value.Properties {
			if p.Value.Description == "" {
				t.Errorf("%s.%s is not described", name, property)
			}
		}
		if strings.HasSuffix(name, "Reply") && schema.Value.Properties["sandbox"] == nil {
			t.Errorf("%s does not say sandbox", name)
		}
	}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			if op.Summary == "" || op.OperationID == "" {
				t.Errorf("%s %s is not described", method, path)
			}
			for _, p := range op.Parameters {
				if p.Value.Description == "" {
					t.Errorf("%s %s: parameter %s is not described", method, path, p.Value.Name)
				}
			}
		}
	}
}

// What the server says is what openapi.yaml promises, in answers and refusals.
func TestAnswersKeepThePromise(t *testing.T) {
	t.Parallel()
	f := start(t, func(c *Config) { c.Empty = false })
	checked := map[string]bool{}
	keeps := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		f.s.ServeHTTP(rec, r)
		_, path, _ := strings.Cut(r.Pattern, " ")
		if item := f.s.spec.Paths.Value(path); item != nil {
			op := item.GetOperation(r.Method)
			err := openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
				RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r,
					Route: &routers.Route{Spec: f.s.spec, Path: path, PathItem: item, Method: r.Method, Operation: op}},
				Status: rec.Code, Header: rec.Header(), Body: io.NopCloser(bytes.NewReader(rec.Body.Bytes())),
			})
			if err != nil {
				t.Errorf("%s %d: %v", op.OperationID, rec.Code, err)
			}
			checked[op.OperationID] = true
		}
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes())
	})
	server := httptest.NewServer(keeps)
	defer server.Close()
	f.url = server.URL

	asked, gone := f.apply("key-00000001", draft()), f.apply("key-00000002", draft())
	f.fix(asked, query)
	fee := draft()
	fee["serviceId"], fee["answers"] = "marriage-registration", map[string]any{}
	paid := f.apply("key-00000003", fee)
	f.send("POST", "/v1/applications/"+paid+"/pay", nil, "Idempotency-Key", "key-00000003")
	f.advanceDays(14)
	f.status(asked, last4)
	f.upload(asked, "photo", []byte("\xff\xd8\xff\xe0 JPEG"))
	f.send("POST", "/v1/applications/"+asked+"/answer-query", map[string]any{"text": "done"}, "Idempotency-Key", "key-00000004")
	f.send("POST", "/v1/applications/"+gone+"/withdraw", nil, "Idempotency-Key", "key-00000005")
	f.advanceDays(80)
	f.status(asked, last4)
	f.status(asked, map[string]any{"mobileLast4": "1"})
	f.status("X", last4)
	f.send("POST", "/v1/applications/lookup", map[string]any{"idempotencyKey": "key-00000001"})
	for _, n := range []string{"1", "2", "3", "9"} {
		f.send("GET", "/v1/certificates/SBXC-INC-26-00000"+n+"/verify", nil)
	}
	f.send("GET", "/v1/services", nil)
	f.send("GET", "/v1/services/obc-certificate", nil)
	f.send("GET", "/healthz", nil)
	f.send("POST", "/_control/faults", map[string]any{"mode": "down", "count": 3})
	f.send("GET", "/v1/services", nil)
	operations := 0
	for _, item := range f.s.spec.Paths.Map() {
		operations += len(item.Operations())
	}
	if len(checked) != operations {
		t.Errorf("%d of %d operations were checked: %v", len(checked), operations, checked)
	}
}
