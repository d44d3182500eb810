"""The journal gives back every field of what it was given."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from lsreport.domain.finding import Finding, Waiver, WaiverEnd
from lsreport.domain.observation import Place, Raw
from lsreport.domain.period import Period
from lsreport.domain.release import Release, ReleasedFile
from lsreport.domain.submission import Cover, Submission
from lsreport.i18n import Message
from lsreport.store.entries import Entry, Rejection, decode_entry, encode_entry
from lsreport.store.finding_lines import decode_findings, encode_findings
from lsreport.store.moments import moment

# Cells come from XML, file names from the reader of folders: neither has half a surrogate pair.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.none() | st.dates()
PERIODS = st.builds(Period, st.integers(1000, 9999), st.booleans())
MOMENTS = st.datetimes(
    min_value=datetime(2021, 1, 1),  # noqa: DTZ001 - Hypothesis wants it without offset
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.sampled_from((UTC, timezone(timedelta(hours=7)))),
)
FACTS = st.dictionaries(
    TEXT, SCALARS | st.builds(Message, TEXT, st.dictionaries(TEXT, SCALARS, max_size=2)), max_size=3
)


def every_field(kind: Any, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Instances with every field drawn, so that a field added later is in the test at once."""
    hints = get_type_hints(kind)
    drawn = {
        field.name: known.get(field.name, st.from_type(hints[field.name])) for field in fields(kind)
    }
    return st.builds(kind, **drawn)


FINDINGS = st.lists(
    every_field(
        Finding,
        period=st.none() | PERIODS,
        facts=FACTS,
        place=st.none() | every_field(Place, file=TEXT),
        file=st.none() | TEXT,
        waived=st.none(),  # waivers apply to findings of the checks, which are never stored
    ),
    max_size=3,
).map(tuple)
SUBMISSIONS = every_field(
    Submission,
    file=TEXT,
    period=PERIODS,
    received=MOMENTS,
    recorded=MOMENTS,
    cover=every_field(Cover, sending=st.integers(0, 99)),
    raws=st.lists(every_field(Raw), max_size=5).map(tuple),
    notes=FINDINGS,
    revision=st.integers(1, 99),
    first_received=st.none(),  # known of a return, not of one submission: never journalled
    other_sendings=st.just(()),  # the same
)
REJECTIONS = every_field(
    Rejection,
    file=TEXT,
    period=st.none() | PERIODS,
    received=MOMENTS,
    recorded=MOMENTS,
    findings=FINDINGS,
)

WAIVERS = every_field(
    Waiver,
    first=PERIODS,
    until=PERIODS,
    recorded=MOMENTS,
    ended=st.none(),  # an entry of its own
    **dict.fromkeys(("rule", "unit", "key", "seen", "who", "why"), TEXT),
)
ENDS = st.builds(WaiverEnd, TEXT, TEXT, TEXT, MOMENTS)
RELEASED_FILES = st.builds(ReleasedFile, TEXT, TEXT)
RELEASES = every_field(
    Release,
    period=PERIODS,
    package=TEXT,
    plan=TEXT,
    as_of=MOMENTS,
    outcomes=TEXT,
    files=st.lists(RELEASED_FILES, max_size=3).map(tuple),
    recorded=MOMENTS,
    number=st.none() | TEXT,
    scan=st.none() | RELEASED_FILES,
    inputs=st.lists(RELEASED_FILES, max_size=3).map(tuple),
)


@given(st.integers(1, 10**6), SUBMISSIONS | REJECTIONS | WAIVERS | ENDS | RELEASES)
def test_an_entry_is_read_back_as_it_was_written(
    seq: int, record: Submission | Rejection | Waiver | WaiverEnd | Release
) -> None:
    line = encode_entry(Entry(seq, record))

    assert b"\n" not in line
    assert decode_entry(line) == Entry(seq, record)


@given(FINDINGS)
def test_findings_are_read_back_as_they_were_written(findings: tuple[Finding, ...]) -> None:
    assert decode_findings(encode_findings(findings)) == findings


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_text(one: datetime, other: datetime) -> None:
    assert (moment(one) < moment(other)) == (one < other)
    assert datetime.fromisoformat(moment(one)) == one
