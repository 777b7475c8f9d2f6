-- Why could copies of sources not be kept?
-- لماذا تعذّر حفظ نسخ من المصادر؟
SELECT archiver, reason, count(*) AS attempts, count(DISTINCT url) AS addresses, max(tried_at) AS last_tried_at
FROM archive_attempts
WHERE NOT success
GROUP BY archiver, reason
ORDER BY attempts DESC, archiver, reason;
