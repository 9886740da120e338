-- +goose Up

-- The sandbox keeps everything here, so that any number of processes can serve
-- the same records. All times of applications are in the sandbox's own clock;
-- the columns that are in real time say so.

-- One row: the clock, and the key under which numbers are hashed for the audit.
CREATE TABLE edistrict_sandbox.settings (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- how far the sandbox's clock is ahead of the real one
    clock_offset_us bigint NOT NULL DEFAULT 0 CHECK (clock_offset_us >= 0),
    hash_key     bytea NOT NULL,
    seeded_at    timestamptz
);

-- Last number given out, per kind (A application, C certificate), service letters and year.
CREATE TABLE edistrict_sandbox.counters (
    kind text NOT NULL CHECK (kind IN ('A', 'C')),
    code text NOT NULL,
    yy   integer NOT NULL CHECK (yy BETWEEN 0 AND 99),
    last integer NOT NULL CHECK (last BETWEEN 1 AND 999999),
    PRIMARY KEY (kind, code, yy)
);

-- An application. What the office does with it is not stored: it follows from
-- the number and these columns (plan.go). Stored is only what the applicant did.
CREATE TABLE edistrict_sandbox.applications (
    no           text PRIMARY KEY,
    service_id   text NOT NULL,
    code         text NOT NULL,
    name         text NOT NULL,
    mobile       text NOT NULL CHECK (mobile ~ '^[6-9][0-9]{9}$'),
    dob          text NOT NULL DEFAULT '',   -- YYYY-MM-DD or empty
    language     text NOT NULL,
    answers      jsonb NOT NULL,
    days         integer CHECK (days > 0),   -- working days at the time of application; null: not known
    fee_inr      integer NOT NULL CHECK (fee_inr >= 0),
    outcome      text NOT NULL DEFAULT '',   -- fixes the plan for seed data; empty: by the number
    created_at   timestamptz NOT NULL,
    submitted_at timestamptz,
    paid_at      timestamptz,
    answered_at  timestamptz,
    withdrawn_at timestamptz
);

-- A paper that was uploaded. The file is not kept.
CREATE TABLE edistrict_sandbox.documents (
    application_no text NOT NULL REFERENCES edistrict_sandbox.applications (no) ON DELETE CASCADE,
    paper          text NOT NULL,
    sha256         bytea NOT NULL,
    media_type     text NOT NULL,
    size           integer NOT NULL,
    received_at    timestamptz NOT NULL,
    PRIMARY KEY (application_no, paper, sha256)
);

CREATE TABLE edistrict_sandbox.certificates (
    no             text PRIMARY KEY,
    -- null for certificates older than the records
    application_no text UNIQUE REFERENCES edistrict_sandbox.applications (no) ON DELETE CASCADE,
    service_id     text NOT NULL,
    name           text NOT NULL,
    issued_at      timestamptz NOT NULL,
    valid_until    timestamptz,
    revoked_at     timestamptz
);

-- What was answered to a write, so that a repeat gets the same answer. The
-- primary key is what makes two writes with one key at the same moment one.
CREATE TABLE edistrict_sandbox.writes (
    client         text NOT NULL,
    operation      text NOT NULL,
    key            text NOT NULL,
    fingerprint    bytea NOT NULL,           -- SHA-256 of the request
    application_no text,
    answer         jsonb,
    at             timestamptz NOT NULL,
    PRIMARY KEY (client, operation, key)
);
-- for POST /v1/applications/lookup
CREATE INDEX writes_by_key ON edistrict_sandbox.writes (client, key);

-- Wrong second facts per number, whether the number exists or not. Real time.
CREATE TABLE edistrict_sandbox.guards (
    number_hash  bytea PRIMARY KEY,
    failures     integer NOT NULL DEFAULT 0,
    locked_until timestamptz
);

-- Every status look-up. Real time.
CREATE TABLE edistrict_sandbox.audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL,
    client      text NOT NULL,
    number_hash bytea NOT NULL,
    result      text NOT NULL
);

-- Misbehaviour in force; an empty route means every public one, a null count means until changed.
CREATE TABLE edistrict_sandbox.faults (
    route text PRIMARY KEY,
    mode  text NOT NULL,
    count integer CHECK (count >= 0)
);

-- +goose Down
DROP SCHEMA edistrict_sandbox CASCADE;
