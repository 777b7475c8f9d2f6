-- Which claims are about a certain place, and which verdicts did they get?
-- ما الادعاءات التي تخص مكاناً معيّناً، وما أحكامها؟
-- param place text  : the place as written in the news, or a part of it
-- param limit integer 200 : how many claims, the latest first
WITH spellings AS (
    SELECT text FROM (SELECT DISTINCT text FROM claim_entities WHERE label = 'LOC')
    WHERE contains(translate(regexp_replace(lower(text), '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه'),
        translate(regexp_replace(lower($place), '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه'))
),
placed AS (
    SELECT claim_id, arg_min(text, position) AS place
    FROM claim_entities
    WHERE label = 'LOC' AND text IN (SELECT text FROM spellings)
    GROUP BY claim_id
),
latest AS (
    SELECT p.claim_id, p.place, c.status, a.outlet, a.published_at
    FROM placed AS p
    JOIN claims AS c ON c.claim_id = p.claim_id
    JOIN articles AS a ON a.article_id = c.article_id
    WHERE c.checkable AND c.status <> 'withdrawn'
    ORDER BY a.published_at DESC NULLS LAST, p.claim_id
    LIMIT $limit
)
SELECT l.place, c.claim_text, c.speaker, l.status, v.verdict, l.outlet, l.published_at, l.claim_id
FROM latest AS l
JOIN claims AS c ON c.claim_id = l.claim_id
LEFT JOIN verdicts AS v ON v.claim_id = l.claim_id
ORDER BY l.published_at DESC NULLS LAST, l.claim_id;
