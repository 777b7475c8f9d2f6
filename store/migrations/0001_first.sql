-- The first shape of the store: what the machine found, what people decided, and the record of runs.
-- No keys, indexes or sequences: DuckLake has none, and a DuckDB table with one cannot be altered freely.
-- All timestamps are UTC; ordinals ("seq", "position") keep an order that a clock set back cannot disturb.

CREATE SCHEMA desk_machine;
CREATE SCHEMA desk_human;

-- One row an article: which version is the current one, and the run that last wrote it.
CREATE TABLE desk_machine.articles (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    record_sha256 VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    language_supported BOOLEAN NOT NULL,
    ingested_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL
);

-- Every version of an article that was ever read; never updated.
CREATE TABLE desk_machine.article_versions (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    record_sha256 VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    published_iso VARCHAR,
    published_at TIMESTAMP,
    published_utc TIMESTAMP,
    language VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    ingested_at TIMESTAMP NOT NULL,
    run_id VARCHAR NOT NULL
);

-- One row a claim, also when it vanished from its article; offsets are those of article_version.
CREATE TABLE desk_machine.claims (
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    article_version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    claim_text VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    sentence_text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    checkable BOOLEAN NOT NULL,
    check_worthiness DOUBLE NOT NULL,
    speaker VARCHAR,
    speaker_type VARCHAR NOT NULL,
    cue VARCHAR,
    stance VARCHAR,
    extractor_version VARCHAR NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    first_run_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE desk_machine.claim_dates (
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    from_date DATE,
    to_date DATE,
    basis VARCHAR NOT NULL
);

CREATE TABLE desk_machine.claim_quantities (
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL
);

CREATE TABLE desk_machine.claim_entities (
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    label VARCHAR NOT NULL
);

CREATE TABLE desk_machine.claim_reasons (
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    feature VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    text VARCHAR NOT NULL
);

CREATE TABLE desk_machine.attributions (
    article_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    claim_id VARCHAR,
    source_start INTEGER,
    source_end INTEGER,
    source_text VARCHAR,
    source_resolved VARCHAR,
    cue_start INTEGER,
    cue_end INTEGER,
    cue VARCHAR,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    content_text VARCHAR NOT NULL,
    direct BOOLEAN NOT NULL
);

-- Append-only from here on. A claim without a row is "new".
CREATE TABLE desk_human.claim_statuses (
    claim_id VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    changed_by VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    assignee VARCHAR NOT NULL
);

CREATE TABLE desk_human.reviews (
    review_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    not_checkable_reason VARCHAR,
    rationale VARCHAR NOT NULL,
    missing_context VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    sheet_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL
);

CREATE TABLE desk_human.sources (
    source_id VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    published_on DATE,
    accessed_on DATE,
    archive_url VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    tier VARCHAR NOT NULL
);

-- Half-filled rows as they came; "sources" is a JSON list, since half-filled sources fit no columns.
CREATE TABLE desk_human.drafts (
    draft_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    sheet_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    not_checkable_reason VARCHAR NOT NULL,
    rationale VARCHAR NOT NULL,
    missing_context VARCHAR NOT NULL,
    sources VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    origin VARCHAR NOT NULL
);

CREATE TABLE desk_machine.runs (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,
    articles_new INTEGER NOT NULL,
    articles_updated INTEGER NOT NULL,
    articles_unchanged INTEGER NOT NULL,
    articles_rejected INTEGER NOT NULL,
    claims INTEGER NOT NULL
);

CREATE TABLE desk_machine.rejects (
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE desk_machine.check_results (
    run_id VARCHAR NOT NULL,
    suite VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    sentence_ar VARCHAR NOT NULL,
    success BOOLEAN NOT NULL,
    failing_rows BIGINT NOT NULL,
    sample VARCHAR[] NOT NULL,
    checked_at TIMESTAMP NOT NULL
);
