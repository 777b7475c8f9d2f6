-- What the desk keeps beside reviews: corrections of the machine, comments, publications, archiving, and who did what.
-- Append-only like the first; seq orders each table, whatever the clock says.

-- What a person set right: the machine's value stays where it is, this one stands beside it.
-- kind: span, speaker, date, split, add, not_a_claim; claim_id is the claim's own, or a new one for "add".
-- One row a part: a split has one row a piece (position 0, 1, ...), a date one row with value, from and to.
CREATE TABLE desk_human.corrections (
    correction_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    article_version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    start_char INTEGER,
    end_char INTEGER,
    text VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    from_date DATE,
    to_date DATE,
    machine_value VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    sheet_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL
);

CREATE TABLE desk_human.comments (
    comment_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- What left the house: action is published, corrected or retracted; the last row of a claim is what stands outside.
CREATE TABLE desk_human.publications (
    publication_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    review_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    published_by VARCHAR NOT NULL,
    published_at TIMESTAMP NOT NULL
);

-- Every attempt to keep a copy of a source, also the failed ones with their reason.
CREATE TABLE desk_human.archive_attempts (
    attempt_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    url VARCHAR NOT NULL,
    archiver VARCHAR NOT NULL,
    success BOOLEAN NOT NULL,
    location VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    requested_by VARCHAR NOT NULL,
    tried_at TIMESTAMP NOT NULL
);

-- Who did what at the desk, with what it was done to; detail is JSON and never holds a secret.
CREATE TABLE desk_human.actions (
    action_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    actor VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    done_at TIMESTAMP NOT NULL
);

-- Whether the claimant was asked for a reply: asked, answered, no_answer, not_needed; last row of a claim counts.
CREATE TABLE desk_human.claimant_replies (
    reply_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    claim_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    recorded_by VARCHAR NOT NULL,
    recorded_at TIMESTAMP NOT NULL
);

-- Rows that a check set aside; a row that is mended is released, never deleted.
CREATE TABLE desk_machine.quarantine (
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    reason_ar VARCHAR NOT NULL,
    set_aside_at TIMESTAMP NOT NULL,
    set_aside_run VARCHAR NOT NULL,
    released_at TIMESTAMP,
    released_run VARCHAR
);

-- When the reviewer saved, as the sheet or desk says; going from A to B and back to A is three reviews.
ALTER TABLE desk_human.reviews ADD COLUMN saved_at TIMESTAMP;
-- The review that this one was written in view of; empty for a first or a blind one.
ALTER TABLE desk_human.reviews ADD COLUMN answers_review_id VARCHAR;
