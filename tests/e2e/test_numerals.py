"""Every numeral of a finished document is a figure of its manifest, or somebody else's words.

What may be said with a numeral in it, and is no figure: the template, the plan, the sentences and
the office in those very words; a day, a clause or the number of a law; and what a unit, a finding
or the analyst is quoted with. All else has to be registered, as often as it is printed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
import pytest

from lsreport.app.documents import Document, documents
from lsreport.app.review import review_documents
from lsreport.app.workspace import Desk, Workspace, opened
from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import RawKind
from lsreport.domain.period import Period, Span
from lsreport.i18n import Catalogue
from lsreport.report.view_types import SYMBOLS, Edition
from support.numerals import (
    Words,
    orphans,
    sentence_words,
    strings_in,
    template_words,
)

pytestmark = pytest.mark.no_cover

PACKAGE = Path(__file__).parents[2] / "lsreport"
EDITIONS = (
    Edition(),
    Edition("ministry"),
    Edition(public=True),
    Edition("ministry", public=True),
)
PERIODS = ("2024-H1", "2024", "2025-H1", "2025")
REVIEW = "2021..2025"


@pytest.fixture(scope="module")
def desk(demo: Path) -> Iterator[Desk]:
    with opened(Workspace(demo), "render") as desk:
        yield desk


@pytest.fixture(scope="module")
def assessed(desk: Desk) -> Assessment:
    return desk.assess(None, *map(Period.parse, PERIODS), *Span.parse(REVIEW))


@pytest.fixture(scope="module")
def words(desk: Desk, assessed: Assessment) -> Words:
    """Return everything that may be said with a numeral in it."""
    plan = desk.plan
    levels = (level for one in plan.indicators for level in (*one.target, *one.benchmark))
    told = (
        *_package(),
        *strings_in(msgspec.to_builtins(plan)),
        *strings_in(tomllib.loads(desk.workspace.configuration.read_text("utf-8"))),
        *(
            line
            for file in desk.workspace.texts.glob("*.md")
            for line in file.read_text("utf-8").splitlines()
        ),
        *_quoted(assessed),
    )
    return Words(told, figures=(level.words for level in levels))


def _package() -> Iterator[str]:
    yield from (f"{sign} {meaning}" for sign, meaning in SYMBOLS)
    yield from sentence_words(PACKAGE / "report")
    yield from strings_in(tomllib.loads((PACKAGE / "report/wording.toml").read_text("utf-8")))
    for template in (PACKAGE / "templates").glob("*.docx"):
        yield from template_words(template.read_bytes())


def _quoted(assessed: Assessment) -> Iterator[str]:
    """Yield what units wrote, and what the findings about them say."""
    vietnamese = Catalogue("vi")
    for period in assessed.periods.values():
        for judged in period.returns.values():
            raws = judged.submission.raws
            yield from (raw.text or "" for raw in raws if raw.kind is RawKind.TEXT)
        for finding in period.all_findings:
            yield finding.rule
            yield message_of(finding, vietnamese)
            yield remedy_of(finding, vietnamese)
            if finding.place is not None:
                yield f"{finding.place.sheet}!{finding.place.cell}"


@pytest.fixture(scope="module")
def made(desk: Desk, assessed: Assessment) -> Callable[[str, Edition], tuple[Document, ...]]:
    """Return the documents of a period and edition, each made once."""
    known: dict[tuple[str, str], tuple[Document, ...]] = {}

    def make(period: str, edition: Edition) -> tuple[Document, ...]:
        name = period, edition.suffix
        if name not in known:
            known[name] = _made(desk, assessed, period, edition)
        return known[name]

    return make


def _made(desk: Desk, assessed: Assessment, period: str, edition: Edition) -> tuple[Document, ...]:
    if period == REVIEW:
        return review_documents(desk, assessed, Span.parse(period), {"docx"}, edition)
    # The working annex is the same for each addressee.
    only = None if edition == Edition() else f"lsreport-187-{period}-{edition.suffix}.docx"
    return documents(desk, assessed, Period.parse(period), {"docx"}, edition, only=only)


Made = Callable[[str, Edition], tuple[Document, ...]]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.suffix)
@pytest.mark.parametrize("period", [*PERIODS, REVIEW])
def test_no_numeral_is_an_orphan(made: Made, words: Words, period: str, edition: Edition) -> None:
    written = made(period, edition)
    annexed = edition == Edition() and period != REVIEW
    assert len(written) == (2 if annexed else 1)
    for document in written:
        found = orphans(document.content, json.loads(document.manifest), words)
        assert (found.unregistered, found.unprinted) == ([], []), document.name


# --- the proof that the test above can fail ---------------------------------------------------


@pytest.fixture(scope="module")
def report(made: Made) -> tuple[bytes, dict[str, Any]]:
    document, *_others = made("2025-H1", Edition())
    return document.content, json.loads(document.manifest)


def _changed(document: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the document with the first `old` of a part replaced."""
    changed = BytesIO()
    with ZipFile(BytesIO(document)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            target.writestr(name, content)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "planted"),
    [
        ("trân trọng báo cáo", "trân trọng báo cáo 37 lớp", "37"),
        # A number that is registered elsewhere does not vouch for one more.
        ("trân trọng báo cáo", "trân trọng báo cáo 90.082 em", "90.082"),
        ("90.082/113.495", "90.083/113.495", "90.083"),
        # Nor does a part of a known phrase.
        ("trân trọng báo cáo", "trân trọng báo cáo 16 em", "16"),
    ],
)
def test_a_planted_number_is_found(
    report: tuple[bytes, dict[str, Any]], words: Words, old: str, new: str, planted: str
) -> None:
    document, manifest = report
    changed = _changed(document, "word/document.xml", old.encode(), new.encode())
    (found,) = orphans(changed, manifest, words).unregistered
    assert found.startswith(f"{planted} in “")


def test_a_number_planted_in_a_chart_is_found(
    report: tuple[bytes, dict[str, Any]], words: Words
) -> None:
    document, manifest = report
    changed = _changed(document, "word/charts/chart2.xml", b"<c:v>11</c:v>", b"<c:v>12</c:v>")
    with pytest.raises(AssertionError, match=r"chart2\.xml"):
        orphans(changed, manifest, words)


def test_a_figure_that_is_not_printed_is_found(
    report: tuple[bytes, dict[str, Any]], words: Words
) -> None:
    document, manifest = report
    first = next(one for one in manifest["figures"] if one["of"] == "2.2 numerator")
    twice = {**manifest, "figures": [*manifest["figures"], first]}
    assert orphans(document, twice, words).unprinted == ["90.082 of 2.2 numerator"]
