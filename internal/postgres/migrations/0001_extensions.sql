-- +goose Up

-- Vectors, their distance operators and the HNSW index. halfvec (two bytes a dimension) needs 0.7.0, iterative index scans 0.8.0; the
-- program checks the version before it migrates, so that a server with an older one gets a sentence and not a missing type.
create extension if not exists vector;

-- There is no way down: a database is moved forward or restored from its backup.
