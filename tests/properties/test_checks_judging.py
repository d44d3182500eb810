"""Whatever a clerk types: nothing missing is counted, nothing is put aside without an error."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsreport.checks.completeness import cells_of
from lsreport.checks.rulebook import RULES
from lsreport.domain.assessment import PeriodAssessment
from lsreport.domain.finding import Severity
from lsreport.domain.observation import State
from lsreport.domain.submission import JudgedReturn
from lsreport.i18n import Catalogue
from support.checks import (
    GONE,
    H1,
    Content,
    RawKind,
    contents,
    judged_all,
    submission,
    the_plan,
    unit_of,
)

BLANKS: tuple[Content, ...] = (None, "", "-", " – ", GONE)
CELLS: st.SearchStrategy[Content] = st.one_of(
    st.integers(min_value=-2, max_value=130),
    st.sampled_from(
        [
            *BLANKS,
            "1.234",
            "1,5",
            "không",
            "không áp dụng",
            "x",
            "khoảng 20",
            "0912345678",
            (RawKind.ERROR, "#REF!"),
            (RawKind.UNCACHED, ""),
            (RawKind.BOOLEAN, "1"),
            (RawKind.DATE, "2024-02-01"),
            (RawKind.NUMBER, "0.85"),
        ]
    ),
)
UNITS = ("178", "SLDTBXH", "CAT", "STC", "SGDDT")
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@lru_cache
def keys(code: str) -> tuple[str, ...]:
    derived = ("CL_CK", "GV.covered", "HTX_T.covered") if code == "178" else ()
    return (*contents(unit_of(code), H1), *derived)


@st.composite
def returns(draw: st.DrawFn) -> tuple[str, dict[str, Content]]:
    """Change some cells of a faultless return into anything."""
    code = draw(st.sampled_from(UNITS))
    changed = draw(st.lists(st.sampled_from(keys(code)), max_size=15, unique=True))
    return code, {key: draw(CELLS) for key in changed}


def judged_period(code: str, changes: dict[str, Content]) -> PeriodAssessment:
    return judged_all(submission(code, H1, changes)).periods[H1]


def judged_return(code: str, changes: dict[str, Content]) -> JudgedReturn:
    return judged_period(code, changes).returns[code]


@FEW
@given(returns())
def test_a_blank_is_zero_only_where_something_says_so(sent: tuple[str, dict[str, Content]]) -> None:
    """A blank cell has a figure only under a tick of its part or a declaration of its row."""
    code, changes = sent
    judgement = judged_return(code, changes)
    ticks = {
        block.code: judgement.observations[block.tick].figure
        for block in the_plan().blocks
        if block.tick in judgement.observations
    }
    for key in (key for key, cell in changes.items() if cell in BLANKS):
        if judgement.observations[key].figure is not None and not judgement.observations[key].parts:
            element = the_plan().elements[key.partition(".")[0].partition("@")[0]]
            assert ticks.get(element.block) == 1
            assert judgement.observations[key].figure == 0


@FEW
@given(returns())
def test_nothing_is_put_aside_without_an_error(sent: tuple[str, dict[str, Content]]) -> None:
    judgement = judged_return(*sent)
    wrong = any(one.severity is Severity.ERROR for one in judgement.findings)
    assert wrong or not any(one.quarantined for one in judgement.observations.values())


@FEW
@given(returns())
def test_only_what_was_put_aside_can_still_show_somebody(
    sent: tuple[str, dict[str, Content]],
) -> None:
    for one in judged_return(*sent).observations.values():
        assert one.quarantined or not one.breach
        assert not one.breach or (one.value is not None and one.value != 0)


@FEW
@given(returns())
def test_states_and_figures_agree(sent: tuple[str, dict[str, Content]]) -> None:
    for one in judged_return(*sent).observations.values():
        if one.state in {State.MISSING, State.NOT_APPLICABLE}:
            assert one.value is None
        if one.state is State.ZERO:
            assert one.value == 0


@FEW
@given(returns())
def test_every_cell_that_has_to_be_filled_in_is_counted_once(
    sent: tuple[str, dict[str, Content]],
) -> None:
    cells = cells_of(the_plan(), judged_period(*sent))
    said = (cells.value, cells.zero, cells.not_applicable, cells.missing, cells.quarantined)
    assert sum(said) == cells.required


@FEW
@given(returns())
def test_every_finding_can_be_said_and_says_nothing_personal(
    sent: tuple[str, dict[str, Content]],
) -> None:
    for finding in judged_return(*sent).findings:
        rule = RULES[finding.rule]
        said = Catalogue("vi").text(rule.message, **finding.facts)
        done = Catalogue("vi").text(rule.remedy, **finding.facts)
        assert "0912345678" not in f"{said} {done} {finding.seen}"


@FEW
@given(returns(), returns())
def test_a_return_is_judged_alike_beside_any_other(
    one: tuple[str, dict[str, Content]], other: tuple[str, dict[str, Content]]
) -> None:
    alone = judged_return(*one)
    if one[0] != other[0]:
        both = judged_all(submission(one[0], H1, one[1]), submission(other[0], H1, other[1]))
        assert both.periods[H1].returns[one[0]] == alone
