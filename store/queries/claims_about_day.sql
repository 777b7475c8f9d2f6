-- Which claims are about a certain day?
-- ما الادعاءات التي تتعلق بيوم معيّن؟
-- param day date  : the day, such as 2024-04-15
SELECT
    d.text AS date_text, d.from_date, d.to_date, d.basis, c.claim_text, c.speaker, v.verdict, a.outlet, a.published_at,
    c.claim_id
FROM claim_dates AS d
JOIN claims AS c ON c.claim_id = d.claim_id
JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
WHERE c.checkable AND c.status <> 'withdrawn' AND $day BETWEEN d.from_date AND d.to_date
ORDER BY d.to_date - d.from_date, d.from_date, c.claim_id;
