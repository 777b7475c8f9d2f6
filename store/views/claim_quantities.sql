-- The figures inside claims.
CREATE OR REPLACE VIEW claim_quantities AS
SELECT claim_id, text, value, unit, start_char, end_char, position
FROM desk_machine.claim_quantities;
