-- Who is quoted most, in how many articles, and how worth checking is what they say?
-- من الأكثر اقتباساً، وفي كم مقال، وما مدى جدارة أقواله بالتحقق؟
-- param limit integer 20 : how many speakers
SELECT
    c.speaker,
    min(c.speaker_type) AS speaker_type,
    count(*) AS claims,
    count(DISTINCT c.article_id) AS articles,
    round(avg(c.check_worthiness), 2) AS mean_check_worthiness
FROM claims AS c
WHERE c.checkable AND c.speaker IS NOT NULL AND c.status <> 'withdrawn'
GROUP BY c.speaker
ORDER BY claims DESC, articles DESC, c.speaker
LIMIT $limit;
