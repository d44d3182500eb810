"""Section II of a review in words: the figures of each year, the last one in full, what moved.

Tăng and giảm are said only where the figures of both years bear it, as in the report of a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Indicator, Line
from lsreport.report import figures, last_year, numbers, sentences
from lsreport.report.benchmarks import benchmark_sentences
from lsreport.report.by_year import dated_figure, dated_prose
from lsreport.report.figures import Prose, join, say
from lsreport.report.material import Material, lower_first
from lsreport.report.milestones import told
from lsreport.report.review_series import Series, heads_of
from lsreport.report.sentences import ratio_of_units
from lsreport.report.subjects import subject_of
from lsreport.report.zero import zero_paragraph

_HIDDEN = "Không công bố do số trường hợp nhỏ."


def trend_paragraphs(
    years: Sequence[Material], series: Mapping[tuple[str, str | None], Series], code: str
) -> tuple[Prose, ...]:
    """Return what is said about an indicator over the years; `years` run oldest first.

    One paragraph; where every line is judged, one more for each of them.
    """
    last, whole = years[-1], series[code, None]
    indicator = last.indicator(whole.outcomes[-1])
    name = say("{name} ({clause}): ", name=indicator.name, clause=indicator.clause)
    if whole.masked:
        return (join((name, lower_first(_HIDDEN)), ""),)
    national = tuple(
        dated_prose(one, last.period)
        for one in benchmark_sentences(last, indicator, whole.outcomes[-1])
    )
    if indicator.overall != "all_lines":
        body = join((*_sentences(years, indicator, whole), *national))
        return (join((name, body), ""),)
    lead = join((*_overall(years, indicator, whole), *national, "Trong đó:"))
    lines = (
        say("- {name}: {said}", name=line.name, said=join(_sentences(years, indicator, one, line)))
        for line in indicator.lines
        if line.judged and (one := series.get((code, line.code))) is not None
    )
    return (join((name, lead), ""), *lines)


def _overall(years: Sequence[Material], indicator: Indicator, whole: Series) -> Iterator[Prose]:
    """Yield the verdict of the last year over all lines, and when each of them was first met."""
    outcome = whole.outcomes[-1]
    if outcome.target is not None:
        subject = subject_of(years[-1], indicator, outcome)
        yield say(
            "năm {year} {verdict} ({words} ở từng nhóm).",
            year=str(years[-1].period.year),
            verdict=lower_first(sentences.verdict_text(subject, outcome)),
            words=dated_figure(
                figures.stated(outcome.target.words, outcome.target.level, f"{subject.code} level"),
                years[-1].period,
            ),
        )
    yield from _milestone(years, whole)


def _sentences(
    years: Sequence[Material], indicator: Indicator, series: Series, line: Line | None = None
) -> Iterator[Prose]:
    """Yield the figures of the years, the last year in full, what moved, and when it was met."""
    known = [at for at, _year in enumerate(years) if series.is_known(at)]
    if not known:
        yield say("chưa có số liệu của năm nào.")
        return
    yield _over_years(years, indicator, series, known)
    yield from _in_full(years[known[-1]], indicator, series.outcomes[known[-1]], line)
    moved = _moved(years, indicator, series, known, line)
    if moved is not None:
        yield moved
    yield from _milestone(years, series)


def _milestone(years: Sequence[Material], series: Series) -> Iterator[Prose]:
    said = told(series.found, heads_of(years)) if series.judged else ""
    if said:
        yield say(said)


def _over_years(
    years: Sequence[Material], indicator: Indicator, series: Series, known: Sequence[int]
) -> Prose:
    counted = indicator.kind == "count_is_zero"
    nobody = [at for at in known if series.shown[at].text == numbers.NO_BASE]
    pieces = [
        _year_piece(years[at], series, at, counted=counted) for at in known if at not in nobody
    ]
    if nobody:
        pieces.append(
            say("năm {years}: không tính tỷ lệ do mẫu số bằng 0", years=_named(years, nobody))
        )
    missing = [at for at, _year in enumerate(years) if at not in known]
    if missing:
        pieces.append(say("năm {years}: chưa có số liệu", years=_named(years, missing)))
    lead = "số trường hợp ghi nhận qua các năm" if counted else "kết quả qua các năm"
    return say("{lead}: {list}.", lead=lead, list=join(pieces, "; "))


def _named(years: Sequence[Material], places: Sequence[int]) -> str:
    return ", ".join(heads_of([years[at] for at in places]))


def _year_piece(material: Material, series: Series, at: int, *, counted: bool) -> Prose:
    """Return the figure of one year; a zero is what those who reviewed found."""
    year, outcome = str(material.period.year), series.outcomes[at]
    if not counted or outcome.numerator is None:
        return say("năm {year}: {shown}", year=year, shown=series.cells[at])
    if outcome.numerator:
        shown = figures.in_prose(series.shown[at])
        return say("năm {year}: {shown} trường hợp", year=year, shown=shown)
    if not outcome.owners.missing:
        return say("năm {year}: chưa phát hiện", year=year)
    used = ratio_of_units(outcome.owners.used, outcome.owners.expected, f"{outcome.code} confirmed")
    return say(
        "năm {year}: chưa phát hiện tại {used} {noun} có số liệu",
        year=year,
        used=dated_prose(used, material.period),
        noun=material.local_noun,
    )


def _in_full(
    material: Material, indicator: Indicator, outcome: Outcome, line: Line | None
) -> Iterator[Prose]:
    """Yield the last year with figures as its own report tells it."""
    subject = subject_of(material, indicator, outcome, line)
    year = str(material.period.year)
    if outcome.kind == "count_is_zero":
        said: list[Prose | None] = [zero_paragraph(material, subject, indicator, outcome)]
    else:
        result = sentences.result(subject, outcome)
        said = [
            say("{result}.", result=result) if result else None,
            sentences.judgement(subject, outcome),
        ]
    pieces = [dated_prose(one, material.period) for one in said if one is not None]
    if pieces:
        yield say("Riêng năm {year}: {said}", year=year, said=_lowered(join(pieces)))


def _lowered(prose: Prose) -> Prose:
    """Return the text as it stands behind a colon."""
    first, *rest = prose.parts
    return Prose((lower_first(first) if isinstance(first, str) else first, *rest))


def _moved(
    years: Sequence[Material],
    indicator: Indicator,
    series: Series,
    known: Sequence[int],
    line: Line | None,
) -> Prose | None:
    """Return the change from the first year with figures to the last, None where none is sure."""
    if len(known) < 2:
        return None
    first, last = known[0], known[-1]
    subject = subject_of(years[last], indicator, series.outcomes[last], line)
    difference = last_year.change(subject, series.outcomes[last], series.outcomes[first])
    if difference is None:
        return None
    since, until = (str(years[at].period.year) for at in (first, last))
    if difference == 0:
        return say("Năm {until} bằng năm {since}.", until=until, since=since)
    return say(
        "Năm {until} {moved} {points} điểm % so với năm {since}.",
        until=until,
        moved="tăng" if difference > 0 else "giảm",
        points=figures.points(difference, f"{subject.code} change {since}..{until}"),
        since=since,
    )
