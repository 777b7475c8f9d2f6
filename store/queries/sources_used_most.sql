-- On which sources do verdicts rest most, and for or against the claims?
-- على أي مصادر تستند الأحكام أكثر، وهل تدعم الادعاءات أم تدحضها؟
-- param limit integer 20 : how many sources
SELECT
    regexp_extract(s.url, '^https?://([^/?#]+)', 1) AS site,
    count(*) AS used,
    count(DISTINCT s.claim_id) AS claims,
    count(*) FILTER (s.stance = 'supports') AS supports,
    count(*) FILTER (s.stance = 'refutes') AS refutes,
    count(*) FILTER (s.tier = 'primary') AS as_primary,
    count(*) FILTER (s.archive_url <> '') AS archived
FROM sources AS s
GROUP BY site
ORDER BY used DESC, site
LIMIT $limit;
