-- How many rows has each check set aside, and how many of them were mended?
-- كم صفاً أبعد كل فحص، وكم منها أُصلح؟
SELECT
    code, severity, min(reason) AS reason, min(reason_ar) AS reason_ar,
    count(*) AS set_aside,
    count(*) FILTER (released_at IS NULL) AS still_held,
    count(released_at) AS mended
FROM quarantine
GROUP BY code, severity
ORDER BY still_held DESC, set_aside DESC, code;
