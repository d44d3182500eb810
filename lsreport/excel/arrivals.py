"""What reaches the office: the form of one unit, or an import sheet."""

from __future__ import annotations

from datetime import date

from lsreport.excel.admission import Asked
from lsreport.excel.guard import DEADLINE_SECONDS, refusal_finding
from lsreport.excel.paper_groups import PaperReading
from lsreport.excel.paper_reading import read_paper
from lsreport.excel.paper_tables import is_import_sheet
from lsreport.excel.submissions import Reading, Refusal, read_opened, refused
from lsreport.indicators.plan import Plan
from lsreport.ooxml.workbook import Refused, read_bytes


def read_arrival(
    content: bytes,
    file: str,
    plan: Plan,
    asked: Asked,
    *,
    today: date | None = None,
) -> Reading | Refusal | PaperReading:
    """Read a workbook, called `file` in messages, as what it is.

    `asked` is what the caller says it is; a paper report cannot have come after `today`.
    """
    try:
        workbook = read_bytes(content, deadline_seconds=DEADLINE_SECONDS)
    except Refused as fault:
        return refused((refusal_finding(fault, file),), asked.unit, asked.period)
    if is_import_sheet(workbook):
        return read_paper(workbook, file, plan, asked, today)
    return read_opened(workbook, file, plan, asked)
