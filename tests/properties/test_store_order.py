"""What is known depends on what was received and when, not on how the files were fed in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lsreport.domain.period import Period
from lsreport.domain.submission import Rejected, Submission, Vintage
from lsreport.store.store import Store
from lsreport.store.writer import Receipt
from support.store import H1, YEAR, accepted, at, journal, noon, receive, rejected


def _accepted(content: int, unit: str, period: Period, day: int, sending: int) -> Receipt:
    # What a file says is part of its bytes: sending, unit and period cannot differ for the same.
    original = f"{content} {unit} {period} {sending}".encode()
    return accepted(original, unit, period, received=at(day), sending=sending)


def _rejected(content: int, unit: str, period: Period, day: int) -> Receipt:
    return rejected(f"bad {content} {unit} {period}".encode(), unit, period, received=at(day))


CONTENTS = st.integers(1, 3)
UNITS = st.sampled_from(("178", "180"))
PERIODS = st.sampled_from((H1, YEAR))
DAYS = st.integers(3, 5)
RECEIPTS = st.one_of(
    st.builds(_accepted, CONTENTS, UNITS, PERIODS, DAYS, st.integers(1, 2)),
    st.builds(_rejected, CONTENTS, UNITS, PERIODS, DAYS),
)
# A file arrives once: the same bytes again are the same receipt (see ingesting twice).
BATCHES = st.lists(RECEIPTS, max_size=8, unique_by=lambda receipt: receipt.sha256)


@contextmanager
def new_store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.create(Path(folder) / "store", command="test") as store,
    ):
        yield store


def known(vintage: Vintage) -> tuple[list[object], list[object]]:
    """The vintage in its order, without what tells the order of recording."""

    def timeless(one: Submission | Rejected) -> Submission | Rejected:
        if isinstance(one, Submission):
            return replace(one, recorded=noon(), revision=1)
        return replace(one, recorded=noon())

    def listed(returns: Mapping[Period, Mapping[str, Submission | Rejected]]) -> list[object]:
        return [timeless(one) for units in returns.values() for one in units.values()]

    return listed(vintage.submissions), listed(vintage.rejected)


def latest(receipts: Sequence[Receipt]) -> dict[tuple[str | None, Period | None], str]:
    """The slow reference: per unit and period, the digest of the newest accepted file."""
    ordered = sorted(receipts, key=lambda receipt: receipt.order)
    return {(one.reading.unit, one.reading.period): one.sha256 for one in ordered if one.accepted}


@given(st.data(), BATCHES)
@settings(max_examples=40, deadline=None)
def test_the_order_of_files_and_of_batches_changes_nothing(
    data: st.DataObject, batch: list[Receipt]
) -> None:
    shuffled = data.draw(st.permutations(batch))
    cut = data.draw(st.integers(0, len(batch)))
    with new_store() as one, new_store() as other:
        receive(one, *batch)
        receive(other, *shuffled[:cut])
        receive(other, *shuffled[cut:])

        assert known(one.vintage()) == known(other.vintage())
        current = {
            (unit, period): submission.sha256
            for period, units in one.vintage().submissions.items()
            for unit, submission in units.items()
        }
        assert current == latest(batch)


@given(st.data(), BATCHES)
@settings(max_examples=30, deadline=None)
def test_within_a_batch_not_even_revisions_depend_on_the_order(
    data: st.DataObject, batch: list[Receipt]
) -> None:
    shuffled = data.draw(st.permutations(batch))
    with new_store() as one, new_store() as other:
        receive(one, *batch)
        receive(other, *shuffled)

        assert journal(one).read_bytes() == journal(other).read_bytes()
        assert one.vintage() == other.vintage()


@given(BATCHES)
@settings(max_examples=30, deadline=None)
def test_ingesting_twice_is_ingesting_once(batch: list[Receipt]) -> None:
    with new_store() as store:
        receive(store, *batch)
        before, lines = store.vintage(), journal(store).read_bytes()

        again = receive(store, *(replace(one, received=at(9)) for one in batch), now=noon(9))

        assert {stored.status.value for stored in again} <= {"unchanged", "rejected"}
        assert store.vintage() == before
        assert journal(store).read_bytes() == lines


@given(BATCHES)
@settings(max_examples=20, deadline=None)
def test_the_database_made_again_is_the_same(batch: list[Receipt]) -> None:
    with new_store() as store:
        for receipt in batch:
            receive(store, receipt)
        before = store.vintage()
        Store.rebuild(store.folder, command="test")
        with Store.open(store.folder, command="test") as rebuilt:
            assert rebuilt.vintage() == before
