-- How many verdicts were given each month, and which?
-- كم حكماً صدر كل شهر، وما هي؟
-- param months integer 24 : how many months, the latest first
SELECT
    strftime(decided_at, '%Y-%m') AS month,
    count(*) AS decided,
    count(*) FILTER (verdict = 'true') AS "true",
    count(*) FILTER (verdict = 'partly_true') AS partly_true,
    count(*) FILTER (verdict = 'missing_context') AS missing_context,
    count(*) FILTER (verdict = 'misleading') AS misleading,
    count(*) FILTER (verdict = 'false') AS "false",
    count(*) FILTER (verdict = 'unproven') AS unproven,
    count(*) FILTER (verdict = 'not_checkable') AS not_checkable
FROM verdicts
GROUP BY month
ORDER BY month DESC
LIMIT $months;
