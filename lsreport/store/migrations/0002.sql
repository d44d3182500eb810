-- Findings that were accepted, for one rule, unit, element and seen value over some periods.
CREATE TABLE waiver (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    rule TEXT NOT NULL,
    unit TEXT NOT NULL,
    key TEXT NOT NULL,
    seen TEXT NOT NULL,
    first TEXT NOT NULL,
    until TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;

-- Decisions that the waivers of a finding recorded before them hold no longer.
CREATE TABLE waiver_end (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    finding TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;

-- Reports marked final, with what they were made from.
CREATE TABLE release (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    period TEXT NOT NULL,
    package TEXT NOT NULL,
    plan TEXT NOT NULL CHECK (length(plan) = 64),
    as_of TEXT NOT NULL CHECK (length(as_of) = 32),
    outcomes TEXT NOT NULL CHECK (length(outcomes) = 64),
    number TEXT,
    dated TEXT,
    scan TEXT CHECK (length(scan) = 64),
    scan_file TEXT,
    CHECK ((scan IS NULL) = (scan_file IS NULL))
) STRICT;

-- The files of a release, in the order they were written.
CREATE TABLE release_file (
    release INTEGER NOT NULL REFERENCES release (seq),
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (release, ordinal)
) STRICT, WITHOUT ROWID;
