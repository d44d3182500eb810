"""What `compute` shows a person: indicators, their lines, and each owner's part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lsreport.app.compute import Computation
from lsreport.console.terminal import Column, Terminal
from lsreport.domain.observation import Absence, State
from lsreport.i18n import Catalogue, _
from lsreport.indicators.outcome import Outcome, Verdict
from lsreport.indicators.plan import Target
from lsreport.report import numbers
from lsreport.report.numbers import Rounding

VERDICTS = {
    Verdict.MET: _("met"),
    Verdict.NOT_MET: _("not met"),
    Verdict.UNDETERMINED: _("undetermined"),
    Verdict.NO_CASES: _("no cases"),
    Verdict.NO_TARGET: _("no target"),
}
STATES = {
    State.VALUE: _("value"),
    State.ZERO: _("zero"),
    State.NOT_APPLICABLE: _("not applicable"),
    State.MISSING: _("no figure"),
}
ABSENCES = {
    Absence.NOT_RECEIVED: _("not received"),
    Absence.REJECTED: _("file rejected"),
    Absence.BLANK: _("left blank"),
    Absence.QUARANTINED: _("set aside by a check"),
}
NOTHING = numbers.MISSING
_ENGLISH = str.maketrans(",.", ".,")


def show_computations(
    terminal: Terminal, computations: Sequence[Computation], *, by_unit: bool
) -> None:
    """Print each period under its id, with each owner's part when asked."""
    for computation in computations:
        if len(computations) > 1:
            terminal.line(computation.period.id)
        show_outcomes(terminal, computation)
        if by_unit:
            show_unit_figures(terminal, computation)


def show_outcomes(terminal: Terminal, computation: Computation) -> None:
    """Print the indicators of a period, each line below its indicator."""
    columns = (
        Column(_("Code")),
        Column(_("Figures"), number=True),
        Column(_("Share"), number=True),
        Column(_("Target")),
        Column(_("Owners"), number=True),
        Column(_("Verdict"), wide=True),
    )
    rows: list[tuple[str, ...]] = []
    for outcome in computation.outcomes:
        rows.append(_outcome_row(terminal.catalogue, outcome, outcome.code))
        rows += (
            _outcome_row(terminal.catalogue, line, f"{outcome.code} {line.code}", outcome)
            for line in outcome.lines
        )
    terminal.table(columns, rows)


def _outcome_row(
    catalogue: Catalogue, outcome: Outcome, name: str, whole: Outcome | None = None
) -> tuple[str, ...]:
    target = "" if outcome.target is None else f"{outcome.target.op} {outcome.target.value}"
    if outcome.target is not None and outcome.kind != "count_is_zero":
        target = f"{outcome.target.op} {shown_level(catalogue, outcome.target)}"
    owners = f"{outcome.owners.used}/{outcome.owners.expected}"
    figures = _figures(catalogue, outcome)
    has_share = figures and outcome.kind != "count_is_zero"
    return (
        name,
        figures,
        _share(catalogue, outcome) if has_share else "",
        target,
        owners,
        _verdict(catalogue, outcome, whole),
    )


def _figures(catalogue: Catalogue, outcome: Outcome) -> str:
    if outcome.numerator is None:
        # Lines that are judged one by one are never added: there is no figure to miss.
        added = not any(line.numerator is not None for line in outcome.lines)
        return NOTHING if added else ""
    numerator = catalogue.text("{n}", n=outcome.numerator)
    if outcome.denominator is None:
        return numerator
    return f"{numerator}/{catalogue.text('{n}', n=outcome.denominator)}"


def _verdict(catalogue: Catalogue, outcome: Outcome, whole: Outcome | None) -> str:
    shown_only = whole is not None and whole.target is not None and outcome.target is None
    word = _("for reference") if shown_only else VERDICTS[outcome.verdict]
    words = [catalogue.text(word)]
    if outcome.bounds is not None and outcome.owners.missing:
        target = outcome.target
        low = shown_percent(catalogue, outcome.bounds.low, target, bound=Rounding.DOWN)
        high = shown_percent(catalogue, outcome.bounds.high, target, bound=Rounding.UP)
        words.append(f"{low}–{high}")
    if outcome.break_even is not None:
        needed = shown_percent(catalogue, outcome.break_even, bound=Rounding.UP)
        words.append(catalogue.text(_("needs {share} of the rest"), share=needed))
    return "; ".join(words)


def shown_level(catalogue: Catalogue, target: Target) -> str:
    """Return the level of a share as the report prints it, in the shortest form."""
    text = numbers.level(target)
    return text if catalogue.language == "vi" else text.translate(_ENGLISH)


def _share(catalogue: Catalogue, outcome: Outcome) -> str:
    if outcome.ratio is None and outcome.denominator == 0:
        return numbers.NO_BASE
    return shown_percent(catalogue, outcome.ratio, outcome.target)


def shown_percent(
    catalogue: Catalogue,
    ratio: Fraction | None,
    target: Target | None = None,
    *,
    bound: Rounding | None = None,
) -> str:
    """Return a percentage as the report prints it, with the decimal sign of the language."""
    if ratio is None:
        return NOTHING
    text = (
        numbers.percent(ratio, target)
        if bound is None
        else numbers.percent(ratio, target, digits=numbers.ESTIMATE_DIGITS, rounding=bound)
    )
    return text if catalogue.language == "vi" else text.translate(_ENGLISH)


def show_unit_figures(terminal: Terminal, computation: Computation) -> None:
    """Print each owner's part of each indicator and line."""
    columns = (
        Column(_("Code")),
        Column(_("Line")),
        Column(_("Unit")),
        Column(_("Figures"), number=True),
        Column(_("Share"), number=True),
        Column(_("State"), wide=True),
    )
    rows = [
        (outcome.code, line, unit, figures, share, state)
        for outcome in computation.outcomes
        for line, unit, figures, share, state in _unit_rows(terminal.catalogue, outcome)
    ]
    terminal.table(columns, rows)


def _unit_rows(catalogue: Catalogue, outcome: Outcome) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for part in outcome.lines or (outcome,):
        for figure in part.units:
            state = catalogue.text(STATES[figure.state])
            if figure.reason is not None:
                state += f" ({catalogue.text(ABSENCES[figure.reason])})"
            counts = [
                NOTHING if one is None else catalogue.text("{n}", n=one)
                for one in (figure.numerator, figure.denominator)
            ]
            if outcome.kind == "count_is_zero":
                counts.pop()
            code = part.code if part is not outcome else ""
            share = shown_percent(catalogue, figure.ratio, part.target)
            rows.append((code, figure.code, "/".join(counts), share, state))
    return rows
