"""Remarks under a result: whose figures are not in it, what was assumed, what was estimated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lsreport.domain.observation import Absence, element_of
from lsreport.domain.period import Period
from lsreport.indicators.assumed import GIVEN, REFERENCE
from lsreport.indicators.outcome import Assumed, Outcome, UnitFigure
from lsreport.indicators.plan import Formula, Indicator
from lsreport.report import figures
from lsreport.report.figures import Prose, join, say
from lsreport.report.masking import keys_of_indicator
from lsreport.report.material import Material, period_text
from lsreport.report.sentences import Subject, ratio_of_units

ABSENCES = {
    Absence.NOT_RECEIVED: "chưa gửi báo cáo",
    Absence.REJECTED: "tệp gửi chưa được chấp nhận",
    Absence.BLANK: "để trống",
    Absence.QUARANTINED: "đang đề nghị đơn vị kiểm tra lại",
}
"""Why a figure is missing, as notes print it."""
UNREVIEWED = "chưa rà soát"
"""Why a zero is missing that no review stands behind."""
_ESTIMATE = 3
"""Answer of a `basis` cell that says the reach was estimated."""
_NAMED = 3
"""Units of an earlier reach year a sentence names before it only counts them."""
_ASSUMED = 8
"""Assumed denominators a sentence lists before it counts the rest."""


def remarks(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    """Yield the remarks of an indicator or line, most important first."""
    yield from _unused(material, subject, indicator, outcome)
    if outcome.bounds is not None and indicator.kind != "issued":
        yield from _assumptions(material, subject, indicator, outcome.bounds.assumed)
    yield from _reach_years(material, subject, outcome)
    if subject.estimated:
        yield say(
            "Có {count} đơn vị dùng số ước tính.",
            count=figures.count(subject.estimated, f"{subject.code} estimated", prose=True),
        )


def no_figures(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Prose:
    """Return what is said where nobody's figures can be used."""
    if any(unit.reason is Absence.QUARANTINED for unit in outcome.units):
        return join(_unused(material, subject, indicator, outcome))
    if any(unit.reason is Absence.BLANK for unit in outcome.units):
        return say("Chưa có số liệu (đơn vị chưa báo cáo nội dung này).")
    return say("Chưa có số liệu (đơn vị chưa báo cáo).")


def absence_note(indicator: Indicator, unit: UnitFigure) -> str | None:
    """Return why a unit is missing, as notes print it; None where it is not."""
    if unit.reason is None:
        return None
    return UNREVIEWED if unreviewed(indicator, unit) else ABSENCES[unit.reason]


def unreviewed(indicator: Indicator, unit: UnitFigure) -> bool:
    """Say whether a unit is missing because it reviewed nothing: it left no blank, it says so."""
    return unit.reason is Absence.BLANK and any(
        cell.key == indicator.reviewed and cell.value == 0 for cell in unit.evidence
    )


def _unused(
    material: Material, subject: Subject, indicator: Indicator, outcome: Outcome
) -> Iterator[Prose]:
    """Name the units that sent a return and are missing here; silent ones are listed once."""
    doubtful = [unit.code for unit in outcome.units if unit.reason is Absence.QUARANTINED]
    idle = [unit.code for unit in outcome.units if unreviewed(indicator, unit)]
    blank = [
        unit.code
        for unit in outcome.units
        if unit.reason is Absence.BLANK and unit.code not in idle
    ]
    if doubtful and not material.mask.hides(keys_of_indicator(indicator)):
        yield say(
            "Chưa sử dụng số liệu của {units}, đang đề nghị đơn vị kiểm tra lại.",
            units=material.names(doubtful, f"{subject.code} quarantined"),
        )
    if blank:
        yield say(
            "Chưa có số liệu của {units} (để trống).",
            units=material.names(blank, f"{subject.code} blank"),
        )
    if idle:
        yield say(
            "Chưa rà soát trong kỳ: {units}.",
            units=material.names(idle, f"{subject.code} unreviewed"),
        )


def _assumptions(
    material: Material, subject: Subject, indicator: Indicator, assumed: tuple[Assumed, ...]
) -> Iterator[Prose]:
    """Say whose denominators were assumed and from where, those of several lines together."""
    keys = keys_of_indicator(indicator)
    counts: dict[tuple[str, str], int] = {}
    for one in (given for given in assumed if given.denominator):
        counts[one.unit, one.source] = counts.get((one.unit, one.source), 0) + one.denominator
    if not counts:
        return
    named: dict[str, list[Prose]] = {}
    for (unit, source), count in list(counts.items())[:_ASSUMED]:
        of = f"{subject.code}@{unit} assumed"
        taken = material.mask.cell(figures.count(count, of), keys)
        piece = say("{unit} {count}", unit=material.name(unit), count=taken)
        named.setdefault(source, []).append(piece)
    pieces = [
        say("{source} ({units})", source=source_text(material, source), units=join(units, ", "))
        for source, units in named.items()
    ]
    if len(counts) > _ASSUMED:
        pieces.append(say("các đơn vị khác tại Phụ lục I"))
    yield say(
        "Số {people} của đơn vị chưa có số liệu lấy theo {list}.",
        people=subject.people,
        list=join(pieces, "; "),
    )


def source_text(material: Material, source: str) -> Prose:
    """Return where an assumed denominator comes from."""
    if source == GIVEN:
        return say("số đơn vị báo cáo kỳ này")
    if source == REFERENCE:
        return say("bảng số liệu tham chiếu")
    margin = Fraction(material.plan.thresholds.carry_margin)
    return say(
        "báo cáo {period}, cộng {margin}",
        period=period_text(Period.parse(source)),
        margin=figures.share(margin, "carry margin", digits=0),
    )


def _reach_years(material: Material, subject: Subject, outcome: Outcome) -> Iterator[Prose]:
    """Say in which year persons were reached, and which units an earlier one was used for."""
    used = [unit for unit in outcome.units if unit.reason is None and unit.reached_in]
    if not used:
        return
    earlier: dict[str, list[str]] = {}
    for unit in used:
        for period in sorted(earlier_periods(material, unit)):
            earlier.setdefault(period, []).append(unit.code)
    if len(used) > 1 and list(earlier.values()) == [[unit.code for unit in used]]:
        yield say(
            "Kết quả của toàn bộ đơn vị có số liệu tính theo {period} do cao hơn.",
            period=period_text(Period.parse(next(iter(earlier)))),
        )
        return
    exceptions = [
        say(
            "{units} tính theo kết quả {period} do cao hơn",
            units=_few_or_counted(material, subject, codes, len(used)),
            period=period_text(Period.parse(period)),
        )
        for period, codes in sorted(earlier.items())
    ]
    lead = say("Kết quả tính trong năm {year}", year=str(material.period.year))
    if exceptions:
        yield say("{lead}; riêng {rest}.", lead=lead, rest=join(exceptions, "; "))
    else:
        yield say("{lead}.", lead=lead)


def _few_or_counted(material: Material, subject: Subject, codes: Sequence[str], used: int) -> Prose:
    """Return the names of a few units; more are counted, and marked in annex I."""
    if len(codes) <= _NAMED:
        return material.names(codes, f"{subject.code} earlier")
    units = ratio_of_units(len(codes), used, f"{subject.code} earlier")
    return say("{units} đơn vị (Phụ lục I)", units=units)


def earlier_periods(material: Material, unit: UnitFigure) -> set[str]:
    """Return the periods before this year that a unit's reach was taken from."""
    return {
        period
        for period in unit.reached_in.values()
        if Period.parse(period).year < material.period.year
    }


def is_estimate(material: Material, unit: UnitFigure, formula: Formula) -> bool:
    """Say whether a unit estimated any reach the formula adds."""
    return unit.reason is None and any(
        _basis(material, unit, key) == _ESTIMATE for key in formula.numerator
    )


def _basis(material: Material, unit: UnitFigure, key: str) -> int | None:
    """Return how the reach under `key` was counted, in the return that it was taken from."""
    period = unit.reached_in.get(key)
    known = material.assessment.periods.get(Period.parse(period)) if period else None
    for one in unit.evidence:
        judged = known.returns.get(one.unit) if known and one.key == key else None
        basis = judged.observations.get(f"{element_of(key)}.basis") if judged else None
        if basis is not None and judged and judged.submission.sha256 == one.sha256:
            return basis.figure
    return None
