package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sahayak-delhi/sahayak/agent"
)

// What may be sent at once, in bytes: without files, and with them.
const (
	maxText  = 1 << 20
	maxFiles = 16 << 20
	// maxCount bounds the files of one message.
	maxCount = 10
)

// The media types in which a message may come.
const (
	jsonType       = "application/json"
	formType       = "application/x-www-form-urlencoded"
	multipartType  = "multipart/form-data"
	acceptedForAPI = "send " + jsonType + ", or " + multipartType + " with files"
)

// unsupported is a body of a type that is not read here.
func unsupported() *problem {
	return &problem{status: http.StatusUnsupportedMediaType, phrase: "error_request", detail: "this type of body is not read here: " + acceptedForAPI}
}

func mediaType(r *http.Request) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// readJSON reads {"id", "conversation", "text", "choice"}. Unknown fields are
// refused: a misspelt "text" would otherwise be an empty message. Broken UTF-8
// becomes U+FFFD.
func readJSON(c *gin.Context) (sent, error) {
	raw, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxText))
	if err != nil {
		return sent{}, err
	}
	var body struct {
		ID           string  `json:"id"`
		Conversation string  `json:"conversation"`
		Text         *string `json:"text"`
		Choice       string  `json:"choice"`
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&body); err != nil {
		return sent{}, badRequest("the body is not the JSON expected here, an object with text and, if needed, id, conversation and choice: %s", fault(err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return sent{}, badRequest("something follows the JSON object; send one message at a time")
	}
	if body.Text == nil && body.Choice == "" {
		return sent{}, badRequest(`"text" is missing: {"text": "What is the fee for an income certificate?"}`)
	}
	m := sent{id: body.ID, conversation: body.Conversation, choice: body.Choice}
	if body.Text != nil {
		m.text = *body.Text
	}
	return m, nil
}

// fault says what is wrong with JSON, without repeating any of its values.
func fault(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return "it is empty"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends too early"
	case errors.As(err, &syntax):
		return "it is broken"
	case errors.As(err, &kind) && kind.Field != "":
		return kind.Field + " must be a text"
	case errors.As(err, &kind):
		return "it is not an object"
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok && len(name) < 40 {
		return "there is no field " + name
	}
	return "it cannot be read"
}

// readForm reads the fields of an HTML form without files.
func readForm(c *gin.Context) (sent, error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxText)
	if err := c.Request.ParseForm(); err != nil {
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			return sent{}, err
		}
		return sent{}, badRequest("the form cannot be read")
	}
	var m sent
	for name, values := range c.Request.PostForm {
		m.set(name, values[0])
	}
	return m, nil
}

// readMultipart reads fields and files, in memory: a citizen's papers are never
// put on the server's disk.
func readMultipart(c *gin.Context) (sent, error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxFiles)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return sent{}, badRequest("the multipart body cannot be read: its boundary is missing")
	}
	var m sent
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err == nil {
			err = m.addPart(part)
		}
		if err != nil {
			var large *http.MaxBytesError
			var p *problem
			if errors.As(err, &large) || errors.As(err, &p) {
				return sent{}, err
			}
			return sent{}, badRequest("the multipart body cannot be read: it is broken or ends too early")
		}
	}
}

func (m *sent) addPart(part *multipart.Part) error {
	name := part.FileName()
	if name == "" {
		value, err := io.ReadAll(io.LimitReader(part, maxText+1))
		if err != nil {
			return err
		}
		if len(value) > maxText {
			return &problem{status: http.StatusRequestEntityTooLarge, phrase: "error_large"}
		}
		// A browser sends an empty, nameless file for a file field left alone.
		m.set(part.FormName(), string(value))
		return nil
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	if len(m.files) == maxCount {
		return &problem{status: http.StatusRequestEntityTooLarge, phrase: "error_many", detail: "too many files in one message"}
	}
	// What a file is, its content says; the name and type that come with it are
	// only claims.
	m.files = append(m.files, agent.File{Name: readable(name), MIME: http.DetectContentType(data), Data: data})
	return nil
}

func (m *sent) set(name, value string) {
	value = readable(value)
	switch name {
	case "id":
		m.id = value
	case "conversation":
		m.conversation = value
	case "text":
		m.text = value
	case "choice":
		m.choice = value
	}
}

// readable is s with broken UTF-8 replaced by U+FFFD.
func readable(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
