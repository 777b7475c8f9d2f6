-- What has changed since a certain day: new claims, verdicts, withdrawals?
-- ما الذي تغيّر منذ يوم معيّن: ادعاءات جديدة وأحكام وسحب؟
-- param day date  : the first day to show
-- param limit integer 200 : how many changes, the latest first
WITH latest AS (
    SELECT h.claim_id, h.seq, h.changed_at, h.status, h.changed_by, h.reason
    FROM claim_changes AS h
    ANTI JOIN (SELECT claim_id FROM claims WHERE NOT checkable) AS c ON c.claim_id = h.claim_id
    WHERE h.changed_at >= $day
    ORDER BY h.changed_at DESC, h.claim_id, h.seq DESC
    LIMIT $limit
)
SELECT l.changed_at, l.status, l.changed_by, l.reason, c.claim_text, v.verdict, l.claim_id
FROM latest AS l
JOIN claims AS c ON c.claim_id = l.claim_id
LEFT JOIN verdicts AS v ON v.claim_id = l.claim_id
ORDER BY l.changed_at DESC, l.claim_id, l.seq DESC;
