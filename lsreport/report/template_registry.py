"""Every template there is, with the variables its tags may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lsreport.report.docx import REPORT, WORKING_ANNEX
from lsreport.report.letters import OPENING, REMINDER, OpeningVariables, ReminderVariables
from lsreport.report.receipt import RECEIPT, ReceiptVariables
from lsreport.report.review_docx import REVIEW
from lsreport.report.review_variables import ReviewVariables
from lsreport.report.review_xlsx import REVIEW_WORKBOOK, ReviewWorkbookVariables
from lsreport.report.template_variables import ReportVariables, WorkingAnnexVariables
from lsreport.report.workbook_variables import WorkbookVariables
from lsreport.report.xlsx import WORKBOOK

TEMPLATES: Final[Mapping[str, type]] = {
    REPORT: ReportVariables,
    WORKING_ANNEX: WorkingAnnexVariables,
    WORKBOOK: WorkbookVariables,
    REVIEW: ReviewVariables,
    REVIEW_WORKBOOK: ReviewWorkbookVariables,
    OPENING: OpeningVariables,
    REMINDER: ReminderVariables,
    RECEIPT: ReceiptVariables,
}
"""By file name: the class whose fields are the variables."""
