-- Every claim that was ever published: what stands outside, the claim as people set it right, and where else it appears.
WITH history AS (
    SELECT
        claim_id, arg_max(action, seq) AS action, arg_max(verdict, seq) AS verdict, arg_max(review_id, seq) AS review_id,
        coalesce(arg_max(url, seq) FILTER (WHERE url <> ''), '') AS url, arg_max(note, seq) AS note,
        arg_max(published_at, seq) FILTER (WHERE action = 'published') AS published_at,
        arg_max(published_at, seq) AS changed_at, min(published_at) AS began_at,
        list({'action': action, 'verdict': verdict, 'note': note, 'at': published_at} ORDER BY seq) AS all_rows
    FROM desk_human.publications
    WHERE $only IS NULL OR list_contains($only::VARCHAR[], claim_id)
    GROUP BY claim_id
),
mended AS (
    SELECT claim_id, claim_text, speaker
    FROM corrected_claims
    WHERE claim_id IN (SELECT claim_id FROM history)
),
current AS (
    SELECT a.article_id, v.url, v.title, v.outlet, v.language, coalesce(v.published_iso, '') AS published
    FROM desk_machine.articles AS a
    JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version
),
told AS (
    SELECT c.claim_id, c.article_id, c.claim_text, c.speaker, c.speaker_type
    FROM claims AS c
    JOIN history AS h ON h.claim_id = c.claim_id
),
elsewhere AS (
    -- The same words in other articles.
    SELECT
        t.claim_id,
        list({'url': o.url, 'title': o.title, 'outlet': o.outlet, 'published': o.published} ORDER BY o.published, o.url)
            AS found
    FROM told AS t
    JOIN desk_machine.claims AS c ON c.claim_text = t.claim_text AND c.article_id <> t.article_id
    JOIN current AS o ON o.article_id = c.article_id
    GROUP BY t.claim_id
)
SELECT
    t.claim_id, h.action, h.verdict, coalesce(r.not_checkable_reason, '') AS not_checkable_reason, h.url, h.note,
    coalesce(h.published_at, h.began_at) AS published_at, h.changed_at, coalesce(m.claim_text, t.claim_text) AS claim_text,
    nullif(coalesce(m.speaker, t.speaker), '') AS speaker,
    CASE
        WHEN m.speaker = '' THEN 'outlet'
        WHEN m.speaker IS NOT NULL AND t.speaker_type IN ('outlet', 'anonymous') THEN 'person'
        ELSE t.speaker_type
    END AS speaker_type,
    o.language, t.article_id, o.outlet, o.url AS article_url, o.published AS said_on,
    {'url': o.url, 'title': o.title, 'outlet': o.outlet, 'published': o.published} AS own,
    coalesce(e.found, []) AS others, h.all_rows
FROM told AS t
JOIN history AS h ON h.claim_id = t.claim_id
JOIN current AS o ON o.article_id = t.article_id
LEFT JOIN mended AS m ON m.claim_id = t.claim_id
LEFT JOIN elsewhere AS e ON e.claim_id = t.claim_id
LEFT JOIN (SELECT DISTINCT review_id, not_checkable_reason FROM desk_human.reviews) AS r ON r.review_id = h.review_id
ORDER BY h.changed_at DESC, t.claim_id
