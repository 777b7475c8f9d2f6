-- How often does each pair of reviewers agree on claims that both reviewed?
-- كم مرة يتفق كل مراجعَين على ادعاءات راجعها كلاهما؟
WITH latest AS (
    SELECT claim_id, reviewer, arg_max(verdict, seq) AS verdict
    FROM reviews
    GROUP BY claim_id, reviewer
)
SELECT
    a.reviewer, b.reviewer AS other,
    count(*) AS claims,
    count(*) FILTER (a.verdict = b.verdict) AS agreed,
    round(100 * count(*) FILTER (a.verdict = b.verdict) / count(*), 1) AS agreed_percent
FROM latest AS a
JOIN latest AS b ON b.claim_id = a.claim_id AND b.reviewer > a.reviewer
GROUP BY a.reviewer, b.reviewer
ORDER BY claims DESC, a.reviewer, other;
