-- Every status that a claim ever had, from the day it was found, with the time in which it stood.
CREATE OR REPLACE VIEW claim_history AS
WITH every AS (
    SELECT claim_id, 0 AS seq, 'new' AS status, first_seen_at AS changed_at, 'claimdesk' AS changed_by,
        'found' AS reason, '' AS assignee
    FROM desk_machine.claims
    UNION ALL
    SELECT CASE kind WHEN 'add' THEN claim_id ELSE value END, 0, 'new', min(created_at), arg_min(reviewer, seq),
        any_value(kind), ''
    FROM desk_human.corrections
    WHERE kind IN ('add', 'split') AND position >= 0
    GROUP BY 1
    UNION ALL
    SELECT claim_id, seq, status, changed_at, changed_by, reason, assignee
    FROM desk_human.claim_statuses
),
ordered AS (
    SELECT *, max(changed_at) OVER (
        PARTITION BY claim_id ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stood_from
    FROM every
)
SELECT
    claim_id, seq, status, changed_at, changed_by, reason, assignee, stood_from,
    lead(stood_from) OVER (PARTITION BY claim_id ORDER BY seq) AS stood_until
FROM ordered;
