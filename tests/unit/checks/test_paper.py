"""Returns typed from paper: asked only for what they give, and judged for all of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from lsreport.checks.completeness import cells_of
from lsreport.domain.observation import Place, State
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover, JudgedReturn, Submission
from lsreport.indicators.history import last_accepted
from support.checks import (
    H1,
    RECEIVED,
    Content,
    aside,
    judged,
    judged_all,
    raw,
    submission,
    the_plan,
    unit_of,
)

PAST = Period.parse("2023")
COVER = Cover(sending=0, on_behalf_by="office", on_behalf_from="BC 512")


def paper(figures: Mapping[str, Content], period: Period = PAST) -> Submission:
    return replace(
        submission(period=period, cover=COVER, received=RECEIVED - timedelta(days=190)),
        form_version="history",
        raws=tuple(raw(key, content) for key, content in figures.items()),
    )


def judged_paper(figures: Mapping[str, Content]) -> JudgedReturn:
    return judged_all(paper(figures)).periods[PAST].returns["178"]


def rules(judgement: JudgedReturn) -> list[tuple[str, str | None]]:
    return [(one.rule, one.key) for one in judgement.findings if one.rule != "LS504"]


def test_nothing_is_asked_of_it_but_what_it_gives() -> None:
    judgement = judged_paper({"GV.covered": 900})
    assert rules(judgement) == []
    assert judgement.observations["GV.covered"].figure == 900
    assert judgement.observations["GV.covered"].place == Place("178.xlsx", "Biểu", "GV.covered")
    assert judgement.observations["GV.total"].state is State.MISSING
    assert judgement.observations["CL_CK"].state is State.MISSING


def test_no_cell_was_required_of_it() -> None:
    assessed = judged_all(paper({"GV.covered": 900}), submission("SGDDT", PAST)).periods[PAST]
    alone = judged_all(submission("SGDDT", PAST)).periods[PAST]
    assert cells_of(the_plan(), assessed) == cells_of(the_plan(), alone)


@pytest.mark.parametrize(
    ("figures", "found", "put_aside"),
    [
        (
            {"GV.total": 100, "GV.covered": 101},
            [("LS301", "GV.covered")],
            {"GV.total", "GV.covered"},
        ),
        ({"GV.total": 0}, [("LS207", "GV.total")], {"GV.total"}),
        ({"GV.covered": "nhiều"}, [("LS201", "GV.covered")], {"GV.covered"}),
        ({"GV.covered": "không áp dụng"}, [("LS208", "GV.covered")], {"GV.covered"}),
        ({"GV.covered": "1.200"}, [("LS221", "GV.covered")], set()),
        ({"CL_CK": -1}, [("LS203", "CL_CK")], {"CL_CK"}),
        (
            {"CL_DK": 1, "CL_MOI": 1, "CL_HET": 1, "CL_CK": 2},
            [("LS304", "CL_CK")],
            {"CL_DK", "CL_MOI", "CL_HET", "CL_CK"},
        ),
    ],
)
def test_what_it_gives_is_judged(
    figures: Mapping[str, Content], found: list[tuple[str, str]], put_aside: set[str]
) -> None:
    judgement = judged_paper(figures)
    assert rules(judgement) == found
    assert aside(judgement) == put_aside


def test_a_row_that_does_not_apply_says_so_in_its_total() -> None:
    judgement = judged_paper({"DNR.total": "không áp dụng"})
    assert rules(judgement) == []
    assert judgement.observations["DNR.covered"].state is State.NOT_APPLICABLE


def test_closing_cases_are_computed_where_their_parts_are_known() -> None:
    judgement = judged_paper({"CL_DK": 2, "CL_MOI": 1, "CL_HET": 1})
    assert judgement.observations["CL_CK"].figure == 2
    assert judged_paper({"CL_CK": 3}).observations["CL_CK"].figure == 3


def test_the_next_form_brings_its_figures_forward() -> None:
    past = paper({"GV.covered": 900, "CL_CK": 0})
    assessment = judged_all(past, submission())
    opens = assessment.periods[H1].window[0]
    accepted = last_accepted(the_plan(), assessment, unit_of("178"), "GV.covered", opens)
    assert accepted is not None
    assert (accepted.observation.figure, accepted.period) == (900, PAST)
    differs = judged({"GV.base": 899}, earlier=[past])
    assert ("LS401", "GV.base") in rules(differs)
    agrees = judged({"GV.base": 900, "GV.total": 1000}, earlier=[past])
    assert "LS401" not in {rule for rule, _ in rules(agrees)}


def test_a_form_of_the_units_own_is_newer_than_any_paper() -> None:
    typed, form = paper({"GV.covered": 900}), submission(period=PAST)
    late = replace(typed, received=form.received + timedelta(days=900))
    assert late.order < form.order


def test_of_two_sheets_with_the_same_paper_the_one_stored_last_is_newer() -> None:
    first = replace(paper({"GV.covered": 900}), sha256="f" * 64)
    second = replace(first, sha256="0" * 64, recorded=first.recorded + timedelta(microseconds=1))
    assert first.order < second.order
