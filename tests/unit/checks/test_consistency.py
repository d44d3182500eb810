from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec import structs

from lsreport.checks.judge import judge
from lsreport.domain.finding import NotTestable
from lsreport.domain.observation import State
from support.checks import (
    H1,
    Content,
    RawKind,
    Told,
    aside,
    breaches,
    findings,
    judged,
    judged_all,
    submission,
    the_plan,
    vintage,
)

CASES: dict[str, Content] = {
    "G_CL": None,
    "CL_DK": 1,
    "CL_MOI": 2,
    "CL_HET": 1,
    "CL_NN": 1,
    "HOC_CL": 2,
    "TB_CL": 3,
    "HT_CL": 2,
    "CH_CL": 1,
    "CL_MOI@13-14.male": 2,
    "CL_CK@13-14.male": 1,
    "CL_CK@15.female": 1,
    "CL_MOI@garment": 2,
    "CL_CK@garment": 2,
}
COUNTS = ("CL_DK", "CL_MOI", "CL_HET")

# What is changed · the finding · what is put aside · what of it still shows somebody · a neighbour
# that passes.
Case = tuple[str, Mapping[str, Content], Told, set[str], set[str], str, Mapping[str, Content]]

FAILING: dict[str, Case] = {
    "more covered than in scope": (
        "178",
        {"GV.total": 59},
        ("LS301", "GV.covered", "60", "≤ 59", "…: 60 is more than the 59 of “…”."),
        {"GV.covered", "GV.total"},
        {"GV.covered", "GV.total"},
        "178",
        {"GV.total": 60},
    ),
    "more trained than there are cooperatives": (
        "178",
        {"HTX_T.base": 111},
        ("LS301", "HTX_T.covered", "121", "≤ 120", "…: 121 is more than the 120 of “…”."),
        {"HTX_T.covered", "HTX.total"},
        {"HTX_T.covered", "HTX.total"},
        "178",
        {"HTX_T.base": 110},
    ),
    "more reached than live there": (
        "178",
        {"TE615.reached": 121},
        ("LS301", "TE615.reached", "121", "≤ 120", "…: 121 is more than the 120 of “…”."),
        {"TE615.reached", "TE615.total"},
        {"TE615.reached", "TE615.total"},
        "178",
        {"TE615.reached": 120},
    ),
    "more households trained than there are": (
        "178",
        {"HO_T.reached": 121},
        ("LS301", "HO_T.reached", "121", "≤ 120", "…: 121 is more than the 120 of “…”."),
        {"HO_T.reached", "HO.total"},
        {"HO_T.reached", "HO.total"},
        "178",
        {"HO_T.reached": 120},
    ),
    "more at school than cases": (
        "178",
        CASES | {"HOC_CL": 3},
        ("LS301", "HOC_CL", "3", "≤ 2", "…: 3 is more than the 2 of “…”."),
        {"HOC_CL", "CL_CK"},
        {"HOC_CL", "CL_CK"},
        "178",
        CASES | {"HOC_CL": 2},
    ),
    "hazardous work without a case": (
        "178",
        {"G_CL": None}
        | dict.fromkeys((*COUNTS, "HOC_CL", "TB_CL", "HT_CL", "CH_CL"), 0)
        | {"CL_NN": 1},
        ("LS301", "CL_NN", "1", "≤ 0", "…: 1 is more than the 0 of “…”."),
        {"CL_NN", "CL_CK"},
        set(),
        "178",
        CASES | {"CL_NN": 2},
    ),
    "more hamlets reviewed than there are": (
        "178",
        {"RS_THON": 5},
        (
            "LS303",
            "RS_THON",
            "5",
            "≤ 4",
            "…: 5 is more than the 4 of “…”, of which it is a part.",
        ),
        {"RS_THON", "RS_THON_T"},
        {"RS_THON", "RS_THON_T"},
        "178",
        {"RS_THON": 4},
    ),
    "more high-risk enterprises than enterprises": (
        "178",
        {"DNR.total": 121},
        (
            "LS303",
            "DNR.total",
            "121",
            "≤ 120",
            "…: 121 is more than the 120 of “…”, of which it is a part.",
        ),
        {"DNR.total", "DN.total"},
        {"DNR.total", "DN.total"},
        "178",
        {"DNR.total": 120},
    ),
    "more victims supported than victims": (
        "CAT",
        {"CA04": 1, "CA05": 2, "CA06": 0, "CA07": 4},
        (
            "LS303",
            "CA07",
            "4",
            "≤ 3",
            "…: 4 is more than the 3 of “…”, of which it is a part.",
        ),
        {"CA04", "CA05", "CA07"},
        {"CA04", "CA05", "CA07"},
        "CAT",
        {"CA04": 1, "CA05": 2, "CA06": 0, "CA07": 3},
    ),
    "more penalties than offenders": (
        "178",
        {"TK04": 0, "TK06": 1},
        (
            "LS303",
            "TK06",
            "1",
            "≤ 0",
            "…: 1 is more than the 0 of “…”, of which it is a part.",
        ),
        {"TK04", "TK06"},
        set(),
        "178",
        {"TK04": 1, "TK06": 1},
    ),
    "losses beyond what was there": (
        "178",
        {"GV.base": 5, "GV.losses": 6},
        (
            "LS306",
            "GV.gains",
            "10",
            "≤ 9",
            "…: 10 are new in the period, but only 9 are counted in all.",
        ),
        {"GV.gains", "GV.covered"},
        {"GV.gains", "GV.covered"},
        "178",
        {"GV.base": 5, "GV.losses": 5},
    ),
    "more settled than notified": (
        "178",
        CASES | {"HT_CL": 3},
        (
            "LS307",
            "HT_CL",
            "3",
            "≤ 2",
            "…: 3 were settled, but only 2 were notified and no longer pending.",
        ),
        {"HT_CL", "TB_CL", "CH_CL"},
        {"HT_CL", "TB_CL", "CH_CL"},
        "178",
        CASES | {"TB_CL": 4, "HT_CL": 3},
    ),
    "more settled trafficked children than notified": (
        "SLDTBXH",
        {"G_MB": None, "TB_MB": 1, "CH_MB": 1, "HT_MB": 1},
        (
            "LS307",
            "HT_MB",
            "1",
            "≤ 0",
            "…: 1 were settled, but only 0 were notified and no longer pending.",
        ),
        {"HT_MB", "TB_MB", "CH_MB"},
        set(),
        "SLDTBXH",
        {"G_MB": None, "TB_MB": 1, "CH_MB": 0, "HT_MB": 1},
    ),
    "ages that do not add up": (
        "178",
        CASES | {"CL_MOI@15.male": 1},
        (
            "LS302",
            "CL_MOI",
            "2",
            "3",
            "…: the total says 2, its parts (by age and sex) add up to 3.",
        ),
        {"CL_MOI", "CL_MOI@13-14.male", "CL_MOI@15.male", "CL_CK"},
        {"CL_MOI", "CL_MOI@13-14.male", "CL_MOI@15.male"},
        "178",
        CASES | {"CL_MOI@15.male": 0},
    ),
    "a breakdown without cases": (
        "178",
        {"CL_CK@garment": 1},
        ("LS302", "CL_CK", "0", "1", "…: the total says 0, its parts (by sector) add up to 1."),
        {"CL_CK", "CL_CK@garment"},
        set(),
        "178",
        {"CL_CK@garment": 0},
    ),
    "sectors that fall short": (
        "178",
        CASES
        | dict.fromkeys(
            [
                f"CL_CK@{one}"
                for one in ("quarrying", "loading", "agriculture", "services", "other")
            ],
            0,
        )
        | {"CL_CK@garment": 1},
        ("LS302", "CL_CK", "2", "1", "…: the total says 2, its parts (by sector) add up to 1."),
        {
            "CL_CK",
            *(
                f"CL_CK@{one}"
                for one in ("garment", "quarrying", "loading", "agriculture", "services", "other")
            ),
        },
        {"CL_CK", "CL_CK@garment"},
        "178",
        CASES | {"CL_CK@quarrying": 0},
    ),
    "a budget that does not add up": (
        "STC",
        {"KP04": 9},
        (
            "LS302",
            "KP04",
            "9000",
            "8000",
            (
                "…: the total says 9 million đồng, its parts (in the rows below) add up to "
                "8 million đồng."
            ),
        ),
        {"KP04", "KP04T", "KP04H"},
        {"KP04", "KP04T", "KP04H"},
        "STC",
        {"KP04": "8,000"},
    ),
    "a closing stock typed over": (
        "178",
        CASES | {"CL_CK": 3},
        ("LS304", "CL_CK", "3", "2", "…: the form says 3, but its rows give 2."),
        {"CL_CK", *COUNTS},
        {"CL_CK", *COUNTS},
        "178",
        CASES | {"CL_CK": 2},
    ),
    "a closing stock typed over a tick": (
        "178",
        {"CL_CK": 3},
        ("LS304", "CL_CK", "3", "0", "…: the form says 3, but its rows give 0."),
        {"CL_CK", *COUNTS},
        set(),
        "178",
        {"CL_CK": (RawKind.UNCACHED, "")},
    ),
    "a cumulative figure typed over": (
        "178",
        {"GV.covered": 61},
        (
            "LS305",
            "GV.covered",
            "61",
            "60",
            "…: the form says 61, but brought forward plus gains less losses gives 60.",
        ),
        {"GV.covered", "GV.base", "GV.gains", "GV.losses"},
        {"GV.covered", "GV.base", "GV.gains"},
        "178",
        {"GV.covered": 60},
    ),
}


@pytest.mark.parametrize("case", FAILING.values(), ids=FAILING)
def test_figures_that_contradict_each_other(case: Case) -> None:
    code, changes, expected, put_aside, somebody, near, passing = case
    judgement = judged(changes, code=code)
    assert [one for one in findings(judgement) if one[0] != "LS221"] == [expected]
    assert aside(judgement) == put_aside
    assert breaches(judgement) == somebody
    neighbour = judged(passing, code=near)
    assert [one for one in findings(neighbour) if one[0] != "LS221"] == []
    assert aside(neighbour) == set()


def test_more_cases_closed_than_there_were() -> None:
    none_left = {"CL_NN": 0, "HOC_CL": 0, "CL_CK@13-14.male": None, "CL_CK@15.female": None}
    judgement = judged(CASES | none_left | {"CL_HET": 4, "CL_CK@garment": None})
    assert findings(judgement) == [
        (
            "LS308",
            "CL_CK",
            "-1",
            "≥ 0",
            "…: more cases were closed than there were; -1 would be left.",
        ),
    ]
    assert aside(judgement) == {"CL_CK", *COUNTS}
    assert breaches(judgement) == {"CL_CK", *COUNTS}

    pending = judged(CASES | {"CH_CL": 4})
    assert [one[:2] for one in findings(pending)] == [("LS303", "CH_CL")]

    lost = judged({"GV.base": 0, "GV.gains": 0, "GV.losses": 1})
    assert [one[:4] for one in findings(lost)] == [("LS306", "GV.gains", "0", "≤ -1")]

    all_closed = judged(CASES | none_left | {"CL_HET": 3, "CL_CK@garment": None})
    assert findings(all_closed) == []
    assert all_closed.observations["CL_CK"].state is State.ZERO


def test_closing_cases_that_never_were_shows_nobody() -> None:
    zeros = dict.fromkeys((*COUNTS, "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL"), 0)
    judgement = judged({"G_CL": None} | zeros | {"CL_HET": 1})
    assert [one[0] for one in findings(judgement)] == ["LS308"]
    assert breaches(judgement) == set()


def test_children_found_by_inspection_are_asked_about() -> None:
    judgement = judged({"TK05": 2})
    assert findings(judgement) == [
        ("LS321", "TK05", "2", None, "…: 2 found by inspection, but “…” says 0.")
    ]
    assert aside(judgement) == set()
    assert findings(judged(CASES | {"TK05": 2})) == []
    assert findings(judged({"TK05": 2}, code="SLDTBXH")) == []


def untested(changes: Mapping[str, Content], code: str = "178") -> list[tuple[str, object]]:
    found = judged_all(submission(code, H1, changes)).periods[H1].not_testable
    return [(one.rule, one.facts["key"]) for one in found if "LS2" < one.rule < "LS331"]


def test_what_cannot_be_compared_is_not_passed() -> None:
    assert untested({}) == []
    assert untested({"TE615.total": None}) == [("LS301", "TE615.reached")]
    assert untested({"GV.base": None}) == [("LS301", "GV.covered"), ("LS306", "GV.gains")]
    assert untested({"KP04T": "-"}, "STC") == [("LS302", "KP04")]
    assert untested(CASES | {"CL_MOI@13-14.male": "hai"}) == [("LS302", "CL_MOI")]
    assert untested({"TK05": 2, "G_CL": None, "CL_MOI": None} | dict.fromkeys(COUNTS[::2], 0)) == [
        ("LS301", "CL_NN"),
        ("LS301", "HOC_CL"),
        ("LS303", "CH_CL"),
        ("LS307", "HT_CL"),
        ("LS321", "TK05"),
    ]


def test_an_untested_check_says_why() -> None:
    (first, *_) = judged_all(submission("178", H1, {"TE615.total": None})).periods[H1].not_testable
    assert first == NotTestable(
        rule="LS301",
        unit="178",
        period=H1,
        reason="a figure to compare it with is missing or put aside: {missing}",
        facts={
            "key": "TE615.reached",
            "label": first.facts["label"],
            "missing": first.facts["missing"],
        },
    )
    assert str(first.facts["missing"]).startswith("TE615 Trẻ em từ đủ 6 đến dưới 16 tuổi")


def test_an_optional_row_left_out_is_nothing_to_test() -> None:
    assert untested({"DNNVV.total": None}) == []
    assert untested({"DNNVV.total": 3, "DN.total": None}) == [
        ("LS301", "DN.covered"),
        ("LS303", "DNNVV.total"),
        ("LS303", "DNR.total"),
    ]


def test_a_part_whose_whole_is_not_asked_for_is_no_part_here() -> None:
    assert findings(judged({"TT02a": 999}, code="SGDDT")) == []


def test_a_derived_figure_is_missing_with_any_of_its_parts() -> None:
    judgement = judged({"GV.gains": None, "DN.base": "nhiều", "CTV.losses": -1})
    states = {
        key: (one.state, one.value, one.quarantined, one.parts)
        for key, one in judgement.observations.items()
        if key in {"GV.covered", "DN.covered", "CTV.covered", "CCX.covered"}
    }
    assert states == {
        "GV.covered": (State.MISSING, None, False, ("GV.base", "GV.gains", "GV.losses")),
        "DN.covered": (State.MISSING, None, True, ("DN.base", "DN.gains", "DN.losses")),
        "CTV.covered": (State.VALUE, 61, True, ("CTV.base", "CTV.gains", "CTV.losses")),
        "CCX.covered": (State.VALUE, 60, False, ("CCX.base", "CCX.gains", "CCX.losses")),
    }


def test_a_plan_may_compute_amounts_of_money_too() -> None:
    elements = the_plan().elements
    total = structs.replace(elements["KP04"], parts=(), formula=("KP04T", "KP04H"))
    nobody = structs.replace(elements["KH03"], formula=("CL_DK",))
    plan = structs.replace(the_plan(), elements={**elements, "KP04": total, "KH03": nobody})

    def told_of(shown: Content) -> list[Told]:
        sent = submission("STC", changes={"KP04": shown})
        return findings(judge(plan, vintage([sent])).periods[H1].returns["STC"])

    assert told_of(8) == []
    assert told_of((RawKind.NUMBER, "8.5")) == [
        (
            "LS304",
            "KP04",
            "8500",
            "8000",
            "…: the form says 8.5 million đồng, but its rows give 8 million đồng.",
        )
    ]


@pytest.mark.parametrize(
    "shown", [None, (RawKind.UNCACHED, ""), (RawKind.ERROR, "#REF!"), (RawKind.TEXT, "sáu mươi")]
)
def test_a_computed_cell_that_shows_no_number_is_computed_all_the_same(shown: Content) -> None:
    judgement = judged({"GV.covered": shown})
    assert findings(judgement) == []
    assert judgement.observations["GV.covered"].figure == 60
