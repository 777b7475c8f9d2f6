-- One row an address: who rests on it, and what is kept of it.
WITH shown AS (
    SELECT
        s.claim_id, s.review_id, s.url, s.title, s.publisher, s.archive_url, s.accessed_on,
        coalesce(a.address, s.url) AS address, coalesce(a.host, '') AS host, coalesce(a.site, '') AS site,
        coalesce(a.is_archive, false) AS is_archive, coalesce(a.problem, '') AS problem
    FROM desk_human.sources AS s
    LEFT JOIN desk_machine.source_addresses AS a ON a.url = s.url
    WHERE NOT list_contains($hidden::VARCHAR[], s.claim_id)
    AND ($only IS NULL OR list_contains($only::VARCHAR[], s.claim_id))
),
deciding AS (
    SELECT claim_id, arg_max(review_id, seq) AS review_id
    FROM desk_human.reviews
    GROUP BY claim_id
),
leaning AS (
    -- Claims whose deciding review rests on nothing but the outlet that made the claim.
    SELECT s.claim_id
    FROM shown AS s
    JOIN deciding AS d ON d.review_id = s.review_id
    JOIN desk_machine.claims AS c ON c.claim_id = s.claim_id
    JOIN desk_machine.articles AS a ON a.article_id = c.article_id
    JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version
    LEFT JOIN desk_machine.source_addresses AS o ON o.url = v.url
    GROUP BY s.claim_id
    HAVING bool_and(
        (s.site <> '' AND s.site = coalesce(o.site, ''))
        OR (trim(s.publisher) <> '' AND lower(trim(s.publisher)) = lower(trim(v.outlet)))
    )
),
tries AS (
    SELECT
        url, count(*) AS attempts, bool_or(success) AS kept, arg_max(reason, seq) AS reason, max(tried_at) AS tried_at,
        arg_max(location, seq) FILTER (WHERE success) AS location,
        arg_max(sha256, seq) FILTER (WHERE success) AS sha256
    FROM desk_human.archive_attempts
    GROUP BY url
),
final AS (
    SELECT
        s.address, any_value(s.url ORDER BY s.url) AS url, max(s.title) AS title, max(s.publisher) AS publisher,
        any_value(s.host) AS host, count(DISTINCT s.claim_id) AS claims,
        list(DISTINCT s.claim_id ORDER BY s.claim_id)[:5] AS claim_ids,
        count(DISTINCT l.claim_id) AS own_outlet, max(s.archive_url) AS archive_url, max(s.accessed_on) AS accessed_on,
        bool_or(s.is_archive) AS is_archive, max(s.problem) AS problem
    FROM shown AS s
    LEFT JOIN leaning AS l ON l.claim_id = s.claim_id
    GROUP BY s.address
)
SELECT
    f.address, f.url, f.title, f.publisher, f.host,
    CASE
        WHEN f.problem <> '' THEN 'no_address'
        WHEN t.kept THEN 'kept'
        WHEN f.archive_url <> '' OR f.is_archive THEN 'elsewhere'
        WHEN t.attempts > 0 THEN 'failed'
        ELSE 'not_tried'
    END AS state,
    f.claims, f.claim_ids, f.own_outlet, coalesce(t.attempts, 0) AS attempts, coalesce(t.location, '') AS location,
    f.archive_url, coalesce(t.sha256, '') AS sha256,
    CASE WHEN f.problem <> '' THEN f.problem WHEN t.kept THEN '' ELSE coalesce(t.reason, '') END AS reason,
    t.tried_at, f.accessed_on
FROM final AS f
LEFT JOIN tries AS t ON t.url = f.address
