"""The office's reference table: strict, with line and column of what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lsreport.domain.submission import ReferenceFigure
from lsreport.errors import ConfigurationError
from lsreport.indicators.plan import Plan
from lsreport.indicators.reference import load_reference

HEADER = "unit,element,value,dated,source\n"
GOOD = "186,TE615,5600,2024-12-31,Niên giám thống kê 2024\n"


def test_figures_keep_the_order_and_lines_of_the_file(plan: Plan, tmp_path: Path) -> None:
    text = (
        "\ufeffunit, element ,value,dated,source\r\n"
        "186,TE615,5600,2024-12-31,Niên giám thống kê 2024\r\n"
        "\r\n"
        '178,TE517,25000,2024-12-31,"Sở Y tế, công văn 12"\r\n'
        "SGDDT, HS16 ,1200,2024-09-05,Sở Giáo dục và Đào tạo\r\n"
        "186,TE615,5500,2023-12-31,Niên giám thống kê 2023\r\n"
        "189,DN,0,2024-12-31,Cục Thống kê\r\n"
    )
    assert load_reference(_file(tmp_path, text), plan) == (
        ReferenceFigure("186", "TE615", 5600, date(2024, 12, 31), "Niên giám thống kê 2024", 2),
        ReferenceFigure("178", "TE517", 25000, date(2024, 12, 31), "Sở Y tế, công văn 12", 4),
        ReferenceFigure("SGDDT", "HS16", 1200, date(2024, 9, 5), "Sở Giáo dục và Đào tạo", 5),
        ReferenceFigure("186", "TE615", 5500, date(2023, 12, 31), "Niên giám thống kê 2023", 6),
        ReferenceFigure("189", "DN", 0, date(2024, 12, 31), "Cục Thống kê", 7),
    )


def test_a_quoted_source_over_two_lines_does_not_shift_the_lines_after_it(
    plan: Plan, tmp_path: Path
) -> None:
    text = HEADER + '178,RS_THON_T,164,2024-12-31,"Sở Nội vụ\ncông văn 3"\n' + GOOD
    assert [figure.line for figure in load_reference(_file(tmp_path, text), plan)] == [2, 4]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "186,TE615,5600,2024-12-31\n",
            "reference.csv, line 3: 4 columns instead of 5. Correct the line.",
        ),
        (
            "186,TE16,5600,2024-12-31,x\n",
            (
                "reference.csv, line 3, column element: the plan has no element TE16. Correct the "
                "code."
            ),
        ),
        (
            "186,CL_CK,5,2024-12-31,x\n",
            (
                "reference.csv, line 3, column element: CL_CK has no total, so no reference "
                "figure. Remove the line."
            ),
        ),
        (
            "186,HTX_T,5,2024-12-31,x\n",
            (
                "reference.csv, line 3, column element: HTX_T has no total, so no reference "
                "figure. Remove the line."
            ),
        ),
        (
            "179,TE615,5600,2024-12-31,x\n",
            "reference.csv, line 3, column unit: the registry has no unit 179. Correct the code.",
        ),
        (
            "186,HS16,5600,2024-12-31,x\n",
            (
                "reference.csv, line 3, column unit: 186 does not report HS16. Correct the code, "
                "or remove the line."
            ),
        ),
        (
            "180,TE615,5.600,2024-12-31,x\n",
            (
                "reference.csv, line 3, column value: 5.600 is no whole number. Write digits only, "
                "such as 5600."
            ),
        ),
        (
            "180,TE615,,2024-12-31,x\n",
            (
                "reference.csv, line 3, column value: - is no whole number. Write digits only, "
                "such as 5600."
            ),
        ),
        (
            "180,TE615,-5,2024-12-31,x\n",
            (
                "reference.csv, line 3, column value: -5 is no whole number. Write digits only, "
                "such as 5600."
            ),
        ),
        (
            "180,TE615,1000000001,2024-12-31,x\n",
            "reference.csv, line 3, column value: 1000000001 is above 1,000,000,000. Correct it.",
        ),
        (
            "180,TE615,0,2024-12-31,x\n",
            (
                "reference.csv, line 3, column value: TE615 cannot be 0. Correct the figure, or "
                "remove the line."
            ),
        ),
        (
            "180,TE615,5600,31/12/2024,x\n",
            "reference.csv, line 3, column dated: 31/12/2024 is no date. Write it as 2024-12-31.",
        ),
        (
            "180,TE615,5600,20241231,x\n",
            "reference.csv, line 3, column dated: 20241231 is no date. Write it as 2024-12-31.",
        ),
        (
            "180,TE615,5600,2024-02-30,x\n",
            "reference.csv, line 3, column dated: 2024-02-30 is no date. Write it as 2024-12-31.",
        ),
        (
            "180,TE615,5600,2024-12-31, \n",
            "reference.csv, line 3, column source: empty. Name the source of the figure.",
        ),
        (
            "186,TE615,5700,2024-12-31,Sở Y tế\n",
            (
                "reference.csv, line 3: TE615 of 186 on 2024-12-31 already stands on line 2. Keep "
                "one of the two."
            ),
        ),
        (
            '180,TE615,5600,2024-12-31,"x" y\n',
            (
                "reference.csv, line 3: not CSV (',' expected after '\"'). Correct the quotation "
                "marks of the line."
            ),
        ),
    ],
)
def test_a_wrong_line(plan: Plan, tmp_path: Path, rows: str, message: str) -> None:
    assert _fault(_file(tmp_path, HEADER + GOOD + rows), plan) == message


@pytest.mark.parametrize(
    ("header", "seen"),
    [
        ("unit;element;value;dated;source\n", "unit;element;value;dated;source"),
        ("unit,element,value,date,source\n", "unit,element,value,date,source"),
        ("", "-"),
    ],
)
def test_a_wrong_header(plan: Plan, tmp_path: Path, header: str, seen: str) -> None:
    assert _fault(_file(tmp_path, header), plan) == (
        f"reference.csv, line 1: the header is {seen}, it must be unit,element,value,dated,source. "
        'Save the table as "CSV UTF-8 (comma delimited)".'
    )


def test_another_encoding(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "reference.csv"
    path.write_bytes((HEADER + "186,TE615,5600,2024-12-31,Báo").encode("latin-1"))
    assert _fault(path, plan) == (
        "reference.csv, line 2: not UTF-8 text. Save the file with the encoding UTF-8."
    )


def test_a_file_that_cannot_be_read(plan: Plan, tmp_path: Path) -> None:
    assert _fault(tmp_path, plan) == (
        f"{tmp_path} cannot be read (Is a directory). Close it in Excel and try again."
    )


def _file(folder: Path, text: str) -> Path:
    path = folder / "reference.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def _fault(path: Path, plan: Plan) -> str:
    with pytest.raises(ConfigurationError) as raised:
        load_reference(path, plan)
    return str(raised.value)
