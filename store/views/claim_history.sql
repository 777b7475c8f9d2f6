-- Every status that a claim ever had, from the day it was found.
CREATE OR REPLACE VIEW claim_history AS
SELECT claim_id, 0 AS seq, 'new' AS status, first_seen_at AS changed_at, 'claimdesk' AS changed_by, 'found' AS reason,
    '' AS assignee
FROM desk_machine.claims
UNION ALL
SELECT claim_id, seq, status, changed_at, changed_by, reason, assignee
FROM desk_human.claim_statuses;
