-- What a release was made from besides submissions, kept in the archive.
CREATE TABLE release_input (
    release INTEGER NOT NULL REFERENCES release (seq),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (release, ordinal)
) STRICT, WITHOUT ROWID;
