"""The review of several years as a Word document, from a template an office may edit."""

from __future__ import annotations

from pathlib import Path

from lsreport.report.docx import render_view, template
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
    variables = review_variables(view, register.figure, pictures.picture, SYNTHETIC_LINE)
    return render_view(template(REVIEW, templates), variables, view, pictures)
