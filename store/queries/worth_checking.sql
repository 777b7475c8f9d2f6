-- Which claims that nobody has taken up are most worth checking?
-- ما أجدر الادعاءات بالتحقق مما لم يتولّه أحد؟
-- param limit integer 50 : how many claims
SELECT c.check_worthiness, c.speaker, c.claim_text, a.outlet, a.published_at, c.claim_id
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.checkable AND c.status = 'new'
ORDER BY c.check_worthiness DESC, a.published_at DESC NULLS LAST, c.claim_id
LIMIT $limit;
