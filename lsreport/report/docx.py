"""The report and the working annex as Word documents, from templates an office may edit.

Templates are text from outside: they run in a sandbox, what they do not know is an error that
names them, and nothing that units or analysts wrote is ever taken for a tag or for markup.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from lsreport.domain.unit import Standing
from lsreport.errors import ConfigurationError
from lsreport.i18n import _
from lsreport.ooxml.pack import fixed_core, repack
from lsreport.report.annex_types import IndicatorTable
from lsreport.report.figures import Register
from lsreport.report.heading_rules import mend_rules
from lsreport.report.mending import mend_leads, mend_tables
from lsreport.report.native_values import UNPRINTABLE
from lsreport.report.template_check import require_sound
from lsreport.report.template_language import TemplateEnvironment
from lsreport.report.template_variables import (
    ReportVariables,
    ReturnPart,
    WorkingAnnexVariables,
    values_of,
)
from lsreport.report.view_types import INTERNAL_LINE, SYNTHETIC_LINE, DocumentView, ReportView
from lsreport.report.word_chart import Pictures

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PACKAGED = Path(__file__).parent.parent / "templates"
REPORT = "report.docx"
WORKING_ANNEX = "working-annex.docx"
_AUTHOR = "lsreport"
_SIDE_BY_SIDE = 4
"""Lines of an indicator the template shows in one table."""
_STANDINGS = (
    (Standing.MUST, "Cơ quan, đơn vị, địa phương được giao nhiệm vụ"),
    (Standing.REQUESTED, "Tổ chức được đề nghị thực hiện"),
)
_SPACES = re.compile(r"[ \t\n\r\u2028\u2029]+")
# docxtpl turns these four into Jinja's own signs after rendering.
_ESCAPED_SIGNS = re.compile(r"(\{_(?=[{%])|[}%]_(?=\}))")


def render_report(view: ReportView, register: Register, templates: Path | None = None) -> bytes:
    """Return the report as DOCX; `register` takes every figure it prints.

    `templates` is the office's own folder of changed templates; what is not in it is packaged.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
    """
    pictures = Pictures(register)
    variables = report_variables(view, register, pictures)
    return render_view(template(REPORT, templates), variables, view, pictures)


def report_variables(view: ReportView, register: Register, pictures: Pictures) -> ReportVariables:
    """Return what the template of the report may name."""
    return ReportVariables(
        view=view,
        figure=register.figure,
        picture=pictures.picture,
        indicators=tuple(_narrowed(view.indicators)),
        returns=tuple(
            ReturnPart(title, tuple(row for row in view.returns.rows if row.standing is one))
            for one, title in _STANDINGS
            if any(row.standing is one for row in view.returns.rows)
        ),
        synthetic_line=SYNTHETIC_LINE,
    )


def render_working_annex(
    view: ReportView, register: Register, templates: Path | None = None
) -> bytes:
    """Return the working annex as DOCX: for the office only.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
        ValueError: the view is that of a public copy, which has none.
    """
    if view.working is None:
        raise ValueError("a public copy has no working annex")
    variables = WorkingAnnexVariables(
        view=view,
        annex=view.working,
        open_units=tuple(unit for unit in view.working.units if unit.errors or unit.queries),
        figure=register.figure,
        synthetic_line=SYNTHETIC_LINE,
        internal_line=INTERNAL_LINE,
    )
    return render_view(template(WORKING_ANNEX, templates), variables, view)


def template(name: str, templates: Path | None) -> Path:
    """Return the office's own template of this name, else the packaged one."""
    own = templates / name if templates else None
    # A folder or a broken link in its place is an error to name, not a template left unchanged.
    return own if own is not None and os.path.lexists(own) else PACKAGED / name


def clean(text: str) -> str:
    """Return `text` as one line of printable characters that no tag engine reads as tags."""
    text = _SPACES.sub(" ", UNPRINTABLE.sub("", text))
    return _ESCAPED_SIGNS.sub("\\1\N{WORD JOINER}", text)


def _narrowed(tables: tuple[IndicatorTable, ...]) -> Iterator[IndicatorTable]:
    """Yield each table, in parts where it has more lines than fit side by side."""
    for table in tables:
        for start in range(0, len(table.columns), _SIDE_BY_SIDE):
            part = slice(start, start + _SIDE_BY_SIDE)
            rows = tuple(replace(row, cells=row.cells[part]) for row in table.rows)
            yield replace(table, columns=table.columns[part], rows=rows, total=table.total[part])


def _finalized(value: Any) -> Any:
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


def fill_in(
    path: Path,
    variables: DataclassInstance,
    *,
    title: str,
    subject: str,
    moment: datetime,
    pictures: Pictures | None = None,
) -> bytes:
    """Return the template at `path` as a document, filled in with the fields of `variables`.

    A template that is not packaged is checked first: it may do only what the language of
    templates has. `title` and `subject` go into its properties, `moment` as the day it was made.
    `pictures` draws the charts that `variables` let the template place.

    Raises:
        ConfigurationError: the template is no DOCX or its tags are wrong; the file is named.
    """
    if path.parent != PACKAGED:
        require_sound(path, type(variables))
    document = _opened(path)
    if pictures:
        pictures.document = document
    context = values_of(variables)
    environment = TemplateEnvironment(
        finalize=_finalized, callables=[one for one in context.values() if callable(one)]
    )
    try:
        document.render(context, environment, autoescape=True)
    except TemplateError as error:
        raise _unfillable(path, error.message or type(error).__name__) from error
    except Exception as error:
        # A tag may fail in any way; a packaged template that does is a bug.
        if path.parent == PACKAGED:
            raise
        raise _unfillable(path, str(error) or type(error).__name__) from error
    mend_tables(document.docx.element.body)
    mend_leads(document.docx.element.body)
    mend_rules(document.docx.element.body)
    _describe(document, title, subject)
    packed = BytesIO()
    document.save(packed)
    return repack(packed.getvalue(), patch=fixed_core(moment, _AUTHOR))


def _unfillable(path: Path, problem: str) -> ConfigurationError:
    return ConfigurationError(
        _("{file}: the template cannot be filled in ({problem}). Correct its tags in Word."),
        file=path,
        problem=problem.rstrip("."),
    )


def render_view(
    path: Path, variables: DataclassInstance, view: DocumentView, pictures: Pictures | None = None
) -> bytes:
    """Return the template at `path` as the document of a view; raises as `fill_in` does."""
    return fill_in(
        path,
        variables,
        title=view.subject,
        subject=view.plan_title,
        moment=view.moment,
        pictures=pictures,
    )


def _opened(path: Path) -> DocxTemplate:
    if not path.is_file():
        raise _not_word(path)
    document = DocxTemplate(path)
    try:
        document.init_docx()
    # What parses its parts tells of XML that is none with a kind of SyntaxError.
    except (PackageNotFoundError, BadZipFile, OSError, KeyError, ValueError, SyntaxError) as error:
        raise _not_word(path) from error
    return document


def _not_word(path: Path) -> ConfigurationError:
    return ConfigurationError(
        _("{file}: not a Word document (.docx). Save it from Word in that format."), file=path
    )


def _describe(document: DocxTemplate, title: str, subject: str) -> None:
    properties = document.docx.core_properties
    properties.title = clean(title)
    properties.subject = clean(subject)
    properties.created = properties.modified = datetime(2021, 9, 13, tzinfo=UTC)
    properties.revision = 1
