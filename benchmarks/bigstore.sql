-- Fills an empty store: variables hold the words, the number of articles, and the claims of each.
CREATE OR REPLACE TEMP MACRO pick(list, h) AS list[1 + (h % len(list))::INTEGER];
-- Hashed twice: the low bits of one hash over two values follow each other.
CREATE OR REPLACE TEMP MACRO mix(salt, n) AS hash(hash(salt, n));
CREATE OR REPLACE TEMP MACRO dice(salt, n, sides) AS (mix(salt, n) % sides)::INTEGER;
CREATE OR REPLACE TEMP MACRO words(arabic, ar, en, h) AS CASE WHEN arabic THEN pick(ar, h) ELSE pick(en, h) END;
-- A few speak often and most seldom: the cube of an even draw.
CREATE OR REPLACE TEMP MACRO often_first(h, most) AS (power((h % 100000) / 100000.0, 3) * most)::INTEGER;

CREATE TEMP TABLE big_articles AS
SELECT
    n,
    'u' || substr(md5('article ' || n), 1, 16) AS article_id,
    dice('language', n, 10) < 7 AS arabic,
    often_first(mix('outlet', n), 8) % 8 AS outlet_no,
    CASE WHEN dice('changed', n, 100) < 3 THEN 2 ELSE 1 END AS version,
    -- Three years up to the end of October 2026, in the order of their numbers.
    TIMESTAMP '2023-11-01 06:00:00' + to_seconds((n * 94608000.0 / getvariable('articles'))::BIGINT) AS read_at,
    'run-' || (n * 1095 // getvariable('articles')) AS run_id
FROM range(getvariable('articles')) AS r(n);

CREATE TEMP TABLE big_draws AS
SELECT
    a.*, p AS position, a.n * getvariable('claims_an_article') + p AS claim_no,
    -- One claim in five says what another article says too, sometimes years later.
    CASE WHEN dice('again', a.n * 10 + p, 5) = 0 THEN dice('which', a.n * 10 + p, greatest(getvariable('articles') // 5, 1))
        ELSE 1000000000 + a.n * getvariable('claims_an_article') + p END AS saying
FROM big_articles AS a, range(getvariable('claims_an_article')) AS q(p);

CREATE TEMP TABLE big_said AS
SELECT
    d.*,
    dice('opinion', saying, 10) > 0 AS checkable,
    dice('template', saying, 8) AS template_no,
    dice('voice', claim_no, 100) AS voice,
    (10 + dice('figure', saying, 89990))::VARCHAR AS figure,
    words(arabic, getvariable('places_ar'), getvariable('places_en'), mix('place', saying)) AS place,
    words(arabic, getvariable('bodies_ar'), getvariable('bodies_en'), mix('body', saying)) AS body,
    words(arabic, getvariable('crops_ar'), getvariable('crops_en'), mix('crop', saying)) AS crop,
    words(arabic, getvariable('things_ar'), getvariable('things_en'), mix('thing', saying)) AS thing,
    make_date(2020 + dice('year', saying, 7), 1 + dice('month', saying, 12), 1) AS month
FROM big_draws AS d;

CREATE TEMP TABLE big_claims AS
WITH worded AS (
    SELECT
        *,
        words(arabic, getvariable('months_ar'), getvariable('months_en'), month(month) - 1) || ' ' || year(month) AS date_text,
        CASE WHEN checkable
            THEN words(arabic, getvariable('templates_ar'), getvariable('templates_en'), template_no)
            ELSE words(arabic, getvariable('opinions_ar'), getvariable('opinions_en'), template_no) END AS template,
        CASE WHEN voice < 55 THEN 'person' WHEN voice < 70 THEN 'organisation' WHEN voice < 75 THEN 'document'
            WHEN voice < 83 THEN 'anonymous' ELSE 'outlet' END AS speaker_type,
        words(arabic, getvariable('cues_ar'), getvariable('cues_en'), mix('cue', claim_no)) AS cue_word,
        often_first(mix('speaker', claim_no), 1100) AS speaker_no
    FROM big_said
),
spoken AS (
    SELECT
        *,
        replace(replace(replace(replace(replace(replace(template, '{body}', body), '{n}', figure), '{crop}', crop),
            '{place}', place), '{thing}', thing), '{date}', date_text) AS claim_text,
        CASE speaker_type
            WHEN 'person' THEN words(arabic, getvariable('roles_ar'), getvariable('roles_en'), speaker_no)
                || ' ' || words(arabic, getvariable('first_ar'), getvariable('first_en'), speaker_no // 8)
                || ' ' || words(arabic, getvariable('last_ar'), getvariable('last_en'), speaker_no // 96)
            WHEN 'organisation' THEN words(arabic, getvariable('bodies_ar'), getvariable('bodies_en'), speaker_no)
            WHEN 'document' THEN words(arabic, getvariable('papers_ar'), getvariable('papers_en'), speaker_no)
            WHEN 'anonymous' THEN words(arabic, getvariable('nobody_ar'), getvariable('nobody_en'), speaker_no)
        END AS speaker
    FROM worded
),
led AS (
    SELECT
        *,
        CASE WHEN speaker IS NULL THEN ''
            WHEN arabic THEN cue_word || ' ' || speaker || ' إن '
            ELSE speaker || ' ' || cue_word || ' that ' END AS lead
    FROM spoken
)
SELECT
    'c' || substr(md5('claim ' || claim_no), 1, 20) AS claim_id,
    *, lead || claim_text || '.' AS sentence_text,
    (sum(length(lead) + length(claim_text) + 2) OVER (PARTITION BY n ORDER BY position)
        - length(lead) - length(claim_text) - 2)::INTEGER AS sentence_start,
    round(CASE WHEN checkable THEN 0.5 + dice('worth', saying, 500) / 1000.0
        ELSE dice('worth', saying, 300) / 1000.0 END, 3) AS check_worthiness
FROM led
ORDER BY claim_no;

INSERT INTO desk_machine.claims BY NAME
SELECT
    claim_id, article_id, version AS article_version, position, sentence_start + length(lead) AS start_char,
    sentence_start + length(lead) + length(claim_text) AS end_char, claim_text, sentence_start,
    sentence_start + length(sentence_text) AS sentence_end, sentence_text,
    CASE WHEN checkable THEN pick(getvariable('kinds'), template_no) ELSE 'opinion' END AS kind,
    checkable, check_worthiness, speaker, speaker_type,
    CASE WHEN speaker IS NOT NULL THEN cue_word END AS cue,
    CASE WHEN speaker IS NOT NULL THEN 'asserts' END AS stance,
    '0.1.0' AS extractor_version, read_at AS first_seen_at, run_id AS first_run_id, run_id
FROM big_claims ORDER BY claim_no;

INSERT INTO desk_machine.claim_dates BY NAME
SELECT
    claim_id, 0 AS position, sentence_start + instr(sentence_text, date_text) - 1 AS start_char,
    sentence_start + instr(sentence_text, date_text) - 1 + length(date_text) AS end_char, date_text AS text,
    strftime(month, '%Y-%m') AS value, month AS from_date, last_day(month) AS to_date, 'explicit' AS basis
FROM big_claims WHERE checkable ORDER BY claim_no;

INSERT INTO desk_machine.claim_quantities BY NAME
SELECT
    claim_id, 0 AS position, sentence_start + length(lead) + instr(claim_text, figure) - 1 AS start_char,
    sentence_start + length(lead) + instr(claim_text, figure) - 1 + length(figure) AS end_char, figure AS text,
    figure::DOUBLE * CASE template_no WHEN 0 THEN 1000000 ELSE 1 END AS value,
    words(arabic, getvariable('units_ar'), getvariable('units_en'), template_no) AS unit
FROM big_claims WHERE checkable ORDER BY claim_no;

INSERT INTO desk_machine.claim_entities BY NAME
SELECT
    claim_id, 0 AS position, sentence_start + length(lead) + instr(claim_text, place) - 1 AS start_char,
    sentence_start + length(lead) + instr(claim_text, place) - 1 + length(place) AS end_char, place AS text, 'LOC' AS label
FROM big_claims ORDER BY claim_no;

INSERT INTO desk_machine.claim_reasons BY NAME
SELECT claim_id, 0 AS position, 'figure' AS feature, 1.575 AS weight, '' AS text, FROM big_claims WHERE checkable
UNION ALL
SELECT claim_id, 1, 'reported', 0.779, '' FROM big_claims WHERE checkable AND speaker IS NOT NULL
UNION ALL
SELECT claim_id, 0, 'opinion', -1.2, '' FROM big_claims WHERE NOT checkable;

INSERT INTO desk_machine.attributions BY NAME
SELECT
    article_id, row_number() OVER (PARTITION BY n ORDER BY position) - 1 AS position, claim_id,
    sentence_start + instr(sentence_text, speaker) - 1 AS source_start,
    sentence_start + instr(sentence_text, speaker) - 1 + length(speaker) AS source_end,
    speaker AS source_text, speaker AS source_resolved,
    sentence_start + CASE WHEN arabic THEN 0 ELSE length(speaker) + 1 END AS cue_start,
    sentence_start + CASE WHEN arabic THEN 0 ELSE length(speaker) + 1 END + length(cue_word) AS cue_end, cue_word AS cue,
    sentence_start + length(lead) AS content_start, sentence_start + length(lead) + length(claim_text) AS content_end,
    claim_text AS content_text, false AS direct
FROM big_claims WHERE speaker IS NOT NULL ORDER BY claim_no;

CREATE TEMP TABLE big_texts AS
SELECT
    a.n, string_agg(c.sentence_text, chr(10) ORDER BY c.position) AS text,
    arg_min(c.claim_text, c.position) AS first_words
FROM big_articles AS a JOIN big_claims AS c ON c.n = a.n GROUP BY a.n;

INSERT INTO desk_machine.article_versions BY NAME
SELECT
    a.article_id, v AS version, sha256('record ' || v || t.text) AS record_sha256,
    sha256(t.text || CASE WHEN v < a.version THEN chr(10) ELSE '' END) AS content_sha256,
    'https://outlet' || a.outlet_no || '.example/' || a.n AS url,
    words(a.arabic, getvariable('outlets_ar'), getvariable('outlets_en'), a.outlet_no) AS outlet,
    t.first_words AS title, '' AS author, strftime(a.read_at - INTERVAL 2 HOUR, '%Y-%m-%dT%H:%M:%S+00:00') AS published_iso,
    a.read_at - INTERVAL 2 HOUR AS published_at, a.read_at - INTERVAL 2 HOUR AS published_utc,
    CASE WHEN a.arabic THEN 'ar' ELSE 'en' END AS language,
    t.text || CASE WHEN v < a.version THEN chr(10) ELSE '' END AS text, a.read_at AS ingested_at, a.run_id
FROM big_articles AS a JOIN big_texts AS t ON t.n = a.n, range(1, 3) AS w(v)
WHERE v <= a.version ORDER BY a.n, v;

INSERT INTO desk_machine.articles BY NAME
SELECT a.article_id, a.version, v.record_sha256, '0.1.0' AS extractor_version, true AS language_supported,
    a.read_at AS ingested_at, a.run_id
FROM big_articles AS a
JOIN desk_machine.article_versions AS v ON v.article_id = a.article_id AND v.version = a.version ORDER BY a.n;

CREATE TEMP TABLE big_reviews AS
WITH chosen AS (
    SELECT
        claim_id, claim_no, article_id, saying, checkable, read_at, claim_text, arabic,
        CASE WHEN dice('second', claim_no, 5) = 0 THEN 2 ELSE 1 END AS reviews
    FROM big_claims WHERE checkable AND dice('reviewed', claim_no, 100) < 15
),
each AS (
    SELECT c.*, k, read_at + to_hours(5 + dice('wait', claim_no, 240) + 30 * k) AS created_at
    FROM chosen AS c, range(2) AS r(k) WHERE k < c.reviews
)
SELECT
    'r' || substr(md5('review ' || claim_no || ' ' || k), 1, 24) AS review_id,
    row_number() OVER (ORDER BY created_at, claim_no, k) AS seq, *,
    pick(getvariable('people'), mix('reviewer', claim_no) + k) AS reviewer,
    -- The second reader agrees four times in five; the same saying mostly gets the same verdict.
    pick(['true', 'false', 'partly_true', 'misleading', 'false', 'missing_context', 'true', 'unproven', 'true',
        'not_checkable'], mix('verdict', saying) + CASE WHEN k = 1 AND dice('agree', claim_no, 5) = 0 THEN 1 ELSE 0 END)
        AS verdict
FROM each;

INSERT INTO desk_human.reviews BY NAME
SELECT
    review_id, seq, claim_id, reviewer, CASE WHEN k = 1 AND seq % 2 = 0 THEN 'editor' ELSE 'checker' END AS role, verdict,
    CASE WHEN verdict = 'not_checkable' THEN 'vague' END AS not_checkable_reason,
    CASE WHEN arabic THEN 'راجعنا السجل الرسمي وقارنا الأرقام' ELSE 'We read the official record and compared the figures' END
        AS rationale,
    CASE WHEN verdict = 'missing_context' THEN words(arabic, ['الرقم يشمل السنوات الماضية'],
        ['The figure covers earlier years too'], 0) ELSE '' END AS missing_context,
    created_at, 'sheet-' || (seq // 20) AS sheet_id, 'sheet-' || (seq // 20) || '.html' AS origin, created_at AS saved_at
FROM big_reviews ORDER BY seq;

INSERT INTO desk_human.sources BY NAME
SELECT
    's' || substr(md5('source ' || r.review_id || ' ' || i), 1, 24) AS source_id, r.review_id, r.claim_id, i AS position,
    'https://' || pick(getvariable('sites'), often_first(mix('site', r.seq + i), 12)) || '/' || (r.seq % 50000) AS url,
    words(arabic, ['جدول السنة'], ['Table of the year'], 0) AS title,
    words(arabic, ['الجهاز الوطني للإحصاء'], ['National statistics'], 0) AS publisher,
    (r.read_at - to_days(dice('old', r.seq, 900)))::DATE AS published_on, r.created_at::DATE AS accessed_on,
    CASE WHEN dice('kept', r.seq + i, 3) > 0 THEN 'https://archive.example/' || r.seq ELSE '' END AS archive_url,
    words(arabic, ['الرقم المنشور هو ' || r.seq], ['The published figure is ' || r.seq], 0) AS quote,
    CASE WHEN verdict = 'true' THEN 'supports' WHEN verdict = 'false' THEN 'refutes' ELSE 'context' END AS stance,
    CASE WHEN i = 0 THEN 'primary' ELSE 'secondary' END AS tier
FROM big_reviews AS r, range(2) AS q(i)
WHERE r.verdict <> 'not_checkable' AND i <= dice('sources', r.seq, 2) ORDER BY r.seq, i;

CREATE TEMP TABLE big_verdicts AS
SELECT claim_id, claim_no, arg_max(verdict, seq) AS verdict, arg_max(review_id, seq) AS review_id,
    arg_max(reviewer, seq) AS reviewer, max(created_at) AS decided_at, min(created_at) AS first_at
FROM big_reviews GROUP BY ALL;

INSERT INTO desk_human.claim_statuses BY NAME
WITH steps AS (
    SELECT claim_id, claim_no, 1 AS seq, 'assigned' AS status, first_at - INTERVAL 3 HOUR AS changed_at, 'Maya' AS changed_by,
        '' AS reason, reviewer AS assignee FROM big_verdicts
    UNION ALL
    SELECT claim_id, claim_no, 2, 'decided', decided_at, reviewer, 'review', reviewer FROM big_verdicts
    UNION ALL
    SELECT claim_id, claim_no, 3, 'published', decided_at + INTERVAL 1 DAY, 'Maya', '', reviewer FROM big_verdicts
    WHERE dice('publish', claim_no, 3) = 0
    UNION ALL
    SELECT claim_id, claim_no, 1,
        CASE WHEN dice('open', claim_no, 50) = 0 THEN 'in_review' WHEN dice('open', claim_no, 50) = 1 THEN 'withdrawn'
            ELSE 'assigned' END, read_at + INTERVAL 4 HOUR,
        CASE WHEN dice('open', claim_no, 50) = 1 THEN 'claimdesk' ELSE 'Maya' END,
        CASE WHEN dice('open', claim_no, 50) = 1 THEN 'vanished from the article' ELSE '' END,
        CASE WHEN dice('open', claim_no, 50) = 1 THEN '' ELSE pick(getvariable('people'), mix('who', claim_no)) END
    FROM big_claims
    WHERE checkable AND dice('reviewed', claim_no, 100) >= 15 AND dice('open', claim_no, 50) < 3
)
SELECT * EXCLUDE claim_no FROM steps ORDER BY changed_at, claim_no, seq;

INSERT INTO desk_human.publications BY NAME
WITH steps AS (
    SELECT *, 'published' AS action, decided_at + INTERVAL 1 DAY AS published_at FROM big_verdicts
    WHERE dice('publish', claim_no, 3) = 0
    UNION ALL
    SELECT *, CASE WHEN dice('retract', claim_no, 4) = 0 THEN 'retracted' ELSE 'corrected' END, decided_at + INTERVAL 9 DAY
    FROM big_verdicts WHERE dice('publish', claim_no, 3) = 0 AND dice('corrected', claim_no, 30) = 0
)
SELECT
    'p' || substr(md5(action || claim_no), 1, 20) AS publication_id,
    row_number() OVER (ORDER BY published_at, claim_no, action) AS seq, claim_id, action, verdict, review_id,
    'https://desk.example/' || claim_no AS url, CASE WHEN action = 'published' THEN '' ELSE 'أعدنا النظر في الرقم' END AS note,
    'Maya' AS published_by, published_at
FROM steps ORDER BY seq;

INSERT INTO desk_human.comments BY NAME
SELECT 'm' || substr(md5('comment ' || claim_no), 1, 20) AS comment_id, row_number() OVER (ORDER BY claim_no) AS seq,
    claim_id, pick(getvariable('people'), mix('says', claim_no)) AS author,
    words(arabic, ['هل سألنا الجهة نفسها؟'], ['Did we ask the office itself?'], 0) AS text, read_at + INTERVAL 5 HOUR AS created_at
FROM big_claims WHERE checkable AND dice('comment', claim_no, 100) = 0 ORDER BY seq;

INSERT INTO desk_human.corrections BY NAME
SELECT 'k' || substr(md5('correction ' || claim_no), 1, 20) AS correction_id, row_number() OVER (ORDER BY claim_no) AS seq,
    claim_id, article_id, version AS article_version, 'speaker' AS kind, 0 AS position, NULL::INTEGER AS start_char,
    NULL::INTEGER AS end_char, '' AS text, body AS value, NULL::DATE AS from_date, NULL::DATE AS to_date,
    coalesce(speaker, '') AS machine_value, pick(getvariable('people'), mix('mends', claim_no)) AS reviewer, '' AS note,
    read_at + INTERVAL 6 HOUR AS created_at, '' AS sheet_id, 'desk' AS origin
FROM big_claims WHERE checkable AND dice('correction', claim_no, 200) = 0 ORDER BY seq;

INSERT INTO desk_human.archive_attempts BY NAME
SELECT 't' || substr(md5('attempt ' || source_id), 1, 20) AS attempt_id, row_number() OVER (ORDER BY source_id) AS seq, url,
    'warc' AS archiver, archive_url <> '' AS success, archive_url AS location,
    CASE WHEN archive_url = '' THEN '' ELSE sha256(url) END AS sha256, CASE WHEN archive_url = '' THEN 0 ELSE 48000 END AS bytes,
    CASE WHEN archive_url = '' THEN 'timed out' ELSE '' END AS reason, 'Maya' AS requested_by,
    accessed_on::TIMESTAMP + INTERVAL 8 HOUR AS tried_at
FROM desk_human.sources WHERE hash(source_id) % 2 = 0;

INSERT INTO desk_human.claimant_replies BY NAME
SELECT 'y' || substr(md5('reply ' || claim_no), 1, 20) AS reply_id, row_number() OVER (ORDER BY claim_no) AS seq, claim_id,
    pick(['asked', 'answered', 'no_answer'], mix('reply', claim_no)) AS state, '' AS text, reviewer AS recorded_by,
    first_at AS recorded_at
FROM big_verdicts WHERE verdict = 'false' ORDER BY seq;

INSERT INTO desk_human.actions BY NAME
SELECT 'x' || substr(md5('action ' || seq), 1, 20) AS action_id, seq, reviewer AS actor, 'review' AS action, claim_id,
    '{"verdict": "' || verdict || '"}' AS detail, created_at AS done_at
FROM big_reviews ORDER BY seq;

INSERT INTO desk_machine.runs BY NAME
SELECT run_id, min(read_at) AS started_at, max(read_at) + INTERVAL 5 MINUTE AS finished_at, 'completed' AS status,
    count(*)::INTEGER AS articles_new, 0 AS articles_updated, 0 AS articles_unchanged, 1 AS articles_rejected,
    (count(*) * getvariable('claims_an_article'))::INTEGER AS claims
FROM big_articles GROUP BY run_id ORDER BY started_at;

INSERT INTO desk_machine.rejects BY NAME
SELECT run_id, 'inbox/' || run_id || '.txt' AS source, 'empty' AS reason, 'there is no text' AS detail, started_at AS created_at
FROM desk_machine.runs ORDER BY started_at;

INSERT INTO desk_machine.check_results BY NAME
SELECT r.run_id, 'claims' AS suite, 'CLM-0' || k AS code, 'warns' AS severity, 'It holds' AS sentence, 'الشرط متحقق' AS sentence_ar,
    dice('fails', k * 10000 + epoch(r.started_at)::BIGINT % 9999, 20) > 0 AS success, 0 AS failing_rows,
    []::VARCHAR[] AS sample, r.finished_at AS checked_at
FROM desk_machine.runs AS r, range(1, 10) AS q(k) ORDER BY r.started_at, k;

INSERT INTO desk_machine.quarantine BY NAME
SELECT 'CLM-09' AS code, 'warns' AS severity, 'claim' AS subject, claim_id AS subject_id, article_id,
    'No article says the same claim twice' AS reason, 'لا مقال يكرر الادعاء نفسه' AS reason_ar, read_at AS set_aside_at,
    run_id AS set_aside_run, CASE WHEN claim_no % 2 = 0 THEN read_at + INTERVAL 2 DAY END AS released_at,
    CASE WHEN claim_no % 2 = 0 THEN run_id END AS released_run
FROM big_claims WHERE dice('aside', claim_no, 2000) = 0 ORDER BY claim_no;

DROP TABLE big_articles; DROP TABLE big_draws; DROP TABLE big_said; DROP TABLE big_claims; DROP TABLE big_texts;
DROP TABLE big_reviews; DROP TABLE big_verdicts;
