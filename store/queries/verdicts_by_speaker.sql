-- How often is each speaker quoted with a claim, and which verdicts did those claims get?
-- كم ادعاء نُقل عن كل متحدث، وما الأحكام التي نالتها؟
-- param limit integer 50 : how many speakers
SELECT
    c.speaker,
    count(*) AS claims,
    count(v.claim_id) AS decided,
    count(*) FILTER (v.verdict = 'true') AS "true",
    count(*) FILTER (v.verdict = 'partly_true') AS partly_true,
    count(*) FILTER (v.verdict IN ('missing_context', 'misleading')) AS misleading,
    count(*) FILTER (v.verdict = 'false') AS "false",
    count(*) FILTER (v.verdict IN ('unproven', 'not_checkable')) AS open_ended
FROM claims AS c
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
WHERE c.checkable AND c.speaker IS NOT NULL AND c.status <> 'withdrawn'
GROUP BY c.speaker
ORDER BY decided DESC, claims DESC, c.speaker
LIMIT $limit;
