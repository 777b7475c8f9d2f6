-- Which verdicts rest on no primary source?
-- أي أحكام لا تستند إلى مصدر أولي؟
-- param limit integer 50 : how many verdicts, the latest first
WITH primary_of AS (SELECT DISTINCT review_id FROM sources WHERE tier = 'primary')
SELECT v.decided_at, v.verdict, v.decided_by, c.claim_text, c.status, v.claim_id
FROM verdicts AS v
JOIN claims AS c ON c.claim_id = v.claim_id
WHERE v.verdict <> 'not_checkable' AND v.review_id NOT IN (SELECT review_id FROM primary_of)
ORDER BY v.decided_at DESC, v.claim_id
LIMIT $limit;
