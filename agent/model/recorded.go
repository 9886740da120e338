package model

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sahayak-delhi/sahayak/agent"
	"github.com/sahayak-delhi/sahayak/corpus"
)

// ErrNotRecorded: a replay met a request that nobody recorded.
var ErrNotRecorded = errors.New("no recorded reply to this request")

// Recorded is a model that keeps m's replies in files under dir and, asked the
// same again, replies from there. The same means: the same model and
// parameters (see Fingerprint), and a request equal in all that m is shown.
// With replay set m is never asked, and what is not there is ErrNotRecorded,
// of KindFallback.
//
// Failures are not kept. The files hold replies, not requests; they are as
// masked as the requests were. Several processes may share dir.
func Recorded(m agent.Model, dir string, replay bool) agent.Model {
	return &recorded{Model: m, dir: dir, replay: replay}
}

type recorded struct {
	agent.Model
	dir    string
	replay bool
}

func (r *recorded) Respond(ctx context.Context, req agent.Request) (agent.Response, error) {
	file, err := r.file(req)
	if err != nil {
		return agent.Response{}, err
	}
	switch resp, err := readReply(file); {
	case err == nil:
		return resp, nil
	case !errors.Is(err, fs.ErrNotExist):
		return agent.Response{}, err
	case r.replay:
		return agent.Response{}, &Error{Kind: KindFallback, Err: ErrNotRecorded}
	}
	resp, err := respondNamed(ctx, r.Model, req)
	if err != nil {
		return resp, err
	}
	return resp, writeReply(file, resp)
}

// file is where the reply to req is kept.
func (r *recorded) file(req agent.Request) (string, error) {
	mark := r.Name()
	if f, ok := r.Model.(interface{ Fingerprint() string }); ok {
		mark = f.Fingerprint()
	}
	// Only what a remote model is shown: a better reading of messages, say,
	// must not make every recording useless.
	raw, err := json.Marshal(struct {
		Model, System string
		Language      corpus.Lang
		Message       string
		History       []agent.Exchange
		Clauses       []corpus.Clause
		Tools         []agent.ToolSpec
		Results       []agent.ToolCall
		Mend          *agent.Rejection
	}{mark, req.System, req.Language, req.Message, req.History, req.Clauses, req.Tools, req.Results, req.Mend})
	if err != nil {
		return "", unusable("cannot encode the request: %w", err)
	}
	sum := sha256.Sum256(raw)
	name := hex.EncodeToString(sum[:])
	return filepath.Join(r.dir, name[:2], name+".json"), nil
}

func readReply(file string) (agent.Response, error) {
	var resp agent.Response
	raw, err := os.ReadFile(file)
	if err != nil {
		return resp, fmt.Errorf("read a recorded reply: %w", err)
	}
	if err := json.Unmarshal(raw, &resp); err != nil {
		return resp, fmt.Errorf("read a recorded reply: %s: %w", file, err)
	}
	return resp, nil
}

// writeReply makes the file in one step, so that no reader sees half of it.
func writeReply(file string, resp agent.Response) error {
	raw, err := json.MarshalIndent(resp, "", "\t")
	if err != nil {
		return fmt.Errorf("record a reply: %w", err)
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("record a reply: %w", err)
	}
	tmp, err := os.CreateTemp(dir, "new-*")
	if err != nil {
		return fmt.Errorf("record a reply: %w", err)
	}
	_, err = tmp.Write(append(raw, '\n'))
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return fmt.Errorf("record a reply: %w", err)
	}
	return nil
}
