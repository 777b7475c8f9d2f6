-- Every version of every article that was ever read, with the time in which it was the current one.
CREATE OR REPLACE VIEW article_versions AS
-- Put in order without the texts, which are long.
WITH began AS (
    SELECT article_id, version, max(ingested_at) OVER (
        PARTITION BY article_id ORDER BY version ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stood_from
    FROM desk_machine.article_versions
),
stood AS (
    SELECT article_id, version, stood_from,
        lead(stood_from) OVER (PARTITION BY article_id ORDER BY version) AS stood_until
    FROM began
)
SELECT
    v.article_id, v.version, v.url, v.outlet, v.title, v.author, v.published_at, v.published_iso, v.published_utc,
    v.language, v.text, v.content_sha256, v.ingested_at, v.run_id, s.stood_from, s.stood_until
FROM desk_machine.article_versions AS v
JOIN stood AS s ON s.article_id = v.article_id AND s.version = v.version;
