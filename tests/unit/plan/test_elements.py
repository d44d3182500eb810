"""The catalogue of figures and activities, against a table typed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from lsreport.indicators.plan import Plan

# code, measure, flags (z: may be zero, n: may be not applicable, c: carries, t: has a total,
# o: optional), owner roles, cross-check roles
FIGURES = """
KH01       fact        z      every
KH02       text        zo     every
KH02N      fact        zo     every
GV         cumulative  ct     local
GV_S       cumulative  ct     education
NVCS       cumulative  nct    coordinator
DN         cumulative  nct    local
DNNVV      cumulative  nto    local
HTX        cumulative  nct    local
NL18       reach       ct     local
TE06       reach       ct     local
TE615      reach       ct     local
HS16       reach       ct     education
HO         reach       ct     local
CC_T       cumulative  ct     provincial
CCH        cumulative  ct     local
CCX        cumulative  ct     local
DNR        cumulative  nct    local
HTXR       cumulative  nct    local
HTX_T      cumulative  n      local
HO_T       reach       -      local
CTV        cumulative  ct     local
DC_GV      stock       o      -           education
DC_HS      stock       o      -           education
TE517      stock       -      -
RS_THON    flow        z      local
RS_THON_T  stock       -      local
CL_DK      stock       z      local
CL_MOI     flow        z      local
CL_HET     flow        z      local
CL_CK      stock       z      local
CL_NN      stock       z      local
HOC_CL     stock       z      local
TB_CL      flow        z      local
HT_CL      flow        z      local
CH_CL      flow        z      local
NC_CK      stock       z      local
HOC_NC     stock       z      local
HIEU_NC    stock       zo     local
TB_NC      flow        z      local
HT_NC      flow        z      local
CH_NC      flow        z      local
TB_MB      flow        z      coordinator
HT_MB      flow        z      coordinator
CH_MB      flow        z      coordinator
"""

ACTIVITIES = """
KH03 KH04 SK01
TT01 TT02 TT02a TT03 TT04 TT05 TT06 TT07 TT08 TT09 TT10 TT11 TT12 TT13 TT14 TT15 TT15a TT16 TT16a
TT17
NL01 NL02 NL03 NL04 NL05 NL06 NL07 NL07T
PH01 PH02 PH03 PH04 PH05 PH06 PH07 PH07a PH08 PH09 PH09T PH10 PH11 PH12 PH13
CA01 CA02 CA03 CA04 CA05 CA06 CA07 CA08 CA09 CA10
PP01 PP02 PP03 HD01 HD02 HD03 HD04
TK01 TK02 TK02a TK03 TK04 TK05 TK06 TK07 TK08 TK09
KP01 KP02 KP03 KP04 KP04T KP04H KP04X KP05
D1 D2 D2N D3 D4 D4N
"""
STOCKS = {"KH04", "NL07T", "PH01", "PH04", "PH09", "PH09T"}
ATTENDANCES = {"TT02", "TT02a", "TT15", "TT15a", "NL02"}
MONEY = {"HD01", "HD02", "TK07", "KP01", "KP02", "KP03", "KP04", "KP04T", "KP04H", "KP04X"}
TEXTS = {"D1", "D2", "D3", "D4"}
CHOICES = {"PH13", "D2N", "D4N"}


def test_every_figure_has_its_measure_flags_and_owner(plan: Plan) -> None:
    found = [
        (
            one.code,
            one.measure,
            "".join(
                letter
                for letter, holds in (
                    ("z", one.may_be_zero),
                    ("n", one.may_be_na),
                    ("c", one.carry),
                    ("t", one.has_total),
                    ("o", one.optional),
                )
                if holds
            )
            or "-",
            " ".join(one.owner) or "-",
            " ".join(one.cross_check),
        )
        for one in list(plan.elements.values())[: len(FIGURES.split("\n")) - 2]
    ]
    table = [line.split() for line in FIGURES.strip().split("\n")]
    assert found == [(*row, "")[:5] for row in map(tuple, table)]


def test_the_activities_stand_in_the_order_of_the_form(plan: Plan) -> None:
    figures = {line.split()[0] for line in FIGURES.strip().split("\n")}
    assert [code for code in plan.elements if code not in figures] == ACTIVITIES.split()


def test_activities_may_be_zero_and_are_flows_unless_the_catalogue_says_otherwise(
    plan: Plan,
) -> None:
    for code in ACTIVITIES.split():
        element = plan.elements[code]
        expected = (
            "stock"
            if code in STOCKS
            else "attendance"
            if code in ATTENDANCES
            else "text"
            if code in TEXTS
            else "fact"
            if code in CHOICES
            else "flow"
        )
        assert (code, element.measure) == (code, expected)
        assert (element.may_be_zero, element.may_be_na, element.carry) == (True, False, False)
        kind = (
            "money"
            if code in MONEY
            else "text"
            if code in TEXTS
            else "choice"
            if code in CHOICES
            else "count"
        )
        assert (code, element.value_type) == (code, kind)


SUBSETS = {
    "DNNVV": ("DN.total",),
    "DNR": ("DN.total",),
    "HTXR": ("HTX.total",),
    "RS_THON": ("RS_THON_T",),
    "CL_NN": ("CL_CK",),
    "HOC_CL": ("CL_CK",),
    "CH_CL": ("TB_CL",),
    "HOC_NC": ("NC_CK",),
    "HIEU_NC": ("NC_CK",),
    "CH_NC": ("TB_NC",),
    "CH_MB": ("TB_MB",),
    "TT02a": ("TT02",),
    "TT15a": ("TT15",),
    "TT16a": ("TT16",),
    "NL07": ("NL07T",),
    "PH07a": ("PH07",),
    "PH09": ("PH09T",),
    "CA06": ("CA04", "CA05"),
    "CA07": ("CA04", "CA05"),
    "TK02a": ("TK02",),
    "TK04": ("TK03",),
    "TK06": ("TK04",),
}


def test_what_is_part_of_what(plan: Plan) -> None:
    found = {one.code: one.subset_of for one in plan.elements.values() if one.subset_of}
    assert found == SUBSETS


def test_what_the_form_computes_and_what_has_to_add_up(plan: Plan) -> None:
    computed = {one.code: one.formula for one in plan.elements.values() if one.formula}
    assert computed == {"CL_CK": ("CL_DK", "CL_MOI", "-CL_HET")}
    parts = {one.code: one.parts for one in plan.elements.values() if one.parts}
    assert parts == {"KP04": ("KP04T", "KP04H", "KP04X")}
    bases = {one.code: one.total_of for one in plan.elements.values() if one.total_of}
    assert bases == {"HTX_T": "HTX", "HO_T": "HO"}


def test_figures_that_several_owners_may_share_are_never_added(plan: Plan) -> None:
    found = {one.code for one in plan.elements.values() if not one.additive}
    assert found == {"NL05", "PH10", "PP03", "HD04"}


def test_what_ends_with_the_districts(plan: Plan) -> None:
    dated = {
        one.code: (one.since, one.until)
        for one in plan.elements.values()
        if one.since is not None or one.until is not None
    }
    last = date(2025, 6, 30)
    assert dated == {
        "CCH": (None, last),
        "TK01": (None, last),
        "KP04H": (None, last),
        "KP04X": (date(2025, 7, 1), None),
    }


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        (
            "KH01",
            [
                (1, "Đã ban hành kế hoạch riêng", True),
                (2, "Lồng ghép trong kế hoạch khác", True),
                (3, "Chưa có kế hoạch", False),
            ],
        ),
        (
            "PH13",
            [(0, "Chưa xây dựng", False), (1, "Đang xây dựng", False), (2, "Đang vận hành", False)],
        ),
    ],
)
def test_the_answers_of_a_choice(
    plan: Plan, code: str, answers: list[tuple[int, str, bool]]
) -> None:
    choices = plan.elements[code].choices
    assert [(one.value, one.label, one.counts) for one in choices] == answers


def test_every_figure_of_the_indicators_says_what_counts(plan: Plan) -> None:
    coded = plan.indicator_elements() | {"RS_THON", "TK05", "CA08", "CA10"}
    silent = {code for code in coded if not plan.elements[code].definition}
    assert silent == {"CA08"}
    assert "việc nhà" in plan.elements["CL_DK"].definition
    assert "hoàn cảnh đặc biệt" in plan.elements["NC_CK"].definition
    assert "lượt" in plan.elements["NL18"].definition
