-- How did the last runs go?
-- كيف جرت آخر عمليات التشغيل؟
-- param limit integer 20 : how many runs
SELECT
    started_at, status, date_diff('second', started_at, finished_at) AS seconds, articles_new, articles_updated,
    articles_unchanged, articles_rejected, claims, run_id
FROM runs
ORDER BY started_at DESC, run_id
LIMIT $limit;
