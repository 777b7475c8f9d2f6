-- Whom does each outlet quote most?
-- من تقتبس كل وسيلة أكثر؟
-- param speakers integer 3 : how many speakers an outlet
SELECT a.outlet, c.speaker, min(c.speaker_type) AS speaker_type, count(*) AS claims
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.checkable AND c.speaker IS NOT NULL AND c.status <> 'withdrawn'
GROUP BY a.outlet, c.speaker
QUALIFY row_number() OVER (PARTITION BY a.outlet ORDER BY claims DESC, c.speaker) <= $speakers
ORDER BY a.outlet, claims DESC, c.speaker;
