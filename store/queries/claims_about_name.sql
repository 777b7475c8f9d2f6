-- Which claims name a certain person, body or place?
-- ما الادعاءات التي تذكر شخصاً أو جهة أو مكاناً؟
-- param name text  : the name, or a part of it
SELECT DISTINCT c.claim_text, c.speaker, c.status, v.verdict, a.outlet, a.published_at, c.claim_id
FROM claims AS c
JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN claim_entities AS e ON e.claim_id = c.claim_id
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
WHERE c.checkable AND c.status <> 'withdrawn'
    AND (contains(lower(c.claim_text), lower($name)) OR contains(lower(e.text), lower($name))
        OR contains(lower(c.speaker), lower($name)))
ORDER BY a.published_at DESC NULLS LAST, c.claim_id;
