"""Figures of one year among those of others: each says which year it measures."""

from __future__ import annotations

from dataclasses import fields, replace

from lsreport.domain.period import Period
from lsreport.report.figures import Figure, Prose
from lsreport.report.view_types import TargetRow


def dated_figure(figure: Figure, period: Period) -> Figure:
    """Return the figure registered as that of its period: `2.2 ratio 2024`."""
    return replace(figure, of=f"{figure.of} {period.id}")


def dated_prose(prose: Prose, period: Period) -> Prose:
    """Return the text with each of its figures registered as that of its period."""
    return Prose(
        tuple(dated_figure(one, period) if isinstance(one, Figure) else one for one in prose.parts)
    )


def dated_row(row: TargetRow, period: Period) -> TargetRow:
    """Return the row with each of its figures registered as that of its period."""
    changed: dict[str, Figure | Prose] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, Figure):
            changed[field.name] = dated_figure(value, period)
        elif isinstance(value, Prose):
            changed[field.name] = dated_prose(value, period)
    return replace(row, **changed)  # type: ignore[arg-type]  # each field keeps its own type
