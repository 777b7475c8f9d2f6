-- Which sources behind verdicts have no copy kept anywhere?
-- أي المصادر التي تستند إليها الأحكام لم تُحفظ لها نسخة؟
-- param limit integer 50 : how many addresses, those that most claims rest on first
WITH kept AS (
    SELECT DISTINCT url FROM archive_attempts WHERE success
)
SELECT
    s.url, any_value(s.title) AS title, count(DISTINCT s.claim_id) AS claims, max(s.accessed_on) AS last_read
FROM sources AS s
ANTI JOIN kept AS k ON k.url = s.url
GROUP BY s.url
HAVING bool_and(s.archive_url = '')
ORDER BY claims DESC, s.url
LIMIT $limit;
