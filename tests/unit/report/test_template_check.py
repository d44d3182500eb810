"""Faults of templates are told with file, place, text and what is wrong, before any report."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from jinja2.exceptions import SecurityError
from openpyxl import load_workbook

from lsreport.app.check_templates import check_templates
from lsreport.app.workspace import Workspace
from lsreport.report.docx import PACKAGED
from lsreport.report.template_check import check_template, fault_message
from lsreport.report.template_language import TemplateEnvironment
from lsreport.report.template_registry import TEMPLATES
from lsreport.report.template_variables import (
    INTERNAL,
    SYNTHETIC,
    ReportVariables,
    WorkingAnnexVariables,
)
from lsreport.report.workbook_variables import WorkbookVariables
from support.templates import word

FORMS = "tags are written as one of {{ … }}, {% … %}, {%p … %}, {%tr … %}, {%tc … %}, {%row … %}"


def told(path: Path, variables: type = ReportVariables, *, lacking: bool = False) -> list[str]:
    """Return the faults as a person reads them, without the folder."""
    faults = (one for one in check_template(path, variables) if one.lacking is lacking)
    return [str(fault_message(path, one)).removeprefix(f"{path.parent}/") for one in faults]


def test_the_packaged_templates_have_no_fault() -> None:
    checked = check_templates(None)
    assert [one.path for one in checked] == [PACKAGED / name for name in TEMPLATES]
    assert {str(fault) for one in checked for fault in one.faults} == set()
    assert {path.name for path in PACKAGED.iterdir()} == set(TEMPLATES)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ view.subjekt }}", "unknown variable view.subjekt; perhaps view.subject"),
        ("{{ vew.subject }}", "unknown variable vew; perhaps view"),
        ("{{ zzz }}", "unknown variable zzz"),
        (
            "{% for row in view.targets[0].rows %}{{ row.gaol }}{% endfor %}",
            "unknown variable view.targets[].rows[].gaol; perhaps view.targets[].rows[].goal",
        ),
        ("{% for a in view.subject %}{% endfor %}", "view.subject is no list to loop over"),
        ("{{ view.subject|uper }}", "there is no filter |uper"),
        ("{{ view.window[0] }}", "a day is printed with |short_date"),
        ("{{ view.subject|short_date }}", "|short_date does not fit view.subject"),
        ("{{ view.opening }}", "figures are printed with figure(…)"),
        ("{{ view.targets }}", "this is no single text or figure and cannot be printed"),
        ("{{ view.situation[99:] }}", "this is no single text or figure and cannot be printed"),
        ("{{ view.subject[0] }}", "[…] takes one of a list by its number, counted from 0"),
        ("{{ view.situation|join }}", "|join does not fit view.situation"),
        ("{% for a, b in view.results %}{% endfor %}", "view.results does not hold 2 things each"),
        ("{{ 'a' if view is odd }}", "templates do not know the test: is odd"),
        ("{{ 'a' if view.opening == 1 }}", "only texts, numbers and days are compared"),
        ("{{ 'a' if 1 in view.situation }}", "in (…) takes a list of texts in quotation marks"),
        ("{{ picture(view.subject) }}", "picture(…) takes one chart"),
        ("{{ figure(view.charts[0]) }}", "figure(…) takes one figure or sentence"),
        (
            "{{ view.subject ~ view.opening }}",
            "only texts are joined by ~; a figure gets a tag of its own",
        ),
        ("{{ view.subject", "{{ without its other half"),
        ("view.subject }}", "}} without its other half"),
        ("{% if view.public %}a", "endif is missing"),
        ("a{% endif %}", "nothing before it begins this"),
        ("{% for a in view.situation %}{% endif %}", "nothing before it begins this"),
        ("{% iff view.public %}", "templates know for, if, elif, else, endif and endfor, not iff"),
        ("{{ view. }}", "this tag is not written correctly (expected name or number)"),
        ("{%tr for a in view.situation %}", "{%tr … %} cannot stand here"),
        ("{%- if view.public %}a{% endif %}", FORMS),
        ("{{r view.subject }}", FORMS),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_paragraph(tmp_path: Path, text: str, problem: str) -> None:
    found = told(word(tmp_path, "Tiêu đề", text))
    assert found[0].startswith("report.docx · paragraph 3 · “")
    assert found[0].endswith(f"”: {problem}")


def test_points_have_the_letters_of_official_documents() -> None:
    source = "{% for _one in n %}{{ loop.index|letter }}{% endfor %}"
    environment = TemplateEnvironment()
    assert environment.from_string(source).render(n=range(7)) == "abcdđeg"
    with pytest.raises(SecurityError):
        environment.from_string("{{ 0|letter }}").render()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = word(tmp_path, "{{ view.a }} {{ view.b }}", "{{ c }}", "Đúng: {{ view.subject }}")
    assert [line.rpartition(": ")[2] for line in told(path)] == [
        "unknown variable view.a",
        "unknown variable view.b",
        "unknown variable c",
    ]


def test_what_word_itself_does_to_tags_is_no_fault(tmp_path: Path) -> None:
    def split(document: DocumentType) -> None:
        paragraph = document.add_paragraph("{{ view")
        paragraph.add_run(".sub").bold = True
        paragraph.add_run("ject }} {{ “a” if view.public else ‘b’ }}")

    assert told(word(tmp_path, edit=split)) == []


def test_a_pair_stands_in_one_kind_of_place(tmp_path: Path) -> None:
    def edit(document: DocumentType) -> None:
        document.add_paragraph("{%p if view.public %}")
        document.add_table(1, 1).cell(0, 0).text = "{%p endif %}"

    (across,) = told(word(tmp_path, edit=edit))
    assert across.endswith(
        "this belongs to {%p if view.public %}, which stands in another kind of place"
    )
    (inline,) = told(word(tmp_path, "{% if view.public %}", "a{% endif %}"))
    assert inline.endswith(
        "this belongs to {% if view.public %}, which stands in another kind of place"
    )


def test_what_a_tag_would_replace_is_told(tmp_path: Path) -> None:
    lost = "this tag stands for its whole paragraph, row or cell: what else is in it would be lost"

    def row(document: DocumentType) -> None:
        cells = document.add_table(3, 2)
        cells.cell(0, 0).text = "{%tr for one in view.situation %}"
        cells.cell(0, 1).text = "mất"
        cells.cell(1, 0).text = "{{ figure(one) }}"
        cells.cell(2, 0).text = "{%tr endfor %}"

    assert [line.rpartition("”: ")[2] for line in told(word(tmp_path, edit=row))] == [lost]
    text = "mất {%p if view.public %}"
    assert told(word(tmp_path, text, "{%p endif %}"))[0].endswith(lost)


def test_headers_are_looked_at_too(tmp_path: Path) -> None:
    def edit(document: DocumentType) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ view.xyz }}"

    (found,) = told(word(tmp_path, edit=edit))
    assert found == (
        "report.docx · header, paragraph 1 · “{{ view.xyz }}”: unknown variable view.xyz"
    )


def without(tmp_path: Path, name: str, text: str) -> Path:
    """Return a copy of a packaged template that lacks the paragraphs with this text."""
    document = Document(str(PACKAGED / name))
    margins = [one.footer for one in document.sections]
    margins += [one.first_page_footer for one in document.sections]
    for part in (document.element.body, *(margin._element for margin in margins)):
        for run in part.iter(qn("w:t")):
            run.text = (run.text or "").replace(text, "")
    path = tmp_path / name
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ view.closing }}", "missing: the end of the text ({{ view.closing }})"),
        ("{{ view.subject }}", "missing: the subject ({{ view.subject }})"),
        ("{{ figure(view.opening) }}", "missing: the opening ({{ view.opening }})"),
        ("Nơi nhận:", "the words “Nơi nhận:” are missing"),
    ],
)  # fmt: skip
def test_a_missing_part_is_told(tmp_path: Path, text: str, problem: str) -> None:
    path = without(tmp_path, "report.docx", text)
    assert told(path, lacking=True) == [f"report.docx: {problem}"]
    assert told(path) == [], "the report can be written all the same"


def test_marks_are_never_missing(tmp_path: Path) -> None:
    for name, variables, line, mark in (
        ("report.docx", ReportVariables, "synthetic_line", SYNTHETIC.what),
        ("working-annex.docx", WorkingAnnexVariables, "internal_line", INTERNAL.what),
    ):
        path = without(tmp_path, name, f"{{{{ {line} }}}}")
        assert told(path, variables) == [f"{name}: missing: {mark} ({{{{ {line} }}}})"]


def test_a_fault_in_a_workbook_is_told_with_its_cell(tmp_path: Path) -> None:
    book = load_workbook(PACKAGED / "report.xlsx")
    book.worksheets[0]["H40"] = "{{ view.subjekt }}"
    book.worksheets[1]["H41"] = "{%row for one in targets %}"
    path = tmp_path / "report.xlsx"
    book.save(path)
    first, second = (sheet.title for sheet in book.worksheets[:2])
    unknown = "unknown variable view.subjekt; perhaps view.subject"
    assert told(path, WorkbookVariables) == [
        f"report.xlsx · {first}!H40 · “{{{{ view.subjekt }}}}”: {unknown}",
        f"report.xlsx · {second}!H41 · “{{%row for one in targets %}}”: endfor is missing",
    ]


def test_a_file_of_no_known_name_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "~$report.docx").write_bytes(b"")
    (folder / "reports.docx").write_bytes((PACKAGED / "report.docx").read_bytes())
    checked = check_templates(Workspace(tmp_path))
    assert [one.path.name for one in checked if one.faults] == ["reports.docx"]
