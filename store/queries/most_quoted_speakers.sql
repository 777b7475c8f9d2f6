-- Who is quoted most, and how often did their claims turn out false?
-- من الأكثر اقتباساً، وكم مرة تبيّن أن أقواله غير صحيحة؟
-- param limit integer 20 : how many speakers
SELECT
    c.speaker,
    min(c.speaker_type) AS speaker_type,
    count(*) AS claims,
    count(DISTINCT c.article_id) AS articles,
    count(v.claim_id) AS decided,
    count(*) FILTER (v.verdict = 'false') AS "false",
    round(100 * count(*) FILTER (v.verdict = 'false') / nullif(count(v.claim_id), 0), 1) AS false_percent,
    round(avg(c.check_worthiness), 2) AS mean_check_worthiness
FROM claims AS c
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
WHERE c.checkable AND c.speaker IS NOT NULL AND c.status <> 'withdrawn'
GROUP BY c.speaker
ORDER BY claims DESC, articles DESC, c.speaker
LIMIT $limit;
