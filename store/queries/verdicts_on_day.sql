-- Which verdicts stood at the end of a certain day?
-- ما الأحكام التي كانت قائمة في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
-- param limit integer 1000 : how many verdicts, the latest first
WITH stood AS (
    SELECT claim_id, verdict, decided_by, stood_from AS decided_at
    FROM verdict_history
    WHERE stood_from < $day + INTERVAL 1 DAY
        AND (stood_until IS NULL OR stood_until >= $day + INTERVAL 1 DAY)
    ORDER BY stood_from DESC, claim_id
    LIMIT $limit
)
SELECT s.claim_id, s.verdict, s.decided_by, s.decided_at, c.claim_text
FROM stood AS s
JOIN claims AS c ON c.claim_id = s.claim_id
ORDER BY s.decided_at DESC, s.claim_id;
