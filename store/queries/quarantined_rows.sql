-- Which rows have checks set aside that are not mended yet?
-- أي صفوف أبعدتها الفحوص ولم تُصلح بعد؟
-- param limit integer 50 : how many rows, the latest first
SELECT q.code, q.severity, q.subject, q.subject_id, q.reason, q.reason_ar, q.set_aside_at, q.article_id
FROM quarantine AS q
WHERE q.released_at IS NULL
ORDER BY q.set_aside_at DESC, q.code, q.subject_id
LIMIT $limit;
