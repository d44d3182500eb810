"""Originals read once more agree with the journal or not: forms, import sheets, refused files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lsreport.app.demo import samples
from lsreport.app.rereading import Rereader, received_until
from lsreport.cli import invoke
from lsreport.domain.observation import RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Rejected, Submission
from lsreport.store.store import Store
from support.submissions import PLAN

H1, Y2021 = Period(2024, annual=False), Period(2021, annual=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of an office with paper years, one return, and one file that is no workbook."""
    office = tmp_path_factory.mktemp("office") / "office"
    run = ["-q", "--workspace", str(office), "ingest"]
    assert invoke(["init", str(office)]) == 0
    assert invoke([*run, str(samples() / "history")]) == 0
    (form,) = (samples() / "2024-H1").rglob("2024-H1-178.xlsx")
    assert invoke([*run, str(form)]) == 0
    broken = str(samples() / "broken" / "cut-short.xlsx")
    assert invoke([*run, broken, "--unit", "HCCB", "--period", "2024-H1"]) == 1
    return office / "store"


def told(folder: Path, kept: Submission | Rejected) -> list[str]:
    with Store.recorded(folder) as store:
        return [str(one) for one in Rereader(PLAN, store).disagreements(kept)]


def form(folder: Path) -> Submission:
    with Store.recorded(folder) as store:
        return store.vintage().submissions[H1]["178"]


def refused(folder: Path) -> Rejected:
    with Store.recorded(folder) as store:
        return store.vintage().rejected[H1]["HCCB"]


def test_what_was_received_is_read_again_as_it_was(folder: Path) -> None:
    with Store.recorded(folder) as store:
        kept = received_until(store.vintage(), H1)
        rereader = Rereader(PLAN, store)
        assert [one for each in kept for one in rereader.disagreements(each)] == []
    periods = {one.period for one in kept}
    assert {H1, Y2021} < periods
    assert [one.unit for one in kept if isinstance(one, Rejected)] == ["HCCB"]


def test_a_report_rests_on_nothing_of_later_periods(folder: Path) -> None:
    with Store.recorded(folder) as store:
        kept = received_until(store.vintage(), Y2021)
    assert {one.period for one in kept} == {Y2021}


CHANGES: dict[str, tuple[Callable[[Submission], Submission], str]] = {
    "cover": (
        lambda one: replace(one, cover=replace(one.cover, signer="Người khác")),
        "2024-H1-178.xlsx (178, 2024-H1): the journal says something else of its cover",
    ),
    "number": (
        lambda one: replace(one, raws=(replace(one.raws[0], text="7"), *one.raws[1:])),
        "is “7” in the journal, “",
    ),
    "kind": (
        lambda one: replace(one, raws=(replace(one.raws[0], kind=RawKind.TEXT), *one.raws[1:])),
        "is another kind of cell",
    ),
    "missing": (lambda one: replace(one, raws=one.raws[1:]), "is “” in the journal, “"),
    "personal": (
        lambda one: replace(
            one, raws=(replace(one.raws[0], text="Hoàng Thị A, 12/3/2010"), *one.raws[1:])
        ),
        "is “…” in the journal, “",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_journal_that_says_otherwise_is_told(folder: Path, change: str) -> None:
    changed, said = CHANGES[change]
    (line,) = told(folder, changed(form(folder)))
    assert said in line
    assert line.startswith("2024-H1-178.xlsx (178, 2024-H1): ")


def test_a_file_decided_otherwise_is_told(folder: Path) -> None:
    accepted, rejected = form(folder), refused(folder)
    taken = replace(accepted, sha256=rejected.sha256)
    assert told(folder, taken) == [
        "2024-H1-178.xlsx (178, 2024-H1): accepted in the journal, refused now"
    ]
    refused_form = replace(rejected, sha256=accepted.sha256, unit="178")
    assert told(folder, refused_form) == [
        "cut-short.xlsx (178, 2024-H1): rejected in the journal, accepted now"
    ]


def test_a_paper_year_of_a_sheet_that_does_not_hold_it_is_told(folder: Path) -> None:
    with Store.recorded(folder) as store:
        typed = store.vintage().submissions[Y2021]
    paper = next(iter(typed.values()))
    (line,) = told(folder, replace(paper, unit="XYZ"))
    assert line.endswith("(XYZ, 2021): accepted in the journal, refused now")


def test_a_lost_original_is_told(folder: Path) -> None:
    (line,) = told(folder, replace(form(folder), sha256="0" * 64))
    assert line.startswith("The archived original ")
