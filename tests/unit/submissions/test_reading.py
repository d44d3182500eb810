"""What is read from a form that comes back as it was issued."""

from __future__ import annotations

from datetime import date

import pytest

from lsreport.domain.observation import Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover
from lsreport.excel.submissions import Reading
from lsreport.indicators.asks import asked_keys
from lsreport.indicators.calendar import window
from support.submissions import (
    COVER,
    FIGURES,
    H1,
    PLAN,
    accepted,
    blank,
    contents,
    edited,
    fill,
    filled,
    place,
    raw_of,
    unit_of,
)


def test_a_filled_form_is_read_whole() -> None:
    reading = accepted(filled())
    assert (reading.unit, reading.period, reading.version) == ("178", H1, "1")
    assert reading.cover == Cover(
        sending=2,
        contact="Phòng LĐ-TBXH",
        signer="Phó Chủ tịch UBND",
        paper_number="123/BC-UBND",
        paper_date="03/7/2025",
    )
    assert reading.notes == ()
    read = contents(reading)
    assert {key: read[key] for key in FIGURES} == {
        "RS_THON": (RawKind.NUMBER, "87"),
        "RS_THON_T": (RawKind.NUMBER, "95"),
        "CL_DK": (RawKind.NUMBER, "0"),
        "CL_MOI": (RawKind.NUMBER, "3"),
        "CL_HET": (RawKind.NUMBER, "1"),
        "CL_MOI@5-11.male": (RawKind.NUMBER, "1"),
        "GV.total": (RawKind.NUMBER, "2100"),
        "GV.base": (RawKind.NUMBER, "1500"),
        "GV.gains": (RawKind.NUMBER, "120"),
        "GV.losses": (RawKind.NUMBER, "20"),
        "GV.reason": (RawKind.TEXT, "Nghỉ hưu"),
        "TE615.total": (RawKind.NUMBER, "40000"),
        "TE615.reached": (RawKind.NUMBER, "33000"),
        "TE615.basis": (RawKind.NUMBER, "2"),
        "DNR.case": (RawKind.TEXT, "không áp dụng"),
        "KPS_III2": (RawKind.TEXT, "x"),
        "D1": (RawKind.TEXT, "Đã tổ chức 02 lớp.\nĐạt kế hoạch."),
    }
    asked = asked_keys(PLAN, unit_of("178"), window(PLAN, H1)[1])
    rest = {key: content for key, content in read.items() if key in asked and key not in FIGURES}
    assert set(rest.values()) == {(RawKind.BLANK, None)}


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("178", H1),
        ("178", Period(2021, annual=True)),
        ("SYT", H1),
        ("SLDTBXH", Period(2024, annual=False)),
        ("SGDDT", H1),
        ("CAT", H1),
        ("HLHPN", H1),
        ("SYT", Period(2025, annual=True)),
    ],
)
def test_every_key_of_a_blank_form_has_its_box(code: str, period: Period) -> None:
    form = blank(code, period)
    reading = accepted(form)
    assert (reading.unit, reading.period, reading.notes) == (code, period, ())
    asked = asked_keys(PLAN, unit_of(code, period), window(PLAN, period)[1])
    keys = [raw.key for raw in reading.raws]
    assert tuple(keys[: len(asked)]) == asked
    assert len(keys) == len(set(keys))
    typed = reading.raws[: len(asked)]
    assert {(raw.kind, raw.text, raw.formula, raw.hidden) for raw in typed} == {
        (RawKind.BLANK, None, False, False)
    }
    assert {f"{raw.sheet}!{raw.cell}" for raw in typed} == {place(key, form) for key in asked}


def test_the_same_bytes_are_read_the_same_twice() -> None:
    assert accepted(filled()) == accepted(filled())


def test_figures_come_in_the_order_of_the_plan_and_not_of_the_workbook() -> None:
    def reverse(workbook):
        workbook._sheets.reverse()

    plain, turned = accepted(filled()), accepted(edited(filled(), reverse))
    assert [raw.key for raw in turned.raws] == [raw.key for raw in plain.raws]


def test_what_the_form_computes_is_kept_as_a_formula_and_never_as_typed() -> None:
    def compute(workbook):
        fill({"GV.covered": 1600, "CL_CK": 2})(workbook)

    formulas = accepted(filled())
    typed_over = accepted(edited(filled(), compute))
    sheet, cell = place("GV.covered").split("!")
    assert raw_of(formulas, "GV.covered") == Raw(
        "GV.covered", sheet, cell, RawKind.UNCACHED, None, formula=True
    )
    assert raw_of(typed_over, "GV.covered") == Raw(
        "GV.covered", sheet, cell, RawKind.NUMBER, "1600"
    )
    assert raw_of(typed_over, "CL_CK").text == "2"


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        (12, RawKind.NUMBER, "12"),
        (12.0, RawKind.NUMBER, "12"),
        (26.5, RawKind.NUMBER, "26.5"),
        (-3, RawKind.NUMBER, "-3"),
        ("1.234", RawKind.TEXT, "1.234"),
        ("  12 \u00a0", RawKind.TEXT, "12"),
        ("không", RawKind.TEXT, "không"),
        ("kho\u0302ng", RawKind.TEXT, "không"),
        ("   ", RawKind.BLANK, None),
        ("\u200b\n", RawKind.BLANK, None),
        ("-", RawKind.TEXT, "-"),
        (True, RawKind.BOOLEAN, "1"),
        (date(2025, 6, 1), RawKind.DATE, "2025-06-01"),
        ("#REF!", RawKind.ERROR, "#REF!"),
        ("=1+1", RawKind.UNCACHED, None),
    ],
)
def test_a_box_is_kept_as_it_is_stored(typed: object, kind: RawKind, text: str | None) -> None:
    raw = raw_of(accepted(edited(filled(), fill({"RS_THON": typed}))), "RS_THON")
    assert (raw.kind, raw.text, raw.formula) == (kind, text, kind is RawKind.UNCACHED)


def test_text_loses_control_characters_and_keeps_its_lines() -> None:
    typed = "Dòng một\r\nDòng_x0007_ hai\tcột_x000D_\n"
    raw = raw_of(accepted(edited(filled(), fill({"D1": typed}))), "D1")
    assert raw.text == "Dòng một\nDòng  hai\tcột"


@pytest.mark.parametrize(
    ("typed", "sending"),
    [(None, 1), (1, 1), (3, 3), ("2", 2), (" 02 ", None), ("lần 2", None), (0, None), (100, None)],
)
def test_the_sending_number_is_a_clerks_number(typed: object, sending: int | None) -> None:
    form = edited(filled(), fill({"@sending": typed}))
    reading = accepted(form)
    assert reading.cover.sending == (sending or 1)
    assert [one.rule for one in reading.notes] == ([] if sending else ["LS144"])


def test_texts_of_the_cover_are_bounded_and_errors_among_them_dropped() -> None:
    typed = fill({"@contact": "x" * 600, "@signer": "#N/A", "@paper_date": date(2025, 7, 3)})
    cover = accepted(edited(filled(), typed)).cover
    assert (cover.contact, cover.signer, cover.paper_date) == ("x" * 500, None, "2025-07-03")


def test_the_clerk_on_whose_behalf_is_kept() -> None:
    typed = fill({"@on_behalf_by": "Sở Y tế", "@on_behalf_from": "Báo cáo số 15/BC-UBND"})
    cover = accepted(edited(blank(), typed)).cover
    assert cover == Cover(on_behalf_by="Sở Y tế", on_behalf_from="Báo cáo số 15/BC-UBND")


def test_nothing_of_the_cover_is_among_the_figures() -> None:
    reading: Reading = accepted(filled())
    assert not {raw.key for raw in reading.raws} & {*COVER, "@form"}
