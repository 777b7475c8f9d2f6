-- How many claims had which status at the end of a certain day?
-- كم ادعاءً كان على كل حالة في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
-- A status stands until the next one; what follows a later day does not count, also where the clock was set back.
WITH later AS (
    SELECT claim_id, min(seq) AS seq FROM claim_changes
    WHERE seq > 0 AND changed_at >= $day + INTERVAL 1 DAY
    GROUP BY claim_id
),
moved AS (
    SELECT c.claim_id, arg_max(c.status, c.seq) AS status, arg_max(c.assignee, c.seq) AS assignee
    FROM claim_changes AS c
    LEFT JOIN later AS l ON l.claim_id = c.claim_id
    WHERE c.seq > 0 AND (l.seq IS NULL OR c.seq < l.seq)
    GROUP BY c.claim_id
)
SELECT coalesce(m.status, f.status) AS status, coalesce(m.assignee, f.assignee) AS assignee, count(*) AS claims
FROM claim_changes AS f
ANTI JOIN (SELECT claim_id FROM claims WHERE NOT checkable) AS u ON u.claim_id = f.claim_id
LEFT JOIN moved AS m ON m.claim_id = f.claim_id
WHERE f.seq = 0 AND f.changed_at < $day + INTERVAL 1 DAY
GROUP BY ALL
ORDER BY claims DESC, status, assignee;
