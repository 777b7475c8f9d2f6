-- Which inputs were set aside, and why, the latest run first?
-- أي مدخلات استُبعدت ولماذا، بدءاً بآخر تشغيل؟
-- param limit integer 50 : how many inputs
SELECT r.created_at, r.reason, r.source, r.detail, r.run_id
FROM rejects AS r
ORDER BY r.created_at DESC, r.reason, r.source
LIMIT $limit;
