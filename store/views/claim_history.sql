-- Every status that a claim ever had, from the day it was found, with the time in which it stood.
CREATE OR REPLACE VIEW claim_history AS
WITH found AS (SELECT * FROM claim_changes WHERE seq = 0),
-- Most claims are never touched, so only the rows of those that were are put in order.
moved AS (
    SELECT *, max(changed_at) OVER (
        PARTITION BY claim_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS latest_so_far
    FROM claim_changes
    WHERE seq > 0
),
ordered AS (
    SELECT m.*, greatest(m.latest_so_far, f.changed_at) AS stood_from
    FROM moved AS m
    LEFT JOIN found AS f ON f.claim_id = m.claim_id
),
first_moved AS (
    SELECT claim_id, arg_min(changed_at, seq) AS changed_at FROM claim_changes WHERE seq > 0 GROUP BY claim_id
)
SELECT
    f.claim_id, f.seq, f.status, f.changed_at, f.changed_by, f.reason, f.assignee, f.changed_at AS stood_from,
    CASE WHEN m.claim_id IS NOT NULL THEN greatest(m.changed_at, f.changed_at) END AS stood_until
FROM found AS f
LEFT JOIN first_moved AS m ON m.claim_id = f.claim_id
UNION ALL
SELECT
    claim_id, seq, status, changed_at, changed_by, reason, assignee, stood_from,
    lead(stood_from) OVER (PARTITION BY claim_id ORDER BY seq)
FROM ordered;
