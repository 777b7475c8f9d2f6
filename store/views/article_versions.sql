-- Every version of every article that was ever read, with the time in which it was the current one.
CREATE OR REPLACE VIEW article_versions AS
WITH ordered AS (
    SELECT *, max(ingested_at) OVER (
        PARTITION BY article_id ORDER BY version ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stood_from
    FROM desk_machine.article_versions
)
SELECT
    article_id, version, url, outlet, title, author, published_at, published_iso, published_utc, language, text,
    content_sha256, ingested_at, run_id, stood_from,
    lead(stood_from) OVER (PARTITION BY article_id ORDER BY version) AS stood_until
FROM ordered;
