"""Rules on what has to be filled in. A blank is never zero; a dash is a blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lsreport.checks.content import content_of
from lsreport.checks.form import Failure, Form
from lsreport.checks.questionnaire import Asked, Questionnaire
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.domain.observation import Observation, State
from lsreport.i18n import Message, _
from lsreport.indicators.asks import key_of

REQUIRED_BLANK = Rule(
    "LS206",
    "required-blank",
    Severity.ERROR,
    _("{label}: nothing is given. A blank or a dash is never read as zero."),
    _("Do not leave this box blank. {how}"),
    _("States of cells: value, explicit zero, not applicable, missing"),
)
BREAKDOWN_INCOMPLETE = Rule(
    "LS214",
    "breakdown-incomplete",
    Severity.ERROR,
    _("{label}: of {total} children only {given} are broken down {by}."),
    _("Fill in the rows of the breakdown until they add up to the total; type 0 where none."),
    _("187/KH-UBND II.2.a-1; breakdowns are filled in when there are cases"),
)

REQUIRED_RULES: tuple[Rule, ...] = (REQUIRED_BLANK, BREAKDOWN_INCOMPLETE)
"""Every rule of this module, by code."""

_HOW: Mapping[str, str] = {
    "count": _("Type the figure; type 0 if there was none."),
    "money": _("Type the amount in million đồng; type 0 if there was none."),
    "choice": _("Choose one of the answers."),
    "date": _("Type day/month/year, such as 13/9/2021."),
    "text": _("Write it in a few words."),
}
_BY: Mapping[str, str] = {
    "age_sex": _("by age and sex"),
    "sector": _("by sector"),
}


def check_required(form: Form) -> Iterator[Failure]:
    """Report cells that have to be filled in and are blank, and breakdowns that fall short."""
    needed = required_keys(form.questionnaire, form.observations)
    for key, asked in form.questionnaire.cells.items():
        if asked.grid is None and key in needed and form.is_blank(key) and not form.is_unread(key):
            raw = form.raws.get(key)
            how = "choice" if asked.facet == "basis" else _value_type(asked)
            yield form.fail(
                REQUIRED_BLANK,
                key,
                seen=content_of(raw) if raw else "",
                facts={"how": Message(_HOW[how])},
            )
    for total, by, keys in breakdowns(form.questionnaire):
        if any(form.is_blank(key) for key in keys if key in needed):
            count = form.figure(total) or 0
            given = sum(form.figure(key) or 0 for key in keys)
            blank = next(key for key in keys if form.is_blank(key))
            yield form.fail(
                BREAKDOWN_INCOMPLETE,
                blank,
                seen=str(given),
                expected=str(count),
                facts={
                    "label": form.questionnaire.label(total),
                    "total": count,
                    "given": given,
                    "by": Message(_BY[by]),
                },
            )


def required_keys(
    questionnaire: Questionnaire, observations: Mapping[str, Observation]
) -> frozenset[str]:
    """Return the keys a return has to fill in, given what it says elsewhere.

    Ticks, declarations, reasons and optional rows never; how persons were counted only where any
    were reached; breakdowns only where there are cases that they do not yet account for.
    """
    keys = {
        key
        for key, asked in questionnaire.cells.items()
        if asked.grid is None and _is_needed(asked, questionnaire, observations)
    }
    for total, _by, cells in breakdowns(questionnaire):
        count = observations[total].figure or 0
        given = sum(observations[key].figure or 0 for key in cells)
        filled = (key for key in cells if observations[key].state is not State.MISSING)
        if count:
            keys |= set(cells if given < count else filled)
    return frozenset(keys)


def breakdowns(questionnaire: Questionnaire) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each breakdown: key of its total, what it is by, and its cells."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in questionnaire.grids:
        cells = found.setdefault((key_of(row.element, "value"), row.breakdown), [])
        cells += (key_of(row.code, facet) for facet in row.facets)
    for (total, by), keys in found.items():
        yield total, by, tuple(keys)


def _is_needed(
    asked: Asked, questionnaire: Questionnaire, observations: Mapping[str, Observation]
) -> bool:
    element = asked.element
    if element is None or asked.facet in {"case", "reason"}:
        return False
    if asked.facet == "basis":
        reached = observations[key_of(element.code, "reached")]
        return reached.state is not State.ZERO
    if element.needed_with is not None and element.needed_with in questionnaire.rows:
        answer = observations[element.needed_with].figure
        choices = questionnaire.rows[element.needed_with].element.choices
        return any(choice.counts and choice.value == answer for choice in choices)
    return not element.optional


def _value_type(asked: Asked) -> str:
    return asked.element.value_type if asked.element else "count"
