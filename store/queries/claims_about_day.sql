-- Which claims are about a certain day?
-- ما الادعاءات التي تتعلق بيوم معيّن؟
-- param day date  : the day, such as 2024-04-15
-- param limit integer 200 : how many claims, those with the narrowest dates first
WITH dated AS MATERIALIZED (
    SELECT claim_id, text, from_date, to_date, basis, position
    FROM claim_dates
    WHERE from_date <= $day AND to_date >= $day
),
about AS (
    SELECT d.*
    FROM dated AS d
    JOIN claims AS c ON c.claim_id = d.claim_id
    WHERE c.checkable AND c.status <> 'withdrawn'
    ORDER BY d.to_date - d.from_date, d.from_date, d.claim_id, d.position
    LIMIT $limit
)
SELECT
    m.text AS date_text, m.from_date, m.to_date, m.basis, c.claim_text, c.speaker, v.verdict, a.outlet, a.published_at,
    m.claim_id
FROM about AS m
JOIN claims AS c ON c.claim_id = m.claim_id
JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN verdicts AS v ON v.claim_id = m.claim_id
ORDER BY m.to_date - m.from_date, m.from_date, m.claim_id, m.position;
