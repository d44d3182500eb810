"""What an import sheet says of each unit and year, and why a return is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from lsreport.checks import paper
from lsreport.checks.rule import Rule
from lsreport.domain.clock import end_of
from lsreport.domain.finding import Finding
from lsreport.domain.numbers import read_date
from lsreport.domain.observation import Raw
from lsreport.domain.period import Period
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import PAPER_VERSION, Cover
from lsreport.domain.unit import Unit
from lsreport.excel.coded import folded
from lsreport.excel.guard import listed
from lsreport.excel.paper_scope import Scope
from lsreport.excel.paper_tables import (
    DOCUMENT,
    HANDOVER,
    KEY,
    RECEIVED,
    UNIT,
    YEAR,
    Line,
    Tables,
    place_of,
    says_nothing,
)
from lsreport.excel.submissions import Reading, Refusal
from lsreport.i18n import Message, _
from lsreport.indicators.calendar import window
from lsreport.indicators.plan import Plan

_LONGEST_TEXT = 500
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PaperReturn:
    """A return taken from the import sheet."""

    reading: Reading
    received: datetime
    """The end of the day the paper came, in Lạng Sơn."""


@dataclass(frozen=True, slots=True)
class PaperReading:
    """What an import sheet came to."""

    returns: tuple[PaperReturn, ...]
    """By year, then in the order of the plan."""
    refusals: tuple[Refusal, ...]
    """Returns that are not taken, and what belongs to no unit and year; of a rejected file one."""
    handover: bool = False
    """Whether it is a hand-over and not the paper years."""


@dataclass(frozen=True, slots=True)
class _Source:
    document: Raw
    received: Raw

    @property
    def content(self) -> tuple[str | None, str | None]:
        return self.document.text, self.received.text


@dataclass(slots=True)
class _Group:
    """What the sheet says of one unit and year."""

    unit: Unit
    period: Period
    asked: Mapping[str, str] | None
    """Keys asked of the unit for that year by their folded form; None where it is not asked."""
    figures: dict[str, Raw] = field(default_factory=dict)
    sources: list[_Source] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)

    @property
    def documented(self) -> list[_Source]:
        """Sources that name a document."""
        return [one for one in self.sources if not says_nothing(one.document)]


class Grouping:
    """The rows of an import sheet whose tables stand, gathered by unit and year."""

    def __init__(self, plan: Plan, scope: Scope, file: str, today: date) -> None:
        self._plan = plan
        self._scope = scope
        self._file = file
        self._today = today
        self._years = scope.codes
        self._codes = {folded(unit.code): unit for unit in plan.units}
        self._groups: dict[tuple[Period, str], _Group] = {}
        self._astray: list[Finding] = []

    def taken(self, tables: Tables) -> PaperReading:
        """Return the returns that can be taken and those that cannot."""
        for line in tables.figures:
            self._take_figures(line)
        for line in tables.sources:
            self._take_source(line)
        returns: list[PaperReturn] = []
        refusals: list[Refusal] = []
        for group in sorted(self._groups.values(), key=self._order):
            outcome = self._outcome(group)
            if isinstance(outcome, PaperReturn):
                returns.append(outcome)
            elif outcome is not None:
                refusals.append(outcome)
        astray = (Refusal(tuple(self._astray), None, None),) if self._astray else ()
        handover = self._scope.kind == HANDOVER
        return PaperReading(tuple(returns), (*refusals, *astray), handover)

    def _order(self, group: _Group) -> tuple[Period, int]:
        return group.period, self._plan.units.index(group.unit)

    def _take_figures(self, line: Line) -> None:
        given = {year: raw for year in self._years if not says_nothing(raw := line.read(year))}
        code = line.read(UNIT)
        unit = self._known(code) if given else None
        if unit is None:
            return
        key = line.read(KEY).text or ""
        for year, raw in given.items():
            self._take_figure(self._group(unit, self._years[year], code), key, raw)

    def _take_figure(self, group: _Group, typed: str, raw: Raw) -> None:
        if group.asked is None:
            return
        known = group.asked.get(folded(typed))
        if known is None:
            self._fault(group, paper.UNKNOWN_KEY, raw, seen=said(typed))
            return
        earlier = group.figures.setdefault(known, replace(raw, key=known))
        if (earlier.kind, earlier.text) != (raw.kind, raw.text):
            places = f"{_cell(earlier)}, {_cell(raw)}"
            self._fault(group, paper.FIGURE_TWICE, earlier, places=places)

    def _take_source(self, line: Line) -> None:
        source = _Source(line.read(DOCUMENT), line.read(RECEIVED))
        code, year = line.read(UNIT), line.read(YEAR)
        given = not (says_nothing(source.document) and says_nothing(source.received))
        unit = self._known(code) if given else None
        if unit is None:
            return
        period = self._years.get(folded(year.text or ""))
        if period is None:
            finding = paper.SOURCE_ASTRAY.finding(
                unit=None,
                period=None,
                place=place_of(year, self._file),
                seen=said(year.text or ""),
                expected=", ".join(map(str, self._scope.periods)),
                facts={"place": _cell(year)},
            )
            self._astray.append(finding)
            return
        group = self._group(unit, period, code)
        if source.content not in [one.content for one in group.sources]:
            group.sources.append(source)

    def _known(self, code: Raw) -> Unit | None:
        """Return the unit a row names; one that nobody knows is reported."""
        unit = self._codes.get(folded(code.text or ""))
        if unit is None:
            finding = paper.UNKNOWN_UNIT.finding(
                unit=None,
                period=None,
                place=place_of(code, self._file),
                seen=said(code.text or ""),
                facts={"place": _cell(code), "plan": self._plan.number},
            )
            self._astray.append(finding)
        return unit

    def _group(self, unit: Unit, period: Period, code: Raw) -> _Group:
        """Return the group of a unit and year; a unit that is not asked for it is its fault."""
        key = (period, unit.code)
        if key not in self._groups:
            asked = self._scope.unit(unit.code, period)
            keys = None if asked is None else self._scope.asked[asked][period]
            folds = None if keys is None else {folded(one): one for one in keys}
            self._groups[key] = group = _Group(asked or unit, period, folds)
            if asked is None:
                handover = self._scope.kind == HANDOVER
                rule = paper.UNIT_NOT_RECEIVING if handover else paper.UNIT_NOT_EXPECTED
                self._fault(group, rule, code, seen=unit.code)
        return self._groups[key]

    def _fault(self, group: _Group, rule: Rule, raw: Raw, **facts: object) -> None:
        seen, expected = facts.pop("seen", None), facts.pop("expected", None)
        finding = rule.finding(
            unit=group.unit.code,
            period=group.period,
            key=raw.key if raw.key in group.figures else None,
            place=place_of(raw, self._file),
            seen=None if seen is None else str(seen),
            facts={
                "name": group.unit.name,
                "place": _cell(raw),
                **({} if expected is None else {"expected": expected}),
                **facts,
            },
        )
        group.faults.append(finding)

    def _outcome(self, group: _Group) -> PaperReturn | Refusal | None:
        """Return what became of a group; None where the sheet says nothing of it.

        A source without figures is a return that gives none: so figures once typed in error are
        taken back.
        """
        if not (group.figures or group.faults or group.documented):
            return None
        received = self._received(group)
        if received is None or group.faults:
            return Refusal(tuple(group.faults), group.unit.code, group.period)
        order = (group.asked or {}).values()
        reading = Reading(
            unit=group.unit.code,
            period=group.period,
            version=PAPER_VERSION,
            cover=self._cover(group.sources[0].document),
            raws=tuple(group.figures[key] for key in order if key in group.figures),
            notes=(),
        )
        return PaperReturn(reading, end_of(received))

    def _cover(self, document: Raw) -> Cover:
        """Return the cover of a return whose figures stand in a document."""
        text = (document.text or "")[:_LONGEST_TEXT]
        return Cover(sending=0, on_behalf_by=self._scope.typed_by, on_behalf_from=text)

    def _received(self, group: _Group) -> date | None:
        """Return the day the paper came; without one source that says it, a fault is added."""
        if not group.documented:
            first = next(iter(group.figures.values()), None)
            if first is not None:
                self._fault(group, paper.WITHOUT_SOURCE, first, count=len(group.figures))
            return None
        if len(group.sources) > 1:
            places = listed(_cell(one.document) for one in group.sources)
            self._fault(group, paper.SOURCE_TWICE, group.sources[1].document, places=places)
            return None
        return self._day(group, group.sources[0].received)

    def _day(self, group: _Group, received: Raw) -> date | None:
        text = read_date(received).text
        day = None if text is None else date.fromisoformat(text)
        first = window(self._plan, group.period)[0]
        if day is not None and first <= day <= self._today:
            return day
        facts = {"first": first, "last": self._today}
        between = _("a day from {first} to {last}")
        since = _("a day from {first} on")
        expected = Message(since if self._today == date.max else between, facts)
        seen = said(received.text or "")
        self._fault(group, paper.SOURCE_UNREADABLE, received, seen=seen, expected=expected)
        return None


def said(text: str) -> str:
    """Return what stood in a cell, shortened; three points where it is blank or looks personal."""
    if not text or looks_personal(text):
        return "…"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _cell(raw: Raw) -> str:
    return f"{raw.sheet}!{raw.cell}"
