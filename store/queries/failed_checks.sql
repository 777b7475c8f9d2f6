-- Which data-quality checks failed in the last run that checked, and where?
-- أي فحوص للجودة أخفقت في آخر تشغيل، وأين؟
SELECT code, severity, failing_rows, sentence, sentence_ar, sample, checked_at
FROM check_results
WHERE NOT success AND checked_at = (SELECT max(checked_at) FROM check_results)
ORDER BY code;
