// Package retrieval finds the clauses that a question is about. It keeps every
// clause in Postgres, once per language, with a vector, with terms that mean
// the same in all three ways of writing, and with stems of its own language,
// and asks for all of them in one statement.
//
// A question goes through four steps, each in a file of its own:
//
//   - reading (reading.go): words, phonetic keys, concepts, services and kinds;
//   - embedding (lexical.go): a unit vector, from an [Embedder];
//   - voting (search.sql): four lists of at most 40 rows each, by vector, by
//     terms, by stems, and by the services and kinds named;
//   - fusing (search.sql): each list gives its rows weight/(60+rank), the best
//     language of each clause counts, and the sum decides.
//
// The weights are data (weights.yaml), tuned on testdata/dev.jsonl alone.
// docs/retrieval.md follows one question through these steps.
package retrieval
