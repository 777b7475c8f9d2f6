-- How long does it take from finding a claim to its first verdict, month by month?
-- كم يمر من العثور على الادعاء إلى أول حكم عليه، شهراً بشهر؟
-- param months integer 24 : how many months, the latest first
WITH first_of AS (
    SELECT claim_id, arg_min(created_at, seq) AS decided_at FROM reviews GROUP BY claim_id
)
SELECT
    strftime(f.decided_at, '%Y-%m') AS month,
    count(*) AS claims,
    round(median(date_diff('minute', c.first_seen_at, f.decided_at)) / 60, 1) AS median_hours,
    round(quantile_cont(date_diff('minute', c.first_seen_at, f.decided_at), 0.9) / 60, 1) AS slowest_tenth_hours
FROM first_of AS f
JOIN claims AS c ON c.claim_id = f.claim_id
GROUP BY month
ORDER BY month DESC
LIMIT $months;
