-- Every verdict with the time in which it stood; a clock that was set back moves no verdict before an earlier one.
CREATE OR REPLACE VIEW verdict_history AS
WITH ordered AS (
    SELECT
        claim_id, verdict, reviewer, role, review_id, not_checkable_reason, rationale, missing_context, seq,
        max(created_at) OVER (
            PARTITION BY claim_id ORDER BY seq, review_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS stood_from
    FROM desk_human.reviews
    WHERE overtaken_by IS NULL
)
SELECT
    claim_id, verdict, reviewer AS decided_by, role, stood_from,
    lead(stood_from) OVER (PARTITION BY claim_id ORDER BY seq, review_id) AS stood_until,
    review_id, not_checkable_reason, rationale, missing_context, seq
FROM ordered;
