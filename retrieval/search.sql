-- A question against one index, in one statement. $1 is the index, $2 how many
-- hits are wanted, $3 the question's vector or null. Filters are appended to
-- each list where it says /*filter*/; passages_index stands for the index's own
-- partition, 999 for its dimension and 9999 for the rows a list may have. The
-- index is named again only where the primary key begins with it.
WITH
-- The question's terms that the index knows, worth more the rarer they are.
asked AS MATERIALIZED (
    SELECT t.term, t.slot,
           t.worth * ln(1 + (i.passages - s.passages + 0.5::float8) / (s.passages + 0.5::float8)) AS worth,
           sum(s.passages) OVER (ORDER BY s.passages, t.term) AS rows_so_far,
           row_number() OVER (ORDER BY s.passages, t.term) AS nth
    FROM unnest($4::text[], $5::int[], $6::real[]) AS t (term, slot, worth)
    JOIN passage_terms s ON s.index_name = $1 AND s.term = t.term
    JOIN passage_indexes i ON i.name = $1
),
-- Its stems that the index knows, Latin words as English, Devanagari as Hindi.
stemmed AS MATERIALIZED (
    SELECT w.lang, l.lexeme, quote_literal(l.lexeme)::tsquery AS query,
           ln(1 + (i.passages - s.passages + 0.5::float8) / (s.passages + 0.5::float8)) AS worth,
           sum(s.passages) OVER (ORDER BY s.passages, s.term) AS rows_so_far,
           row_number() OVER (ORDER BY s.passages, s.term) AS nth
    FROM (VALUES ('en', to_tsvector('english', $7::text)), ('hi', to_tsvector('hindi', $8::text))) AS w (lang, stems)
    CROSS JOIN unnest(w.stems) AS l
    JOIN passage_terms s ON s.index_name = $1 AND s.term = w.lang || ':' || l.lexeme
    JOIN passage_indexes i ON i.name = $1
),
-- Rows are looked up by the rarest terms and stems only, until these stand for
-- enough rows; all terms then count for their order. A word standing in half of
-- the index costs much to look up and decides little. Stems cost more a row.
question AS MATERIALIZED (
    SELECT (SELECT coalesce(array_agg(term), '{}') FROM asked WHERE nth = 1 OR rows_so_far <= $9) AS rare,
           (SELECT ('{' || string_agg(slot || ':' || worth::real, ',') || '}/1000000000')::sparsevec FROM asked) AS worth,
           (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery FROM stemmed WHERE lang = 'en' AND (nth = 1 OR rows_so_far <= $9 / 6)) AS english,
           (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery FROM stemmed WHERE lang = 'hi' AND (nth = 1 OR rows_so_far <= $9 / 6)) AS hindi
),
-- First list: nearest by vector, from the HNSW graph. Equals are all in it: which
-- of them the limit left out would hang on the order of rows in the table.
near AS MATERIALIZED (
    SELECT p.id, p.place, p.embedding::halfvec(999) <=> $3::halfvec(999) AS distance
    FROM passages_index p
    WHERE p.index_name = $1 AND $3 IS NOT NULL /*filter*/
    ORDER BY distance
    FETCH FIRST 8888 ROWS WITH TIES
),
-- Second list: terms that the three forms share, by BM25. The inner product of
-- two sparse vectors is the BM25 sum.
texts AS MATERIALIZED (
    SELECT p.id, p.place, -(p.weights <#> q.worth) AS score
    FROM question q
    JOIN passages_index p ON p.terms && q.rare /*filter*/
    ORDER BY score DESC, p.place, p.id
    LIMIT 9999
),
-- Third list: stems, each language by its own grammar, by how rare those are
-- that a row has. How often it has them would cost more to count than it tells.
stems AS MATERIALIZED (
    SELECT id, place, score
    FROM (
        SELECT p.id, p.place, (SELECT sum(w.worth) FROM stemmed w WHERE w.lang = 'en' AND p.stems @@ w.query)
                   / (1 - $28::real + $28::real * length(p.stems) / $29::real) AS score
        FROM question q
        JOIN passages_index p ON p.lang = 'en' AND p.stems @@ q.english /*filter*/
        UNION ALL
        SELECT p.id, p.place, (SELECT sum(w.worth) FROM stemmed w WHERE w.lang = 'hi' AND p.stems @@ w.query)
                   / (1 - $28::real + $28::real * length(p.stems) / $29::real)
        FROM question q
        JOIN passages_index p ON p.lang = 'hi' AND p.stems @@ q.hindi /*filter*/
    ) AS both_languages
    ORDER BY score DESC, place, id
    LIMIT 9999
),
-- Fourth list: all clauses of the services that the question is likely about.
-- Here the words that tell the clauses of one service apart count, the aspects
-- that may be asked about, most of all for the clause that answers its aspect in
-- one line, and how much a question of the clause's pack resembles this one.
services AS MATERIALIZED (
    SELECT s.service, s.worth, s.vector::sparsevec AS vector
    FROM unnest($10::text[], $11::float8[], $12::text[]) AS s (service, worth, vector)
),
likely AS MATERIALIZED (
    SELECT id, min(place) AS place, max(score) AS score
    FROM (
        SELECT p.id, p.place,
               s.worth - (p.weights <#> s.vector)
                   + $20::float8 * coalesce(1 - (p.embedding <=> $3::halfvec), 0)
                   + coalesce(a.asked, 0) * ($21::float8 + $22::float8 * p.lead::int)
                   + coalesce(c.worth, 0) AS score
        FROM services s
        JOIN passages_index p ON p.service = s.service /*filter*/
        LEFT JOIN unnest($26::text[], $27::float8[]) AS c (id, worth) ON c.id = p.id
        LEFT JOIN unnest($18::text[], $19::float8[]) AS a (kind, asked) ON a.kind = p.kind
        ORDER BY score DESC, p.place, p.id
        LIMIT 2 * 9999 -- a clause has two rows, one a language
    ) AS rows
    GROUP BY id
    ORDER BY score DESC, place, id
    LIMIT 9999
),
-- Fifth list: the clauses with the most alike questions, wherever they belong.
asked_before AS MATERIALIZED (
    SELECT p.id, min(p.place) AS place, max(c.similarity) AS similarity
    FROM unnest($23::text[], $24::float8[]) AS c (id, similarity)
    JOIN passages_index p ON p.index_name = $1 AND p.id = c.id /*filter*/
    GROUP BY p.id
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
    SELECT id, place, $16::real / ($17::real + row_number() OVER (ORDER BY score DESC, place, id))
    FROM likely
    UNION ALL
    SELECT id, place, $25::real / ($17::real + row_number() OVER (ORDER BY similarity DESC, place, id))
    FROM asked_before
    /*rest*/
),
summed AS (
    SELECT id, sum(vote) AS score, min(place) AS place
    FROM votes
    GROUP BY id
),
fused AS (
    SELECT id, place, score /*repeat*/ AS score
    FROM summed
    ORDER BY 3 DESC, place, id
    LIMIT $2
)
-- Each clause once, in the language that fits best.
SELECT f.id, best.service, best.lang, f.score, best.similarity, best.score
FROM fused f
CROSS JOIN LATERAL (
    SELECT p.service, p.lang,
           coalesce(greatest(1 - (p.embedding <=> $3::halfvec), 0), 0) AS similarity,
           coalesce(-(p.weights <#> (SELECT worth FROM question)), 0) AS score
    FROM passages_index p
    WHERE p.index_name = $1 AND p.id = f.id /*filter*/
    ORDER BY similarity DESC, score DESC, p.lang
    LIMIT 1
) AS best
ORDER BY f.score DESC, f.place, f.id
