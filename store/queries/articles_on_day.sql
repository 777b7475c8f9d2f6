-- How did the articles read at the end of a certain day?
-- كيف كانت نصوص المقالات في نهاية يوم معيّن؟
-- param day date  : the day, such as 2026-03-02
-- param limit integer 1000 : how many articles, in the order of their ids
SELECT v.article_id, v.version, v.outlet, v.title, v.stood_from AS read_at, v.text
FROM article_versions AS v
WHERE v.stood_from < $day + INTERVAL 1 DAY
AND (v.stood_until IS NULL OR v.stood_until >= $day + INTERVAL 1 DAY)
ORDER BY v.article_id
LIMIT $limit;
