"""Forms to look at: issued ones, and what is known of a unit before its form is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import Observation, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, JudgedReturn, ReferenceFigure, Submission
from lsreport.domain.unit import Unit
from lsreport.excel.forms import Prefilled, write_form
from lsreport.excel.layout import Box, Layout, boxes, form_layout
from lsreport.indicators.calendar import window
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan

H1 = Period.parse("2025-H1")

DISTRICT = {
    **{
        f"{code}.total": total
        for code, total in {
            "GV": 2310,
            "DN": 420,
            "HTX": 31,
            "NL18": 76234,
            "TE06": 9120,
            "TE615": 18240,
            "HO": 3410,
            "CCH": 22,
            "CCX": 160,
            "DNR": 18,
            "HTXR": 12,
            "CTV": 150,
        }.items()
    },
    **{
        f"{code}.base": base
        for code, base in {
            "GV": 1848,
            "DN": 336,
            "HTX": 24,
            "CCH": 17,
            "CCX": 128,
            "DNR": 14,
            "HTXR": 9,
            "HTX_T": 9,
            "CTV": 120,
        }.items()
    },
    "RS_THON_T": 98,
    "CL_DK": 0,
    "KH01": 1,
    "KH02": "52/KH-UBND",
    "KH02N": "2022-03-15",
}
"""What a district's form for the first half of 2025 brings along when all is known."""


@lru_cache
def plan() -> Plan:
    return load_plan("187")


def unit(code: str, period: Period = H1) -> Unit:
    last = window(plan(), period)[1]
    return next(one for one in plan().units_on(last) if one.code == code)


def layout(code: str, period: Period = H1) -> Layout:
    return form_layout(plan(), unit(code, period), period)


def known(figures: Mapping[str, int | str]) -> dict[str, Prefilled]:
    return {
        key: Prefilled(value, "báo cáo năm 2024, đến 14/12/2024") for key, value in figures.items()
    }


def written(
    code: str,
    period: Period = H1,
    *,
    prefill: Mapping[str, int | str] | None = None,
    typed: Mapping[str, int | str] | None = None,
) -> bytes:
    return write_form(plan(), unit(code, period), period, known(prefill or {}), typed=typed)


@lru_cache
def blank(code: str, period: Period = H1) -> Workbook:
    """A form with nothing known, opened; only to be looked at."""
    return opened(written(code, period))


def opened(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def input_boxes(code: str, period: Period = H1) -> dict[str, Box]:
    return {box.key: box for box in boxes(layout(code, period))}


def figure(key: str, value: int) -> Observation:
    return Observation(key, State.VALUE if value else State.ZERO, value, place=None)


def text(key: str, words: str) -> Observation:
    return Observation(key, State.VALUE, None, place=None, text=words)


def judged(code: str, period: Period, observations: tuple[Observation, ...]) -> JudgedReturn:
    received = datetime(period.year, 12 if period.annual else 7, 1, tzinfo=LANG_SON)
    submission = Submission(
        sha256="0" * 64,
        file=f"{code}.xlsx",
        unit=code,
        period=period,
        form_version="1",
        received=received,
        recorded=received,
        revision=1,
        cover=Cover(),
        raws=(),
    )
    return JudgedReturn(submission, {one.key: one for one in observations}, findings=())


def assessment(*returns: JudgedReturn, reference: tuple[ReferenceFigure, ...] = ()) -> Assessment:
    periods = {}
    for period in sorted({one.submission.period for one in returns}):
        days = window(plan(), period)
        own = {one.unit: one for one in returns if one.submission.period == period}
        periods[period] = PeriodAssessment(period, days, plan().units_on(days[1]), own)
    return Assessment(periods, reference)
