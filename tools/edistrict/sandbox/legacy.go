package sandbox

import (
	"encoding/json"
	"time"

	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// legacyMessages are all an old portal says of a failure.
var legacyMessages = map[string]string{
	"record_not_found":       "No records found with this app ref no",
	"second_factor_locked":   "Reference number locked",
	"missing_parameter":      "Invalid input",
	"invalid_parameter":      "Invalid input",
	"validation_failed":      "Invalid input",
	"invalid_state":          "Not allowed in this state",
	"idempotency_key_reused": "Reference already used",
	"file_too_large":         "File too large",
	"unsupported_type":       "File type not accepted",
}

// legacy retells an answer the way old portals do: HTTP 200, success in the
// body, data as JSON inside a string, booleans as strings, days before months,
// steps in arrays of arrays.
func legacy(route string, body []byte) []byte {
	var p wire.Problem
	if json.Unmarshal(body, &p) == nil && p.Error != "" {
		message := legacyMessages[p.Error]
		if message == "" {
			message = "Something went wrong"
		}
		return mustJSON(map[string]any{"sandbox": true, "status": false, "message": message})
	}
	var data any
	var status wire.StatusReply
	if route == "getStatus" && json.Unmarshal(body, &status) == nil {
		data = legacyTracking(status.Application)
	} else {
		_ = json.Unmarshal(body, &data) // our own answer
		data = legacyValue(data)
	}
	return mustJSON(map[string]any{"sandbox": true, "status": "true", "message": "", "data": string(mustJSON(data))})
}

const legacyTime = "02-01-2006 15:04:05"

// legacyValue rewrites times and booleans, however deep.
func legacyValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			v[k] = legacyValue(inner)
		}
	case []any:
		for i, inner := range v {
			v[i] = legacyValue(inner)
		}
	case bool:
		return legacyBool(v)
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return at.In(ist).Format(legacyTime)
		}
	}
	return v
}

func legacyBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// legacyTracking is the tracking answer of an old portal.
func legacyTracking(v wire.StatusView) any {
	steps := []any{}
	for _, st := range v.Steps {
		steps = append(steps, []any{map[string]any{"task_info": map[string]any{
			"task_name": st.Action, "action_taken": st.Action, "remarks": st.Remarks,
			"executed_time": st.At.In(ist).Format(legacyTime),
			"user_detail":   map[string]any{"designation": st.By},
		}}})
	}
	initiated := map[string]any{
		"appl_ref_no": v.ApplicationNo, "status": v.RawStatus, "applicant_name": v.ApplicantNameMasked,
		"service_id": v.ServiceID, "service_name": v.ServiceName.En, "overdue": legacyBool(v.Overdue),
	}
	if !v.SubmittedAt.IsZero() {
		initiated["submission_date"] = v.SubmittedAt.In(ist).Format(legacyTime)
	}
	if !v.DueAt.IsZero() {
		initiated["due_date"] = v.DueAt.In(ist).Format(legacyTime)
	}
	if v.CertificateNo != "" {
		initiated["certificate_no"] = v.CertificateNo
	}
	return map[string]any{"initiated_data": initiated, "execution_data": steps}
}

// drifted is an answer after somebody changed the portal without telling: a
// state nobody knows, fields nobody asked for, no name.
func drifted(body []byte) []byte {
	var answer map[string]any
	if json.Unmarshal(body, &answer) != nil {
		return body
	}
	answer["trace"] = map[string]any{"node": "b7", "v": 3}
	if app, ok := answer["application"].(map[string]any); ok {
		app["state"], app["rawStatus"] = "stage_9", "ZX"
		app["priority"] = []any{"N", nil, 4}
		delete(app, "applicantNameMasked")
	}
	return mustJSON(answer)
}

// mustJSON encodes what cannot fail: maps, slices and plain values.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
