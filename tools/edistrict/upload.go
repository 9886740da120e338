package edistrict

import (
	"bytes"
	"mime/multipart"
	"path/filepath"
)

// multipartForm is built once, so that every try sends the same bytes. Of the
// file's name only the ending goes along: names of citizens' files often hold
// the citizen's name.
func multipartForm(d Document) (contentType string, form []byte, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("paper", d.Paper); err != nil {
		return "", nil, err
	}
	file, err := w.CreateFormFile("file", "file"+filepath.Ext(d.Name))
	if err != nil {
		return "", nil, err
	}
	if _, err := file.Write(d.Data); err != nil {
		return "", nil, err
	}
	if err := w.Close(); err != nil {
		return "", nil, err
	}
	return w.FormDataContentType(), b.Bytes(), nil
}
