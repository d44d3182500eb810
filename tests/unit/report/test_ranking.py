"""Queries are read in the order of what hangs on them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lsreport.checks.judge import judge
from lsreport.domain.finding import Finding, Waiver
from lsreport.domain.submission import ReferenceFigure, Vintage
from lsreport.indicators.compute import compute
from lsreport.report.ranking import Rank, ranked
from support.checks import H1, Content, submission, the_plan, vintage
from support.patterns import DISTRICTS, district


def ranks(changes: dict[str, Content], *waivers: Waiver) -> dict[str | None, Rank]:
    """Return the ranks of the queries of 185 by their keys, with all districts reporting."""
    sent = [
        submission(code, changes=district(code) | (changes if code == "185" else {}))
        for code in DISTRICTS
    ]
    assessment = judge(the_plan(), vintage(sent), waivers)
    judged = assessment.periods[H1]
    found = ranked(the_plan(), compute(the_plan(), assessment, H1), judged)
    own: list[Finding] = [*judged.returns["185"].findings]
    return {one.key: found[one.id] for one in own if one.id in found}


def test_what_could_change_a_verdict_comes_first() -> None:
    """All zeros of 1.1 are confirmed: one hamlet review less would leave it open."""
    assert ranks({"TT01": "20", "GV.gains": "0", "RS_THON": "4"}) == {
        "RS_THON": Rank(1, ("1.1",)),
        "GV.gains": Rank(2, ()),
        "TT01": Rank(3, ()),
    }


def test_a_case_computed_from_others_counts_as_they_do() -> None:
    none = dict.fromkeys(("CL_MOI", "CL_HET", "CL_NN", "HOC_CL", "TB_CL", "HT_CL", "CH_CL"), 0)
    cases: dict[str, Content] = {"G_CL": None, **none, "CL_DK": "0", "CL_CK": 0}
    assert ranks(cases)["CL_DK"] == Rank(1, ("1.1",))


def test_what_was_agreed_has_no_rank() -> None:
    agreed = Waiver(
        "LS221", "185", "TT01", "20", H1, H1, "A", "B", datetime(2024, 7, 2, tzinfo=UTC)
    )
    assert ranks({"TT01": "20", "TT03": "5"}, agreed) == {"TT03": Rank(1, ())}


def test_errors_have_no_rank() -> None:
    assert ranks({"TT03": -1}) == {}


def test_sums_that_are_compared_are_ranked_among_themselves() -> None:
    """440 of 1320 adults are reached; of 550, as the first table has it, they would be 80 %."""
    sent = [submission(code) for code in DISTRICTS]
    for value, codes in ((50, ("2.1b",)), (100, ())):
        table = tuple(
            ReferenceFigure(code, "NL18", value, date(2023, 12, 31), "Dân cư", 2)
            for code in DISTRICTS
        )
        known = Vintage(None, {H1: {one.unit: one for one in sent}}, reference=table)
        assessment = judge(the_plan(), known)
        judged = assessment.periods[H1]
        found = ranked(the_plan(), compute(the_plan(), assessment, H1), judged)
        (query,) = (one for one in judged.findings if one.rule == "LS605")
        assert found[query.id] == Rank(1, codes)
