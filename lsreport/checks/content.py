"""Rules on values: what each cell says on its own. Domain: "Checks", "Numbers as a clerk types"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lsreport.checks.form import Failure, Form
from lsreport.checks.questionnaire import Asked, Questionnaire
from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.domain.numbers import (
    Fault,
    Reading,
    Remark,
    read_choice,
    read_count,
    read_date,
    read_money,
    read_text,
    read_tick,
)
from lsreport.domain.observation import Observation, Raw, RawKind, State
from lsreport.domain.personal import looks_personal
from lsreport.i18n import Message, _
from lsreport.indicators.plan import Element, Plan

_TYPING = _("Numbers as Vietnamese forms write them: points between thousands, a decimal comma")

NOT_A_NUMBER = Rule(
    "LS201",
    "not-a-number",
    Severity.ERROR,
    _("{label}: {content} is not a number this form can read."),
    _("Type a number that this form can read: {how}."),
    _TYPING,
    waivable=False,
)
ERROR_VALUE = Rule(
    "LS202",
    "error-value",
    Severity.ERROR,
    _("{label}: the cell shows the spreadsheet error {content}."),
    _("Delete the formula and type the figure itself."),
    _TYPING,
    waivable=False,
)
NEGATIVE = Rule(
    "LS203",
    "negative",
    Severity.ERROR,
    _("{label}: {content} is below zero."),
    _("Type the count itself; what went down belongs in the column or row for losses."),
    _TYPING,
    waivable=False,
)
DECIMALS = Rule(
    "LS204",
    "decimals",
    Severity.ERROR,
    _("{label}: {content} has more decimals than it may have ({allowed})."),
    _("Type it as the form asks: {how}. A percentage belongs nowhere: it is computed."),
    _TYPING,
    waivable=False,
)
TOO_LARGE = Rule(
    "LS205",
    "too-large",
    Severity.ERROR,
    _("{label}: {content} is above {largest}, the most this form takes."),
    _("Check the digits, and whether the amount is in million đồng as the form asks."),
    _("Thresholds of the plan: largest_count, largest_money"),
)
NOT_A_TICK = Rule(
    "LS209",
    "not-a-tick",
    Severity.ERROR,
    _("{label}: {content} is neither a tick nor an empty box."),
    _("Type x if nothing occurred, or leave the box empty and type the figures."),
    _TYPING,
    waivable=False,
)
NOT_A_CHOICE = Rule(
    "LS210",
    "not-a-choice",
    Severity.ERROR,
    _("{label}: {content} is none of the answers: {answers}."),
    _("Choose one of them, by its number or its words."),
    _TYPING,
    waivable=False,
)
NOT_A_DATE = Rule(
    "LS211",
    "not-a-date",
    Severity.ERROR,
    _("{label}: {content} is not a date."),
    _("Type day/month/year, such as 13/9/2021."),
    _TYPING,
    waivable=False,
)
NUMBER_AS_TEXT = Rule(
    "LS221",
    "number-as-text",
    Severity.QUERY,
    _("{label}: {content} is stored as text; it was read as {number}."),
    _("Type it again as a number, or confirm it if it was read rightly."),
    _TYPING,
)
WORD_AS_ZERO = Rule(
    "LS222",
    "word-as-zero",
    Severity.QUERY,
    _("{label}: {content} was read as 0."),
    _("Type 0 if there was none, otherwise the figure; or confirm that there was none."),
    _TYPING,
)
FORMULA_WITHOUT_VALUE = Rule(
    "LS223",
    "formula-without-value",
    Severity.QUERY,
    _("{label}: the cell holds a formula without a stored value, so there is no figure."),
    _("Open the workbook in Excel, let it calculate, save and send it again; or type the figure."),
    _("Only stored values are read"),
)
PERSONAL_CONTENT = Rule(
    "LS224",
    "personal-content",
    Severity.QUERY,
    _("{label}: the text seems to say who somebody is. It is not shown and not used."),
    _(
        "Remove names, birth dates, identity and telephone numbers: the report takes totals only. "
        "Send the workbook again."
    ),
    _("Children's Law art. 6, 21; Decree 56/2017/NĐ-CP art. 33; Law 91/2025/QH15"),
)

CONTENT_RULES: tuple[Rule, ...] = (
    NOT_A_NUMBER,
    ERROR_VALUE,
    NEGATIVE,
    DECIMALS,
    TOO_LARGE,
    NOT_A_TICK,
    NOT_A_CHOICE,
    NOT_A_DATE,
    NUMBER_AS_TEXT,
    WORD_AS_ZERO,
    FORMULA_WITHOUT_VALUE,
    PERSONAL_CONTENT,
)
"""Every rule of this module, by code."""

_FAULTS: Mapping[Fault, Rule] = {
    Fault.NOT_A_NUMBER: NOT_A_NUMBER,
    Fault.ERROR_VALUE: ERROR_VALUE,
    Fault.NEGATIVE: NEGATIVE,
    Fault.DECIMALS: DECIMALS,
    Fault.TOO_LARGE: TOO_LARGE,
    Fault.NOT_A_TICK: NOT_A_TICK,
    Fault.NOT_A_CHOICE: NOT_A_CHOICE,
    Fault.NOT_A_DATE: NOT_A_DATE,
}
_REMARKS: Mapping[Remark, Rule] = {
    Remark.TEXT: NUMBER_AS_TEXT,
    Remark.WORD: WORD_AS_ZERO,
    Remark.UNCACHED: FORMULA_WITHOUT_VALUE,
}
_ACTIVITIES = frozenset({"plan", "activities", "money"})
_COUNTS = _("a whole number such as 1234 or 1.234; 0 for none")
_AMOUNTS = _("the amount in million đồng, such as 12,5 or 1.234; 0 for none")
_WITHHELD = _("what is typed there (not shown, because it may be personal)")


def read_cells(form: Form) -> tuple[Form, tuple[Failure, ...]]:
    """Interpret every cell the form asks for; what is wrong with one is put aside."""
    read: dict[str, Observation] = {}
    failures: list[Failure] = []
    # Of paper also what a form would compute is read: nothing is known of how it came about.
    cells = form.questionnaire.keys if form.submission.from_paper else form.questionnaire.cells
    for key, asked in cells.items():
        raw = form.raws.get(key)
        if raw is None:
            continue
        reading = _reading(form.questionnaire, asked, raw)
        personal = asked.element is not None and _is_personal(asked.element, reading)
        read[key] = replace(
            form.observations[key],
            state=reading.state,
            value=reading.value,
            place=form.place(key),
            text=None if personal else reading.text,
        )
        if personal:
            failures.append(form.fail(PERSONAL_CONTENT, key, seen=None))
        failures += _faults(form, asked, raw, reading)
    return form.revised(read).after(failures), tuple(failures)


def _reading(questionnaire: Questionnaire, asked: Asked, raw: Raw) -> Reading:
    if asked.element is None:
        return read_tick(raw)
    if asked.facet in questionnaire.answers:
        return read_choice(raw, questionnaire.answers[asked.facet])
    if asked.facet == "reason":
        return read_text(raw)
    reading = _READERS[asked.element.value_type](questionnaire.plan, asked.element, raw)
    if reading.remark is not Remark.WORD:
        return reading
    return _word(asked, reading)


def _word(asked: Asked, reading: Reading) -> Reading:
    """Return what a word for "none" says: zero of cases and activities, nothing of a population."""
    if asked.block.layout == "cases":
        return Reading(State.ZERO, 0)
    if asked.block.layout in _ACTIVITIES:
        return reading
    return Reading(State.MISSING, fault=Fault.NOT_A_NUMBER)


def _choices(element: Element) -> Mapping[int, str]:
    return {choice.value: choice.label for choice in element.choices}


_READERS: Mapping[str, Callable[[Plan, Element, Raw], Reading]] = {
    "count": lambda plan, _element, raw: read_count(raw, plan.thresholds.largest_count),
    "money": lambda plan, _element, raw: read_money(raw, plan.thresholds.largest_money),
    "choice": lambda _plan, element, raw: read_choice(raw, _choices(element)),
    "date": lambda _plan, _element, raw: read_date(raw),
    "text": lambda _plan, _element, raw: read_text(raw),
}


def _is_personal(element: Element, reading: Reading) -> bool:
    return element.value_type != "date" and looks_personal(reading.text or "")


def _faults(form: Form, asked: Asked, raw: Raw, reading: Reading) -> Iterator[Failure]:
    # A dash is judged with the blanks: whether it matters depends on the rest of the form.
    rule = _rule(reading)
    if rule is None:
        return
    seen = content_of(raw)
    yield form.fail(
        rule,
        asked.key,
        seen=seen,
        cells=(asked.key,),
        facts={
            "content": Message(_WITHHELD) if seen is None else f"“{seen}”",
            **_facts(form, asked, reading, rule),
        },
    )


def _rule(reading: Reading) -> Rule | None:
    if reading.fault is not None:
        return _FAULTS.get(reading.fault)
    return None if reading.remark is None else _REMARKS[reading.remark]


def _facts(form: Form, asked: Asked, reading: Reading, rule: Rule) -> dict[str, object]:
    """Return what the words of `rule` name besides the content of the cell."""
    if asked.element is None:
        return {}
    money = asked.element.value_type == "money"
    if rule is NOT_A_NUMBER:
        return {"how": Message(_AMOUNTS if money else _COUNTS)}
    if rule is DECIMALS:
        return {"how": Message(_AMOUNTS if money else _COUNTS), "allowed": 3 if money else 0}
    if rule is TOO_LARGE:
        limits = form.questionnaire.plan.thresholds
        largest = limits.largest_money if money else limits.largest_count
        return {"largest": form.amount(asked.key, largest)}
    if rule is NOT_A_CHOICE:
        answers = form.questionnaire.answers.get(asked.facet, _choices(asked.element))
        return {"answers": " · ".join(f"{value}. {label}" for value, label in answers.items())}
    if rule is NUMBER_AS_TEXT:
        return {"number": form.amount(asked.key, reading.value or 0)}
    return {}


def content_of(raw: Raw) -> str | None:
    """Return what stood in a cell, shortened; None where it looks personal.

    Long numbers are withheld: a number cell drops the zero that an identity begins with.
    """
    text = raw.text or ""
    bare = raw.kind is RawKind.NUMBER and text.isdigit() and len(text) >= _PERSONAL_DIGITS
    if bare or looks_personal(text):
        return None
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_PERSONAL_DIGITS = 11
_SHOWN = 60
