-- A page of addresses, the ones that most claims rest on first: who rests on each, and what is kept of it.
-- Only what orders and filters is made for every address; the rest for those of the page.
WITH shown AS (
    SELECT
        s.source_id, s.claim_id, s.review_id, coalesce(a.address, s.url) AS address, s.archive_url <> '' AS has_copy,
        coalesce(a.is_archive, false) AS is_archive, coalesce(a.problem, '') <> '' AS no_address
    FROM desk_human.sources AS s
    LEFT JOIN desk_machine.source_addresses AS a ON a.url = s.url
    WHERE s.claim_id NOT IN (SELECT unnest($hidden::VARCHAR[]))
    AND ($only IS NULL OR s.claim_id IN (SELECT unnest($only::VARCHAR[])))
),
tries AS (
    SELECT
        url, count(*) AS attempts, bool_or(success) AS kept, arg_max(reason, seq) AS reason, max(tried_at) AS tried_at,
        arg_max(location, seq) FILTER (WHERE success) AS location,
        arg_max(sha256, seq) FILTER (WHERE success) AS sha256
    FROM desk_human.archive_attempts
    GROUP BY url
),
counted AS (
    SELECT
        address, count(DISTINCT claim_id) AS claims, bool_or(has_copy OR is_archive) AS elsewhere,
        bool_or(no_address) AS no_address
    FROM shown
    GROUP BY address
),
chosen AS (
    SELECT
        c.address, c.claims, coalesce(t.attempts, 0) AS attempts, coalesce(t.kept, false) AS kept, t.reason, t.tried_at,
        t.location, t.sha256,
        CASE
            WHEN c.no_address THEN 'no_address'
            WHEN t.kept THEN 'kept'
            WHEN c.elsewhere THEN 'elsewhere'
            WHEN t.attempts > 0 THEN 'failed'
            ELSE 'not_tried'
        END AS state
    FROM counted AS c
    LEFT JOIN tries AS t ON t.url = c.address
),
leaning AS (
    -- Claims whose deciding review rests on nothing but the outlet that made the claim.
    SELECT s.claim_id
    FROM desk_human.sources AS s
    JOIN verdicts AS d ON d.review_id = s.review_id
    JOIN claims AS c ON c.claim_id = s.claim_id
    JOIN desk_machine.articles AS a ON a.article_id = c.article_id
    JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version
    LEFT JOIN desk_machine.source_addresses AS m ON m.url = s.url
    LEFT JOIN desk_machine.source_addresses AS o ON o.url = v.url
    GROUP BY s.claim_id
    HAVING bool_and(
        (m.site <> '' AND m.site = o.site)
        OR (trim(s.publisher) <> '' AND lower(trim(s.publisher)) = lower(trim(v.outlet)))
    )
),
leant AS (
    SELECT s.address, count(DISTINCT s.claim_id) AS own_outlet
    FROM shown AS s
    JOIN leaning AS l ON l.claim_id = s.claim_id
    GROUP BY s.address
),
matching AS (
    SELECT *, count(*) OVER () AS total
    FROM chosen
    WHERE $show = '' OR state = $show OR ($show = 'duplicate' AND claims > 1)
    OR ($show = 'own_outlet' AND address IN (SELECT address FROM leant))
    ORDER BY claims DESC, address
    LIMIT $limit OFFSET $offset
),
told AS (
    SELECT
        m.address, any_value(f.url ORDER BY f.url) AS url, max(f.title) AS title, max(f.publisher) AS publisher,
        max(coalesce(a.host, '')) AS host, list(DISTINCT s.claim_id ORDER BY s.claim_id)[:5] AS claim_ids,
        max(f.archive_url) AS archive_url, max(f.accessed_on) AS accessed_on, max(coalesce(a.problem, '')) AS problem
    FROM matching AS m
    JOIN shown AS s ON s.address = m.address
    JOIN desk_human.sources AS f ON f.source_id = s.source_id
    LEFT JOIN desk_machine.source_addresses AS a ON a.url = f.url
    GROUP BY m.address
)
SELECT
    m.total, m.address, t.url, t.title, t.publisher, t.host, m.state, m.claims, t.claim_ids,
    {own_outlet} AS own_outlet, m.attempts, coalesce(m.location, '') AS location, t.archive_url,
    coalesce(m.sha256, '') AS sha256,
    CASE WHEN m.state = 'no_address' THEN t.problem WHEN m.kept THEN '' ELSE coalesce(m.reason, '') END AS reason,
    m.tried_at, t.accessed_on
FROM matching AS m
JOIN told AS t ON t.address = m.address
ORDER BY m.claims DESC, m.address
