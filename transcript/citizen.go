package transcript

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"

	"github.com/sahayak-delhi/sahayak/agent"
)

// citizenKey is HMAC-SHA256(secret of this database, channel|phone), nil for a
// citizen who is not verified. A plain hash would be no secret: there are few
// enough phone numbers to try them all.
func (s *Store) citizenKey(ctx context.Context, channel string, citizen agent.Citizen) ([]byte, error) {
	if !citizen.Verified || citizen.Phone == "" {
		return nil, nil
	}
	secret, err := s.citizenSecret(ctx)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(channel + "|" + citizen.Phone))
	return mac.Sum(nil), nil
}

// citizenSecret reads the database's secret, or makes it if this is the first
// use; of several who make it at once, the first is believed by all. It stands
// in the database sealed, so that a copy of the database does not hold the key
// to its own index; one from before there were keys is sealed now.
func (s *Store) citizenSecret(ctx context.Context) ([]byte, error) {
	s.secretMu.Lock()
	defer s.secretMu.Unlock()
	if s.secret != nil {
		return s.secret, nil
	}
	fresh := make([]byte, sha256.Size)
	rand.Read(fresh) // never fails, by its documentation
	sealed, err := s.keys.seal(partSecret, citizenSecretName, fresh)
	if err != nil {
		return nil, err
	}
	if _, err := s.pool.Exec(ctx, `
		INSERT INTO secrets (name, value, sealed_key) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING`,
		citizenSecretName, sealed, int64(s.keys.primary)); err != nil {
		return nil, fmt.Errorf("make the secret for citizens: %w", err)
	}
	var value []byte
	var key int64
	if err := s.pool.QueryRow(ctx, `SELECT value, sealed_key FROM secrets WHERE name = $1`, citizenSecretName).Scan(&value, &key); err != nil {
		return nil, fmt.Errorf("read the secret for citizens: %w", err)
	}
	secret := value
	if key != 0 {
		if secret, err = s.keys.open(partSecret, citizenSecretName, value); err != nil {
			return nil, err
		}
	}
	if key != int64(s.keys.primary) {
		if sealed, err = s.keys.seal(partSecret, citizenSecretName, secret); err != nil {
			return nil, err
		}
		if _, err := s.pool.Exec(ctx, `
			UPDATE secrets SET value = $2, sealed_key = $3 WHERE name = $1 AND sealed_key = $4`,
			citizenSecretName, sealed, int64(s.keys.primary), key); err != nil {
			return nil, fmt.Errorf("seal the secret for citizens: %w", err)
		}
	}
	s.secret = secret
	return secret, nil
}

// citizenSecretName is the name of the secret that keys the index of citizens.
const citizenSecretName = "citizen-key"
