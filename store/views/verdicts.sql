-- The verdict that stands: the latest review decides, the latest of every reviewer says whether they agree.
CREATE OR REPLACE VIEW verdicts AS
WITH of_each AS (
    SELECT claim_id, reviewer, arg_max(verdict, seq) AS verdict
    FROM desk_human.reviews
    WHERE overtaken_by IS NULL
    GROUP BY claim_id, reviewer
),
among AS (
    SELECT claim_id, count(*) AS reviewers, min(verdict) = max(verdict) AS agreed
    FROM of_each
    GROUP BY claim_id
),
deciding AS (
    SELECT * FROM desk_human.reviews
    WHERE overtaken_by IS NULL
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY seq DESC, review_id) = 1
)
SELECT
    d.claim_id, d.verdict, d.reviewer AS decided_by, d.created_at AS decided_at, a.reviewers, a.agreed,
    d.not_checkable_reason, d.rationale, d.missing_context, d.review_id
FROM deciding AS d
JOIN among AS a ON a.claim_id = d.claim_id;
