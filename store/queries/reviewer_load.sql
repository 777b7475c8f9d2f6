-- How much has each reviewer done lately?
-- كم أنجز كل مراجع في الآونة الأخيرة؟
-- param days integer 30 : how many days back from the latest review
WITH latest AS (SELECT max(created_at) - to_days($days::INTEGER) AS since FROM reviews)
SELECT
    r.reviewer,
    count(*) AS reviews,
    count(DISTINCT r.claim_id) AS claims,
    count(*) FILTER (r.answers_review_id IS NOT NULL) AS second_readings,
    count(DISTINCT r.created_at::DATE) AS days_at_work,
    round(count(*) / count(DISTINCT r.created_at::DATE), 1) AS reviews_a_day
FROM reviews AS r, latest
WHERE r.created_at > latest.since
GROUP BY r.reviewer
ORDER BY reviews DESC, r.reviewer;
