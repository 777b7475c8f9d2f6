-- How much of what each outlet quotes comes from sources without a name?
-- كم مما تنقله كل وسيلة يأتي من مصادر بلا اسم؟
-- param least integer 1 : leave out outlets with fewer quoted claims
SELECT
    a.outlet,
    count(*) AS quoted,
    count(*) FILTER (c.speaker_type = 'anonymous') AS anonymous,
    round(100 * count(*) FILTER (c.speaker_type = 'anonymous') / count(*), 1) AS anonymous_percent
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
WHERE c.checkable AND c.speaker_type <> 'outlet' AND c.status <> 'withdrawn'
GROUP BY a.outlet
HAVING quoted >= $least
ORDER BY anonymous_percent DESC, quoted DESC, a.outlet;
