"""`explain` walks a number back to the rule that judged it and the cells it was added from."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lsreport.app.explain import explain
from lsreport.app.workspace import Workspace, opened
from lsreport.console.explanation_document import explanation_document
from lsreport.domain.period import Period
from lsreport.i18n import Catalogue
from support.cli import Lsreport

INDICATORS = (
    *("1.1", "1.2", "1.3", "2.1a", "2.1b", "2.2", "2.3"),
    *("3.1", "3.2a", "3.2b", "P1", "P2", "O1", "O2"),
)
BOUNDED = """\
2.2/6-15 · Trẻ em được cung cấp thông tin, kiến thức về phòng ngừa, giảm thiểu lao động trẻ em: \
Từ đủ 6 đến dưới 16 tuổi
├─ Period 2025-H1: figures from 2024-12-15 to 2025-06-14; plan 187/KH-UBND
├─ Clause II.2.b-2: 80% trẻ em được cung cấp thông tin, kiến thức về phòng ngừa, giảm thiểu lao \
động trẻ em
├─ Target: 80% (>= 80%), 187/KH-UBND II.2.b, from 2021-09-13 until 2025-12-31
├─ Formula: (TE615.reached + HS16.reached) ÷ (TE615.total + HS16.total)
│  ├─ TE615.reached · Trẻ em từ đủ 6 đến dưới 16 tuổi được cung cấp thông tin (trừ học sinh \
trường thuộc Sở Giáo dục và Đào tạo), column “reached this year”
│  ├─ HS16.reached · Học sinh dưới 16 tuổi của trường thuộc Sở được cung cấp thông tin, column \
“reached this year”
│  ├─ TE615.total · Trẻ em từ đủ 6 đến dưới 16 tuổi được cung cấp thông tin (trừ học sinh trường \
thuộc Sở Giáo dục và Đào tạo), column “total at the cut-off date”
│  └─ HS16.total · Học sinh dưới 16 tuổi của trường thuộc Sở được cung cấp thông tin, column \
“total at the cut-off date”
├─ Reading: Trẻ dưới 6 tuổi chiếm khoảng 40% số trẻ em nên nếu tính cả thì không thể đạt 80%: \
đánh giá trên nhóm từ 6 đến dưới 16 tuổi. Dòng dưới 16 tuổi có mẫu số theo chỉ tiêu 0605 (Thông \
tư số 13/2021) và chỉ để tham khảo.
├─ Result: 90,082/113,495 = 79.37%
├─ Bounds: from 90,082/121,411 = 74.1% to 97,998/121,411 = 80.8%
│  └─ 184: a denominator of 7,916 assumed, from the office's list
├─ Verdict: undetermined (rule 4: the level lies between the bounds: the missing owners decide)
│  └─ the missing owners together would have to reach 89.1%
└─ Owners used: 11 of 12, with 93.48% of the denominator
   └─ 178 UBND thành phố Lạng Sơn: 10,967/14,766 = 74.27%
      ├─ 2025-H1-178.xlsx: revision 1 of 2025-H1, received 2025-06-20 23:59
      ├─ TE615.reached = 10,967, of 2024: the larger of two years, at most the total
      │  ├─ TE615.reached = 8,889 · A. Độ bao phủ!H15
      │  └─ TE615.reached = 10,967 · 2024-178.xlsx · A. Độ bao phủ!H15 · 178, 2024, revision 1
      └─ TE615.total = 14,766 · A. Độ bao phủ!C15
"""


def explained(demo: Path, lsreport: Lsreport, *arguments: str, lang: str = "en") -> list[str]:
    """Return the lines of a tree; nothing is said beside it."""
    ran = lsreport("--workspace", demo, "explain", *arguments, lang=lang)
    assert (ran.code, ran.err) == (0, "")
    return ran.lines


def document(demo: Path, lsreport: Lsreport, *arguments: str) -> dict[str, Any]:
    ran = lsreport("--workspace", demo, "explain", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def branches(lines: list[str], first: str) -> list[str]:
    """Return the branch that begins so, with what stands under it, without the drawn lines."""
    bare = [line.lstrip("│├└─ ") for line in lines]
    start = next(place for place, line in enumerate(bare) if line.startswith(first))
    depth = len(lines[start]) - len(bare[start])
    end = start + 1
    while end < len(lines) and len(lines[end]) - len(bare[end]) > depth:
        end += 1
    return bare[start:end]


def test_a_line_is_walked_from_its_clause_to_its_cells(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2025-H1", "2.2/6-15", "--unit", "178")
    assert "\n".join([*lines, ""]) == BOUNDED


def test_a_missing_unit_tells_why_and_what_is_assumed(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2025-H1", "2.2/6-15", "--unit", "184")
    assert branches(lines, "Owners missing") == [
        "Owners missing: 1",
        "184 UBND huyện Văn Quan: not received",
        (
            "assumed: TE615.total 7,916, reference.csv line 133: Phần mềm quản lý trẻ em (mô "
            "phỏng), 2024-12-31"
        ),
    ]


def test_a_figure_put_aside_tells_the_check_that_did(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2025-H1", "2.3/enterprises", "--unit", "187")
    finding = (
        "LS301: DN Doanh nghiệp được cung cấp thông tin, column “cumulative”: 863 is more than the "
        "442 of “DN Doanh nghiệp được cung cấp thông tin, column “total at the cut-off date””."
    )
    assert branches(lines, "187 UBND") == [
        "187 UBND huyện Chi Lăng: set aside by a check",
        "2025-H1-187.xlsx: revision 1 of 2025-H1, received 2025-06-20 23:59",
        "DN.covered: set aside by a check (it says 863)",
        "DN.base = 353 · A. Độ bao phủ!D9",
        "DN.gains = 510 · A. Độ bao phủ!E9",
        "DN.losses = 0 · A. Độ bao phủ!F9",
        finding,
        "starts from 353, in the return for 2024",
        "DN.total: set aside by a check (it says 442) · A. Độ bao phủ!C9",
        finding,
        "assumed: DN.total 442, as its own return gave it",
    ]


def test_an_official_reads_it_in_vietnamese(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2025-H1", "2.2/under_16", "--unit", "180", lang="vi")
    assert branches(lines, "Kết quả") == ["Kết quả: 113.153/167.544 = 67,54%"]
    assert branches(lines, "Khoảng") == [
        "Khoảng: từ 113.153/194.200 = 58,2% đến 139.809/194.200 = 72,0%",
        "180: mẫu số giả định 13.484, theo chính báo cáo của đơn vị",
        "184: mẫu số giả định 13.172, theo danh sách của cơ quan tổng hợp",
    ]
    assert branches(lines, "180 UBND") == [
        "180 UBND huyện Tràng Định: để trống",
        "2025-H1-180.xlsx: bản 1 của kỳ 2025-H1, nhận 27/06/2025 23:59",
        "TE06.reached: để trống · A. Độ bao phủ!H14",
        "TE615.reached = 6.543, của kỳ 2024: số lớn hơn của hai năm, không quá tổng số",
        "TE615.reached = 6.139 · A. Độ bao phủ!H15",
        "TE615.reached = 6.543 · 2024-180.xlsx · A. Độ bao phủ!H15 · 180, kỳ 2024, bản 1",
        "TE06.total = 5.363 · A. Độ bao phủ!C14",
        "TE615.total = 8.121 · A. Độ bao phủ!C15",
        "giả định: TE06.total 5.363, theo chính báo cáo của đơn vị",
        "giả định: TE615.total 8.121, theo chính báo cáo của đơn vị",
    ]


def test_a_blank_cell_is_named(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2025-H1", "2.2/under_16", "--unit", "180")
    assert "TE06.reached: left blank · A. Độ bao phủ!H14" in branches(lines, "180 UBND")


def test_the_year_two_sets_of_units_share_tells_whose_cases_are_not_added(
    demo: Path, lsreport: Lsreport
) -> None:
    lines = explained(demo, lsreport, "2025", "1.1", "--unit", "06253")
    assert branches(lines, "06253") == [
        "06253 UBND xã Văn Quan: 1",
        "2025-06253.xlsx: revision 1 of 2025, received 2025-12-17 23:59",
        "CL_DK = 0, not added: it is another owner's part · B. Trẻ em!D12",
        "CL_MOI = 1 · B. Trẻ em!D13",
        "RS_THON = 25, what a zero rests on · B. Trẻ em!D8",
    ]
    ended = branches(explained(demo, lsreport, "2025", "1.1", "--unit", "183"), "183")
    assert ended[1] == "2025-H1-183.xlsx: revision 1 of 2025-H1, received 2025-06-20 23:59"


def test_an_answer_that_stands_is_found_in_the_return_that_gave_it(
    demo: Path, lsreport: Lsreport
) -> None:
    lines = explained(demo, lsreport, "2025-H1", "P2", "--unit", "184")
    assert branches(lines, "184") == [
        "184 UBND huyện Văn Quan: 1/1 = 100%",
        "silent; what it answered before stands until withdrawn",
        (
            "KH01 = 1 “Đã ban hành kế hoạch riêng” · 2024-184.xlsx · C. Hoạt động!D8 · 184, 2024, "
            "revision 1"
        ),
    ]


def test_a_span_tells_each_year_and_names_the_gaps(demo: Path, lsreport: Lsreport) -> None:
    lines = explained(demo, lsreport, "2021..2025", "2.2/6-15", "--unit", "184")
    assert lines[0].endswith("Từ đủ 6 đến dưới 16 tuổi · 2021..2025")
    years = [line for line in lines if line[1:4] == "─ 2"]
    assert years == [
        "├─ 2021: no return is stored",
        "├─ 2022: no return is stored",
        "├─ 2023: no return is stored",
        "├─ 2024: 95,983/123,711 = 77.59%; not met",
        "└─ 2025: 184 has no part",
    ]
    periods = document(demo, lsreport, "2023..2024", "2.2")["periods"]
    found = [(one["period"], one["indicator"]["numerator"]) for one in periods]
    assert found == [("2023", None), ("2024", 95_983)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2025-H1", "9.9"), "has no indicator 9.9. It has: 1.1, 1.2, 1.3, "),
        (("2025-H1", "2.2/x"), "Indicator 2.2 has no line x. It has: 2.2/6-15, 2.2/under_16."),
        (("2025-H1", "1.1/x"), "Indicator 1.1 has no lines: ask for 1.1, not 1.1/x."),
        (("2025-H1", "1.1", "--unit", "CAT"), "Unit CAT has no part in 1.1. Its figures come"),
        (("2020", "1.1"), "Period 2020 is outside plan 187/KH-UBND"),
        (("2019..2022", "1.1"), "Period 2019 is outside plan 187/KH-UBND"),
    ],
)
def test_what_is_not_there_ends_with_3(
    demo: Path, lsreport: Lsreport, arguments: tuple[str, ...], said: str
) -> None:
    ran = lsreport("--workspace", demo, "explain", *arguments)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err


def test_a_period_that_is_none_is_wrong_usage(demo: Path, lsreport: Lsreport) -> None:
    assert lsreport("--workspace", demo, "explain", "2025-H3", "1.1").code == 2


def test_what_was_known_before_is_explained_as_of_then(demo: Path, lsreport: Lsreport) -> None:
    before = document(demo, lsreport, "2025-H1", "3.1/province", "--as-of", "2020-01-01")
    assert before["as_of"] == "2020-01-01T23:59:59.999999+07:00"
    assert before["indicator"]["owners"]["used"] == 0


# --- the numbers of every explanation ---------------------------------------------------------


@pytest.fixture(scope="module")
def told(demo: Path) -> list[dict[str, Any]]:
    """Return the explanation of every indicator, and of those communes take part in."""
    english = Catalogue("en")
    asked = [("2025-H1", code) for code in INDICATORS] + [("2025", "2.2"), ("2025", "3.1")]
    with opened(Workspace(demo), "explain") as desk:
        explained = [explain(desk, Period.parse(period), code) for period, code in asked]
        documents = [explanation_document(one, None, english) for one in explained]
    return [one["indicator"] for one in json.loads(json.dumps(documents))]


def lines_of(indicator: dict[str, Any]) -> list[dict[str, Any]]:
    return indicator["lines"] or [indicator]


@pytest.mark.no_cover
def test_every_sum_is_that_of_the_terms_told_of_it(told: list[dict[str, Any]]) -> None:
    for line in (line for one in told for line in lines_of(one) if one["kind"] != "issued"):
        used = [unit for unit in line["units"] if unit["reason"] is None]
        if not used:
            assert line["numerator"] is None
            continue
        assert added(used, "numerator") == line["numerator"], line["name"]
        if line["kind"] != "count_is_zero":
            whole = added(used, "denominator") - added(used, "subtracted")
            assert whole == line["denominator"], line["name"]


def added(units: list[dict[str, Any]], role: str) -> int:
    terms = (term for unit in units for term in unit["terms"] if term["role"] == role)
    return sum(term["value"] for term in terms if term["added"])


@pytest.mark.no_cover
def test_every_bound_is_that_of_what_is_assumed_key_by_key(told: list[dict[str, Any]]) -> None:
    bounded = [line for one in told for line in lines_of(one) if line["bounds"]]
    assert len(bounded) > 20
    for line in bounded:
        assumed = [part for unit in line["units"] for part in unit["assumed"] or ()]
        missing = sum(part["denominator"] for part in assumed)
        n, whole = line["numerator"], line["denominator"] + missing
        assert Fraction(line["low_fraction"]) == Fraction(n, whole), line["name"]
        assert Fraction(line["high_fraction"]) == Fraction(n + missing, whole), line["name"]


@pytest.mark.no_cover
def test_ten_figures_at_random_stand_in_the_archived_cells(
    demo: Path, told: list[dict[str, Any]]
) -> None:
    chosen = random.Random(187)
    lines = [line for one in told for line in lines_of(one)]
    for line in chosen.sample(lines, 10):
        cells = [cell for unit in line["units"] for cell in unit["cells"]]
        for cell in chosen.sample(cells, min(3, len(cells))):
            original = demo / "store" / "archive" / cell["sha256"][:2] / cell["sha256"]
            with original.open("rb") as file:
                seen = openpyxl.load_workbook(file)[cell["sheet"]][cell["cell"]].value
            # A gate answers for the cells of its block: they are blank, and nought.
            assert (seen or 0) == cell["value"], cell
