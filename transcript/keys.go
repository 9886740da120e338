package transcript

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrWrongKey: what is stored was sealed with a key that the keyset lacks.
var ErrWrongKey = errors.New("the keyset does not open this database: its records were sealed with another key; use the keyset they were sealed with")

// Keys seal what is stored. The newest, primary key seals; all of them open.
// It is safe for concurrent use.
type Keys struct {
	aead    tink.AEAD
	primary uint32
	all     int
}

// NewKeyset makes a keyset with one fresh AES-256-GCM key, as Tink's JSON. It is
// in clear: whoever has it can read what it seals.
func NewKeyset() ([]byte, error) { return AddKey(nil) }

// AddKey puts a fresh key into a keyset and makes it the one that seals; the
// keys before it still open. A nil keyset is an empty one.
func AddKey(old []byte) ([]byte, error) {
	manager := keyset.NewManager()
	if old != nil {
		handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(old)))
		if err != nil {
			return nil, fmt.Errorf("read the keyset: %w", err)
		}
		manager = keyset.NewManagerFromHandle(handle)
	}
	id, err := manager.Add(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	if err := manager.SetPrimary(id); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	handle, err := manager.Handle()
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	var b bytes.Buffer
	if err := insecurecleartextkeyset.Write(handle, keyset.NewJSONWriter(&b)); err != nil {
		return nil, fmt.Errorf("write the keyset: %w", err)
	}
	return b.Bytes(), nil
}

// ReadKeys reads a keyset of AEAD keys in Tink's JSON. No error holds any of it.
func ReadKeys(r io.Reader) (*Keys, error) {
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(r))
	if err != nil {
		return nil, errors.New("this is no Tink keyset in JSON")
	}
	primitive, err := aead.New(handle)
	if err != nil {
		return nil, errors.New("the keyset has keys that are not for authenticated encryption (AEAD)")
	}
	info := handle.KeysetInfo()
	k := &Keys{aead: primitive, primary: info.GetPrimaryKeyId(), all: len(info.GetKeyInfo())}
	// By its prefix a record tells which key sealed it.
	probe, err := primitive.Encrypt(nil, nil)
	if err != nil {
		return nil, fmt.Errorf("try the keyset: %w", err)
	}
	if len(probe) < 5 || probe[0] != 1 || binary.BigEndian.Uint32(probe[1:5]) != k.primary {
		return nil, errors.New("the keyset's primary key must have the output prefix TINK")
	}
	return k, nil
}

// String names the keyset without any of its secrets.
func (k *Keys) String() string { return fmt.Sprintf("%d keys, sealing with key %d", k.all, k.primary) }

// seal encrypts plain as the part of a conversation, "state" say; it opens as no
// other part and in no other conversation.
func (k *Keys) seal(part, conversation string, plain []byte) ([]byte, error) {
	sealed, err := k.aead.Encrypt(plain, []byte(part+" "+conversation))
	if err != nil {
		return nil, fmt.Errorf("seal the %s: %w", part, err)
	}
	return sealed, nil
}

// open decrypts what seal made. The error is ErrWrongKey, also for what was
// tampered with: the two cannot be told apart.
func (k *Keys) open(part, conversation string, sealed []byte) ([]byte, error) {
	plain, err := k.aead.Decrypt(sealed, []byte(part+" "+conversation))
	if err != nil {
		return nil, fmt.Errorf("open the %s: %w", part, ErrWrongKey)
	}
	return plain, nil
}

// either opens what is sealed, or gives the plain text of a row not yet sealed.
func (k *Keys) either(part, conversation string, sealed, plain []byte) ([]byte, error) {
	if sealed == nil {
		return plain, nil
	}
	return k.open(part, conversation, sealed)
}
