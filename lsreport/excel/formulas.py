"""The formulas of a form: totals, cumulative figures, percentages, and what each row still lacks.

A blank is never nought: a formula shows nothing until every figure it needs is there. Percentages
are cut at one decimal, never rounded, so that none seems to reach a level it misses.

The check column of a row shows how many of its boxes are still empty, as a number, or in words
what does not agree. It helps the clerk; what is received is judged anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from lsreport.domain.numbers import NOT_APPLICABLE_WORD
from lsreport.excel.frame import FormRow, FormSheet, Group, RowKind, Table, TableKind
from lsreport.indicators.asks import key_of
from lsreport.indicators.plan import Element, Plan

_Complaint = tuple[str, str]
"""A condition and what to say when it holds."""


@dataclass(frozen=True, slots=True)
class SheetFormulas:
    """Writes the formulas of one sheet."""

    plan: Plan
    cells: Mapping[str, str]
    """Address of each key and computed figure of the sheet."""

    def figure(self, table: Table, group: Group, row: FormRow, facet: str) -> str:
        """Return the formula of a facet that the form computes."""
        if row.kind is RowKind.SUM:
            return self._added_up(table, group, row, facet)
        if row.kind is RowKind.GRID:
            return _sum_if_any(self.cells[key_of(row.code, facet)] for facet in row.inputs)
        element = _element(row)
        if facet == "total":
            whole = self.cells[f"{element.total_of}.total"]
            return f'=IF({whole}="","",{whole})'
        if facet == "rate":
            return self._rate(row)
        if facet == "covered":
            base, gains, losses = (
                self.cells[key_of(row.code, one)] for one in ("base", "gains", "losses")
            )
            return f'=IF(COUNT({base}:{losses})<3,"",{base}+{gains}-{losses})'
        return self._signed_sum(group, element)

    def check(self, table: Table, group: Group, row: FormRow) -> str | None:
        """Return the formula of the row's check cell, None where there is nothing to check."""
        if row.kind is RowKind.TICK:
            return self._tick_check(table, group, row)
        if row.kind is RowKind.SUM:
            return self._sum_check(table, row)
        if row.kind is RowKind.GRID:
            return None
        if table.kind is TableKind.COVERAGE:
            return self._coverage_check(row)
        return self._value_check(group, row)

    def _rate(self, row: FormRow) -> str:
        total = self.cells[key_of(row.code, "total")]
        part = self.cells[key_of(row.code, _numerator(_element(row)))]
        share = f"INT({part}*1000/{total})/1000"
        return f'=IF(COUNT({total},{part})<2,"",IF({total}>0,{share},""))'

    def _signed_sum(self, group: Group, element: Element) -> str:
        terms = [
            ("-" if term.startswith("-") else "+", self.cells[term.removeprefix("-")])
            for term in element.formula
        ]
        total = "".join(f"{sign}N({cell})" for sign, cell in terms).removeprefix("+")
        given = f"COUNT({','.join(cell for _, cell in terms)})={len(terms)}"
        ticked = self._ticked(group)
        return f'=IF({_either(given, ticked)},{total},"")'

    def _added_up(self, table: Table, group: Group, row: FormRow, facet: str) -> str:
        column = table.column(facet)
        parts = [one.line for one in group.rows if _breaks_down(one, row)]
        first, last = (xl_rowcol_to_cell(line, column) for line in (parts[0], parts[-1]))
        return f'=IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))'

    def _coverage_check(self, row: FormRow) -> str:
        element = _element(row)
        needed = [facet for facet in _NEEDED if facet in row.inputs]
        cells = [self.cells[key_of(row.code, facet)] for facet in needed]
        empty = "+".join(f"COUNTBLANK({cell})" for cell in cells)
        if element.measure == "reach":
            reached, basis = (self.cells[key_of(row.code, one)] for one in ("reached", "basis"))
            empty += f"+IF(N({reached})>0,COUNTBLANK({basis}),0)"
        complaints = [(f"COUNT({','.join(cells)})<{len(cells)}", "Có ô không phải số")]
        complaints += self._coverage_complaints(row)
        found = f"IF({empty}>0,{empty},{_first(complaints)})"
        settled = self._not_applicable(element)
        if element.optional:
            settled += [f"COUNTA({','.join(cells)})=0"]
        return f'=IF(OR({",".join(settled)}),"",{found})' if settled else f"={found}"

    def _coverage_complaints(self, row: FormRow) -> list[_Complaint]:
        element = _element(row)
        cells = {facet: self.cells.get(key_of(row.code, facet), "") for facet in _COMPARED}
        complaints: list[_Complaint] = []
        if element.measure == "cumulative":
            fall = self.plan.thresholds.cumulative_fall
            complaints += [
                ("{covered}<0".format_map(cells), "Giảm quá số lũy kế"),
                ("{gains}>{covered}".format_map(cells), "Tăng mới lớn hơn lũy kế"),
                ("N({total})<{covered}".format_map(cells), "Lũy kế lớn hơn tổng số"),
                (
                    f'AND({{base}}-{{covered}}>{fall}*{{base}},{{reason}}="")'.format_map(cells),
                    "Ghi lý do giảm",
                ),
            ]
        else:
            complaints.append(
                ("N({total})<{reached}".format_map(cells), "Số trong năm lớn hơn tổng số")
            )
        return [*complaints, *self._subset_complaints(element, "total")]

    def _value_check(self, group: Group, row: FormRow) -> str | None:
        element = _element(row)
        cell = self.cells[row.code]
        if element.formula:
            return f'=IF(N({cell})<0,"Số âm","")'
        if element.value_type in {"text", "date"}:
            return None
        ticked = self._ticked(group)
        blank = '""' if element.optional else f'IF({ticked},"",1)' if ticked else "1"
        if element.value_type == "choice":
            return f'=IF({cell}="",{blank},"")' if not element.optional else None
        complaints: list[_Complaint] = [(f"NOT(ISNUMBER({cell}))", "Không phải số")]
        if ticked:
            complaints.append((f"AND({ticked},{cell}>0)", "Trái dấu x"))
        complaints += self._subset_complaints(element, "value")
        complaints += self._part_complaints(element)
        return f'=IF({cell}="",{blank},{_first(complaints)})'

    def _subset_complaints(self, element: Element, facet: str) -> list[_Complaint]:
        """Compare with what the figure is a part of, as far as this form asks for it."""
        whole, less = _whole_of(self.plan, element, facet)
        if not whole or any(key not in self.cells for key in (*whole, *less)):
            return []
        cell = self.cells[key_of(element.code, facet)]
        limits = ",".join(self.cells[key] for key in whole)
        limit = f"SUM({limits})" + "".join(f"-N({self.cells[key]})" for key in less)
        names = " + ".join(key.partition(".")[0] for key in whole)
        names += "".join(f" - {key}" for key in less)
        return [(f"AND(COUNT({limits})>0,{cell}>{limit})", f"Lớn hơn {names}")]

    def _part_complaints(self, element: Element) -> list[_Complaint]:
        parts = [self.cells[part] for part in element.parts if part in self.cells]
        if not parts:
            return []
        given = f"COUNT({','.join(parts)})={len(parts)}"
        # Tenths have no exact binary form: amounts that differ by less than a thousandth are equal.
        differs = f"ABS({self.cells[element.code]}-SUM({','.join(parts)}))>0.0005"
        return [(f"AND({given},{differs})", "Khác tổng các dòng trong đó")]

    def _tick_check(self, table: Table, group: Group, row: FormRow) -> str:
        tick = self.cells[row.code]
        column = table.column("value")
        lines = [one.line for one in group.rows if one is not row]
        figures = f"{xl_rowcol_to_cell(lines[0], column)}:{xl_rowcol_to_cell(lines[-1], column)}"
        wrong = f'IF(SUM({figures})>0,"Có số > 0","")'
        return f'=IF({tick}="","",IF({self._ticked(group)},{wrong},"Chỉ ghi x"))'

    def _sum_check(self, table: Table, row: FormRow) -> str:
        code = _element(row).code
        whole = self.cells[code]
        added = xl_rowcol_to_cell(row.line, table.column("value"))
        return f'=IF(N({added})=N({whole}),"","Khác {code}: "&N({whole}))'

    def _ticked(self, group: Group) -> str | None:
        return None if group.tick is None else f'TRIM({self.cells[group.tick.code]})="x"'

    def _not_applicable(self, element: Element) -> list[str]:
        """Return the conditions that the row, or the row it takes its total from, is n/a."""
        codes = (element.code, element.total_of or element.code)
        keys = dict.fromkeys(f"{code}.case" for code in codes)
        return [
            f'TRIM({self.cells[key]})="{NOT_APPLICABLE_WORD}"' for key in keys if key in self.cells
        ]


_NEEDED = ("total", "base", "gains", "losses", "reached")
_COMPARED = ("total", "base", "gains", "covered", "reached", "reason")


def sheet_formulas(plan: Plan, sheet: FormSheet) -> SheetFormulas:
    """Return the writer of the formulas of one sheet."""
    cells = {
        key_of(row.code, facet): xl_rowcol_to_cell(row.line, table.column(facet))
        for table in sheet.tables
        for row in table.rows
        for facet in (*row.inputs, *row.formulas)
        if row.code
    }
    return SheetFormulas(plan, cells)


def _element(row: FormRow) -> Element:
    if row.element is None:
        raise ValueError(row.code)
    return row.element


def _numerator(element: Element) -> str:
    return "covered" if element.measure == "cumulative" else "reached"


def _whole_of(plan: Plan, element: Element, facet: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the keys a figure may not exceed the sum of, and those subtracted from that sum.

    They are what the plan says it is a subset of; else, where an indicator line has it alone as
    numerator, the denominator of that line (HT_NC within TB_NC less CH_NC).
    """
    subset = [key for key in element.subset_of if (key.partition(".")[2] or "value") == facet]
    if subset or facet != "value":
        return subset, ()
    for indicator in plan.indicators:
        for line in (indicator, *indicator.lines):
            if line.numerator == (element.code,):
                return line.denominator, line.denominator_less
    return (), ()


def _breaks_down(row: FormRow, total: FormRow) -> bool:
    return row.kind is RowKind.GRID and row.element == total.element


def _first(complaints: Iterable[_Complaint]) -> str:
    """Return a formula that says the first complaint whose condition holds, else nothing."""
    formula = '""'
    for condition, words in reversed(list(complaints)):
        formula = f'IF({condition},"{words}",{formula})'
    return formula


def _sum_if_any(cells: Iterable[str]) -> str:
    together = ",".join(cells)
    return f'=IF(COUNT({together})=0,"",SUM({together}))'


def _either(given: str, ticked: str | None) -> str:
    return f"OR({ticked},{given})" if ticked else given
