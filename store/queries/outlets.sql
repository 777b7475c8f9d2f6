-- How much does each outlet give: articles, claims, verdicts, and how many of them false?
-- ماذا تعطي كل وسيلة: مقالات وادعاءات وأحكام، وكم منها غير صحيح؟
WITH of_article AS (
    SELECT
        c.article_id, count(*) AS claims, count(v.claim_id) AS decided,
        count(*) FILTER (v.verdict = 'false') AS wrong
    FROM claims AS c
    LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
    WHERE c.checkable AND c.status <> 'withdrawn'
    GROUP BY c.article_id
)
SELECT
    a.outlet,
    a.language,
    count(*) AS articles,
    coalesce(sum(o.claims), 0)::BIGINT AS claims,
    round(coalesce(sum(o.claims), 0) / count(*), 1) AS claims_an_article,
    coalesce(sum(o.decided), 0)::BIGINT AS decided,
    coalesce(sum(o.wrong), 0)::BIGINT AS "false"
FROM articles AS a
LEFT JOIN of_article AS o ON o.article_id = a.article_id
GROUP BY a.outlet, a.language
ORDER BY claims DESC, a.outlet, a.language;
