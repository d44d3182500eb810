"""The manifest beside a report: what it was made from, and the cells behind every figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from lsreport import __version__
from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.period import Period
from lsreport.domain.submission import JudgedReturn
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.plan import Plan
from lsreport.report.figures import Figure
from lsreport.report.review_types import ReviewView
from lsreport.report.view_types import ReportView, TargetRow

_Entry = dict[str, object]


def manifest(
    document: str,
    content: bytes,
    view: ReportView | ReviewView,
    plan: Plan,
    assessment: Assessment,
    printed: Sequence[Figure],
    files: Mapping[str, bytes],
    as_of: datetime | None,
    rows: Sequence[TargetRow] = (),
) -> bytes:
    """Return the manifest of a document as JSON text.

    `files` are the other inputs by name: configuration, reference table, prose, templates;
    `as_of` is the moment of the newest entry of the journal that the document may rest on. The
    submissions are those of the period and of every period before it, because bases, carried
    denominators and standing facts come from there. `rows` are the outcomes as the document may
    tell them. A figure names the outcome it belongs to, and figure and outcome name by position the
    cells they rest on: each stands once in `cells`. Nothing in it depends on when it was made.
    """
    known = {one.of: one.evidence for one in printed if one.evidence}
    cells: dict[Evidence, int] = {}
    outcomes = {_code(row): _outcome(row, cells) for row in rows}
    figures = [_figure(one, known.get(one.of, ()), outcomes, cells) for one in printed]
    entries = {
        "document": document,
        "sha256": _digest(content),
        "package": __version__,
        "plan": {"id": plan.id, "digest": plan.digest},
        "period": view.span.id if isinstance(view, ReviewView) else view.period.id,
        "audience": view.audience,
        "public": view.public,
        "number": view.signed.number,
        "dated": None if view.signed.dated is None else view.signed.dated.isoformat(),
        "as_of": None if as_of is None else as_of.isoformat(),
        "latest_receipt": None if view.as_of is None else view.as_of.isoformat(),
        "synthetic": view.synthetic,
        "submissions": _submissions(assessment, view.period, public=view.public),
        "files": {name: _digest(files[name]) for name in sorted(files)},
        "figures": figures,
        "outcomes": list(outcomes.values()),
        "cells": [_cell(one) for one in cells],
    }
    return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _submissions(assessment: Assessment, until: Period, *, public: bool) -> list[_Entry]:
    """Return the returns a document may rest on; a public copy quotes no name of a unit's file."""
    owners = {unit.code for unit in assessment.periods[until].expected}
    return [
        {
            "period": period.id,
            "unit": unit,
            "revision": judged.submission.revision,
            "file": None if public else judged.submission.file,
            "sha256": judged.submission.sha256,
        }
        for period, assessed in sorted(assessment.periods.items())
        if period <= until
        for unit, judged in sorted(_used(assessed, owners).items())
    ]


def _used(assessed: PeriodAssessment, owners: Collection[str]) -> Mapping[str, JudgedReturn]:
    """Return what the figures of `owners` may rest on: what they took over is theirs alone."""
    taken = {code: one for code, one in assessed.handed.items() if code in owners}
    return {**assessed.returns, **taken}


def _code(row: TargetRow) -> str:
    """Return what an outcome is called: `2.2/6-15`, in one year of a review `2.2/6-15 2024`."""
    return row.numerator.of.replace(" numerator", "", 1)


def _outcome(row: TargetRow, cells: dict[Evidence, int]) -> _Entry:
    """Return a computed indicator or line as the document tells it, with its cells."""
    return {
        "of": _code(row),
        "clause": row.clause,
        "target": row.target,
        "numerator": _value(row.numerator.value),
        "denominator": _value(row.denominator.value),
        "ratio": _value(row.ratio.value),
        "low": _value(row.low.value),
        "high": _value(row.high.value),
        "used": _value(row.used.value),
        "expected": _value(row.expected.value),
        "verdict": row.verdict_text,
        "cells": _places(row.numerator.evidence, cells),
    }


def _figure(
    figure: Figure,
    known: tuple[Evidence, ...],
    outcomes: Collection[str],
    cells: dict[Evidence, int],
) -> _Entry:
    """Return a figure with the outcome it belongs to and the places of its cells.

    A figure repeated in a sentence rests on the cells of the one it repeats (`known`).
    """
    return {
        "text": figure.text,
        "of": figure.of,
        "value": _value(figure.value),
        "outcome": _belongs_to(figure, outcomes),
        "cells": _places(figure.evidence or known, cells),
    }


def _belongs_to(figure: Figure, outcomes: Collection[str]) -> str | None:
    """Return the outcome a figure is about: `2.2/6-15` for `2.2/6-15@178 ratio`.

    The judged line of an indicator that is judged by one line has no row of its own. In a review
    the figure ends with its year.
    """
    name, _, rest = figure.of.partition(" ")
    code, year = name.partition("@")[0], rest.rpartition(" ")[2]
    whole = code.partition("/")[0]
    names = (f"{code} {year}", f"{whole} {year}", code, whole)
    return next((one for one in names if one in outcomes), None)


def _places(evidence: Sequence[Evidence], cells: dict[Evidence, int]) -> list[int]:
    return [cells.setdefault(one, len(cells)) for one in evidence]


def _value(value: int | Fraction | date | None) -> int | str | None:
    """Return a count as it is, a ratio as an exact fraction, a day in ISO 8601."""
    if value is None or isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(evidence: Evidence) -> _Entry:
    place = evidence.place
    return {
        "key": evidence.key,
        "unit": evidence.unit,
        "period": evidence.period.id,
        "revision": evidence.revision,
        "sha256": evidence.sha256,
        "value": evidence.value,
        "file": None if place is None else place.file,
        "cell": None if place is None else f"{place.sheet}!{place.cell}",
    }
