-- The addresses of sources, and of the articles that their claims stand in, that nobody has looked at yet.
WITH wanted AS (
    SELECT url FROM desk_human.sources
    UNION
    SELECT v.url
    FROM desk_human.sources AS s
    JOIN claims AS c ON c.claim_id = s.claim_id
    JOIN desk_machine.articles AS a ON a.article_id = c.article_id
    JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version
)
SELECT w.url
FROM wanted AS w
ANTI JOIN desk_machine.source_addresses AS known ON known.url = w.url
WHERE w.url <> ''
ORDER BY w.url
