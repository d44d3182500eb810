"""What a consolidated report says, ready to print: the one input of the DOCX and XLSX writers.

Everything is text and figures already; masking is done, except in `WorkingAnnex`, which is for the
office only. Writers print strings as they stand and pass every `Figure` and `Prose` through
`Register.figure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from lsreport.domain.period import Period
from lsreport.indicators.outcome import Verdict
from lsreport.report.annex_types import (
    AreaTable,
    AssumedRow,
    CrossCheckRow,
    FindingRow,
    IndicatorTable,
    RestatedRow,
    Restatement,
    Returns,
    SourceRow,
    TaskLine,
    TaskRow,
    WaiverRow,
)
from lsreport.report.charted import Chart
from lsreport.report.figures import Figure, Prose
from lsreport.report.letterhead import Letterhead, Signed
from lsreport.report.reach_types import ReachTable
from lsreport.report.working_types import WorkingAnnex

Audience = Literal["province", "ministry"]


@dataclass(frozen=True, slots=True)
class Edition:
    """Whom a copy of the report is for."""

    audience: Audience = "province"
    public: bool = False
    """Whether anybody may read it: cases of few children are hidden everywhere, and no unit is
    quoted."""

    @property
    def suffix(self) -> str:
        """How file names tell the edition: `province`, `ministry-public`."""
        return f"{self.audience}-public" if self.public else self.audience


SYNTHETIC_LINE = "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"
"""First line of every document that rests on a synthetic submission."""
INTERNAL_LINE = "LƯU HÀNH NỘI BỘ"
"""Mark of the working annex."""

SYMBOLS = (
    ("0", "bằng không, do đơn vị xác nhận"),
    ("…", "chưa có số liệu"),
    ("x", "không áp dụng đối với đơn vị"),
    ("#", "không tính được tỷ lệ do mẫu số bằng 0"),
    ("*", "không công bố do số trường hợp nhỏ"),
)
"""Table symbols with their meaning, as the notes of each table print them."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One line of the table of section II: an indicator, or one of its lines."""

    number: str
    """TT: `1`, `2`, …; empty for a line."""
    code: str
    """Indicator code, such as `2.2`."""
    line: str | None
    """Line code, such as `6-15`; None for the indicator itself."""
    goal: str
    """Name of the indicator or line."""
    clause: str
    target: str
    """Level in the words of the plan, `Chưa giao chỉ tiêu` without one, `-` where not judged."""
    levels: Prose
    """The same; in the ministry's copy with the national level of Decision 782/QĐ-TTg beside it:
    `từ 90% trở lên (cả nước: trên 90%)`."""
    numerator: Figure
    denominator: Figure
    ratio: Figure
    previous: Figure
    """Ratio of the same period of last year, or the count for a zero target."""
    change: Figure
    """Percentage points, only where the bounds of both periods leave no doubt about its sign."""
    used: Figure
    """Units with a usable figure (n)."""
    expected: Figure
    """Units of record (N)."""
    share: Figure
    """Share of the denominator that the used units hold."""
    low: Figure
    high: Figure
    verdict: Verdict
    verdict_text: str
    result: Prose
    """Cell `Kết quả`: `151.000/190.000; 79,47%`."""
    coverage: Prose
    """Cell `Đơn vị có số liệu`: `11/12; 93,1%`."""
    level: Figure | None = None
    """Level the ratio is judged by; None for a count, or where nothing is judged."""
    label: str = ""
    """What charts and wide tables call it: `Truyền thông: hộ gia đình`."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is said about one indicator."""

    sign: str
    """`a) `, `b) `, … in the order of the Vietnamese alphabet; empty where it is the only one."""
    paragraphs: tuple[Prose, ...]
    """One, and one more for each line that is judged."""


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A goal of the plan with its rows and the sentences about each."""

    title: str
    rows: tuple[TargetRow, ...]
    points: tuple[Point, ...]
    """One per indicator."""

    @property
    def paragraphs(self) -> tuple[Prose, ...]:
        """The paragraphs of all points, without their signs."""
        return tuple(text for point in self.points for text in point.paragraphs)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity or amount of the plan's parts I.2, III and IV."""

    code: str
    label: str
    counted_in: str
    """`triệu đồng` for money, whose figures have the style `million`."""
    indent: int
    """1 for a "trong đó" of the row before it."""
    additive: bool
    """False where several units may count the same thing: their figures stand side by side."""
    total: Figure
    """Sum over the units of record that gave it; `…` when nobody did, `x` when not additive."""
    used: int
    expected: int
    missing: tuple[str, ...]
    """Names of the units of record without a usable figure."""
    by_unit: tuple[tuple[str, Figure], ...]
    """Unit code and figure of each unit of record."""


@dataclass(frozen=True, slots=True)
class ActivityGroup:
    """One group of tasks: I.2, III.1 to III.6, or IV."""

    clause: str
    title: str
    rows: tuple[ActivityRow, ...]
    paragraphs: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of proposals and whom they go to."""

    to: str
    paragraphs: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the report of a period and the review of several years have in common."""

    plan_title: str
    plan_number: str
    period: Period
    """The period; of a review the last year."""
    window: tuple[date, date]
    audience: Audience
    public: bool
    synthetic: bool
    """Whether any submission behind it is marked synthetic; then print `SYNTHETIC_LINE` first."""
    as_of: datetime | None
    """Latest receipt among the inputs: the only moment the documents know; None without any."""
    letterhead: Letterhead
    signed: Signed
    """Number and day of the signed document, as far as they are known."""
    subject: str
    """What stands under BÁO CÁO."""
    opening: Prose
    situation: tuple[Prose, ...]
    """I: whom the plan is for, direction of work, returns."""
    target_notes: tuple[Prose, ...]
    """Under the table of II: symbols, how to read it."""
    task_remarks: tuple[Prose, ...]
    """III: the analyst's paragraphs, and what the figures lack."""
    funding_remarks: tuple[Prose, ...]
    """IV: the analyst's paragraphs, and which amounts are in doubt."""
    results: tuple[Prose, ...]
    """V.1 Kết quả đạt được."""
    shortcomings: tuple[Prose, ...]
    """V.2 Tồn tại, hạn chế."""
    causes: tuple[Prose, ...]
    """V.3 Nguyên nhân; of a review empty where neither figures nor analyst name any."""
    next_tasks: tuple[Prose, ...]
    """VI."""
    proposals: tuple[Proposal, ...]
    """VII."""
    closing: str
    """Last paragraph of the text; it ends with `./.`."""
    masked_below: int
    """A unit's count of cases from 1 to under this is masked."""

    @property
    def moment(self) -> datetime:
        """The day it was made, as its properties tell it: nothing it says is newer."""
        return self.as_of or datetime.combine(self.window[1], datetime.min.time(), UTC)


@dataclass(frozen=True, slots=True)
class ReportView(DocumentView):
    """One consolidated report."""

    plan_id: str
    period_text: str
    """`6 tháng đầu năm 2024` or `năm 2024`."""
    target_heading: str
    """Head of the column of levels: `Chỉ tiêu đến năm 2025`."""
    targets: tuple[TargetGroup, ...]
    """II."""
    charts: tuple[Chart, ...]
    """After the table of II: results against levels, by local unit, over the periods; only those
    that have something to show."""
    activities: tuple[ActivityGroup, ...]
    """III.1 to III.6."""
    direction: ActivityGroup
    """I.2: plans and directing documents; its paragraphs are part of `situation`."""
    funding: ActivityGroup
    """IV."""
    indicators: tuple[IndicatorTable, ...]
    """Annex I."""
    reach: ReachTable | None
    """Annex I: which local units have reached each level; None where nothing is judged."""
    areas: tuple[AreaTable, ...]
    """Annex I: results by area in the years after units ended; empty otherwise."""
    returns: Returns
    """Annex II."""
    tasks: tuple[TaskRow, ...]
    """Annex III by unit; for the XLSX."""
    task_matrix: tuple[TaskLine, ...]
    """Annex III on a page."""
    task_notes: tuple[Prose, ...]
    """Under annex III: what its columns stand for."""
    cross_checks: tuple[CrossCheckRow, ...]
    """Annex IV."""
    restatements: tuple[Restatement, ...]
    restated: tuple[RestatedRow, ...]
    """Annex IV."""
    findings: tuple[FindingRow, ...]
    """Open errors and queries, for the XLSX; none in a public copy."""
    waivers: tuple[WaiverRow, ...]
    """Accepted figures, for the XLSX; none in a public copy."""
    sources: tuple[SourceRow, ...]
    """Every cell behind the figures; for the XLSX."""
    working: WorkingAnnex | None
    """None for a public copy."""
    assumed: tuple[AssumedRow, ...]
    """Every denominator behind the bounds that no unit gave together with its numerator."""
