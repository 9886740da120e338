-- +goose Up

-- +goose StatementBegin
-- passages_graph builds the HNSW graph of one index, replacing an earlier one.
-- The list by vector is one of five and weighs least of them: half of pgvector's
-- default links a node (16) and two thirds of its candidates (64) find the same
-- clauses, in two thirds of the time to build and to search.
CREATE OR REPLACE FUNCTION passages_graph(name text, dimension int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP INDEX IF EXISTS %I', 'passages_' || name || '_graph');
    EXECUTE format(
        'CREATE INDEX %I ON %I USING hnsw ((embedding::halfvec(%s)) halfvec_cosine_ops) WITH (m = 8, ef_construction = 40)',
        'passages_' || name || '_graph', 'passages_' || name, dimension);
END $$;
-- +goose StatementEnd
