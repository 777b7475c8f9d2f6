-- Which claims had another verdict before the one that stands?
-- ما الادعاءات التي كان لها حكم آخر قبل الحكم القائم؟
-- param limit integer 50 : how many claims, the latest change first
WITH changed AS (
    SELECT claim_id, max(seq) AS last_seq
    FROM reviews
    GROUP BY claim_id
    HAVING min(verdict) <> max(verdict)
    ORDER BY last_seq DESC
    LIMIT $limit
),
course AS (
    SELECT
        r.claim_id, arg_min(r.verdict, r.seq) AS first_verdict, arg_min(r.reviewer, r.seq) AS first_by,
        arg_max(r.verdict, r.seq) AS verdict, arg_max(r.reviewer, r.seq) AS decided_by,
        arg_max(r.created_at, r.seq) AS decided_at, string_agg(r.verdict, ' > ' ORDER BY r.seq) AS course
    FROM reviews AS r
    SEMI JOIN changed AS g ON g.claim_id = r.claim_id
    GROUP BY r.claim_id
)
SELECT o.first_verdict, o.first_by, o.verdict, o.decided_by, o.decided_at, o.course, c.claim_text, o.claim_id
FROM course AS o
JOIN changed AS g ON g.claim_id = o.claim_id
JOIN claims AS c ON c.claim_id = o.claim_id
ORDER BY g.last_seq DESC;
