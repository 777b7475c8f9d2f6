-- How many claims had which status at the end of a certain day?
-- كم ادعاءً كان على كل حالة في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
SELECT h.status, h.assignee, count(*) AS claims
FROM claim_history AS h
ANTI JOIN (SELECT claim_id FROM claims WHERE NOT checkable) AS c ON c.claim_id = h.claim_id
WHERE h.stood_from < $day + INTERVAL 1 DAY
AND (h.stood_until IS NULL OR h.stood_until >= $day + INTERVAL 1 DAY)
GROUP BY ALL
ORDER BY claims DESC, h.status, h.assignee;
