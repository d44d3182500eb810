"""A small report made by hand, and what a workbook shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from lsreport.domain.unit import Standing
from lsreport.indicators.outcome import Verdict
from lsreport.indicators.plan import Plan, Target
from lsreport.report import figures
from lsreport.report.annex_types import (
    AreaRow,
    AreaTable,
    AssumedRow,
    CrossCheckRow,
    FindingRow,
    IndicatorTable,
    RestatedRow,
    Restatement,
    ReturnRow,
    Returns,
    ReturnTotals,
    SourceRow,
    TaskRow,
    UnitCell,
    UnitRow,
    WaiverRow,
)
from lsreport.report.charted import Chart, ranged
from lsreport.report.charts import coverage_chart, reached_chart
from lsreport.report.figures import Figure, Prose, say
from lsreport.report.numbers import Rounding
from lsreport.report.reach_types import ReachCell, ReachColumn, ReachRow, ReachTable
from lsreport.report.trend import levels
from lsreport.report.view_types import (
    ActivityGroup,
    ActivityRow,
    ReportView,
    TargetGroup,
    TargetRow,
)
from support.report import assessment_of, view_of

NINETY = Target(op=">=", value="0.90", words="từ 90% trở lên", source="187/KH-UBND")
SHA = "ab" * 32
HUU_LUNG = "UBND huyện Hữu Lũng"


def number(value: int) -> Figure:
    return figures.count(value, "n")


def sign(text: str) -> Figure:
    return figures.symbol(text, "n")


def low(ratio: str) -> Figure:
    return figures.share(Fraction(ratio), "low", NINETY, digits=1, rounding=Rounding.DOWN)


def high(ratio: str) -> Figure:
    return figures.share(Fraction(ratio), "high", NINETY, digits=1, rounding=Rounding.UP)


def _restated() -> tuple[RestatedRow, ...]:
    again = say("Gửi lại lần {n}", n=number(2))
    changed = ("TT15 Lượt người", number(1400), number(1500), again, "2.2: không đổi")
    late = ("Toàn bộ báo cáo", say("Chưa gửi"), say("Đã gửi"), say("Gửi sau"), "Không đổi")
    return tuple(RestatedRow("năm 2023", HUU_LUNG, *row) for row in (changed, late))


def small_view(plan: Plan) -> ReportView:
    """Return a report with one or two rows in every table."""
    view = view_of(plan, assessment_of(plan, {}))
    rows, reach = (_zero(), _lines(), _line()), _reach()
    charts = (coverage_chart("kỳ này", rows[2:]), reached_chart("kỳ này", reach), _trend(rows[2]))
    return replace(
        view,
        targets=(TargetGroup("Mục tiêu 2", rows, ()),),
        reach=reach,
        charts=tuple(chart for chart in charts if chart),
        indicators=(_counted(), _by_unit()),
        direction=ActivityGroup("I.2", "Chỉ đạo", (), ()),
        activities=(_activities(),),
        funding=_funding(),
        returns=_returns(),
        cross_checks=(_cross_check(),),
        areas=(_area(),),
        tasks=(TaskRow("V.13", HUU_LUNG, ("Có", number(0), "…", "x", "Có", "x", "x", "Có")),),
        findings=_findings(),
        waivers=(_waiver(),),
        restatements=(Restatement(HUU_LUNG, say("Gửi lại báo cáo: bản thứ {n}.", n=number(2))),),
        restated=_restated(),
        sources=(
            _source(number(1234), "=1+1.xlsx"),
            replace(_source(sign("*"), ""), figures=("2.1a", "2.2")),
        ),
        assumed=(AssumedRow("2.1a", "Cơ sở giáo dục", "186", HUU_LUNG, number(300), "bảng"),),
    )


def _zero() -> TargetRow:
    none = sign("x")
    return TargetRow(
        number="1",
        code="1.1",
        line=None,
        goal="Lao động trẻ em",
        clause="II.2.a-1",
        target="Duy trì không có",
        levels=say("Duy trì không có"),
        numerator=number(3),
        denominator=none,
        ratio=none,
        previous=number(0),
        change=none,
        used=number(10),
        expected=number(11),
        share=none,
        low=none,
        high=none,
        verdict=Verdict.NOT_MET,
        verdict_text="Chưa đạt mục tiêu",
        result=Prose(()),
        coverage=Prose(()),
    )


def _lines() -> TargetRow:
    return replace(
        _zero(),
        code="2.1a",
        goal="Cán bộ, giáo viên",
        clause="II.2.b-1",
        target="từ 90% trở lên",
        levels=say("từ 90% trở lên"),
        numerator=sign("…"),
        previous=sign("…"),
        verdict_text="Chưa đủ cơ sở đánh giá",
    )


def _line() -> TargetRow:
    return replace(
        _lines(),
        line="schools",
        goal="Cơ sở giáo dục",
        numerator=number(89_960),
        denominator=number(100_000),
        ratio=figures.share(Fraction("0.8996"), "2.1a/schools ratio", NINETY),
        previous=figures.share(Fraction("0.9"), "2.1a/schools previous", NINETY),
        change=figures.points(Fraction("-0.0004"), "2.1a/schools change", signed=True),
        # Half way between two texts: up in the report, and so in Excel and LibreOffice.
        share=figures.share(Fraction("0.93245"), "2.1a/schools share", digits=2),
        low=low("0.84078"),
        high=high("0.90801"),
        level=figures.level(NINETY, "2.1a/schools level"),
        label="Truyền thông: cơ sở giáo dục",
    )


def _reach() -> ReachTable:
    """Return two units against one level: one has reached it, one lacks 17."""
    cells = (ReachCell("reached", number(0)), ReachCell("short", number(17)))
    column = ReachColumn(
        code="2.1a/schools",
        label="Truyền thông: cơ sở giáo dục",
        people="người",
        level=figures.level(NINETY, "2.1a/schools level"),
        cells=cells,
        reached=number(1),
        short=number(1),
        unknown=number(0),
        none=number(0),
        units=number(2),
        province="Chưa đủ cơ sở đánh giá",
    )
    units = (("178", "UBND thành phố Lạng Sơn"), ("186", HUU_LUNG))
    rows = tuple(
        ReachRow(name, (cell.shown,)) for (_code, name), cell in zip(units, cells, strict=True)
    )
    return ReachTable("huyện, thành phố", units, (column,), rows, by_area=False)


def _trend(row: TargetRow) -> Chart:
    """Return one target over two years, the first of which is not known."""
    unknown = sign("…")
    now = ranged("năm 2024", (row.ratio,), (row.low,), (row.high,), "dark")
    return Chart(
        code="trend",
        title="Tỷ lệ thực hiện qua các kỳ, các năm 2023 - 2024",
        alt_text="Biểu đồ thanh ngang: mỗi mục tiêu có một thanh cho mỗi năm, năm sau đậm hơn.",
        category_title="Mục tiêu",
        value_title="Tỷ lệ",
        categories=(row.label,),
        series=(ranged("năm 2023", (unknown,), (unknown,), (unknown,)), now, levels((row,))),
    )


def _counted() -> IndicatorTable:
    cell = UnitCell(sign("*"), sign("…"), sign("*"))
    rows = (UnitRow("178", "UBND thành phố Lạng Sơn", (cell,), ""),)
    return IndicatorTable("1.1", "II.2.a-1", "Lao động trẻ em", ("",), True, rows, (cell,))


def _by_unit() -> IndicatorTable:
    ratio = figures.share(Fraction(5, 6), "2.1a/schools@178 ratio", NINETY)
    given = UnitCell(number(1000), number(1200), ratio)
    none = UnitCell(sign("x"), sign("x"), sign("x"))
    missing = UnitCell(sign("…"), number(300), sign("…"))
    rows = (
        UnitRow("178", "UBND thành phố Lạng Sơn", (given, none), "số ước tính"),
        UnitRow("186", HUU_LUNG, (missing, none), "để trống"),
    )
    columns = ("Cơ sở giáo dục", "Cơ sở nuôi dưỡng")
    return IndicatorTable(
        "2.1a", "II.2.b-1", "Cán bộ, giáo viên", columns, False, rows, (given, none)
    )


def _activity(code: str, label: str, total: Figure, *parts: Figure) -> ActivityRow:
    units = tuple(zip(("178", "186"), parts, strict=True))
    return ActivityRow(
        code=code,
        label=label,
        counted_in="lượt",
        indent=0,
        additive=True,
        total=total,
        used=sum(part.value is not None for part in parts),
        expected=2,
        missing=(),
        by_unit=units,
    )


def _activities() -> ActivityGroup:
    rows = (
        replace(
            _activity("TT15", "Lượt người", number(1500), number(1500), sign("…")),
            missing=(HUU_LUNG,),
        ),
        replace(
            _activity("TT15a", "Trong đó: trẻ em", sign("x"), number(7), number(8)),
            indent=1,
            additive=False,
        ),
    )
    return ActivityGroup("III.1", "Truyền thông", rows, ())


def _funding() -> ActivityGroup:
    total, one, other = (figures.million(one, "n") for one in (1_234_500, 1_234_000, 500))
    row = replace(_activity("KP01", "Ngân sách giao", total, one, other), counted_in="triệu đồng")
    return ActivityGroup("IV", "Kinh phí", (row,), ())


def _returns() -> Returns:
    every = ReturnTotals(2, 1, 1, 0, (HUU_LUNG,))
    sent = ReturnRow(
        code="178",
        name="UBND thành phố Lạng Sơn",
        standing=Standing.MUST,
        state="on_time",
        state_text="Đúng hạn",
        received=date(2024, 7, 4),
        revision=2,
        errors=0,
        queries=3,
        note="",
    )
    silent = replace(
        sent,
        code="186",
        name=HUU_LUNG,
        standing=Standing.REQUESTED,
        state="missing",
        state_text="Chưa gửi",
        received=None,
        revision=None,
        queries=0,
    )
    sentence = say("Nhận được {n} báo cáo.", n=number(1))
    return Returns(every, every, every, (sent, silent), sentence)


def _cross_check() -> CrossCheckRow:
    return CrossCheckRow(
        code="press",
        clause="V.3",
        name="Tin, bài",
        left_label="Sở",
        left=number(4),
        right_label="Báo và đài",
        right=number(8),
        difference=number(-4),
        note="",
    )


def _area() -> AreaTable:
    row = AreaRow(
        name="Huyện Hữu Lũng (cũ)",
        used=number(7),
        expected=number(8),
        reported=say("7/8"),
        previous=figures.share(Fraction("0.8769"), "previous"),
        numerator=number(900),
        denominator=number(1000),
        ratio=figures.share(Fraction("0.9"), "ratio"),
        change=figures.points(Fraction("0.0231"), "change", signed=True),
        note="",
    )
    line = "Cơ sở giáo dục"
    return AreaTable("2.1a", line, f"Cán bộ, giáo viên - {line}", (row,))


def _findings() -> tuple[FindingRow, ...]:
    blank = FindingRow(
        unit="178",
        unit_name="UBND thành phố Lạng Sơn",
        kind="Lỗi, số liệu chưa được sử dụng",
        rule="LS206",
        label="Điểm chạy bảng chữ",
        where="C. Hoạt động!D19",
        message="Chưa ghi.",
        remedy="Ghi số liệu.",
    )
    asks = "Đề nghị kiểm tra, giải trình"
    apart = ("", "Toàn tỉnh", asks, "LS431", "", "Cả báo cáo", "Lệch.", "Đối chiếu.")
    return blank, FindingRow(*apart)


def _waiver() -> WaiverRow:
    return WaiverRow(
        unit="186",
        unit_name=HUU_LUNG,
        rule="LS403",
        label="Giáo viên",
        seen=number(1400),
        until="năm 2024",
        who="Trần Văn B",
        why="Đã đối chiếu sổ gốc",
    )


def _source(value: Figure, file: str) -> SourceRow:
    return SourceRow(
        figures=("2.1a",),
        unit="178",
        unit_name="UBND thành phố Lạng Sơn",
        period="2024-H1",
        key="GV.covered",
        label="Giáo viên",
        value=value,
        file=file,
        sheet="A" if file else "",
        cell="E12" if file else "",
        revision=1,
        sha256=SHA,
    )


# --- what a workbook shows ------------------------------------------------------------------


@lru_cache(maxsize=8)
def opened(content: bytes) -> Workbook:
    """Return the workbook, for looking at only: tests share it."""
    return load_workbook(BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """Return every part of the package by name."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def table(content: bytes, sheet: str) -> list[list[Any]]:
    """Return the values of a sheet below its heads."""
    first = first_row(content, sheet)
    return [list(row) for row in opened(content)[sheet].iter_rows(min_row=first, values_only=True)]


def first_row(content: bytes, sheet: str) -> int:
    """Return the row below the heads of a sheet, which are frozen."""
    return int(str(opened(content)[sheet].freeze_panes or "A1").lstrip("A"))


def shown(cell: Cell) -> str:
    """Return what Excel shows, with Vietnamese separators, of the formats the report uses."""
    value, pattern = cell.value, cell.number_format
    if isinstance(value, datetime):
        return value.strftime({"dd/mm/yyyy": "%d/%m/%Y"}[pattern])
    if isinstance(value, str) or pattern == "General":
        return str(value)
    number = Decimal(f"{value:.15g}")  # Excel rounds the 15 digits it keeps
    if ";" in pattern:
        plus, minus, zero = pattern.split(";")
        pattern = plus if number > 0 else minus if number < 0 else zero
        number = abs(number)
    before, pattern = ("", pattern) if pattern[0] in "#0" else (pattern[0], pattern[1:])
    percent = pattern.endswith("%")
    pattern = pattern.removesuffix("%")
    whole, _point, decimals = pattern.partition(".")
    number *= 100 if percent else 1
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if whole == "#,##0" else f"{rounded:f}"
    swapped = text.translate(str.maketrans(",.", ".,"))
    return f"{before}{swapped}{'%' if percent else ''}"
