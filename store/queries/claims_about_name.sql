-- Which claims name a certain person, body or place, however its hamza and vowel marks are written?
-- ما الادعاءات التي تذكر شخصاً أو جهة أو مكاناً، كيفما كُتبت همزاته وحركاته؟
-- param name text  : the name, or a part of it
WITH named AS (
    SELECT claim_id, string_agg(text, ' | ' ORDER BY position) AS names
    FROM claim_entities
    GROUP BY claim_id
),
folded AS (
    SELECT
        c.claim_id,
        translate(regexp_replace(lower(concat_ws(' | ', c.claim_text, c.speaker, n.names)),
            '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه') AS words,
        translate(regexp_replace(lower($name), '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه') AS wanted
    FROM claims AS c
    LEFT JOIN named AS n ON n.claim_id = c.claim_id
)
SELECT c.claim_text, c.speaker, c.status, v.verdict, a.outlet, a.published_at, c.claim_id
FROM folded AS f
JOIN claims AS c ON c.claim_id = f.claim_id
JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
WHERE c.checkable AND c.status <> 'withdrawn' AND contains(f.words, f.wanted)
ORDER BY a.published_at DESC NULLS LAST, c.claim_id;
