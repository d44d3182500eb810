"""A template runs no code, reads no file, alters no number, and ends: whatever is in it."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from jinja2.exceptions import SecurityError
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.workbook.defined_name import DefinedName

from lsreport.errors import ConfigurationError
from lsreport.indicators.plan import Plan
from lsreport.report import figures
from lsreport.report.docx import render_report, render_working_annex
from lsreport.report.figures import Register
from lsreport.report.template_check import check_template, require_sound
from lsreport.report.template_language import TemplateEnvironment
from lsreport.report.template_variables import ReportVariables
from lsreport.report.texts import Texts
from lsreport.report.workbook_variables import WorkbookVariables
from lsreport.report.xlsx import render_workbook
from support.report import Sent, assessment_of, view_of
from support.templates import MARK, with_parts, word

OPENING = "{{ figure(view.opening) }}"


def problems(path: Path, variables: type = ReportVariables) -> list[str]:
    """Return what keeps a template from being used."""
    return [str(one.problem) for one in check_template(path, variables) if not one.lacking]


# --- code -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ view.__class__ }}",
        "{{ figure.__self__.printed }}",
        "{{ figure.__globals__ }}",
        "{{ view|attr('__class__') }}",
        "{{ self.__init__ }}",
        "{{ view.opening.parts }}",
        "{{ view.letterhead.__init__.__globals__ }}",
        "{{ cycler }}",
        "{{ lipsum() }}",
        "{{ range(9) }}",
        "{{ namespace(a=1).a }}",
        "{{ dict(a=1) }}",
        "{{ view.subject.format('x') }}",
        "{{ '%s'|format(view.subject) }}",
        "{{ view.subject|safe }}",
        "{{ view|pprint }}",
        "{{ view|tojson }}",
        "{{ view.situation|map('figure')|join }}",
        "{{ figure(view) }}",
        "{{ figure(view.opening, 1) }}",
        "{{ figure(*view.situation) }}",
        "{{ loop }}",
        "{% set view = 1 %}",
        "{% macro x() %}{% endmacro %}",
        "{% do view.append(1) %}",
        "{% filter upper %}a{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% raw %}a{% endraw %}",
        "{% block a %}{% endblock %}",
        "{% for one in view.situation recursive %}{{ figure(one) }}{% endfor %}",
    ],
)
def test_a_tag_runs_nothing_and_sees_nothing_but_the_report(tmp_path: Path, tag: str) -> None:
    assert problems(word(tmp_path, tag))


@pytest.mark.parametrize(
    "tag",
    [
        "{% include '/etc/passwd' %}",
        "{% include view.subject %}",
        "{% import '/etc/passwd' as x %}",
        "{% from '/etc/passwd' import x %}",
        "{% extends '/etc/passwd' %}",
    ],
)
def test_a_tag_reads_no_file(tmp_path: Path, tag: str) -> None:
    (found,) = problems(word(tmp_path, tag))
    assert found.startswith("templates know for, if, elif, else, endif and endfor, not ")


def test_even_unchecked_the_sandbox_holds() -> None:
    environment = TemplateEnvironment()
    for source in (
        "{{ ''.__class__ }}", "{{ 9 * 9 }}", "{{ -a }}", "{{ 'a' + 'b' }}", "{{ '%s' % 1 }}",
        "{{ a.real }}", "{{ f() }}", "{{ 'abc'[0] }}", "{{ n.value }}", "{{ n.text }}",
        "{{ ('1', '2')|join('9', attribute='x') }}", "{{ 'abc'|first }}", "{{ 'abc'|join('0') }}",
    ):  # fmt: skip
        with pytest.raises((SecurityError, TypeError)):
            environment.from_string(source).render(a=5, f=print, n=figures.count(7, "n"))
    for source in ("{% include 'x' %}", "{{ range(3) }}", "{{ a|round }}"):
        with pytest.raises(Exception, match=r"loader|ndefined|No filter"):
            environment.from_string(source).render(a=5)


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "9{{ figure(view.opening) }}",
        "0,{{ figure(view.opening) }}",
        "-{{ figure(view.opening) }}",
        "{{ figure(view.opening) }}0",
        "{{ figure(view.opening) }}.000",
        "{{ figure(view.opening) }}%",
        "{{ figure(view.opening) }} %",
        "{{ figure(view.opening) }}{{ figure(view.opening) }}",
        "{{ figure(view.opening) }}{{ '0' }}",
        "{{ figure(view.opening) }}{{ '0' if view.public else '' }}",
        "{{ figure(view.opening) }}{% if view.public %}0{% endif %}",
        "{{ figure(view.opening) }}{% if view.public %}{% else %}0{% endif %}",
        "{% if view.public %}9{% endif %}{{ figure(view.opening) }}",
        "{% for one in view.situation %}{{ figure(one) }}{% endfor %}",
        "{% for one in view.situation %}{{ loop.index }}{{ figure(one) }} {% endfor %}",
        "{{ view.masked_below }}{{ figure(view.opening) }}",
        "{{ view.opening }}",
        "{{ view.opening ~ '0' }}",
        "{{ figure(view.opening) ~ '0' }}",
        "{{ figure(view.opening)|replace('1', '2') }}",
        "{{ figure(view.opening)|upper }}",
        "{{ figure(view.opening)[:1] }}",
        "{{ view.subject[:1] }}",
        "{{ view.subject|first }}",
        "{{ view.subject|reverse }}",
        "{{ view.masked_below + 1 }}",
        "{{ -view.masked_below }}",
        "{{ view.masked_below|round(2) }}",
        "{{ view.situation|join('0') }}",
        "{% for row in view.targets[0].rows %}{{ row.ratio.value }}{% endfor %}",
        "{% for row in view.targets[0].rows %}{{ figure(row.ratio.text) }}{% endfor %}",
        "{% for row in view.targets[0].rows %}{{ row.ratio.value * 2 }}{% endfor %}",
    ],
)
def test_a_figure_is_printed_as_it_is_and_noted(tmp_path: Path, text: str) -> None:
    assert problems(word(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        OPENING,
        "Kết quả ({{ figure(view.opening) }}).",
        "{{ figure(view.opening) }}. 12 đơn vị",
        "{% for one in view.situation %}{{ figure(one) }}; {% endfor %}",
        "{{ loop }}".replace("loop", "figure(view.opening)") + "{{ '.' if view.public else ';' }}",
        "{{ ‘a’ }} và {{ “b” }}",
        "{{ view.letterhead.addressees|join('; ') }}",
        "{% if view.audience == 'ministry' and not view.public %}{{ view.subject }}{% endif %}",
        "{% if view.audience in ('ministry', 'province') %}{{ view.subject|upper }}{% endif %}",
    ],
)
def test_what_an_office_needs_passes(tmp_path: Path, text: str) -> None:
    assert problems(word(tmp_path, text)) == []


# --- files and programs beside the document -------------------------------------------------


def _field(code: str, *, pieces: int = 1, simple: bool = False) -> Callable[[DocumentType], object]:
    def edit(document: DocumentType) -> None:
        paragraph = document.add_paragraph("x")._p
        if simple:
            paragraph.append(parse_xml(f"<w:fldSimple {nsdecls('w')} w:instr='{code}'/>"))
            return
        size = -(-len(code) // pieces)
        parts = [code[start : start + size] for start in range(0, len(code), size)]
        codes = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in parts)
        marks = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
        begin, end = marks
        for run in parse_xml(f"<w:p {nsdecls('w')}>{begin}{codes}{end}</w:p>"):
            paragraph.append(run)

    return edit


@pytest.mark.parametrize("pieces", [1, 5])
@pytest.mark.parametrize(
    "code",
    [
        "INCLUDETEXT C:/users/secret.txt",
        "INCLUDEPICTURE file:///etc/passwd",
        "DDEAUTO cmd x",
        "LINK Excel.Sheet.12 C:/a.xlsx",
        "= 5 + 3",
        "DATE",
        "QUOTE 99",
        "{{ view.subject }}",
    ],
)
def test_a_field_that_reads_or_calculates_is_refused(
    tmp_path: Path, code: str, pieces: int
) -> None:
    assert any(
        "the field" in one for one in problems(word(tmp_path, edit=_field(code, pieces=pieces)))
    )
    assert any(
        "the field" in one for one in problems(word(tmp_path, edit=_field(code, simple=True)))
    )


def test_page_numbers_are_fields_of_the_document_itself(tmp_path: Path) -> None:
    for code in (" PAGE ", "NUMPAGES \\* MERGEFORMAT", "SEQ hinh"):
        assert problems(word(tmp_path, edit=_field(code))) == []


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (RELATIONSHIP_TYPE.IMAGE, "file:///etc/passwd"),
        (RELATIONSHIP_TYPE.IMAGE, "https://example.org/a.png"),
        (RELATIONSHIP_TYPE.HYPERLINK, "file:///etc/passwd"),
        (
            f"{RELATIONSHIP_TYPE.IMAGE.rpartition(chr(47))[0]}/attachedTemplate",
            "https://example.org/a.dotm",
        ),
        (RELATIONSHIP_TYPE.OLE_OBJECT, "file:///c:/a.xlsx"),
    ],
)
def test_a_link_to_a_file_is_refused(tmp_path: Path, kind: str, target: str) -> None:
    path = word(tmp_path, edit=lambda document: document.part.relate_to(target, kind, True))
    (found,) = problems(path)
    assert target in found


def test_other_files_put_in_whole_are_refused(tmp_path: Path) -> None:
    chunk = f"<w:altChunk {nsdecls('w', 'r')} r:id='rId9'/>"
    path = word(tmp_path, edit=lambda one: one.element.body.insert(0, parse_xml(chunk)))
    assert problems(path) == ["a template may not hold another file put in whole (altChunk)"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!--{% set view = 1 %}-->",
        "<!--{%--><!-- set view = 1 %}-->",
        "<?x {% set view = 1 %}?>",
        "<w:p><w:pPr><w:pStyle w:val='{{ view.subject }}'/></w:pPr></w:p>",
        "<w:p><w:r><w:delText>{{ view.subject }}</w:delText></w:r></w:p>",
        "<w:p><w:r><w:t>{</w:t></w:r></w:p><w:p><w:r><w:t>{ view.subject }}</w:t></w:r></w:p>",
        "<m:t xmlns:m='http://x'>{{ view.subject }}</m:t>",
        "&#123;&#123; view.subject }}",
    ],
)
def test_a_tag_hides_nowhere(tmp_path: Path, hidden: str) -> None:
    path = with_parts(
        word(tmp_path),
        {"word/document.xml": lambda was: was.replace(b"<w:body>", b"<w:body>" + hidden.encode())},
    )
    assert problems(path)


def test_properties_hold_no_tags(tmp_path: Path) -> None:
    def edit(document: DocumentType) -> None:
        document.core_properties.subject = "{{ view.subject }}"

    assert problems(word(tmp_path, edit=edit)) == ["a tag stands in the properties of the document"]


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    entities = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    path = with_parts(
        word(tmp_path, OPENING),
        {"word/document.xml": lambda was: was.replace(b"?>", b"?>" + entities, 1)},
    )
    assert problems(path) == ["not a Word document (.docx); save it from Word in that format"]


# --- time and memory ------------------------------------------------------------------------


def _endless() -> list[str]:
    seven = "".join(f"{{% for a{n} in view.sources %}}" for n in range(7))
    return [f"{seven}x{'{% endfor %}' * 7}"]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "paragraphs",
    [
        _endless(),
        ["{{ " + "(" * 450 + "1" + ")" * 450 + " }}"],
        ["{{ 'a' * 999999999 }}"],
        ["{{ 9 ** 9 ** 9 }}"],
        ["{{ '" + "x" * 2000 + "' }}"],
        ["{{ view.subject }} " * 6000],
        ["{{ " * 20_000],
        ["{% if view.public %}" * 4000],
    ],
)
def test_a_template_costs_little_to_refuse(tmp_path: Path, paragraphs: list[str]) -> None:
    path = word(tmp_path, *paragraphs)
    started = time.monotonic()
    assert problems(path)
    assert time.monotonic() - started < 10


def test_wide_cells_and_packed_parts_cost_little(tmp_path: Path) -> None:
    def widen(document: DocumentType) -> None:
        cell = document.add_table(1, 1).cell(0, 0)._tc
        cell.get_or_add_tcPr().append(parse_xml(f"<w:gridSpan {nsdecls('w')} w:val='1000000000'/>"))

    assert problems(word(tmp_path, edit=widen)) == ["a cell spans more than 63 columns"]
    bomb = with_parts(word(tmp_path), {"word/media/a.bin": lambda _was: bytes(60 << 20)})
    tracemalloc.start()
    assert len(problems(bomb)) == 1
    assert tracemalloc.get_traced_memory()[1] < 20 << 20
    tracemalloc.stop()


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "source",
    [
        "{% for a in n %}{% for b in n %}{% for c in n %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in n %}{% for b in n %}{{ n|join(', ')|length }}{% endfor %}{% endfor %}",
        "{% for a in n %}{% for b in n %}" + "y" * 4000 + "{% endfor %}{% endfor %}",
    ],
)
def test_loops_end(source: str) -> None:
    started = time.monotonic()
    with pytest.raises(SecurityError, match=r"steps|characters"):
        TemplateEnvironment().from_string(source).render(n=["x" * 20] * 4000)
    assert time.monotonic() - started < 20


# --- workbooks ------------------------------------------------------------------------------


def sheet(
    folder: Path, *rows: list[object], edit: Callable[[Workbook], object] | None = None
) -> Path:
    book = Workbook()
    book.worksheets[0].title = "Bảng"
    for row in ([MARK], *rows):
        book.worksheets[0].append(row)
    if edit:
        edit(book)
    path = folder / "report.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    "cell",
    [
        "{{ targets[0].row.numerator.value }}",
        "{{ targets[0].row.numerator * 2 }}",
        "9{{ targets[0].row.numerator }}",
        "{{ targets[0].row.numerator }}0",
        "{{ _cell(1, 2) }}",
        "{{ 1) }}{% do _cell(2, 99) %}{{ (1 }}",
        "{{ 1) %}{% for x in sources %}{% endfor %}{% do _cell(1, (2 }}",
        "{%row do _row(1) %}",
        "{%row set view = 1 %}",
        "{%row for a in targets %}{% do _cell(1, 9) %}",
        "={{ targets[0].row.numerator.value }}",
        "={{ _cell(1, 2) }}",
        '=WEBSERVICE("http://example.org")',
        "='[C:\\secret.xlsx]A'!A1",
        "=cmd|'/C calc'!A0",
        "=NOW()",
        '=INDIRECT("A1")',
    ],
)
def test_a_cell_runs_nothing_reads_nothing_and_alters_nothing(tmp_path: Path, cell: str) -> None:
    assert problems(sheet(tmp_path, [cell]), WorkbookVariables)


def test_the_look_of_a_cell_changes_no_number(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        look = DifferentialStyle(numFmt=NumberFormat(numFmtId=170, formatCode='"99"'))
        book.worksheets[0].conditional_formatting.add(
            "B2:B9", Rule("expression", dxf=look, formula=["TRUE"])
        )

    (fault,) = (
        one for one in check_template(sheet(tmp_path, [1], edit=edit), WorkbookVariables)
        if not one.lacking
    )  # fmt: skip
    assert (str(fault.place), str(fault.problem)) == (
        "Bảng!B2:B9",
        "a conditional format may not change how a number is written",
    )


def test_a_workbook_reaches_nothing_outside(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book.worksheets[0].oddHeader.center.text = "{{ view.subject }}"
        book.defined_names["x"] = DefinedName("x", attr_text="'[C:\\a.xlsx]A'!A1")

    path = sheet(tmp_path, edit=edit)
    path = with_parts(path, {"xl/connections.xml": lambda _was: b"<x/>"})
    assert problems(path, WorkbookVariables) == [
        "it refers to xl/connections.xml (xml); a template may hold no links to files",
        "a tag stands where no text is: {{ view.subject }}",
        "a formula of a template stays within its workbook and its figures",
    ]


def test_a_workbook_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    broken = {"xl/styles.xml": lambda was: was.replace(b"numFmtId=", b"numFmtId='a' x=")}
    for path in (with_parts(sheet(tmp_path), broken), word(tmp_path).rename(tmp_path / "a.xlsx")):
        (found,) = problems(path, WorkbookVariables)
        assert found == "not a sound Excel workbook (.xlsx); save it from Excel in that format"


def test_formulas_over_the_sheet_itself_pass(tmp_path: Path) -> None:
    path = sheet(tmp_path, [1, 2, "=SUM(A1:B1)", "='Bảng'!A1"])
    assert problems(path, WorkbookVariables) == []


# --- what is refused is never filled in ------------------------------------------------------


def test_no_document_is_made_of_a_refused_template(tmp_path: Path, plan: Plan) -> None:
    view = view_of(plan, assessment_of(plan, {}))
    path = word(tmp_path, "{% include '/etc/passwd' %}")
    with pytest.raises(ConfigurationError) as failure:
        render_report(view, Register(), tmp_path)
    assert str(failure.value).startswith(
        f"{path} · paragraph 2 · “{{% include '/etc/passwd' %}}”: "
    )
    (tmp_path / "report.docx").unlink()
    word(tmp_path)
    require_sound(tmp_path / "report.docx", ReportVariables)


def test_the_mark_of_simulated_figures_cannot_be_dropped(tmp_path: Path) -> None:
    hidden = "{% if view.public and view.synthetic %}{{ synthetic_line }}{% endif %}"
    for text in ("", hidden, "{% if not view.synthetic %}{{ synthetic_line }}{% endif %}"):
        path = word(tmp_path)
        path = with_parts(
            path,
            {"word/document.xml": lambda was, text=text: was.replace(MARK.encode(), text.encode())},
        )
        (found,) = problems(path)
        assert "the line that says that figures are simulated" in found


# --- what units send ------------------------------------------------------------------------

SENT = (
    "{{ 7*7 }} {% include 'x' %} {%tr for a in b %} {_{ 1 }_} {=5+3} { INCLUDETEXT C:\\a } "
    "<w:fldSimple w:instr='DATE'/> </w:t></w:r> =HYPERLINK(\"http://x\") &lt; ]]> {# a #}"
)


def test_what_a_unit_wrote_is_only_ever_text(plan: Plan) -> None:
    sent = {"178": Sent({"D1": SENT, "D4": f"={SENT}", "CL_MOI": 1, "CL_CK": 1})}
    view = view_of(plan, assessment_of(plan, sent), texts=Texts({"V.1": (SENT,)}))
    register = Register()
    for made in (render_report(view, register), render_working_annex(view, register)):
        document = Document(BytesIO(made))
        body = document.element.body
        text = "".join(one.text or "" for one in body.iter(qn("w:t")))
        assert SENT in text.replace("\N{WORD JOINER}", "")
        codes = [one.text.strip() for one in body.iter(qn("w:instrText"))]
        assert not codes
        assert not list(body.iter(qn("w:fldSimple"), qn("w:hyperlink")))
    book = load_workbook(BytesIO(render_workbook(view, register)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    outside = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert outside == []
