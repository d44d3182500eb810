"""The JSON document of `explain`: what the tree says, under names that never change."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lsreport.app.explain import Explanation, Reasoning
from lsreport.console.documents import Document, finding_document, outcome_document
from lsreport.console.ratios import cut
from lsreport.domain.observation import Place
from lsreport.domain.submission import Rejected, Submission
from lsreport.i18n import Catalogue
from lsreport.indicators.assumed import AssumedPart
from lsreport.indicators.history import Accepted
from lsreport.indicators.outcome import Evidence
from lsreport.indicators.traced import Term, Trace


def explanation_document(
    explained: Sequence[Explanation], span: str | None, catalogue: Catalogue
) -> Document:
    """Return what was explained of a period, or of each year of a span."""
    periods = [_explanation(one, catalogue) for one in explained]
    return periods[0] if span is None else {"period": span, "periods": periods}


def _explanation(one: Explanation, catalogue: Catalogue) -> Document:
    return {
        "period": one.period.id,
        "window": [day.isoformat() for day in one.window],
        "as_of": None if one.as_of is None else one.as_of.isoformat(),
        "plan": {"id": one.plan.id, "digest": one.plan.digest},
        "unit": one.unit,
        "indicator": _reasoning(one, one.reasoning, catalogue),
    }


def _reasoning(one: Explanation, reasoning: Reasoning, catalogue: Catalogue) -> Document:
    outcome, indicator, formula = reasoning.outcome, reasoning.indicator, reasoning.formula
    bounds = outcome.bounds
    return {
        **outcome_document(outcome, by_unit=False),
        "code": indicator.code,
        "line": reasoning.line.code if reasoning.line else None,
        "name": reasoning.line.name if reasoning.line else indicator.name,
        "clause_text": one.plan.clauses.get(indicator.clause),
        "reading": indicator.reason,
        "formula": {
            "numerator": list(formula.numerator),
            "denominator": list(formula.denominator),
            "subtracted": list(formula.denominator_less),
            "reviewed": indicator.reviewed,
        },
        "fraction": _exact(outcome.ratio),
        "low_fraction": _exact(bounds.low) if bounds else None,
        "high_fraction": _exact(bounds.high) if bounds else None,
        "ground": reasoning.ground.value,
        "rule": reasoning.ground.rule,
        "suspicions": [_cell(cell) for cell in outcome.suspicions],
        "units": [_trace(trace, catalogue) for trace in reasoning.traces],
        "lines": [_reasoning(one, line, catalogue) for line in reasoning.lines],
    }


def _exact(ratio: Fraction | None) -> str | None:
    return None if ratio is None else str(ratio)


def _trace(trace: Trace, catalogue: Catalogue) -> Document:
    owner, figure = trace.owner, trace.figure
    return {
        "code": owner.code,
        "name": owner.unit.name,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "ratio": cut(figure.ratio),
        "state": figure.state.value,
        "reason": None if figure.reason is None else figure.reason.value,
        "return": None if owner.judged is None else _return(owner.judged.submission),
        "rejected": None if trace.rejected is None else _rejected(trace.rejected, catalogue),
        "terms": [_term(term, catalogue) for term in trace.terms],
        "cells": [_cell(cell) for cell in figure.evidence],
        "assumed": None if trace.assumed is None else [_assumed(one) for one in trace.assumed],
    }


def _return(submission: Submission) -> Document:
    return {
        "period": submission.period.id,
        "revision": submission.revision,
        "received": submission.received.isoformat(),
        "file": submission.file,
        "sha256": submission.sha256,
    }


def _rejected(rejected: Rejected, catalogue: Catalogue) -> Document:
    return {
        "file": rejected.file,
        "sha256": rejected.sha256,
        "findings": [finding_document(one, catalogue) for one in rejected.findings],
    }


def _term(term: Term, catalogue: Catalogue) -> Document:
    figure, cells = term.figure, [_cell(cell) for cell in term.evidence]
    if term.is_withheld:
        cells = [{**cell, "value": None} for cell in cells]
    return {
        "key": term.key,
        "role": term.role,
        "value": figure.value,
        "state": figure.state.value,
        "reason": None if figure.absence is None else figure.absence.value,
        "added": term.added,
        "reached_in": figure.reached_in,
        "place": _place(term.place),
        "cells": cells,
        "findings": [finding_document(one, catalogue) for one in term.findings],
        "brought_forward": None if term.brought_forward is None else _past(term.brought_forward),
    }


def _cell(cell: Evidence) -> Document:
    return {
        "key": cell.key,
        "unit": cell.unit,
        "period": cell.period.id,
        "revision": cell.revision,
        "sha256": cell.sha256,
        "value": cell.value,
        **_place(cell.place),
    }


def _place(place: Place | None) -> Document:
    return {
        "file": place and place.file,
        "sheet": place and place.sheet,
        "cell": place and place.cell,
    }


def _past(last: Accepted) -> Document:
    return {
        "value": last.observation.figure,
        "unit": last.unit_code,
        "period": last.period.id,
        "sha256": last.submission.sha256,
        **_place(last.observation.place),
    }


def _assumed(part: AssumedPart) -> Document:
    return {
        "key": part.key,
        "denominator": part.count,
        "source": part.source,
        "reference": part.listed
        and {
            "line": part.listed.line,
            "value": part.listed.value,
            "dated": part.listed.dated.isoformat(),
            "source": part.listed.source,
        },
        "carried": None if part.carried is None else _past(part.carried),
    }
