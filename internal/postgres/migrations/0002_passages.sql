-- +goose Up

-- One row per named index: who embedded it and how large it is. A search reads
-- the row count from here to weigh terms; a load locks the row's name.
CREATE TABLE passage_indexes (
    name       text PRIMARY KEY CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
    dimension  int NOT NULL CHECK (dimension BETWEEN 1 AND 4000), -- of every embedding in the index; HNSW on halfvec allows 4000
    probe      halfvec NOT NULL,                  -- embedding of a fixed sentence: tells whether the embedder is still the same
    passages   int NOT NULL,                      -- rows in the index
    version    text NOT NULL DEFAULT '',          -- of the program and packs it was made from, as they name themselves; empty: not told
    loaded_at  timestamptz NOT NULL DEFAULT now() -- of the last load that changed something
);

-- What can be found: one row per passage and language. Partitioned by index, so
-- that every index has vectors of its own dimension, its own HNSW graph, and
-- can be filled or dropped without touching the others.
CREATE TABLE passages (
    index_name text NOT NULL,
    id         text NOT NULL,           -- full clause id "service/clause", or the id given in a passages file
    lang       text NOT NULL,           -- BCP 47: en, hi, hi-Latn or und
    service    text NOT NULL,           -- pack, empty for general passages
    kind       text NOT NULL,           -- aspect, empty for general passages
    lead       boolean NOT NULL,        -- answers its kind in one line
    place      int NOT NULL,            -- order in its pack or file; breaks ties
    words      text NOT NULL,           -- normalised text as the text search reads it
    terms      text[] NOT NULL,         -- =word, ~phonetic key, #concept, %kind, @service
    weights    sparsevec NOT NULL,      -- BM25 weight of each term, at the term's slot of 1,000,000,000; 8 bytes a term
    embedding  halfvec NOT NULL,        -- unit length; 2 bytes a dimension (384: 776 bytes, stays in the row)
    from_day   date,                    -- first day in force, null: always was
    until_day  date,                    -- last day in force, null: still is
    hash       bytea NOT NULL,          -- of all that the row was made from: an equal hash is left alone
    -- Word search in the grammar of the row's own language.
    stems      tsvector NOT NULL GENERATED ALWAYS AS (
        CASE lang
            WHEN 'en' THEN to_tsvector('english'::regconfig, words)
            WHEN 'hi' THEN to_tsvector('hindi'::regconfig, words)
            ELSE to_tsvector('simple'::regconfig, words)
        END) STORED,
    PRIMARY KEY (index_name, id, lang)
) PARTITION BY LIST (index_name);

-- Terms shared by the three forms; serves the text part of a search.
CREATE INDEX passages_terms ON passages USING gin (terms);
-- Stems; serves the per-language part of a search.
CREATE INDEX passages_stems ON passages USING gin (stems);
-- Filters by service and by kind, and the clauses of a named service. Without
-- them a narrow filter would walk the whole HNSW graph.
CREATE INDEX passages_service ON passages (service, kind);
CREATE INDEX passages_kind ON passages (kind);

-- In how many rows of its index a term stands, or a stem of a language, written
-- en:stem: rare terms weigh more and are looked up first. Rewritten by every
-- load that changes something.
CREATE TABLE passage_terms (
    index_name text NOT NULL REFERENCES passage_indexes (name) ON DELETE CASCADE,
    term       text NOT NULL,
    passages   int NOT NULL,
    PRIMARY KEY (index_name, term)
);

-- +goose StatementBegin
-- passages_stage makes the table of a new index, not yet visible to searches:
-- filling first and indexing afterwards is several times quicker. A row is of 2
-- to 4 kB; kept whole in its page, vector and weights are read without a detour.
CREATE FUNCTION passages_stage(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE passages INCLUDING DEFAULTS INCLUDING GENERATED) WITH (toast_tuple_target = 8160)', 'passages_' || name);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- passages_publish makes a staged table part of passages. Attaching takes no
-- lock that a search would wait for.
CREATE FUNCTION passages_publish(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE passages ATTACH PARTITION %I FOR VALUES IN (%L)', 'passages_' || name, name);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- passages_graph builds the HNSW graph of one index, replacing an earlier one.
-- m = 16 links a node and ef_construction = 64 candidates are pgvector's
-- defaults: recall above 0.99 at ef_search 40 on tens of thousands of rows, and
-- about 30 s a 50,000 rows to build; more of either buys nothing at this size.
CREATE FUNCTION passages_graph(name text, dimension int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP INDEX IF EXISTS %I', 'passages_' || name || '_graph');
    EXECUTE format(
        'CREATE INDEX %I ON %I USING hnsw ((embedding::halfvec(%s)) halfvec_cosine_ops) WITH (m = 16, ef_construction = 64)',
        'passages_' || name || '_graph', 'passages_' || name, dimension);
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- passages_ungraph drops the graph before a load that rewrites most of an index.
-- With clear the rows go too, at once and not only for later snapshots: vectors
-- of another dimension must not meet the graph that is built next.
CREATE FUNCTION passages_ungraph(name text, clear boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP INDEX IF EXISTS %I', 'passages_' || name || '_graph');
    IF clear THEN
        EXECUTE format('TRUNCATE %I', 'passages_' || name);
    END IF;
END $$;
-- +goose StatementEnd
