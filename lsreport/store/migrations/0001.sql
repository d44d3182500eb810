-- Every line of the journal, by its number. Other events than receipts join here.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    recorded TEXT NOT NULL UNIQUE CHECK (length(recorded) = 32),  -- UTC, fixed width: sorts as time
    digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
) STRICT;

-- Receipts that were accepted. The current one of a unit and period is the greatest
-- (received, sending, sha256); `received` keeps its offset, so code compares it, not SQL.
CREATE TABLE submission (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    unit TEXT NOT NULL,
    period TEXT NOT NULL,
    form_version TEXT NOT NULL,
    received TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    sending INTEGER NOT NULL,
    contact TEXT,
    signer TEXT,
    paper_number TEXT,
    paper_date TEXT,
    on_behalf_by TEXT,
    on_behalf_from TEXT,
    notes TEXT NOT NULL CHECK (json_valid(notes)),
    UNIQUE (unit, period, revision),
    UNIQUE (unit, period, sha256)
) STRICT;

-- The cells of a submission as they were found, in the order of its reading.
CREATE TABLE raw (
    submission INTEGER NOT NULL REFERENCES submission (seq),
    ordinal INTEGER NOT NULL,
    key TEXT NOT NULL,
    sheet TEXT NOT NULL,
    cell TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT,
    formula INTEGER NOT NULL CHECK (formula IN (0, 1)),
    hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    PRIMARY KEY (submission, ordinal)
) STRICT, WITHOUT ROWID;

-- Receipts that were not accepted; unit and period only when the file told them.
CREATE TABLE rejection (
    seq INTEGER PRIMARY KEY REFERENCES entry (seq),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file TEXT NOT NULL,
    unit TEXT,
    period TEXT,
    received TEXT NOT NULL,
    findings TEXT NOT NULL CHECK (json_valid(findings))
) STRICT;

CREATE UNIQUE INDEX rejection_once
ON rejection (sha256, coalesce(unit, ''), coalesce(period, ''));
