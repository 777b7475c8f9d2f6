-- Which figures in a certain unit were claimed, the largest first?
-- ما الأرقام التي وردت بوحدة معيّنة، الأكبر أولاً؟
-- param unit text  : the unit as written, such as دينار
-- param limit integer 50 : how many figures
WITH measured AS MATERIALIZED (
    SELECT value, text, unit, claim_id, position FROM claim_quantities WHERE contains(lower(unit), lower($unit))
),
largest AS (
    SELECT q.*
    FROM measured AS q
    JOIN claims AS c ON c.claim_id = q.claim_id
    WHERE c.checkable AND c.status <> 'withdrawn'
    ORDER BY q.value DESC, q.claim_id, q.position
    LIMIT $limit
)
SELECT l.value, l.text, l.unit, c.claim_text, c.speaker, v.verdict, a.outlet, a.published_at, l.claim_id
FROM largest AS l
JOIN claims AS c ON c.claim_id = l.claim_id
JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN verdicts AS v ON v.claim_id = l.claim_id
ORDER BY l.value DESC, l.claim_id, l.position;
