-- Which claims name a certain person, body or place, however its hamza and vowel marks are written?
-- ما الادعاءات التي تذكر شخصاً أو جهة أو مكاناً، كيفما كُتبت همزاته وحركاته؟
-- param name text  : the name, or a part of it
-- param limit integer 200 : how many claims, the latest first
-- The name becomes a pattern: a letter stands for all ways to write it, and marks may follow every one.
-- Each speaker is matched once, and not once a claim: any_value keeps the match behind the grouping.
WITH named AS (
    SELECT any_value(speaker) AS speaker FROM claims WHERE checkable AND speaker IS NOT NULL GROUP BY claims.speaker
),
speakers AS (
    SELECT speaker FROM named
    WHERE regexp_matches(speaker, array_to_string([
        CASE letter WHEN 'ا' THEN '[اأإآ]' WHEN 'ي' THEN '[يى]' WHEN 'ه' THEN '[هة]'
            ELSE CASE WHEN upper(letter) <> letter THEN '[' || letter || upper(letter) || ']' ELSE regexp_escape(letter) END END
        FOR letter IN string_split(translate(regexp_replace(lower($name), '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه'), '')
    ], '[\x{640}\x{64B}-\x{65F}\x{670}]*'))
),
found AS (
    SELECT claim_id, article_id, status, claim_text, speaker FROM claims
    WHERE checkable AND status <> 'withdrawn' AND (speaker IN (SELECT speaker FROM speakers) OR regexp_matches(claim_text, array_to_string([
        CASE letter WHEN 'ا' THEN '[اأإآ]' WHEN 'ي' THEN '[يى]' WHEN 'ه' THEN '[هة]'
            ELSE CASE WHEN upper(letter) <> letter THEN '[' || letter || upper(letter) || ']' ELSE regexp_escape(letter) END END
        FOR letter IN string_split(translate(regexp_replace(lower($name), '[\x{640}\x{64B}-\x{65F}\x{670}]', '', 'g'), 'أإآىة', 'ااايه'), '')
    ], '[\x{640}\x{64B}-\x{65F}\x{670}]*')))
),
latest AS (
    SELECT f.claim_id, f.status, f.claim_text, f.speaker, a.outlet, a.published_at
    FROM found AS f
    JOIN articles AS a ON a.article_id = f.article_id
    ORDER BY a.published_at DESC NULLS LAST, f.claim_id
    LIMIT $limit
)
SELECT l.claim_text, l.speaker, l.status, v.verdict, l.outlet, l.published_at, l.claim_id
FROM latest AS l
LEFT JOIN verdicts AS v ON v.claim_id = l.claim_id
ORDER BY l.published_at DESC NULLS LAST, l.claim_id;
