-- Which claims were made again, word for word, after they had been found false?
-- ما الادعاءات التي تكررت بالكلمات نفسها بعد أن حُكم بأنها غير صحيحة؟
-- param limit integer 50 : how many repetitions, the latest first
WITH proven AS (
    SELECT c.claim_text, min(v.decided_at) AS decided_at, arg_min(v.claim_id, v.decided_at) AS first_claim_id
    FROM verdicts AS v
    JOIN claims AS c ON c.claim_id = v.claim_id
    WHERE v.verdict = 'false'
    GROUP BY c.claim_text
)
SELECT
    p.claim_text, p.decided_at AS found_false_at, c.first_seen_at AS repeated_at, c.speaker, a.outlet, c.claim_id,
    p.first_claim_id
FROM proven AS p
JOIN claims AS c ON c.claim_text = p.claim_text AND c.claim_id <> p.first_claim_id AND c.first_seen_at > p.decided_at
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.status <> 'withdrawn'
ORDER BY c.first_seen_at DESC, c.claim_id
LIMIT $limit;
