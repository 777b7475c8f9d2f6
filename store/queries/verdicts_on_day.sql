-- Which verdicts stood at the end of a certain day?
-- ما الأحكام التي كانت قائمة في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
SELECT r.claim_id, r.verdict, r.reviewer AS decided_by, r.created_at AS decided_at, c.claim_text
FROM reviews AS r
JOIN claims AS c ON c.claim_id = r.claim_id
WHERE r.created_at < $day + INTERVAL 1 DAY
QUALIFY row_number() OVER (PARTITION BY r.claim_id ORDER BY r.seq DESC) = 1
ORDER BY r.claim_id;
