-- What has changed since a certain day: new claims, verdicts, withdrawals?
-- ما الذي تغيّر منذ يوم معيّن: ادعاءات جديدة وأحكام وسحب؟
-- param day date  : the first day to show
SELECT h.changed_at, h.status, h.changed_by, h.reason, c.claim_text, v.verdict, h.claim_id
FROM claim_history AS h
JOIN claims AS c ON c.claim_id = h.claim_id
LEFT JOIN verdicts AS v ON v.claim_id = h.claim_id
WHERE c.checkable AND h.changed_at >= $day
ORDER BY h.changed_at DESC, h.claim_id, h.seq DESC;
