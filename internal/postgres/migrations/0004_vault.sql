-- +goose Up

-- What citizens tell in confidence is stored sealed: AES-GCM under a keyset that
-- is not in the database, bound to the conversation it belongs to. The plain
-- columns are empty from now on; rows of before are sealed when the program
-- opens the database. sealed_key is the id of the key, 0 for a plain row: it
-- tells what to seal anew after a rotation.
ALTER TABLE conversations
    ALTER COLUMN citizen DROP NOT NULL,
    ALTER COLUMN state DROP NOT NULL,
    ADD COLUMN sealed_citizen bytea,                 -- agent.Citizen: holds the phone
    ADD COLUMN sealed_state bytea,                   -- agent.State without the citizen: holds forms under way
    ADD COLUMN sealed_key bigint NOT NULL DEFAULT 0,
    ADD COLUMN keeps_until timestamptz;              -- when the first draft or pending question is to be forgotten; null: there is none

-- In the turn itself stays what is masked or counted; the reply and the calls,
-- which repeat a citizen's details, are sealed.
ALTER TABLE turns
    ADD COLUMN sealed bytea,                         -- reply and tool calls
    ADD COLUMN sealed_key bigint NOT NULL DEFAULT 0;

-- 0: the secret stands in clear.
ALTER TABLE secrets ADD COLUMN sealed_key bigint NOT NULL DEFAULT 0;

-- Finds what is to be forgotten.
CREATE INDEX conversations_keeps ON conversations (keeps_until) WHERE keeps_until IS NOT NULL;
