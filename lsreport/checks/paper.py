"""Rules on import sheets (paper years, hand-over): which of their returns can be taken.

A fault of the sheet itself rejects the file. A fault of a row or a source rejects the return of
its unit and year and nothing else: the figures of a return that is taken must all be attributed
beyond doubt. What a figure says is judged afterwards, as that of any other return.
"""

from __future__ import annotations

from lsreport.checks.rule import Rule
from lsreport.domain.finding import Severity
from lsreport.i18n import _

_SHEET = _("Import sheets: figures per unit, key and year, each with its source")


def _fault(code: str, name: str, message: str, remedy: str) -> Rule:
    return Rule(code, name, Severity.ERROR, message, remedy, _SHEET, waivable=False)


TABLE_MISSING = _fault(
    "LS151",
    "import-table-missing",
    _("{file} is an import sheet, but its table of {table} is gone."),
    _(
        "Copy the figures into a sheet newly written by `lsreport forms {option}`, and leave its "
        "small grey codes where they are."
    ),
)
YEARS_CHANGED = _fault(
    "LS152",
    "import-years-changed",
    _("{file}: the columns of years are {seen}, but the sheet was written for {expected}."),
    _("Restore the grey codes above the columns, or copy the figures into a newly written sheet."),
)
SEVERAL_RETURNS = _fault(
    "LS153",
    "import-several-returns",
    _("{file} holds the returns of many units and years; --unit and --period say one."),
    _("Leave --unit and --period out: every row says of which unit and year it is."),
)
UNKNOWN_UNIT = _fault(
    "LS154",
    "import-unknown-unit",
    _("{place}: the registry of plan {plan} knows no unit {seen}; its row is not used."),
    _("Restore the unit's code as the sheet was written, and read the sheet again."),
)
UNIT_NOT_EXPECTED = _fault(
    "LS155",
    "import-unit-not-expected",
    _("{place}: {seen} {name} is given for {period}, but it did not report then."),
    _("Move the figures to the unit that reported in that year."),
)
UNKNOWN_KEY = _fault(
    "LS156",
    "import-unknown-key",
    _("{place}: a figure is given under “{seen}”, which {name} is not asked for {period}."),
    _(
        "Restore the grey code of the row, or move the figure to its row. Until then nothing of "
        "this unit and year is used."
    ),
)
WITHOUT_SOURCE = _fault(
    "LS157",
    "import-without-source",
    _("{name}, {period}: {count} figures are given (the first in {place}), but no source."),
    _(
        "Write on the sheet of sources which document they stand in and when it came; a figure "
        "without a source is not used."
    ),
)
SOURCE_UNREADABLE = _fault(
    "LS158",
    "import-source-unreadable",
    _("{place}: {name}, {period}: the day the paper came is {seen}; it must be {expected}."),
    _("Type the day as day/month/year, such as 20/12/2022."),
)
FIGURE_TWICE = _fault(
    "LS159",
    "import-figure-twice",
    _("{name}, {period}: “{key}” is given more than once with different contents: {places}."),
    _("Keep the right one and clear the other, and read the sheet again."),
)
SOURCE_TWICE = _fault(
    "LS160",
    "import-source-twice",
    _("{name}, {period}: different sources are given: {places}."),
    _("Keep one row of sources for each unit and year; name several documents in its one cell."),
)
SOURCE_ASTRAY = _fault(
    "LS161",
    "import-source-astray",
    _("{place}: a source is given for year “{seen}”; the sheet is for {expected}."),
    _("Restore the year as the sheet was written, and read the sheet again."),
)
UNIT_NOT_RECEIVING = _fault(
    "LS162",
    "import-unit-not-receiving",
    _("{place}: {seen} {name} is given for {period}, but figures are not handed over to it."),
    _("Restore the unit's code as the sheet was written: it names the units that took over."),
)

PAPER_RULES: tuple[Rule, ...] = (
    TABLE_MISSING,
    YEARS_CHANGED,
    SEVERAL_RETURNS,
    UNKNOWN_UNIT,
    UNIT_NOT_EXPECTED,
    UNKNOWN_KEY,
    WITHOUT_SOURCE,
    SOURCE_UNREADABLE,
    FIGURE_TWICE,
    SOURCE_TWICE,
    SOURCE_ASTRAY,
    UNIT_NOT_RECEIVING,
)
"""Every rule of this module, by code."""
