"""What `compute --format json` says of 2025-H1 and of 2025, computed once more and on its own.

Written from the description of the field alone: it shares nothing with lsreport but the workbooks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil
from pathlib import Path

from support.slow_plan import (
    AGENCIES,
    CARRIED,
    COMMUNES,
    CONTINUED,
    COORDINATOR,
    COORDINATORS,
    CUMULATIVE,
    DISTRICTS,
    EARLIER,
    EDUCATION,
    ENDED,
    GATES,
    INDICATORS,
    JOINED_INDICATORS,
    LIMITS,
    LOCAL,
    PROVINCIAL,
    TOTAL_OF,
    WINDOWS,
    YEAR_BEFORE,
    Indicator,
    Line,
)
from support.slow_verdicts import Assumed, Document, Part, owners_of, ratio, without_ratio
from support.slow_workbooks import Sent, returns_in

HALF = "2025-H1"


class Cycle:
    """The sample cycles as an office would have them on the table."""

    def __init__(self, samples: Path, now: str = HALF) -> None:
        self.now = now
        self.units = (*AGENCIES, *LOCAL[now])
        self.sent = {period: returns_in(samples / period) for period in WINDOWS}
        for returns in self.sent.values():
            for one in returns.values():
                _settle(one)
        self.reference: dict[tuple[str, str], tuple[str, int]] = {}
        with (samples / "reference.csv").open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                if line["dated"] <= WINDOWS[now][1]:
                    key = (line["unit"], line["element"])
                    known = (line["dated"], int(line["value"]))
                    self.reference[key] = max(self.reference.get(key, known), known)

    def document(self) -> Document:
        return {
            "period": self.now,
            "window": list(WINDOWS[self.now]),
            "as_of": None,
            "indicators": [self._indicator(one) for one in INDICATORS],
        }

    def _indicator(self, indicator: Indicator) -> Document:
        if indicator.kind == "count_is_zero":
            return self._zero(indicator)
        if indicator.kind == "issued":
            return ratio(indicator, indicator.code, self._plans(), judged=True)
        units = (*self.units, *self._ended(indicator))
        parts = {line.code: self._parts(line, units) for line in indicator.lines}
        if indicator.overall == "single":
            (line,) = indicator.lines
            return ratio(indicator, line.code, parts[line.code], judged=line.judged)
        lines = [
            ratio(indicator, line.code, parts[line.code], judged=line.judged)
            for line in indicator.lines
        ]
        if indicator.overall == "first line":
            return {**lines[0], "code": indicator.code, "lines": lines}
        every = [part for line in indicator.lines for part in parts[line.code]]
        if indicator.overall == "total":
            whole = ratio(indicator, indicator.code, every, judged=True)
        else:
            judged = {str(line["verdict"]) for line in lines} - {"no_target"}
            order = ("not_met", "undetermined", "met", "no_cases")
            verdict = next(one for one in order if one in judged)
            whole = without_ratio(indicator, None, verdict)
        return {**whole, "owners": owners_of(every), "lines": lines}

    def _ended(self, indicator: Indicator) -> Sequence[str]:
        """The districts, in the year that is theirs and the communes'."""
        joined = self.now == "2025" and indicator.code in JOINED_INDICATORS
        return DISTRICTS if joined else ()

    def _sent(self, unit: str) -> Sent | None:
        """A district's part of 2025 is its first half."""
        return self.sent[HALF if unit in DISTRICTS else self.now].get(unit)

    def _parts(self, line: Line, units: Iterable[str]) -> list[Part]:
        return [
            self._part(unit, line) for unit in units if any(_owns(unit, key) for key in line.top)
        ]

    def _part(self, unit: str, line: Line) -> Part:
        top, bottom, less = (
            [key for key in keys if _owns(unit, key)] for keys in (line.top, line.bottom, line.less)
        )
        sent = self._sent(unit)
        if sent is not None:
            numerator = _sum(self._numerator(sent, unit, key) for key in top)
            whole = _sum(sent.figure(key) for key in bottom)
            pending = _sum(sent.figure(key) for key in less)
            if numerator is not None and whole is not None and pending is not None:
                rows = {key.partition(".")[0] for key in (*top, *bottom)}
                return Part(unit, numerator, whole - pending, rows <= sent.not_applicable)
        return Part(unit, None, None, assumed=self._assumed(sent, unit, bottom, less))

    def _numerator(self, sent: Sent, unit: str, key: str) -> int | None:
        """Distinct persons: the larger of this year so far and the year before."""
        row, _, facet = key.partition(".")
        now = sent.figure(key)
        if facet != "reached" or now is None:
            return now
        total = sent.figure(f"{TOTAL_OF.get(row, row)}.total")
        if total is None:
            return None
        past = next((one.figure(key) for _, one in self._returns(unit, row, YEAR_BEFORE)), None)
        return min(max(now, past or 0), total)

    def _earlier(self, unit: str, row: str) -> Iterator[tuple[str, Sent]]:
        return self._returns(unit, row, EARLIER[self.now])

    def _returns(self, unit: str, row: str, periods: Sequence[str]) -> Iterator[tuple[str, Sent]]:
        """Earlier returns, newest first: the unit's own, then those of the one it continues."""
        before, rows = CONTINUED.get(unit, (unit, set()))
        for code in (unit, before) if row in rows else (unit,):
            for period in periods:
                if code in self.sent[period]:
                    yield period, self.sent[period][code]

    def _assumed(
        self, sent: Sent | None, unit: str, bottom: Sequence[str], less: Sequence[str]
    ) -> Assumed | None:
        found: dict[str, int] = {}
        for key in bottom:
            known = self._denominator(sent, unit, key)
            if known is None:
                return None
            found[known[1]] = found.get(known[1], 0) + known[0]
        for key in less:
            pending = None if sent is None else sent.figure(key)
            if pending is None:
                return None
            found["given"] = found.get("given", 0) - pending
        return [(unit, count, source) for source, count in found.items()]

    def _denominator(self, sent: Sent | None, unit: str, key: str) -> tuple[int, str] | None:
        """The first that exists: given, the reference table, the last accepted raised by 10 %."""
        row, _, facet = key.partition(".")
        given = None if sent is None else sent.figure(key)
        if given is not None:
            return given, "given"
        known: tuple[int, str] | None = None
        if facet == "total" and (unit, row) in self.reference:
            known = self.reference[unit, row][1], "reference"
        elif row in CARRIED:
            last = ((period, one.figure(key)) for period, one in self._earlier(unit, row))
            known = next(
                (
                    (ceil(figure * Fraction(11, 10)), period)
                    for period, figure in last
                    if figure is not None
                ),
                None,
            )
        doubtful = None if sent is None else sent.figures.get(key)
        if known is not None and doubtful is not None and doubtful > known[0]:
            return doubtful, "given"
        return known

    def _plans(self) -> list[Part]:
        """A plan of its own or within another; an accepted fact stands for a silent unit."""
        parts = []
        for unit in self.units:
            sent = self.sent[self.now].get(unit)
            answer = None if sent is None else _answer(sent)
            if sent is None:
                stood = next((_answer(one) for _, one in self._earlier(unit, "KH01")), None)
                answer = stood if stood in {1, 2} else None
            if answer is None:
                parts.append(Part(unit, None, None, assumed=[(unit, 1, "reference")]))
            else:
                parts.append(Part(unit, int(answer in {1, 2}), 1))
        return parts

    def _zero(self, indicator: Indicator) -> Document:
        """Any case at any time in the window; a nought counts where hamlets were reviewed."""
        owners = [*LOCAL[self.now], *self._ended(indicator)]
        found, opened, missing = 0, 0, []
        for unit in owners:
            sent = self._sent(unit)
            # Cases a commune opens with are those its district closed with.
            keys = ("CL_MOI",) if unit in COMMUNES else ("CL_DK", "CL_MOI")
            cases = [None if sent is None else sent.figure(key) for key in keys]
            found += sum(case or 0 for case in cases)
            if unit in COMMUNES and sent is not None:
                opened += sum(sent.figure(key) or 0 for key in ("CL_DK", "CL_MOI"))
            if sent is None or None in cases or not sent.figure("RS_THON"):
                missing.append(unit)
        told = ("TK05", "CA08", "CA10")
        suspected = any(
            one.figures.get(key) for one in self.sent[self.now].values() for key in told
        )
        found = max(found, opened)
        verdict = "not_met" if found else "undetermined" if missing or suspected else "met"
        counts = {
            "expected": len(owners),
            "used": len(owners) - len(missing),
            "not_applicable": [],
            "missing": missing,
        }
        return {**without_ratio(indicator, found, verdict), "owners": counts, "lines": []}


def _settle(sent: Sent) -> None:
    """Gates, rows that do not apply, computed rows, and parts above their whole."""
    for gate, rows in GATES.items():
        if sent.cells.get(gate) == "x":
            assert not any(sent.figures.get(row) for row in rows)
            sent.figures |= dict.fromkeys((row for row in rows if row in sent.figures), 0)
    sent.not_applicable |= {row for row, of in TOTAL_OF.items() if of in sent.not_applicable}
    for row in sent.not_applicable:
        sent.figures |= {f"{row}.{facet}": 0 for facet in ("total", "base", "gains", "losses")}
    for row in CUMULATIVE:
        terms = [sent.figures.get(f"{row}.{facet}") for facet in ("base", "gains", "losses")]
        sent.figures[f"{row}.covered"] = _signed(terms)
    sent.figures["CL_CK"] = _signed(
        [sent.figures.get(key) for key in ("CL_DK", "CL_MOI", "CL_HET")]
    )
    for part, whole, less in LIMITS:
        keys = (part, *whole, *less)
        numbers = [sent.figures.get(key) for key in keys]
        if None not in numbers:
            most = sum(sent.figures[key] or 0 for key in whole)
            most -= sum(sent.figures[key] or 0 for key in less)
            if (sent.figures[part] or 0) > most:
                sent.doubtful |= set(keys)


def _signed(terms: Sequence[int | None]) -> int | None:
    first, second, third = terms
    return None if first is None or second is None or third is None else first + second - third


def _owns(unit: str, key: str) -> bool:
    row = key.partition(".")[0]
    if row in ENDED and unit in COMMUNES:
        return False
    if row in PROVINCIAL:
        return not unit.isdigit()
    if row in EDUCATION:
        return unit == "SGDDT"
    if row in COORDINATORS:
        return unit == COORDINATOR
    return unit.isdigit()


def _answer(sent: Sent) -> int | None:
    said = str(sent.cells.get("KH01") or "")
    return int(said[0]) if said[:1].isdigit() else None


def _sum(figures: Iterable[int | None]) -> int | None:
    total = 0
    for figure in figures:
        if figure is None:
            return None
        total += figure
    return total
