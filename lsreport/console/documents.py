"""The JSON documents of the command line: field names never change with the language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from lsreport.app.compute import Computation
from lsreport.app.results import FileResult, Inspection
from lsreport.app.status import Call, StatusReport, Totals
from lsreport.checks.completeness import Completeness, UnitCounts
from lsreport.checks.rulebook import message_of, remedy_of
from lsreport.console.ratios import cut, level, rounded_up
from lsreport.domain.finding import Finding
from lsreport.i18n import Catalogue
from lsreport.indicators.outcome import Bounds, Outcome, UnitFigure
from lsreport.indicators.plan import Plan, Target
from lsreport.report.ranking import Rank

Document = dict[str, object]


def dump(document: Document) -> str:
    """Return one document as text."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def computation_document(
    plan: Plan, computations: Sequence[Computation], span: str | None, *, by_unit: bool
) -> Document:
    """Return the outcomes of a period, or of each year of a span."""
    periods = [_computation(plan, one, by_unit=by_unit) for one in computations]
    return periods[0] if span is None else {"period": span, "periods": periods}


def _computation(plan: Plan, computation: Computation, *, by_unit: bool) -> Document:
    return {
        "period": computation.period.id,
        "window": [day.isoformat() for day in computation.window],
        "as_of": _moment(computation.as_of),
        "plan": {"id": plan.id, "digest": plan.digest},
        "indicators": [outcome_document(one, by_unit=by_unit) for one in computation.outcomes],
    }


def outcome_document(outcome: Outcome, *, by_unit: bool) -> Document:
    """Return an outcome and its lines, with each owner's part when asked."""
    document: Document = {
        "code": outcome.code,
        "clause": outcome.clause,
        "kind": outcome.kind,
        "target": _target(outcome.target),
        "numerator": outcome.numerator,
        "denominator": outcome.denominator,
        "ratio": cut(outcome.ratio),
        "verdict": outcome.verdict.value,
        "bounds": _bounds(outcome.bounds),
        "break_even": rounded_up(outcome.break_even),
        "denominator_share": cut(outcome.denominator_share),
        "owners": {
            "expected": outcome.owners.expected,
            "used": outcome.owners.used,
            "not_applicable": list(outcome.owners.not_applicable),
            "missing": list(outcome.owners.missing),
        },
        "lines": [outcome_document(line, by_unit=by_unit) for line in outcome.lines],
    }
    if by_unit:
        document["units"] = [_unit_figure(figure) for figure in outcome.units]
    return document


def _target(target: Target | None) -> Document | None:
    if target is None:
        return None
    return {"op": target.op, "value": level(target.value), "words": target.words}


def _bounds(bounds: Bounds | None) -> Document | None:
    if bounds is None:
        return None
    assumed = [
        {"unit": one.unit, "denominator": one.denominator, "source": one.source}
        for one in bounds.assumed
    ]
    return {"low": cut(bounds.low), "high": cut(bounds.high), "assumed": assumed}


def _unit_figure(figure: UnitFigure) -> Document:
    return {
        "code": figure.code,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "ratio": cut(figure.ratio),
        "state": figure.state.value,
        "reason": None if figure.reason is None else figure.reason.value,
    }


def inspection_document(inspection: Inspection, catalogue: Catalogue) -> Document:
    """Return files, findings and completeness of `ingest`, `validate` or `check`."""
    ranks = inspection.ranks
    return {
        "files": [_file(one, catalogue, ranks) for one in inspection.files],
        "findings": [finding_document(one, catalogue, ranks) for one in inspection.findings],
        "completeness": _completeness(inspection.completeness),
        "not_testable": [
            {
                "rule": one.rule,
                "unit": one.unit,
                "period": one.period.id,
                "reason": catalogue.text(one.reason, **one.facts),
            }
            for one in inspection.not_testable
        ],
    }


def _completeness(completeness: Completeness | None) -> Document:
    if completeness is None:
        return {"units": None, "cells": None, "indicators": None}
    units, cells, indicators = completeness.units, completeness.cells, completeness.indicators
    return {
        "units": units
        and {
            "all": _unit_counts(units.all),
            "must": _unit_counts(units.must),
            "requested": _unit_counts(units.requested),
        },
        "cells": {
            "required": cells.required,
            "value": cells.value,
            "zero": cells.zero,
            "not_applicable": cells.not_applicable,
            "missing": cells.missing,
            "quarantined": cells.quarantined,
        },
        "indicators": None
        if indicators is None
        else [
            {
                "code": one.code,
                "expected": one.expected,
                "used": one.used,
                "denominator_share": cut(one.denominator_share),
            }
            for one in indicators
        ],
    }


def _unit_counts(counts: UnitCounts) -> Document:
    return {
        "expected": counts.expected,
        "received": counts.received,
        "on_time": counts.on_time,
        "late": counts.late,
        "missing": list(counts.missing),
    }


def status_document(report: StatusReport) -> Document:
    """Return where every return of a period stands."""
    return {
        "period": report.period.id,
        "due": {
            "written": report.due.written.isoformat(),
            "moved": report.due.moved.isoformat(),
        },
        "as_of": _moment(report.as_of),
        "units": [
            {
                "code": one.unit.code,
                "name": one.unit.name,
                "standing": one.unit.standing.value,
                "state": one.state.value,
                "received": _moment(one.received),
                "revision": one.revision,
                "errors": one.errors,
                "queries": one.queries,
                "on_behalf": one.on_behalf,
                "revised": _moment(one.revised),
            }
            for one in report.units
        ],
        "totals": {
            **report.totals,
            **{group: _totals(totals) for group, totals in report.groups.items()},
        },
        "calls": [_call(call) for call in report.calls],
    }


def _totals(totals: Totals) -> Document:
    return {
        "expected": totals.expected,
        "received": totals.received,
        "on_time": totals.on_time,
        "late": totals.late,
        "missing": list(totals.missing),
        "not_due": totals.not_due,
        "on_behalf": totals.on_behalf,
        "errors": totals.errors,
        "queries": totals.queries,
    }


def _call(call: Call) -> Document:
    """Return a unit to call, what it has open, and the verdicts that hang on it."""
    one, contact = call.status, call.contact
    return {
        "code": one.unit.code,
        "name": one.unit.name,
        "standing": one.unit.standing.value,
        "state": one.state.value,
        "rejected": one.refused,
        "errors": one.errors,
        "queries": one.queries,
        "findings": [finding.id for finding in one.findings],
        "verdicts": [
            {
                "indicator": hinge.indicator,
                "line": hinge.line,
                "why": hinge.why.value,
                "denominator_share": cut(hinge.share),
                "settles": hinge.settles,
            }
            for hinge in call.hinges
        ],
        "contact": contact and {"text": contact.text, "period": contact.period.id},
    }


def _file(result: FileResult, catalogue: Catalogue, ranks: Mapping[str, Rank]) -> Document:
    return {
        "file": result.file,
        "sha256": result.sha256,
        "unit": result.unit,
        "period": None if result.period is None else result.period.id,
        "revision": result.revision,
        "status": result.status.value,
        "findings": [finding_document(one, catalogue, ranks) for one in result.findings],
        **_returns(result),
    }


def _returns(result: FileResult) -> Document:
    """Return the returns of an import sheet; nothing for any other file."""
    if result.returns is None:
        return {}
    returns = [
        {
            "unit": one.unit,
            "period": None if one.period is None else one.period.id,
            "revision": one.revision,
            "status": one.status.value,
        }
        for one in result.returns
    ]
    return {"returns": returns}


def finding_document(
    finding: Finding, catalogue: Catalogue, ranks: Mapping[str, Rank] = MappingProxyType({})
) -> Document:
    """Return one finding with its message and remedy in the reader's language.

    Its rank is null where it is no open query about a return, or nothing is known of the others.
    """
    place, rank = finding.place, ranks.get(finding.id)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "period": None if finding.period is None else finding.period.id,
        "element": finding.key,
        "file": finding.file if place is None else place.file,
        "sheet": None if place is None else place.sheet,
        "cell": None if place is None else place.cell,
        "seen": finding.seen,
        "expected": finding.expected,
        "message": message_of(finding, catalogue),
        "remedy": remedy_of(finding, catalogue),
        "rank": None if rank is None else rank.place,
        "could_change": [] if rank is None else list(rank.could_change),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
