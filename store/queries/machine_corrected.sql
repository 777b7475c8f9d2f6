-- What did people have to set right in the machine's findings, and how often?
-- ما الذي صحّحه المراجعون في ما استخرجته الآلة، وكم مرة؟
SELECT
    k.kind, a.language,
    count(DISTINCT k.correction_id) AS corrections,
    count(DISTINCT k.claim_id) AS claims,
    count(DISTINCT k.reviewer) AS reviewers,
    max(k.created_at) AS latest
FROM corrections AS k
LEFT JOIN articles AS a ON a.article_id = k.article_id
GROUP BY k.kind, a.language
ORDER BY corrections DESC, k.kind, a.language;
