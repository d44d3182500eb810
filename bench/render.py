"""Both formats of the report against the libraries alone: `python bench/render.py [--times N]`.

The peers print the same content: docxtpl fills in the same template with figures that are plain
text and no charts, openpyxl writes the values of the same cells into a new workbook without looks.
What lsreport adds is the register of figures, the bounded sandbox, charts, styles, widths and
heights of rows, mended tables and fixed bytes. Medians of rounds in which each part runs once, in
one process with the libraries loaded. Ends with exit code 1 above `MOST` times the peers.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate
from jinja2 import Environment
from openpyxl import Workbook, load_workbook

from lsreport.app.demo import demo
from lsreport.app.documents import report_view
from lsreport.app.workspace import Workspace, opened
from lsreport.domain.clock import LANG_SON
from lsreport.domain.period import Period
from lsreport.report.docx import PACKAGED, REPORT, render_report, report_variables
from lsreport.report.figures import Register
from lsreport.report.template_language import TemplateEnvironment
from lsreport.report.template_variables import values_of
from lsreport.report.view_types import ReportView
from lsreport.report.word_chart import Pictures
from lsreport.report.xlsx import render_workbook

MOST = 3.0
"""Times the peers."""
PERIOD = Period(2024, annual=False)
"""Half a year for which 29 units report."""
_NOW = datetime(2026, 1, 5, tzinfo=LANG_SON)


def main() -> None:
    """Measure, print the table, and say whether the bound holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=9)
    asked = parser.parse_args()
    view = _view()
    taken = in_turns(_parts(view), asked.times)
    ours = taken["lsreport docx"] + taken["lsreport xlsx"]
    peers = taken["docxtpl"] + taken["openpyxl"]
    print(f"{len(view.returns.rows)} units, {asked.times} rounds{'':>6}ms")
    for name, seconds in taken.items():
        print(f"{name:<20}{1000 * seconds:>10.0f}")
    print(f"{'both ÷ peers':<20}{ours / peers:>10.2f}  (at most {MOST:.0f})")
    sys.exit(ours > MOST * peers)


def _view() -> ReportView:
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        demo(office, clock=lambda: _NOW)
        with opened(Workspace(office), "bench") as desk:
            return report_view(desk, desk.assess(None, PERIOD), PERIOD)


def _parts(view: ReportView) -> Mapping[str, Callable[[], object]]:
    cells = _cells(render_workbook(view, Register()))
    return {
        "docxtpl": lambda: _bare_docx(view),
        "lsreport docx": lambda: render_report(view, Register()),
        "openpyxl": lambda: _bare_xlsx(cells),
        "lsreport xlsx": lambda: render_workbook(view, Register()),
    }


def in_turns(parts: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Return the medians of the seconds that each part took."""
    taken: dict[str, list[float]] = {name: [] for name in parts}
    for _round in range(times + 1):
        for name, run in parts.items():
            begun = time.perf_counter()
            run()
            taken[name].append(time.perf_counter() - begun)
    # The first round loads what is loaded once.
    return {name: median(seconds[1:]) for name, seconds in taken.items()}


def _bare_docx(view: ReportView) -> bytes:
    variables = values_of(report_variables(view, Register(), Pictures(Register())))
    plain = {**variables, "figure": str, "picture": lambda _chart: ""}
    environment = Environment(autoescape=True)
    environment.filters |= TemplateEnvironment().filters
    document = DocxTemplate(PACKAGED / REPORT)
    document.render(plain, environment, autoescape=True)
    packed = BytesIO()
    document.save(packed)
    return packed.getvalue()


def _cells(workbook: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(workbook))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def _bare_xlsx(cells: Mapping[str, list[tuple[object, ...]]]) -> bytes:
    book = Workbook()
    del book[book.sheetnames[0]]
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


if __name__ == "__main__":
    main()
