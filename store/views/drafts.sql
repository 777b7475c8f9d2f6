-- Half-filled rows that are still open: the last state of each, unless a review of the same sheet followed it.
CREATE OR REPLACE VIEW drafts AS
WITH latest AS (
    SELECT * FROM desk_human.drafts
    QUALIFY row_number() OVER (PARTITION BY sheet_id, claim_id ORDER BY seq DESC, draft_id) = 1
)
SELECT
    d.draft_id, d.sheet_id, d.claim_id, d.reviewer, d.role, d.verdict, d.not_checkable_reason, d.rationale,
    d.missing_context, d.sources, d.created_at, d.origin, d.seq
FROM latest AS d
WHERE NOT EXISTS (
    SELECT 1 FROM desk_human.reviews AS r
    WHERE r.claim_id = d.claim_id AND r.sheet_id = d.sheet_id AND r.seq > d.seq
);
