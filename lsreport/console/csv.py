"""Outcomes as CSV: one row per indicator and line, or per owner of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsreport.app.compute import Computation
from lsreport.console.ratios import cut, rounded_up
from lsreport.indicators.outcome import Outcome

_OUTCOME_COLUMNS = (
    "period",
    "code",
    "line",
    "numerator",
    "denominator",
    "ratio",
    "verdict",
    "low",
    "high",
    "break_even",
    "owners_expected",
    "owners_used",
)
_UNIT_COLUMNS = (
    "period",
    "code",
    "line",
    "unit",
    "numerator",
    "denominator",
    "ratio",
    "state",
    "reason",
)


def computation_csv(computations: Sequence[Computation], *, by_unit: bool) -> str:
    """Return the outcomes as CSV text; an empty cell is a missing figure, never a zero."""
    import pandas as pd

    columns = _UNIT_COLUMNS if by_unit else _OUTCOME_COLUMNS
    rows = [
        (computation.period.id, outcome.code, "" if part is outcome else part.code, *cells)
        for computation in computations
        for outcome in computation.outcomes
        for part in (outcome, *outcome.lines)
        for cells in (_unit_cells(part) if by_unit else [_outcome_cells(part)])
    ]
    table = pd.DataFrame(rows, columns=list(columns), dtype=object)
    counts = [name for name in columns if name.endswith(("ator", "_used", "_expected"))]
    return table.astype(dict.fromkeys(counts, "Int64")).to_csv(index=False, lineterminator="\n")


def _outcome_cells(outcome: Outcome) -> tuple[object, ...]:
    bounds = outcome.bounds
    return (
        outcome.numerator,
        outcome.denominator,
        cut(outcome.ratio),
        outcome.verdict.value,
        None if bounds is None else cut(bounds.low),
        None if bounds is None else cut(bounds.high),
        rounded_up(outcome.break_even),
        outcome.owners.expected,
        outcome.owners.used,
    )


def _unit_cells(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    for figure in outcome.units:
        yield (
            figure.code,
            figure.numerator,
            figure.denominator,
            cut(figure.ratio),
            figure.state.value,
            None if figure.reason is None else figure.reason.value,
        )
