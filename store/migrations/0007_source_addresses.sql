-- What each address that a source or an article has means, so that two of them can be compared; machine-made, and
-- made again for new addresses at any time. problem says in words why an address is none.
CREATE TABLE desk_machine.source_addresses (
    url VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    is_archive BOOLEAN NOT NULL,
    problem VARCHAR NOT NULL
);
