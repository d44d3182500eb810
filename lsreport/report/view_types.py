"""What a consolidated report says, ready to print: the one input of the DOCX and XLSX writers.

Everything is text and figures already; masking is done, except in `WorkingAnnex`, which is for the
office only. Writers print strings as they stand and pass every `Figure` and `Prose` through
`Register.figure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lsreport.domain.period import Period
from lsreport.domain.unit import Standing
from lsreport.indicators.outcome import Verdict
from lsreport.report.figures import Figure, Prose

Audience = Literal["province", "ministry"]
ReturnState = Literal["on_time", "late", "rejected", "missing"]

SYNTHETIC_LINE = "SỐ LIỆU MÔ PHỎNG, KHÔNG PHẢI SỐ LIỆU THẬT"
"""First line of every document that rests on a synthetic submission."""
INTERNAL_LINE = "LƯU HÀNH NỘI BỘ"
"""Mark of the working annex."""

TASK_SECTIONS = ("I.2", "III.1", "III.2", "III.3", "III.4", "III.5", "III.6", "IV")
"""Sections of the plan that annex III has a column for."""

SYMBOLS = (
    ("0", "bằng không, do đơn vị xác nhận"),
    ("…", "chưa có số liệu"),
    ("x", "không áp dụng đối với đơn vị"),
    ("#", "không tính được tỷ lệ do mẫu số bằng 0"),
    ("*", "không công bố do số trường hợp nhỏ"),
)
"""Table symbols with their meaning, as the notes of each table print them."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Header, addressees and signature block in force on the day of the report."""

    superior: str
    issuer: str
    number: str
    """`      /BC-SLĐTBXH`: the number itself stays open in a draft."""
    place_date: str
    """`Lạng Sơn, ngày … tháng 7 năm 2025`: the day stays open in a draft."""
    attached: str
    """`(Kèm theo Báo cáo số …/BC-… ngày … của …)`, under the title of each annex."""
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    """Nơi nhận, with "Như trên" first and the archive last, without dashes and semicolons."""
    signer_authority: tuple[str, ...]
    """Such as (`KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`)."""
    signer_name: str
    bases: tuple[str, ...] = ()
    """Căn cứ lines, without final signs; usually none."""


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


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """A goal of the plan with its rows and the sentences about each."""

    title: str
    rows: tuple[TargetRow, ...]
    paragraphs: tuple[Prose, ...]
    """One or more paragraphs per indicator."""


@dataclass(frozen=True, slots=True)
class UnitCell:
    """One unit's part of an indicator or line."""

    numerator: Figure
    denominator: Figure
    ratio: Figure


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table of an indicator."""

    code: str
    name: str
    cells: tuple[UnitCell, ...]
    """One per column of the table."""
    note: str
    """Why a figure is missing, whose reach year was used, or that it is an estimate."""


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Annex I: one indicator by unit."""

    code: str
    clause: str
    title: str
    columns: tuple[str, ...]
    """Names of the lines, a single empty name without lines."""
    counted: bool
    """True where only a number of cases is shown, without denominator and ratio (1.1)."""
    rows: tuple[UnitRow, ...]
    total: tuple[UnitCell, ...]
    """Whole province, one per column."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area that units of today and former ones both cover, against last year."""

    name: str
    reported: Prose
    """Units of today with figures, of those of the area: `5/5`."""
    previous: Figure
    ratio: Figure
    change: Figure
    """Points against last year; `…` unless every unit of both years gave its figures."""
    note: str


@dataclass(frozen=True, slots=True)
class AreaTable:
    """One indicator or line by area."""

    title: str
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """A denominator that the bounds assume for a unit without usable figures."""

    code: str
    """Indicator code."""
    line: str
    """Name of the line, empty without lines."""
    unit: str
    unit_name: str
    denominator: Figure
    source: str
    """Where it was taken from."""


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
class CrossCheckRow:
    """Two reporters' figures of the same thing, side by side; neither is added to the other."""

    code: str
    clause: str
    name: str
    left_label: str
    left: Figure
    right_label: str
    right: Figure
    difference: Figure
    """Left less right; `…` where a reporter of either side is missing."""
    note: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Annex II: one expected return."""

    code: str
    name: str
    standing: Standing
    state: ReturnState
    state_text: str
    received: date | None
    """Day (UTC+7) the return counts as received."""
    revision: int | None
    errors: int
    queries: int
    note: str
    """Rejected file, data entered on behalf, a later revision."""


@dataclass(frozen=True, slots=True)
class ReturnTotals:
    """Counts of returns."""

    expected: int
    received: int
    on_time: int
    late: int
    missing: tuple[str, ...]
    """Names of the units without an accepted return."""
    rejected: tuple[str, ...] = ()
    """Those of them whose file was not accepted."""

    @property
    def silent(self) -> tuple[str, ...]:
        """Names of the units that sent nothing."""
        return tuple(name for name in self.missing if name not in self.rejected)


@dataclass(frozen=True, slots=True)
class Returns:
    """What was received, and when."""

    every: ReturnTotals
    must: ReturnTotals
    requested: ReturnTotals
    rows: tuple[ReturnRow, ...]
    """Units that must report first, then those that are requested to, in the order of the plan."""
    sentence: Prose


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Annex III: what one unit has to show for its tasks in part V of the plan."""

    clause: str
    unit: str
    states: tuple[str, ...]
    """One per section of `TASK_SECTIONS`: `Có` for a result above zero, `0` for declared zeros,
    `…` without figures, `x` where the plan asks the unit for none."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """Annex IV: a return that was sent again, or a finding that was waived."""

    unit: str
    text: Prose


@dataclass(frozen=True, slots=True)
class RestatedRow:
    """Annex IV: a figure of a released report that a later return changed."""

    period: str
    """`6 tháng đầu năm 2024`."""
    unit: str
    label: str
    """The element and column as the form prints them."""
    was: Figure | Prose
    now: Figure | Prose
    why: Prose
    """The unit's own reason where it gave one, else that it sent the return again."""
    verdict: str
    """Per indicator of the element, whether its verdict changed."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One cell the report rests on."""

    unit: str
    unit_name: str
    period: str
    key: str
    label: str
    value: Figure
    """Masked like everything else."""
    file: str
    sheet: str
    cell: str
    revision: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of proposals and whom they go to."""

    to: str
    paragraphs: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """One answer of one unit in its own words."""

    label: str
    addressee: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPages:
    """What one unit wrote, and what the checks ask it."""

    code: str
    name: str
    narratives: tuple[Narrative, ...]
    errors: tuple[str, ...]
    queries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case figure above zero of one unit, unmasked."""

    unit: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class WorkingAnnex:
    """For the office only: never printed by the report, DOCX or XLSX."""

    units: tuple[UnitPages, ...]
    """Units with narratives or findings."""
    cases: tuple[CaseRow, ...]
    general: tuple[str, ...]
    """Findings of the period itself."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """One consolidated report."""

    plan_id: str
    plan_title: str
    plan_number: str
    period: Period
    period_text: str
    """`6 tháng đầu năm 2024` or `năm 2024`."""
    window: tuple[date, date]
    audience: Audience
    public: bool
    synthetic: bool
    """Whether any submission behind it is marked synthetic; then print `SYNTHETIC_LINE` first."""
    as_of: datetime | None
    """Latest receipt among the inputs: the only moment the documents know; None without any."""
    letterhead: Letterhead
    subject: str
    """What stands under BÁO CÁO."""
    opening: Prose
    situation: tuple[Prose, ...]
    """I: denominators, direction of work, returns."""
    target_heading: str
    """Head of the column of levels: `Chỉ tiêu đến năm 2025`."""
    targets: tuple[TargetGroup, ...]
    """II."""
    target_notes: tuple[Prose, ...]
    """Under the table of II: symbols, assumed denominators, units not yet used."""
    activities: tuple[ActivityGroup, ...]
    """III.1 to III.6."""
    task_remarks: tuple[Prose, ...]
    """The analyst's paragraphs of III."""
    direction: ActivityGroup
    """I.2: plans and directing documents; its paragraphs are part of `situation`."""
    funding: ActivityGroup
    """IV."""
    funding_remarks: tuple[Prose, ...]
    """The analyst's paragraphs of IV."""
    results: tuple[Prose, ...]
    """V.1 Kết quả đạt được."""
    shortcomings: tuple[Prose, ...]
    """V.2 Tồn tại, hạn chế."""
    causes: tuple[Prose, ...]
    """V.3 Nguyên nhân."""
    next_tasks: tuple[Prose, ...]
    """VI."""
    proposals: tuple[Proposal, ...]
    """VII."""
    closing: str
    """Last paragraph of the text; it ends with `./.`."""
    indicators: tuple[IndicatorTable, ...]
    """Annex I."""
    areas: tuple[AreaTable, ...]
    """Annex I: results by area in the years after units ended; empty otherwise."""
    returns: Returns
    """Annex II."""
    tasks: tuple[TaskRow, ...]
    """Annex III."""
    cross_checks: tuple[CrossCheckRow, ...]
    """Annex IV."""
    restatements: tuple[Restatement, ...]
    restated: tuple[RestatedRow, ...]
    """Annex IV."""
    sources: tuple[SourceRow, ...]
    """Every cell behind the indicators; for the XLSX."""
    working: WorkingAnnex | None
    """None for a public copy."""
    assumed: tuple[AssumedRow, ...]
    """Every denominator behind the bounds that no unit gave together with its numerator."""
    masked_below: int
    """A unit's count of cases from 1 to under this is masked."""
