-- In which outlets did most claims turn out false or misleading?
-- أي الوسائل تبيّن أن أكثر ادعاءاتها غير صحيح أو مضلل؟
-- param limit integer 20 : how many outlets
SELECT
    a.outlet,
    count(*) AS decided,
    count(*) FILTER (v.verdict IN ('false', 'misleading')) AS wrong,
    round(100 * count(*) FILTER (v.verdict IN ('false', 'misleading')) / count(*), 1) AS wrong_percent,
    count(*) FILTER (c.speaker IS NULL AND v.verdict IN ('false', 'misleading')) AS wrong_in_own_voice,
    count(DISTINCT v.claim_id) FILTER (c.status = 'published') AS published
FROM verdicts AS v
JOIN claims AS c ON c.claim_id = v.claim_id
JOIN articles AS a ON a.article_id = c.article_id
GROUP BY a.outlet
ORDER BY wrong DESC, decided DESC, a.outlet
LIMIT $limit;
