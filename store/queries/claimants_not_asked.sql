-- Which claims were found false or misleading without their speaker being asked?
-- ما الادعاءات التي حُكم بأنها غير صحيحة أو مضللة دون سؤال قائلها؟
-- param limit integer 50 : how many claims, the latest verdict first
SELECT v.decided_at, v.verdict, v.decided_by, c.speaker, c.claim_text, c.status, v.claim_id
FROM verdicts AS v
JOIN claims AS c ON c.claim_id = v.claim_id
WHERE v.verdict IN ('false', 'misleading') AND c.speaker IS NOT NULL
    AND v.claim_id NOT IN (SELECT claim_id FROM claimant_replies)
ORDER BY v.decided_at DESC, v.claim_id
LIMIT $limit;
