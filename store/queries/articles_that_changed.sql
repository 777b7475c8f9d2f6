-- Which articles changed after they were first read, and did claims vanish from them?
-- أي مقالات تغيّرت بعد قراءتها أول مرة، وهل اختفت منها ادعاءات؟
-- param limit integer 50 : how many articles, the latest change first
WITH changed AS (
    SELECT article_id, count(*) AS versions, min(ingested_at) AS first_read_at, max(ingested_at) AS last_read_at
    FROM article_versions
    GROUP BY article_id
    HAVING count(*) > 1
    ORDER BY last_read_at DESC, article_id
    LIMIT $limit
)
SELECT
    a.outlet, a.title, g.versions, g.first_read_at, g.last_read_at,
    count(*) FILTER (c.status = 'withdrawn') AS claims_withdrawn, g.article_id
FROM changed AS g
JOIN articles AS a ON a.article_id = g.article_id
LEFT JOIN claims AS c ON c.article_id = g.article_id
GROUP BY ALL
ORDER BY g.last_read_at DESC, g.article_id;
