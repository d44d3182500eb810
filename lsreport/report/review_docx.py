"""The review of several years as a Word document, from a template an office may edit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from lsreport.report.docx import fill_in, template
from lsreport.report.figures import Register
from lsreport.report.review_types import ReviewView
from lsreport.report.review_variables import review_variables
from lsreport.report.view_types import SYNTHETIC_LINE
from lsreport.report.word_chart import Pictures

REVIEW = "review.docx"


def render_review_docx(
    view: ReviewView, register: Register, templates: Path | None = None
) -> bytes:
    """Return the review as DOCX; `register` takes every figure it prints.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
    """
    pictures = Pictures(register)
    return fill_in(
        template(REVIEW, templates),
        review_variables(view, register.figure, pictures.picture, SYNTHETIC_LINE),
        title=view.subject,
        subject=view.plan_title,
        moment=view.as_of or datetime.combine(view.window[1], datetime.min.time(), UTC),
        pictures=pictures,
    )
