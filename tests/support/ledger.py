"""What the plan and printed figures say about the cells of units, as equations.

A figure is known by what it is called (`1.2/at_risk@183 denominator`, `TK05 total`), as the
manifest lists it. With the formulas of the plan each becomes an equation over the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lsreport.domain.assessment import Assessment
from lsreport.domain.observation import element_of
from lsreport.domain.period import Period
from lsreport.indicators.compute import compute
from lsreport.indicators.measures import as_given
from lsreport.indicators.outcome import Outcome, UnitFigure
from lsreport.indicators.plan import Formula, Plan
from lsreport.indicators.units import Owner, ended_in, owners_in
from support.recovery import Fact, Form, at_least, equal, form, plus, scaled


@dataclass(frozen=True)
class Printed:
    """A printed figure: what it is called, its text, and its number where it shows one."""

    of: str
    text: str
    value: int | Fraction | None


ZERO_TARGET = "1.1"
PART = re.compile(
    r"(?P<code>[A-Z]?\d[\w.]*)(?:/(?P<line>[\w-]+))?(?:@(?P<unit>\w+))? "
    r"(?P<what>numerator|denominator|ratio|previous|change|gap|positive|suspicions)"
)
_ACTIVITY = re.compile(r"(?P<element>[A-Z]+\w*?)(?:@(?P<unit>\w+)| total)")
_CELL = re.compile(
    r"(?P<how>restated was |restated now |waived )?(?P<key>[A-Z]+[\w.]*)@(?P<unit>\w+) "
    r"(?P<period>\d{4}\S*)"
)
_SIDE = re.compile(r"(?P<check>[a-z_]+) (?P<side>left|right|difference)")

Place = tuple[str, str | None, str | None]
"""Indicator, line, unit; None for the whole."""


def _few_cells(plan: Plan, assessment: Assessment, period: Period) -> dict[str, int]:
    cases = _cases(plan)
    return {
        _cell(key, code, period): observation.value
        for code, judged in assessment.periods[period].returns.items()
        for key, observation in judged.observations.items()
        if key in cases and observation.value is not None and 1 <= observation.value <= 4
    }


def _cases(plan: Plan) -> set[str]:
    """Return the elements that count children in a case, as the form lays them out."""
    rows = {"CL", "NC", "MB"}
    return {one.code for one in plan.elements.values() if one.case or one.block in rows}


def _cell(key: str, unit: str, period: Period) -> str:
    return f"{key}@{unit} {period.id}"


class Ledger:
    """The equations of one period, by the names that its figures are printed under."""

    def __init__(self, plan: Plan, assessment: Assessment, period: Period) -> None:
        self.plan, self.assessment, self.period = plan, assessment, period
        self.cases = _cases(plan)
        self.few = _few_cells(plan, assessment, period)
        """Cells with 1 to 4 children in a case: what nobody may work out."""
        self._known: dict[str, Form | None] = {}
        self.outcomes = compute(plan, assessment, period)
        self.parts: dict[Place, tuple[Form, Form]] = {}
        self.sums: dict[str, Form] = {}
        """Numerators of units, each an unknown of its own: intervals are then drawn for them."""
        for outcome in self.outcomes:
            indicator = plan.indicator(outcome.code)
            if indicator is None or not self._counts_cases(indicator, *indicator.lines):
                continue
            self._add((outcome.code, None, None), indicator, outcome)
            for line, of_line in zip(indicator.lines, outcome.lines, strict=True):
                self._add((outcome.code, line.code, None), line, of_line)
            if indicator.lines:
                self._sum_lines(outcome)

    def _counts_cases(self, *formulas: Formula) -> bool:
        return any(element_of(key) in self.cases for one in formulas for key in one.keys)

    def _add(self, place: Place, formula: Formula, outcome: Outcome) -> None:
        numerators, denominators = [], []
        for unit in outcome.units if formula.keys else ():
            if unit.reason is not None:
                continue
            numerator = self._sum(unit, formula.numerator)
            less = scaled(self._sum(unit, formula.denominator_less), -1)
            denominator = plus(self._sum(unit, formula.denominator), less)
            self.parts[(*place[:2], unit.code)] = numerator, denominator
            self.sums[self._sum_of(outcome.code, unit.code)] = numerator
            numerators.append(numerator)
            denominators.append(denominator)
        if formula.keys:
            self.parts[place] = plus(*numerators), plus(*denominators)

    def _sum_lines(self, outcome: Outcome) -> None:
        for unit in (None, *(one.code for one in outcome.units)):
            lines = [
                self.parts[place]
                for line in outcome.lines
                if (place := (outcome.code, line.code, unit)) in self.parts
            ]
            whole = plus(*(one for one, _ in lines)), plus(*(one for _, one in lines))
            self.parts[outcome.code, None, unit] = whole

    def _sum(self, unit: UnitFigure, keys: Sequence[str]) -> dict[str, Fraction]:
        """Return the cells of a unit that an indicator adds, as its evidence names them."""
        given = {one.key: one.period for one in unit.evidence}
        terms = []
        for key in keys:
            terms_of = {term.removeprefix("-") for term in self.plan.elements[key].formula}
            named = [one for one in (key, *sorted(terms_of)) if one in given]
            if named:
                terms.append((_cell(key, unit.code, given[named[0]]), 1))
        return form(*terms)

    def is_case(self, cell: str) -> bool:
        """Say whether a cell counts children in a case or those they are part of, or is a sum."""
        wholes = {one for code in self.cases for one in self.plan.elements[code].subset_of}
        return cell.partition("@")[0] in self.cases | wholes or cell in self.sums

    # --- what the plan says -----------------------------------------------------------------

    def rules(self) -> Iterator[Fact]:
        """Yield what holds for every unit by the plan: formulas, parts and wholes, N up to D."""
        for owner in self.owners():
            for element in self.plan.elements_of(owner.unit, owner.day):
                own = form((_cell(element.code, owner.code, owner.period), 1))
                if element.code in self.cases and element.formula:
                    yield equal(plus(own, scaled(_terms(element.formula, owner), -1)), 0)
                if element.code in self.cases and element.subset_of:
                    yield at_least(plus(_terms(element.subset_of, owner), scaled(own, -1)), 0)
        yield from self._sums_of_cells()
        for (code, _line, unit), (numerator, denominator) in self.parts.items():
            if unit is not None and code != ZERO_TARGET:
                yield at_least(plus(denominator, scaled(numerator, -1)), 0)

    def _sums_of_cells(self) -> Iterator[Fact]:
        """Yield what numerators are the sums of, and what a stock at the end says of them.

        Those there at the start and the new ones are those that ended and those left.
        """
        for name, known in self.sums.items():
            yield equal(plus(form((name, 1)), scaled(known, -1)), 0)
        for owner in self.owners():
            found = self._sum_of(ZERO_TARGET, owner.code)
            if len(self.sums.get(found, {})) == 2:
                left = (_cell(one, owner.code, owner.period) for one in ("CL_HET", "CL_CK"))
                yield equal(form((found, -1), *((one, 1) for one in left)), 0)

    def owners(self) -> tuple[Owner, ...]:
        """Return the units of the period, those that ended within it too."""
        plan, assessment, period = self.plan, self.assessment, self.period
        return (*owners_in(plan, assessment, period), *ended_in(plan, assessment, period))

    def alone(self) -> Iterator[str]:
        """Yield the elements of cases that a single unit reports, and that stand for themselves.

        One of them is starred in a public copy only when that unit has few.
        """
        tied = {
            code
            for element in self.plan.elements.values()
            if element.code in self.cases and self.cases & {*element.subset_of}
            for code in (element.code, *element.subset_of)
        }
        for code in sorted(self.cases - tied):
            if len(self._givers((code,), self._by(code))) == 1 and code not in self._in_parts():
                yield code

    def taken_away(self) -> set[str]:
        """Return the elements that are subtracted from others: many of them may leave few."""
        return {
            element_of(term.removeprefix("-"))
            for element in self.plan.elements.values()
            for term in element.formula
            if term.startswith("-")
        } | {
            element_of(key)
            for indicator in self.plan.indicators
            for one in (indicator, *indicator.lines)
            for key in one.denominator_less
        }

    def _in_parts(self) -> set[str]:
        return {
            cell.partition("@")[0] for pair in self.parts.values() for one in pair for cell in one
        }

    # --- what is printed --------------------------------------------------------------------

    def forms(self, of: str) -> Form | None:
        """Return the sum of cells that a printed count is, None for what is no such sum."""
        if of not in self._known:
            self._known[of] = self._form(of)
        return self._known[of]

    def asked(self, of: str) -> Form | None:
        """Return what a starred figure is, a numerator of a unit as the unknown of its own."""
        match = PART.fullmatch(of)
        if match and match["unit"] and match["what"] == "numerator":
            name = self._sum_of(match["line"] or match["code"], match["unit"])
            if name in self.sums:
                return form((name, 1))
        return self.forms(of)

    def _form(self, of: str) -> Form | None:
        if match := PART.fullmatch(of):
            pair = self.parts.get((match["code"], match["line"], match["unit"]))
            which = {"numerator": 0, "denominator": 1}.get(match["what"])
            return None if pair is None or which is None else pair[which]
        if match := _CELL.fullmatch(of):
            period = Period.parse(match["period"])
            return form((_cell(match["key"], match["unit"], period), 1))
        if (match := _ACTIVITY.fullmatch(of)) and match["element"] in self.plan.elements:
            return self._over(match["element"], match["unit"])
        if match := _SIDE.fullmatch(of):
            return self._check(match["check"], match["side"])
        return None

    def _over(self, element: str, unit: str | None) -> Form:
        owners = self._givers((element,), self._by(element))
        cells = (_cell(element, one.code, one.period) for one in owners if unit in {None, one.code})
        return form(*((cell, 1) for cell in cells))

    def _by(self, element: str) -> tuple[str, ...]:
        return tuple(self.plan.elements[element].owner)

    def _givers(self, keys: Iterable[str], roles: tuple[str, ...]) -> list[Owner]:
        return [
            owner
            for owner in self.owners()
            if owner.unit.plays(roles)
            and any(as_given(owner, key).value is not None for key in keys)
        ]

    def _check(self, code: str, side: str) -> Form | None:
        checks = {one.code: one for one in (*self.plan.cross_checks, *self.plan.side_by_side)}
        check = checks.get(code)
        if check is None:
            return None
        left = self._side(check.left, check.left_roles)
        right = self._side(check.right, check.right_roles)
        return {"left": left, "right": right}.get(side, plus(left, scaled(right, -1)))

    def _side(self, keys: Sequence[str], roles: tuple[str, ...]) -> Form:
        return form(
            *(
                (_cell(key, owner.code, owner.period), 1)
                for key in keys
                for owner in self._givers((key,), roles)
                if owner.period == self.period
            )
        )

    def facts(self, printed: Sequence[Printed]) -> Iterator[Fact]:
        """Yield an equation for every figure that shows its number."""
        shown = {one.of: Fraction(one.value) for one in printed if one.value is not None}
        for of, value in shown.items():
            known = self.forms(of)
            if known is not None:
                yield equal(known, value)
                yield from self._of_sums(of, value)
            elif match := PART.fullmatch(of):
                yield from self._said(match, value)

    def _of_sums(self, of: str, value: Fraction) -> Iterator[Fact]:
        """Yield the total of a numerator again, over the numerators of units."""
        match = PART.fullmatch(of)
        if match and match["what"] == "numerator":
            code = match["line"] or match["code"]
            units = [match["unit"]] if match["unit"] else [one.code for one in self.owners()]
            names = [self._sum_of(code, unit) for unit in units]
            known = [(name, 1) for name in names if name in self.sums]
            if known:
                yield equal(form(*known), value)

    def _sum_of(self, code: str, unit: str) -> str:
        """Return the name of a unit's numerator."""
        return f"= {code}@{unit} {self.period.id}"

    def _said(self, match: re.Match[str], value: Fraction) -> Iterator[Fact]:
        place = match["code"], match["line"], match["unit"]
        numerator, denominator = self.parts.get(place, (None, None))
        if numerator is None or denominator is None:
            return
        if match["what"] == "ratio":
            yield equal(plus(numerator, scaled(denominator, -value)), 0)
        if match["what"] == "gap":
            yield from self._lacking(place, value)
        if match["what"] == "positive":
            parts = [
                one
                for (code, _l, unit), (one, _d) in self.parts.items()
                if code == place[0] and unit
            ]
            yield at_least(numerator, value)
            yield from (at_least(one, 1) for one in parts if value >= len(parts))
        if match["what"] == "suspicions":
            outcome = next(one for one in self.outcomes if one.code == place[0])
            cells = ((_cell(one.key, one.unit, one.period), 1) for one in outcome.suspicions)
            yield equal(form(*cells), value)

    def _lacking(self, place: Place, gap: Fraction) -> Iterator[Fact]:
        """Yield what a number of persons still missing says: T·D - N rounds up to it."""
        outcome = next(one for one in self.outcomes if one.code == place[0])
        if outcome.target is None:
            return
        numerator, denominator = self.parts[place]
        lacking = plus(scaled(denominator, outcome.target.level), scaled(numerator, -1))
        high = gap
        yield Fact(lacking, gap - 1 if gap else None, high)


def _terms(formula: Iterable[str], owner: Owner) -> dict[str, Fraction]:
    return form(
        *(
            (
                _cell(term.removeprefix("-"), owner.code, owner.period),
                -1 if term.startswith("-") else 1,
            )
            for term in formula
        )
    )
