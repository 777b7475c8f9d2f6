-- Which claims still wait for a verdict, the oldest first?
-- ما الادعاءات التي ما زالت تنتظر حكماً، الأقدم أولاً؟
-- param limit integer 50 : how many claims
SELECT
    date_diff('day', c.first_seen_at, (current_timestamp AT TIME ZONE 'UTC')::TIMESTAMP) AS days_open,
    c.status, c.assignee, c.check_worthiness, c.speaker, c.claim_text, a.outlet, a.title, c.claim_id
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.checkable AND c.status IN ('new', 'assigned', 'in_review', 'second_review')
ORDER BY c.first_seen_at, c.check_worthiness DESC, c.claim_id
LIMIT $limit;
