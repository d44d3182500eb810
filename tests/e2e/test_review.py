"""The review of several years as the installed command writes it, on real workbooks."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from lsreport.cli import invoke
from support.cli import Lsreport

pytestmark = pytest.mark.no_cover

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
PAPER = SAMPLES / "history" / "so-lieu-bao-cao-giay.xlsx"
NAME = "lsreport-187-2021..2025"
EDITIONS = ("province", "ministry", "province-public", "ministry-public")


def rendered(workspace: Path, out: Path, *options: str) -> Path:
    home = ["-q", "--workspace", str(workspace)]
    assert invoke([*home, "render", "2021..2025", "--out", str(out), *options]) == 0
    return out


@pytest.fixture(scope="module")
def without(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reviews of a workspace that the paper years were never entered in."""
    out = tmp_path_factory.mktemp("without")
    for edition in EDITIONS:
        to, _, public = edition.partition("-")
        word_only = ["--format", "docx"] if to == "ministry" else []
        rendered(demo, out, "--to", to, *(["--public"] if public else []), *word_only)
    return out


@pytest.fixture(scope="module")
def paper(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the paper years too."""
    folder = tmp_path_factory.mktemp("paper") / "office"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("inbox", "out"))
    assert invoke(["-q", "--workspace", str(folder), "ingest", str(PAPER)]) == 0
    return folder


def words(path: Path) -> list[str]:
    """Return the paragraphs and cells of a document in its order."""
    body = Document(str(path)).element.body
    texts = (
        "".join(piece.text or "" for piece in one.iter(f"{_W}t")) for one in body.iter(f"{_W}p")
    )
    return [text for text in texts if text]


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the Excel table of a sheet by the heads of its columns."""
    found = load_workbook(path)[sheet]
    (marked,) = found.tables.values()
    head, *rows = found[marked.ref]
    names = [str(cell.value) for cell in head]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


def test_one_review_for_each_reader(without: Path) -> None:
    files = sorted(one.name for one in without.iterdir())
    made = [f"{NAME}-{edition}.docx" for edition in EDITIONS]
    made += [f"{NAME}-province.xlsx", f"{NAME}-province-public.xlsx"]
    assert files == sorted([*made, *(f"{one}.manifest.json" for one in made)])


def test_it_reads_as_a_report_that_sums_up(without: Path) -> None:
    said = words(without / f"{NAME}-province.docx")
    headings = [
        one
        for one in said
        if re.match(r"(I|II|III|IV|V|VI|VII)\. |Phụ lục ", one) and len(one) < 80
    ]
    assert headings == [
        "I. TÌNH HÌNH CHUNG VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ THỰC HIỆN CÁC MỤC TIÊU",
        "III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ, GIẢI PHÁP",
        "IV. KINH PHÍ",
        "V. ĐÁNH GIÁ CHUNG",
        "VI. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI",
        "VII. ĐỀ XUẤT, KIẾN NGHỊ",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]
    assert "Tổng kết thực hiện Kế hoạch số 187/KH-UBND giai đoạn 2021 - 2025" in said
    assert (
        "Chuỗi số liệu còn khoảng trống: chưa có báo cáo nào của năm 2021, 2022, 2023; những năm "
        "này không kết luận."
    ) in said
    # Văn Quan owed the first half of its last year only: no list of annual returns has it.
    assert (
        "Số liệu hoạt động và kinh phí năm 2025 chưa gồm UBND huyện Văn Quan, UBND xã Khánh Khê, "
        "UBND xã Lợi Bác, UBND xã Châu Sơn."
    ) in said
    assert not any("Bài học kinh nghiệm" in one for one in said)


def test_each_copy_goes_to_its_reader(without: Path) -> None:
    to = {
        edition: next(
            one for one in words(without / f"{NAME}-{edition}.docx") if one.startswith("Kính gửi")
        )
        for edition in ("province", "ministry")
    }
    assert to == {
        "province": "Kính gửi: Ủy ban nhân dân tỉnh Lạng Sơn.",
        "ministry": "Kính gửi: Bộ Y tế (Cục Bà mẹ và Trẻ em).",
    }
    national = "Mức chung của cả nước (782/QĐ-TTg)"
    assert any(national in one for one in words(without / f"{NAME}-ministry.docx"))
    assert not any(national in one for one in words(without / f"{NAME}-province.docx"))


def test_the_years_are_those_of_the_samples(without: Path) -> None:
    """Numerators and denominators against what the samples were made from."""
    made = json.loads((SAMPLES / "totals.json").read_text("utf-8"))
    rows = table(without / f"{NAME}-province.xlsx", "1 Mục tiêu theo năm")
    lines = {"Từ đủ 6 đến dưới 16 tuổi": "6-15", "Cơ sở giáo dục": "schools"}
    checked = 0
    for row in rows:
        if row["Năm"] not in {"2024", "2025"} or row["Mã"] == "1.1":
            continue
        line = "" if row["Dòng"] == "Chung" else f" {lines.get(row['Dòng'], '?')}"
        name = "2.2 6-15" if (row["Mã"], row["Dòng"]) == ("2.2", "Chung") else f"{row['Mã']}{line}"
        known = made[row["Năm"]].get(name)
        if known is not None:
            assert [row["Tử số"], row["Mẫu số"]] == known, name
            checked += 1
    # 1.2, 1.3, 2.1a schools, 2.1b, 2.2, 3.1, 3.2a, P1, P2 and O1, O2 where they have cases.
    assert checked >= 16


def test_each_sheet_is_one_table_and_charts_say_what_they_show(without: Path) -> None:
    path = without / f"{NAME}-province.xlsx"
    workbook = load_workbook(path)
    assert {sheet.title: len(sheet.tables) for sheet in workbook} == {
        "Bìa": 0,
        "Mục lục": 1,
        "Ghi chú": 1,
        "1 Mục tiêu theo năm": 1,
        "1a Biểu đồ xu hướng": 1,
        "2 Thời điểm đạt": 1,
        "2a Biểu đồ đánh giá": 1,
        "3 Hoạt động theo năm": 1,
        "3a Cộng các năm": 1,
        "4 Báo cáo năm": 1,
        "5 Nhiệm vụ theo năm": 1,
    }
    with ZipFile(path) as package:
        drawings = [
            package.read(name).decode()
            for name in package.namelist()
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        ]
    assert len(drawings) == 2
    assert all('descr="Biểu đồ thanh ngang' in drawing for drawing in drawings)
    (first, *_others) = table(path, "2a Biểu đồ đánh giá")
    assert first == {
        "Năm": "Năm\N{NO-BREAK SPACE}2021",
        "Đạt": 0,
        "Không phát sinh": 0,
        "Chưa đủ cơ sở": 0,
        "Chưa đạt": 0,
        "Chưa có số liệu": 12,
    }


def test_a_year_without_returns_is_a_gap_and_no_nought(without: Path) -> None:
    rows = table(without / f"{NAME}-province.xlsx", "1 Mục tiêu theo năm")
    early = [row for row in rows if row["Năm"] in {"2021", "2022", "2023"}]
    assert {row["Tỷ lệ"] for row in early} <= {"…", "x"}
    assert {row["Số đơn vị có số liệu"] for row in early} == {0}
    assert {row["Đánh giá"] for row in early} == {"…", "-"}


def test_flows_of_the_years_are_added_once(without: Path) -> None:
    path = without / f"{NAME}-province.xlsx"
    yearly = [row for row in table(path, "3 Hoạt động theo năm") if row["Mã"] == "TT01"]
    # 2025 holds the first half of the districts and the rest of the year of the communes.
    assert [row["Số liệu"] for row in yearly] == ["…", "…", "…", 2302, 2168]
    (whole,) = (row for row in table(path, "3a Cộng các năm") if row["Mã"] == "TT01")
    assert (whole["Cộng"], whole["Số năm có số liệu"]) == (4470, "02/05")


def test_a_public_copy_shows_no_year_of_what_it_hides(without: Path) -> None:
    rows = table(without / f"{NAME}-province-public.xlsx", "1 Mục tiêu theo năm")
    starred = [row for row in rows if "*" in row.values()]
    assert {row["Mã"] for row in starred} >= {"1.2", "1.3"}
    for code in ("1.3", "O2"):
        known = [row for row in rows if row["Mã"] == code and row["Năm"] in {"2024", "2025"}]
        assert {(row["Tử số"], row["Mẫu số"], row["Tỷ lệ"]) for row in known} == {("*", "*", "*")}
    assert [row["Tử số"] for row in rows if row["Mã"] == "1.1"] == ["…", "…", "…", 0, 2]
    manifest = json.loads(
        (without / f"{NAME}-province-public.docx.manifest.json").read_text("utf-8")
    )
    hidden = [
        one
        for one in manifest["figures"]
        if re.match(r"1\.[23](/\w+)? (numerator|denominator|ratio|low|high) ", one["of"])
    ]
    assert hidden
    assert {(one["text"], one["value"]) for one in hidden if "trafficked" not in one["of"]} == {
        ("*", None)
    }
    assert manifest["cells"] == []


def test_paper_years_fill_the_series(paper: Path, tmp_path: Path) -> None:
    rendered(paper, tmp_path)
    said = words(tmp_path / f"{NAME}-province.docx")
    assert not any(one.startswith("Chuỗi số liệu còn khoảng trống") for one in said)
    assert (
        "Số liệu năm 2021, 2022, 2023 nhập từ báo cáo giấy; nội dung báo cáo giấy không nêu là "
        "chưa có số liệu."
    ) in said
    rows = table(tmp_path / f"{NAME}-province.xlsx", "1 Mục tiêu theo năm")
    adults = [row for row in rows if row["Mã"] == "2.1b"]
    assert [(row["Tử số"], row["Mẫu số"]) for row in adults] == [
        (121257, 531083),
        (363157, 536754),
        (411680, 542493),
        (479090, 550899),
        (472374, 534245),
    ]
    (ending,) = (
        row
        for row in table(tmp_path / f"{NAME}-province.xlsx", "2 Thời điểm đạt")
        if row["Mã"] == "2.1b"
    )
    assert (ending["Năm đầu ghi nhận đạt"], ending["Các năm sau đó"]) == (
        "Năm 2024",
        "Giữ được đến năm 2025",
    )


def test_again_and_elsewhere_it_is_the_same(demo: Path, without: Path, tmp_path: Path) -> None:
    rendered(demo, tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (without / path.name).read_bytes(), path.name


def test_it_can_be_verified(demo: Path, without: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "verify", without / f"{NAME}-ministry-public.docx")
    assert ran.code == 0, ran.out + ran.err


def test_the_manifest_names_the_outcome_of_a_year(without: Path) -> None:
    manifest = json.loads((without / f"{NAME}-province.docx.manifest.json").read_text("utf-8"))
    assert manifest["period"] == "2021..2025"
    (outcome,) = (one for one in manifest["outcomes"] if one["of"] == "2.2 2024")
    assert (outcome["numerator"], outcome["denominator"]) == (95983, 123711)
    figure = next(one for one in manifest["figures"] if one["of"] == "2.2 ratio 2024")
    assert (figure["text"], figure["outcome"]) == ("77,59%", "2.2 2024")
    assert {manifest["cells"][place]["period"] for place in figure["cells"]} == {"2024"}


@pytest.mark.parametrize(
    ("period", "code", "said"),
    [
        ("2025..2021", 2, "2025..2021 is no span of years. Write it as 2021..2025."),
        ("2020..2025", 3, "Period 2020 is outside plan 187/KH-UBND, whose first period is 2021."),
    ],
)
def test_a_span_that_is_none(
    demo: Path, lsreport: Lsreport, period: str, code: int, said: str
) -> None:
    ran = lsreport("--workspace", demo, "render", period)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_review_is_never_final(demo: Path, lsreport: Lsreport) -> None:
    ran = lsreport("--workspace", demo, "render", "2021..2025", "--final")
    assert (ran.code, ran.out) == (2, "")
    assert "A review of several years is never --final: its years are." in ran.err
