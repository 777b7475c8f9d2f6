-- Who has how much in their queue, and how old is the oldest?
-- من لديه كم في طابوره، وما عمر أقدمها؟
SELECT
    CASE WHEN assignee = '' THEN 'nobody' ELSE assignee END AS assignee,
    count(*) FILTER (status = 'new') AS new,
    count(*) FILTER (status = 'assigned') AS assigned,
    count(*) FILTER (status = 'in_review') AS in_review,
    count(*) FILTER (status = 'second_review') AS second_review,
    count(*) AS open,
    date_diff('day', min(first_seen_at), (current_timestamp AT TIME ZONE 'UTC')::TIMESTAMP) AS oldest_days
FROM claims
WHERE checkable AND status IN ('new', 'assigned', 'in_review', 'second_review')
GROUP BY ALL
ORDER BY open DESC, assignee;
