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
from lsreport.report.view_types import ReportView

_Entry = dict[str, object]


def manifest(
    document: str,
    content: bytes,
    view: ReportView,
    plan: Plan,
    assessment: Assessment,
    printed: Sequence[Figure],
    files: Mapping[str, bytes],
    as_of: datetime | None,
) -> bytes:
    """Return the manifest of a document as JSON text.

    `files` are the other inputs by name: configuration, reference table, prose, templates;
    `as_of` is the moment of the newest entry of the journal that the document may rest on. The
    submissions are those of the period and of every period before it, because bases, carried
    denominators and standing facts come from there. Each cell stands once in `cells`; figures name
    their cells by position. Nothing in it depends on when it was made.
    """
    known = {one.of: one.evidence for one in printed if one.evidence}
    cells: dict[Evidence, int] = {}
    figures = [_figure(one, known.get(one.of, ()), cells) for one in printed]
    entries = {
        "document": document,
        "sha256": _digest(content),
        "package": __version__,
        "plan": {"id": plan.id, "digest": plan.digest},
        "period": view.period.id,
        "audience": view.audience,
        "public": view.public,
        "as_of": None if as_of is None else as_of.isoformat(),
        "latest_receipt": None if view.as_of is None else view.as_of.isoformat(),
        "synthetic": view.synthetic,
        "submissions": _submissions(assessment, view.period),
        "files": {name: _digest(files[name]) for name in sorted(files)},
        "figures": figures,
        "cells": [_cell(one) for one in cells],
    }
    return (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _submissions(assessment: Assessment, until: Period) -> list[_Entry]:
    owners = {unit.code for unit in assessment.periods[until].expected}
    return [
        {
            "period": period.id,
            "unit": unit,
            "revision": judged.submission.revision,
            "file": judged.submission.file,
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


def _figure(figure: Figure, known: tuple[Evidence, ...], cells: dict[Evidence, int]) -> _Entry:
    """Return a figure with the places of its cells in the list of cells.

    A figure repeated in a sentence rests on the cells of the one it repeats (`known`).
    """
    evidence = figure.evidence or known
    return {
        "text": figure.text,
        "of": figure.of,
        "value": _value(figure.value),
        "cells": [cells.setdefault(one, len(cells)) for one in evidence],
    }


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
        "cell": None if place is None else f"{place.sheet}!{place.cell}",
    }
