-- What makes history sound: answers that arrive after younger ones, and which states of a file were read already.

-- The younger answer of the same reviewer that had arrived before this one; such a review is kept and decides nothing.
ALTER TABLE desk_human.reviews ADD COLUMN overtaken_by VARCHAR;

-- One row a state of a filled file that was read: an older state that is read again later changes nothing.
CREATE TABLE desk_human.sheet_imports (
    fingerprint VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    sheet_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    reviews_new INTEGER NOT NULL,
    drafts INTEGER NOT NULL,
    imported_at TIMESTAMP NOT NULL
);
