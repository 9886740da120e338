-- +goose Up

-- Keys the program made for this database alone, so that what is derived from
-- them means nothing beside another. One row: citizen-key, 32 random bytes,
-- made on first use. Losing it cuts citizens off from their conversations.
CREATE TABLE secrets (
    name    text PRIMARY KEY,
    value   bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

-- One row per conversation: what it remembers, and who is working on it.
-- A worker owns it while leased_until lies ahead and fence is the number it was
-- given; every new owner raises fence, so that one who was held up cannot
-- commit over a later one. All times of the lease are the database's own.
CREATE TABLE conversations (
    id           text PRIMARY KEY,                     -- UUID, version 7
    channel      text NOT NULL,                        -- whatsapp, web, terminal
    citizen_key  bytea,                                -- HMAC-SHA256 of channel and verified phone; null while nobody is verified
    current      boolean NOT NULL DEFAULT true,        -- false once the same citizen's other conversation took over
    citizen      jsonb NOT NULL,                       -- agent.Citizen as the channel last vouched for; holds the phone, for tools
    state        jsonb NOT NULL,                       -- agent.State without the citizen
    language     text NOT NULL DEFAULT '',             -- of the last turn: en, hi, hi-Latn
    turns        int NOT NULL DEFAULT 0,               -- number of the last turn
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),   -- of the last turn; creation, if there was none
    fence        bigint NOT NULL DEFAULT 0,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);

-- A verified citizen has one current conversation per channel: finds it, and
-- lets only one of two first messages at once begin it.
CREATE UNIQUE INDEX conversations_current ON conversations (channel, citizen_key) WHERE current AND citizen_key IS NOT NULL;
-- Lists conversations, newest first, page by page.
CREATE INDEX conversations_updated ON conversations (updated_at DESC, id DESC);

-- One row per message and its reply: what staff read and evaluators measure.
-- Never changed after it is written.
CREATE TABLE turns (
    id           text PRIMARY KEY,        -- UUID, version 7
    conversation text NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    seq          int NOT NULL,            -- 1, 2, 3 ... within the conversation
    message_id   text NOT NULL,           -- the channel's id of the message; the turn's own id if it gave none
    at           timestamptz NOT NULL,    -- of the turn, by the clock of the machine that took it
    stored_at    timestamptz NOT NULL DEFAULT now(),
    turn         jsonb NOT NULL,          -- agent.Turn
    language     text NOT NULL,           -- this and the next two repeat the turn, to filter and count by
    outcome      text NOT NULL,
    service      text NOT NULL,           -- the turn was about, empty if none
    UNIQUE (conversation, seq),           -- reads a conversation in order
    UNIQUE (conversation, message_id)     -- recognises a message that was already handled
);

-- Counts and lists turns by day, outcome and service, newest first.
CREATE INDEX turns_at ON turns (at DESC);
-- Finds the conversations in which a service, or an outcome, came up.
CREATE INDEX turns_service ON turns (service, conversation);
CREATE INDEX turns_outcome ON turns (outcome, conversation);
