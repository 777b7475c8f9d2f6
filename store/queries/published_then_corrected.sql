-- What was published, and later corrected or retracted?
-- ما الذي نُشر ثم صُحّح أو سُحب؟
-- param limit integer 50 : how many, the latest first
WITH first_of AS (
    SELECT claim_id, arg_min(verdict, seq) AS first_verdict, min(published_at) AS published_at
    FROM publications
    WHERE action = 'published'
    GROUP BY claim_id
)
SELECT
    p.published_at AS changed_at, p.action, f.published_at, f.first_verdict, p.verdict, p.note, p.published_by,
    c.claim_text, p.claim_id
FROM publications AS p
JOIN first_of AS f ON f.claim_id = p.claim_id
JOIN claims AS c ON c.claim_id = p.claim_id
WHERE p.action IN ('corrected', 'retracted')
ORDER BY p.seq DESC
LIMIT $limit;
