-- What has changed since last week, in figures?
-- ما الذي تغيّر منذ الأسبوع الماضي، بالأرقام؟
-- param days integer 7 : how many days back
WITH since AS (SELECT (current_timestamp AT TIME ZONE 'UTC')::TIMESTAMP - to_days($days::INTEGER) AS at),
counted AS (
    SELECT 1 AS place, 'articles read' AS change, count(*) AS many, max(ingested_at) AS latest
    FROM article_versions, since WHERE ingested_at >= since.at
    UNION ALL
    SELECT 2, 'claims found', count(*), max(first_seen_at)
    FROM claims, since WHERE checkable AND first_seen_at >= since.at
    UNION ALL
    SELECT 3, 'claims withdrawn', count(*), max(changed_at)
    FROM claim_changes, since WHERE status = 'withdrawn' AND seq > 0 AND changed_at >= since.at
    UNION ALL
    SELECT 4, 'reviews', count(*), max(created_at) FROM reviews, since WHERE created_at >= since.at
    UNION ALL
    SELECT 5, 'publications', count(*), max(published_at)
    FROM publications, since WHERE action = 'published' AND published_at >= since.at
    UNION ALL
    SELECT 6, 'corrections and retractions', count(*), max(published_at)
    FROM publications, since WHERE action <> 'published' AND published_at >= since.at
    UNION ALL
    SELECT 7, 'comments', count(*), max(created_at) FROM comments, since WHERE created_at >= since.at
)
SELECT change, many, latest FROM counted ORDER BY place;
