-- How much does each outlet give: articles, claims, verdicts, and how many of them false?
-- ماذا تعطي كل وسيلة: مقالات وادعاءات وأحكام، وكم منها غير صحيح؟
SELECT
    a.outlet,
    a.language,
    count(DISTINCT a.article_id) AS articles,
    count(c.claim_id) AS claims,
    round(count(c.claim_id) / count(DISTINCT a.article_id), 1) AS claims_an_article,
    count(v.claim_id) AS decided,
    count(*) FILTER (v.verdict = 'false') AS "false"
FROM articles AS a
LEFT JOIN claims AS c ON c.article_id = a.article_id AND c.checkable AND c.status <> 'withdrawn'
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
GROUP BY a.outlet, a.language
ORDER BY claims DESC, a.outlet, a.language;
