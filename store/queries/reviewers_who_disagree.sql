-- On which claims do reviewers disagree, and who says what?
-- على أي ادعاءات اختلف المراجعون، ومن قال ماذا؟
WITH latest AS (
    SELECT claim_id, reviewer, arg_max(verdict, seq) AS verdict
    FROM reviews
    GROUP BY claim_id, reviewer
)
SELECT
    c.claim_text, v.verdict AS standing, v.decided_by,
    string_agg(l.reviewer || ': ' || l.verdict, ', ' ORDER BY l.reviewer) AS said, c.claim_id
FROM verdicts AS v
JOIN claims AS c ON c.claim_id = v.claim_id
JOIN latest AS l ON l.claim_id = v.claim_id
WHERE NOT v.agreed
GROUP BY ALL
ORDER BY c.claim_id;
