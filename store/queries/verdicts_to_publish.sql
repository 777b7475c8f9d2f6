-- Which verdicts wait to be published, the oldest first?
-- أي أحكام تنتظر النشر، الأقدم أولاً؟
-- param limit integer 50 : how many verdicts
SELECT
    v.decided_at, v.verdict, v.decided_by, v.reviewers, v.agreed, c.claim_text, c.speaker, v.claim_id
FROM verdicts AS v
JOIN claims AS c ON c.claim_id = v.claim_id
WHERE c.status = 'decided' AND v.claim_id NOT IN (SELECT claim_id FROM publications)
ORDER BY v.decided_at, v.claim_id
LIMIT $limit;
