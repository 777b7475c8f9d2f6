-- Every status that a claim was ever given, from the day it was found: what was changed, when and by whom.
CREATE OR REPLACE VIEW claim_changes AS
SELECT
    claim_id, 0 AS seq, 'new' AS status, first_seen_at AS changed_at, 'claimdesk' AS changed_by, 'found' AS reason,
    '' AS assignee
FROM desk_machine.claims
UNION ALL
SELECT
    CASE kind WHEN 'add' THEN claim_id ELSE value END, 0, 'new', min(created_at), arg_min(reviewer, seq),
    any_value(kind), ''
FROM desk_human.corrections
WHERE kind IN ('add', 'split') AND position >= 0
GROUP BY 1
UNION ALL
SELECT claim_id, seq, status, changed_at, changed_by, reason, assignee FROM desk_human.claim_statuses;
