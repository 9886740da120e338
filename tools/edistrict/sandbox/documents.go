package sandbox

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sahayak-delhi/sahayak/tools/edistrict"
	"github.com/sahayak-delhi/sahayak/tools/edistrict/internal/wire"
)

// mediaTypes are the kinds of file taken, judged by their first bytes.
var mediaTypes = []string{"image/jpeg", "image/png", "application/pdf"}

// UploadDocument notes a paper's size, digest and kind, and forgets the file.
func (s *Server) UploadDocument(ctx context.Context, q UploadDocumentRequestObject) (UploadDocumentResponseObject, error) {
	n, ok := edistrict.ParseNumber(q.No)
	if !ok {
		return nil, foreignNo
	}
	paper, file, err := readDocument(q.Body)
	if err != nil {
		return nil, err
	}
	media := http.DetectContentType(file)
	if !slices.Contains(mediaTypes, media) {
		return nil, wrongType
	}
	sum := sha256.Sum256(file)
	reply := wire.DocumentReply{Sandbox: true, Source: sourceName, Document: wire.DocumentReceipt{
		DocumentID: paper + "-" + hex.EncodeToString(sum[:4]), Paper: paper, MediaType: media,
		Size: len(file), Sha256: hex.EncodeToString(sum[:]),
	}}
	err = s.inTx(ctx, func(tx pgx.Tx, now time.Time) error {
		r, ok, err := load(ctx, tx, n.String(), true)
		if err != nil {
			return err
		}
		if !ok {
			return notFound
		}
		state := standingOf(r, now).state()
		if state != edistrict.Draft && state != edistrict.QueryRaised {
			return wrongState("Papers are taken with a draft or while a query is open")
		}
		reply.AsOf = now
		// The same paper again: the first receipt stands.
		err = tx.QueryRow(ctx, `INSERT INTO edistrict_sandbox.documents AS d
			(application_no, paper, sha256, media_type, size, received_at) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (application_no, paper, sha256) DO UPDATE SET received_at = d.received_at RETURNING received_at`,
			r.No, paper, sum[:], media, len(file), now).Scan(&reply.Document.ReceivedAt)
		if err != nil {
			return fmt.Errorf("store document: %w", err)
		}
		reply.Document.ReceivedAt = reply.Document.ReceivedAt.In(ist)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return UploadDocument201JSONResponse(reply), nil
}

// readDocument takes the two parts out of the form, in any order.
func readDocument(form *multipart.Reader) (paper string, file []byte, err error) {
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", nil, readFault(err)
		}
		data, err := io.ReadAll(io.LimitReader(part, edistrict.MaxDocumentBytes+1))
		if err != nil {
			return "", nil, readFault(err)
		}
		if len(data) > edistrict.MaxDocumentBytes {
			return "", nil, tooLarge
		}
		switch part.FormName() {
		case "paper":
			paper = string(data)
		case "file":
			file = data
		}
	}
	switch {
	case paper == "" || len(paper) > 80 || !storable(paper):
		return "", nil, invalid(wire.FieldProblem{Field: "paper", Code: "invalid"})
	case len(bytes.TrimSpace(file)) == 0:
		return "", nil, invalid(wire.FieldProblem{Field: "file", Code: "required"})
	}
	return paper, file, nil
}

// readFault keeps "too large" apart from a form that is broken.
func readFault(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return tooLarge
	}
	return badBody
}
