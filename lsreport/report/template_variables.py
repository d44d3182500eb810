"""The variables of the Word report and its working annex, and what their templates must print.

A variable is a field: its annotation is what a template is checked against without any report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from lsreport.i18n import _
from lsreport.report.annex_types import IndicatorTable, ReturnRow
from lsreport.report.charted import Chart
from lsreport.report.figures import Printable
from lsreport.report.view_types import ReportView
from lsreport.report.working_types import UnitPages, WorkingAnnex

Printer = Callable[[Printable], str]
"""Returns the text of a figure or sentence, and notes it as printed."""
Drawer = Callable[[Chart], object]
"""Draws a chart where its tag stands, and notes its figures as printed."""


@dataclass(frozen=True, slots=True)
class Required:
    """Something a template has to print."""

    what: str
    """Source string of the catalogue: what is missing then."""
    paths: tuple[str, ...]
    """Variables any of which prints it, such as `view.targets[].rows[].result`."""
    under: frozenset[str] | None = None
    """The only conditions it may depend on; None for any."""


SYNTHETIC = Required(
    _("the line that says that figures are simulated"),
    ("synthetic_line",),
    frozenset({"view.synthetic", "letter.synthetic", "about.synthetic"}),
)
INTERNAL = Required(
    _("the mark that the annex stays inside the office"), ("internal_line",), frozenset()
)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
"""Words of the head of every official document."""


def letterhead_parts(of: str, *, numbered: bool = True) -> tuple[Required, ...]:
    """Return the parts of the letterhead a template calls `of`."""
    parts = (
        Required(_("the superior body"), (f"{of}.superior",)),
        Required(_("the issuing body"), (f"{of}.issuer",)),
        Required(_("place and date"), (f"{of}.place_date",)),
        Required(_("the addressees"), (f"{of}.addressees[]",)),
        Required(_("the recipients"), (f"{of}.recipients[]",)),
        Required(_("the authority of the signer"), (f"{of}.signer_authority[]",)),
        Required(_("the name of the signer"), (f"{of}.signer_name",)),
    )
    return (*parts, Required(_("number and symbol"), (f"{of}.number",))) if numbered else parts


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """Annex II: the returns of the units of one standing."""

    title: str
    rows: tuple[ReturnRow, ...]


@dataclass(frozen=True, slots=True)
class ReportVariables:
    """Variables of `report.docx`."""

    view: ReportView
    figure: Printer
    picture: Drawer
    indicators: tuple[IndicatorTable, ...]
    """Annex I, in tables that fit the page."""
    returns: tuple[ReturnPart, ...]
    """Annex II."""
    synthetic_line: str

    words: ClassVar[tuple[str, ...]] = (*MOTTO, "BÁO CÁO", "Kính gửi", "Nơi nhận:")
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        *letterhead_parts("view.letterhead"),
        Required(_("the subject"), ("view.subject",)),
        Required(_("the opening"), ("view.opening",)),
        Required(_("part I"), ("view.situation[]",)),
        Required(_("the results in the table of part II"), ("view.targets[].rows[].result",)),
        Required(_("the verdicts of part II"), ("view.targets[].rows[].verdict_text",)),
        Required(
            _("the paragraphs of part II"),
            ("view.targets[].points[].paragraphs[]", "view.targets[].paragraphs[]"),
        ),
        Required(_("the charts"), ("view.charts[]",)),
        Required(_("the notes of the charts"), ("view.charts[].notes[]",)),
        Required(_("the notes of the table of part II"), ("view.target_notes[]",)),
        Required(_("the office's own text of part III"), ("view.task_remarks[]",)),
        Required(_("the paragraphs of part III"), ("view.activities[].paragraphs[]",)),
        Required(_("part IV"), ("view.funding.paragraphs[]",)),
        Required(_("the results of part V"), ("view.results[]",)),
        Required(_("the shortcomings of part V"), ("view.shortcomings[]",)),
        Required(_("the causes of part V"), ("view.causes[]",)),
        Required(_("part VI"), ("view.next_tasks[]",)),
        Required(_("part VII"), ("view.proposals[].paragraphs[]",)),
        Required(_("the end of the text"), ("view.closing",)),
        Required(_("the line under the title of an annex"), ("view.letterhead.attached",)),
        Required(_("the figures of annex I"), ("indicators[].rows[].cells[].numerator",)),
        Required(_("the returns of annex II"), ("returns[].rows[].name",)),
        Required(
            _("the tasks of annex III"), ("view.task_matrix[].states[]", "view.tasks[].states[]")
        ),
        Required(_("the cross-checks of annex IV"), ("view.cross_checks[].left",)),
        Required(_("the returns sent again, of annex IV"), ("view.restatements[].text",)),
        Required(_("the changed figures of annex IV"), ("view.restated[].now",)),
    )


@dataclass(frozen=True, slots=True)
class WorkingAnnexVariables:
    """Variables of `working-annex.docx`."""

    view: ReportView
    annex: WorkingAnnex
    open_units: tuple[UnitPages, ...]
    """Units with open errors or queries."""
    figure: Printer
    synthetic_line: str
    internal_line: str

    words: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[tuple[Required, ...]] = (
        SYNTHETIC,
        INTERNAL,
        Required(_("what the units wrote"), ("annex.units[].narratives[].paragraphs[]",)),
        Required(_("the open errors"), ("open_units[].errors[]", "annex.units[].errors[]")),
        Required(_("the open queries"), ("open_units[].queries[]", "annex.units[].queries[]")),
        Required(_("the cases by unit"), ("annex.cases[].figure",)),
    )


def values_of(variables: Any) -> dict[str, object]:
    """Return the variables of a template by their names."""
    return {field.name: getattr(variables, field.name) for field in fields(variables)}
