-- Every state of a filled file that was read.
CREATE OR REPLACE VIEW sheet_imports AS
SELECT fingerprint, sheet_id, origin, reviews_new, drafts, imported_at, seq
FROM desk_human.sheet_imports;
