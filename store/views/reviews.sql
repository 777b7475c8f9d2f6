-- Every review ever made.
CREATE OR REPLACE VIEW reviews AS
SELECT
    review_id, claim_id, reviewer, role, verdict, rationale, missing_context, created_at, sheet_id,
    not_checkable_reason, origin, seq, saved_at, answers_review_id, overtaken_by
FROM desk_human.reviews;
