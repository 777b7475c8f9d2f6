-- The normalised form of every address that a source has.
CREATE OR REPLACE VIEW source_addresses AS
SELECT url, address, host, site, is_archive, problem
FROM desk_machine.source_addresses;
