-- Which verdicts stood at the end of a certain day?
-- ما الأحكام التي كانت قائمة في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
SELECT h.claim_id, h.verdict, h.decided_by, h.stood_from AS decided_at, c.claim_text
FROM verdict_history AS h
JOIN claims AS c ON c.claim_id = h.claim_id
WHERE h.stood_from < $day + INTERVAL 1 DAY
AND (h.stood_until IS NULL OR h.stood_until >= $day + INTERVAL 1 DAY)
ORDER BY h.claim_id;
