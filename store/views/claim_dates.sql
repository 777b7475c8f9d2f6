-- The dates inside claims, resolved.
CREATE OR REPLACE VIEW claim_dates AS
SELECT claim_id, text, value, from_date, to_date, basis, start_char, end_char, position
FROM desk_machine.claim_dates;
