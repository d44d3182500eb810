"""Annex II and its sentence: which returns came, when, and which did not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from lsreport.domain.clock import lang_son_day
from lsreport.domain.finding import Severity
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import JudgedReturn
from lsreport.domain.unit import Standing, Unit
from lsreport.indicators import calendar
from lsreport.report import figures, numbers
from lsreport.report.annex_types import ReturnRow, Returns, ReturnState, ReturnTotals
from lsreport.report.figures import Prose, join, say
from lsreport.report.material import Material, listed
from lsreport.report.sentences import ratio_of_units

STATES: dict[ReturnState, str] = {
    "on_time": "Đúng hạn",
    "late": "Chậm",
    "rejected": "Tệp gửi chưa được chấp nhận",
    "missing": "Chưa gửi",
}
_STANDINGS = (Standing.MUST, Standing.REQUESTED)


def returns_of(material: Material, office: str, as_of: datetime | None) -> Returns:
    """Return what was received; `office` is what the sentence calls the issuing body."""
    rows = tuple(
        _row(material, unit)
        for standing in _STANDINGS
        for unit in material.known.expected
        if unit.standing is standing
    )
    every = _totals(rows)
    must = _totals([row for row in rows if row.standing is Standing.MUST])
    requested = _totals([row for row in rows if row.standing is Standing.REQUESTED])
    sentence = join(_sentences(material, office, as_of, every, must, requested))
    return Returns(every, must, requested, rows, sentence)


def _row(material: Material, unit: Unit) -> ReturnRow:
    judged = material.known.returns.get(unit.code)
    state = _state(material, unit, judged)
    received = judged.submission.arrived if judged else None
    return ReturnRow(
        code=unit.code,
        name=unit.name,
        standing=unit.standing,
        state=state,
        state_text=STATES[state],
        received=lang_son_day(received) if received else None,
        revision=judged.submission.revision if judged else None,
        errors=_open(material, judged, Severity.ERROR),
        queries=_open(material, judged, Severity.QUERY),
        note="; ".join(_notes(material, judged)),
    )


def _state(material: Material, unit: Unit, judged: JudgedReturn | None) -> ReturnState:
    if judged is None:
        return "rejected" if unit.code in material.known.rejected else "missing"
    on_time = calendar.on_time(material.plan, material.period, judged.submission.arrived)
    return "on_time" if on_time else "late"


def _open(material: Material, judged: JudgedReturn | None, severity: Severity) -> int:
    """Count open findings; a public copy leaves out those about cases, which say there are some."""
    return sum(
        one.severity is severity and one.waived is None
        for one in (judged.findings if judged else ())
        if not (material.edition.public and one.key and material.mask.is_case((one.key,)))
    )


def _notes(material: Material, judged: JudgedReturn | None) -> Iterator[str]:
    if judged is None:
        return
    sent = judged.submission
    if sent.revision > 1:
        last = numbers.short_date(lang_son_day(sent.received))
        yield f"đã gửi lại, bản gần nhất ngày {last}"
    if sent.from_paper:
        source = sent.cover.on_behalf_from
        quoted = source and not looks_personal(source) and not material.edition.public
        named = f": {source}" if quoted else ""
        yield f"số liệu nhập từ báo cáo giấy{named}"
    elif sent.cover.on_behalf_by:
        yield "số liệu do cơ quan tổng hợp nhập thay"


def _totals(rows: Sequence[ReturnRow]) -> ReturnTotals:
    states = [row.state for row in rows]
    on_time, late = states.count("on_time"), states.count("late")
    return ReturnTotals(
        expected=len(rows),
        received=on_time + late,
        on_time=on_time,
        late=late,
        missing=tuple(row.name for row in rows if row.state in {"rejected", "missing"}),
        rejected=tuple(row.name for row in rows if row.state == "rejected"),
    )


def _sentences(
    material: Material,
    office: str,
    as_of: datetime | None,
    every: ReturnTotals,
    must: ReturnTotals,
    requested: ReturnTotals,
) -> Iterator[Prose]:
    if as_of is None:
        yield say(
            "{office} chưa nhận được báo cáo nào của {expected} cơ quan, đơn vị.",
            office=office,
            expected=figures.count(every.expected, "returns expected", prose=True),
        )
        return
    yield say(
        "Tính đến ngày {as_of} (hạn theo Kế hoạch là {due}), {office} nhận được báo cáo của "
        "{received} cơ quan, đơn vị{times}.",
        as_of=figures.day(lang_son_day(as_of), "returns as_of"),
        due=_due(material),
        office=office,
        received=ratio_of_units(every.received, every.expected, "returns received"),
        times=_times(every),
    )
    if requested.expected:
        yield say(
            "Trong đó: {must} cơ quan, đơn vị, địa phương được giao nhiệm vụ và {requested} tổ "
            "chức được đề nghị thực hiện Kế hoạch.",
            must=ratio_of_units(must.received, must.expected, "returns must"),
            requested=ratio_of_units(requested.received, requested.expected, "returns requested"),
        )
    if must.silent:
        yield say("Chưa gửi: {units}.", units=listed(must.silent, "returns must missing"))
    if requested.silent:
        yield say(
            "Tổ chức được đề nghị chưa gửi: {units}.",
            units=listed(requested.silent, "returns requested missing"),
        )
    yield from refused(every)


def refused(every: ReturnTotals) -> Iterator[Prose]:
    """Yield whose file was not accepted: that is not silence."""
    if every.rejected:
        yield say(
            "Tệp gửi chưa được chấp nhận: {units}.",
            units=listed(every.rejected, "returns rejected"),
        )


def _times(every: ReturnTotals) -> Prose:
    pieces = [
        say("{count} {when}", count=figures.count(count, f"returns {of}", prose=True), when=when)
        for count, of, when in (
            (every.on_time, "on_time", "đúng hạn"),
            (every.late, "late", "chậm"),
        )
        if count
    ]
    return say(": {times}", times=join(pieces, ", ")) if pieces else Prose(())


def _due(material: Material) -> Prose:
    due = calendar.due(material.plan, material.period)
    written = figures.day(due.written, "due written")
    if due.moved == due.written:
        return join((written,))
    return say(
        "{written}, {weekday}, được tính đến hết ngày {moved}",
        written=written,
        weekday=numbers.weekday(due.written),
        moved=figures.day(due.moved, "due moved"),
    )
