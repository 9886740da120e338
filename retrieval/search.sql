-- A question against one index, in one statement. $1 is the index, $2 how many
-- hits are wanted, $3 the question's vector or null. Filters are appended to
-- each list where it says /*filter*/; 999 stands for the index's dimension and
-- 9999 for the rows a list may have.
WITH
-- The question's terms that the index knows, worth more the rarer they are.
asked AS MATERIALIZED (
    SELECT t.term, t.slot, t.word, t.script, s.passages,
           t.worth * ln(1 + (i.passages - s.passages + 0.5) / (s.passages + 0.5)) AS worth,
           sum(s.passages) OVER (ORDER BY s.passages, t.term) AS rows_so_far,
           row_number() OVER (ORDER BY s.passages, t.term) AS nth
    FROM unnest($4::text[], $5::int[], $6::real[], $7::text[], $8::text[]) AS t (term, slot, worth, word, script)
    JOIN passage_terms s ON s.index_name = $1 AND s.term = t.term
    JOIN passage_indexes i ON i.name = $1
),
-- Rows are looked up by the rarest terms only, until these stand for enough
-- rows; all terms then count for their order. A word standing in half of the
-- index costs much to look up and decides little.
question AS MATERIALIZED (
    SELECT coalesce(array_agg(term) FILTER (WHERE nth = 1 OR rows_so_far <= $9), '{}') AS rare,
           ('{' || string_agg(slot || ':' || worth::real, ',') || '}/1000000000')::sparsevec AS worth,
           to_tsquery('english', string_agg(quote_literal(word), ' | ') FILTER (WHERE script = 'en' AND (nth <= 2 OR rows_so_far <= $9))) AS english,
           to_tsquery('hindi', string_agg(quote_literal(word), ' | ') FILTER (WHERE script = 'hi' AND (nth <= 2 OR rows_so_far <= $9))) AS hindi
    FROM asked
),
-- First list: nearest by vector, from the HNSW graph.
near AS MATERIALIZED (
    SELECT p.id, p.place, p.embedding::halfvec(999) <=> $3::halfvec(999) AS distance
    FROM passages p
    WHERE p.index_name = $1 AND $3 IS NOT NULL /*filter*/
    ORDER BY distance
    LIMIT 9999
),
-- Second list: terms that the three forms share, by BM25. The inner product of
-- two sparse vectors is the BM25 sum.
texts AS MATERIALIZED (
    SELECT p.id, p.place, -(p.weights <#> q.worth) AS score
    FROM question q
    JOIN passages p ON p.index_name = $1 AND p.terms && q.rare /*filter*/
    ORDER BY p.weights <#> q.worth, p.place
    LIMIT 9999
),
-- Third list: stems, each language by its own grammar.
stems AS MATERIALIZED (
    SELECT id, place, score
    FROM (
        SELECT p.id, p.place, ts_rank_cd(p.stems, q.english, 1) AS score
        FROM question q
        JOIN passages p ON p.index_name = $1 AND p.lang = 'en' AND p.stems @@ q.english /*filter*/
        UNION ALL
        SELECT p.id, p.place, ts_rank_cd(p.stems, q.hindi, 1)
        FROM question q
        JOIN passages p ON p.index_name = $1 AND p.lang = 'hi' AND p.stems @@ q.hindi /*filter*/
    ) AS both_languages
    ORDER BY score DESC, place
    LIMIT 9999
),
-- Fourth list: all clauses of the services that the question names or the caller
-- expects, by vector and terms together, with a lead for the aspect asked about
-- and for the clause that answers its aspect in one line.
named AS MATERIALIZED (
    SELECT p.id, s.service, min(p.place) AS place, max(s.worth) AS worth,
           coalesce(min(p.embedding::halfvec(999) <=> $3::halfvec(999)), 1)
               - $16::real * coalesce(max(-(p.weights <#> q.worth)), 0)
               - $18::real * bool_or(p.kind = ANY ($12::text[]))::int
               - $19::real * bool_or(p.lead)::int AS distance
    FROM question q
    CROSS JOIN unnest($10::text[], $11::real[]) AS s (service, worth)
    JOIN passages p ON p.index_name = $1 AND p.service = s.service /*filter*/
    GROUP BY p.id, s.service
),
votes (id, place, vote) AS (
    SELECT id, min(place), $13::real / ($17::real + rank() OVER (ORDER BY min(distance)))
    FROM near GROUP BY id
    UNION ALL
    SELECT id, min(place), $14::real / ($17::real + rank() OVER (ORDER BY max(score) DESC))
    FROM texts GROUP BY id
    UNION ALL
    SELECT id, min(place), $15::real / ($17::real + rank() OVER (ORDER BY max(score) DESC))
    FROM stems GROUP BY id
    UNION ALL
    SELECT id, place, worth / ($17::real + row_number() OVER (PARTITION BY service ORDER BY distance, place))
    FROM named
    /*rest*/
),
fused AS (
    SELECT id, sum(vote) AS score, min(place) AS place
    FROM votes
    GROUP BY id
    ORDER BY score DESC, place, id
    LIMIT $2
)
-- Each clause once, in the language that fits best.
SELECT f.id, best.service, best.lang, f.score, best.similarity, best.score
FROM fused f
CROSS JOIN LATERAL (
    SELECT p.service, p.lang,
           coalesce(greatest(1 - (p.embedding::halfvec(999) <=> $3::halfvec(999)), 0), 0) AS similarity,
           coalesce(-(p.weights <#> (SELECT worth FROM question)), 0) AS score
    FROM passages p
    WHERE p.index_name = $1 AND p.id = f.id /*filter*/
    ORDER BY similarity DESC, score DESC, p.lang
    LIMIT 1
) AS best
ORDER BY f.score DESC, f.place, f.id
