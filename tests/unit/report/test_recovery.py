"""What the published figures give away about few children: the attack of `support.published`.

The attack has to succeed where a document only stars the small cell itself, or it proves nothing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import msgspec
import pytest

from lsreport.indicators.plan import Plan
from lsreport.report.docx import render_report
from lsreport.report.figures import Figure, Register
from lsreport.report.view_types import ReportView
from lsreport.report.xlsx import render_workbook
from support.ledger import Ledger, Printed
from support.published import worked_out
from support.recovery import Form, Reader, at_least, equal, form
from support.report import FIRST_HALF, Sent, assessment_of, view_of

pytestmark = pytest.mark.no_cover
LAST = FIRST_HALF.same_period_last_year
Sends = dict[str, Sent | None]


def sent(**figures: int) -> Sent:
    return Sent(figures)


STORIES: dict[str, Sends] = {
    "a new case beside five old ones, all the province has": {
        "178": sent(CL_DK=5, CL_MOI=1, CL_CK=6, HOC_CL=6)
    },
    "two districts with few, one with many": {
        "178": sent(CL_MOI=1, CL_CK=1, NC_CK=8, HOC_NC=7),
        "180": sent(CL_MOI=8, CL_CK=8, HOC_CL=8),
        "181": sent(CL_MOI=2, CL_CK=2),
    },
    "few of many go to school": {
        "178": sent(CL_DK=6, CL_CK=6, HOC_CL=2, NC_CK=10, HOC_NC=10),
        "180": sent(NC_CK=20, HOC_NC=15),
    },
    "many still in time leave few": {
        "178": sent(TB_NC=8, CH_NC=6, HT_NC=2),
        "180": sent(TB_NC=9, HT_NC=9),
        "181": sent(TB_CL=7, HT_CL=6),
    },
    "one pupil left school, and to work": {"SGDDT": sent(PH07=1, PH07a=1)},
    "inspectors and police found some": {
        "CAT": sent(CA10=2),
        "180": sent(TK05=1),
        "181": sent(TK05=6),
    },
    "the coordinator and the police know of few": {
        "SLDTBXH": sent(TB_MB=3, HT_MB=2),
        "CAT": sent(CA04=3, CA06=2),
        "178": sent(TB_NC=9, HT_NC=9),
    },
}
QUIET: Sends = {"178": sent(NC_CK=9, HOC_NC=8), "180": sent(TB_NC=7, HT_NC=7)}


def printed(view: ReportView) -> list[Printed]:
    """Return every figure of a view but those of the working annex."""
    found = dict.fromkeys(_figures(dataclasses.replace(view, working=None)))
    return [
        Printed(one.of, one.text, None if isinstance(one.value, date) else one.value)
        for one in found
    ]


def _figures(part: object) -> Iterator[Figure]:
    if isinstance(part, Figure):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _figures(getattr(part, field.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _figures(one)


@pytest.fixture(params=STORIES.values(), ids=STORIES.keys())
def story(request: pytest.FixtureRequest) -> Sends:
    sends: Sends = request.param
    return sends


@pytest.fixture(params=list(STORIES)[:3])
def telling_story(request: pytest.FixtureRequest) -> Sends:
    return STORIES[request.param]


# --- the attack itself ----------------------------------------------------------------------


def test_intervals_and_elimination_find_what_is_left() -> None:
    reader = Reader()
    a, b, c = (form((name, 1)) for name in "abc")
    whole = form(("a", 1), ("b", 1), ("c", 1))
    reader.learn([equal(whole, 3), at_least(a, 1), at_least(b, 1), at_least(c, 1)])
    assert reader.recovered({"a": a}) == {"a": 1}
    other = Reader()
    other.learn([equal(form(("a", 1), ("b", 1)), 9), equal(form(("b", 1), ("c", -1)), 2)])
    asked = {"a": a, "a + c": form(("a", 1), ("c", 1))}
    assert other.recovered(asked) == {"a + c": 7}


def test_what_the_attack_reads_into_figures_is_true(plan: Plan, story: Sends) -> None:
    assessment = assessment_of(plan, story)
    truth = {
        f"{key}@{code} {FIRST_HALF.id}": Fraction(observation.value or 0)
        for code, judged in assessment.periods[FIRST_HALF].returns.items()
        for key, observation in judged.observations.items()
    }
    ledger = Ledger(plan, assessment, FIRST_HALF)
    truth |= {name: value_of(one, truth) for name, one in ledger.sums.items()}
    facts = [*ledger.rules(), *ledger.facts(printed(view_of(plan, assessment)))]
    assert len(facts) > 500
    for fact in facts:
        came = value_of(fact.form, truth)
        assert fact.low is None or fact.low <= came, fact
        assert fact.high is None or came <= fact.high, fact


def value_of(one: Form, truth: dict[str, Fraction]) -> Fraction:
    return sum((truth[cell] * factor for cell, factor in one.items()), Fraction(0))


Policy = Callable[[Ledger, Printed], bool]


def small_cells(ledger: Ledger, one: Printed) -> bool:
    """Star a unit's 1 to 4 and nothing else."""
    return isinstance(one.value, int) and 1 <= one.value <= 4


def small_elements(ledger: Ledger, one: Printed) -> bool:
    """Star every cell of a unit that adds an element of which any unit has 1 to 4."""
    few = {cell.partition("@")[0] for cell in ledger.few}
    return any(cell.partition("@")[0] in few for cell in ledger.forms(one.of) or {})


def starred(shown: list[Printed], ledger: Ledger, policy: Policy) -> list[Printed]:
    """Return what is shown with the cells of units starred that count cases, as `policy` says."""
    return [
        Printed(one.of, "*", None)
        if "@" in one.of
        and any(map(ledger.is_case, ledger.forms(one.of) or ()))
        and policy(ledger, one)
        else one
        for one in shown
    ]


@pytest.mark.parametrize("policy", [small_cells, small_elements])
def test_the_attack_succeeds_against_a_naive_masking(plan: Plan, policy: Policy) -> None:
    shown_to_all = msgspec.structs.replace(plan.thresholds, masked_below=1)
    open_ = msgspec.structs.replace(plan, thresholds=shown_to_all)
    recovered = {}
    for title, story in STORIES.items():
        assessment = assessment_of(plan, story)
        ledger = Ledger(plan, assessment, FIRST_HALF)
        shown = starred(printed(view_of(open_, assessment)), ledger, policy)
        found = worked_out(ledger, shown, stars_are_few=policy is small_cells)
        recovered[title] = {cell: value for cell, value in found.items() if cell in ledger.few}
        assert recovered[title].items() <= ledger.few.items()
    assert recovered["a new case beside five old ones, all the province has"]
    assert len([title for title, cells in recovered.items() if cells]) >= 4


# --- the public copy ------------------------------------------------------------------------


def test_nothing_starred_can_be_worked_out_from_a_public_copy(plan: Plan, story: Sends) -> None:
    assessment = assessment_of(plan, story)
    ledger = Ledger(plan, assessment, FIRST_HALF)
    shown = printed(view_of(plan, assessment, public=True, audience="ministry"))
    assert [one.of for one in shown if one.text == "*"]
    assert worked_out(ledger, shown, stars_are_few=False) == {}


def test_nor_from_the_columns_of_last_year(plan: Plan, telling_story: Sends) -> None:
    now, before = assessment_of(plan, QUIET), assessment_of(plan, telling_story, LAST)
    shown = printed(view_of(plan, now, before=before, public=True))
    ledgers = Ledger(plan, now, FIRST_HALF), Ledger(plan, before, LAST)
    assert worked_out(ledgers[0], shown, before=ledgers[1], stars_are_few=False) == {}


def test_nor_from_a_public_copy_of_this_year_and_one_of_last_year(
    plan: Plan, telling_story: Sends
) -> None:
    now, before = assessment_of(plan, telling_story), assessment_of(plan, QUIET, LAST)
    shown = printed(view_of(plan, now, before=before, public=True))
    ledgers = Ledger(plan, now, FIRST_HALF), Ledger(plan, before, LAST)
    assert worked_out(ledgers[0], shown, before=ledgers[1], stars_are_few=False) == {}


def test_a_public_copy_names_no_cell_of_a_unit(plan: Plan, story: Sends) -> None:
    view = view_of(plan, assessment_of(plan, story), public=True)
    assert view.sources == view.findings == view.waivers == ()
    assert view.working is None
    assert [one.of for one in _figures(view) if one.evidence] == []


def test_a_public_copy_does_not_tell_idle_tasks_of_hidden_elements(plan: Plan) -> None:
    idle = dict.fromkeys((f"CA{number:02}" for number in range(1, 11)), 0)
    suspected: Sends = {"CAT": Sent({**idle, "CA10": 2}), "180": sent(TK05=2)}
    assert third_group(plan, suspected, public=False)["Công an tỉnh"] == "Có"
    assert third_group(plan, suspected, public=True)["Công an tỉnh"] == "*"
    assert third_group(plan, {"CAT": Sent(idle)}, public=True)["Công an tỉnh"] == "0"
    all_few: Sends = {"CAT": Sent(dict.fromkeys(idle, 2))}
    assert third_group(plan, all_few, public=True)["Công an tỉnh"] == "*"


def third_group(plan: Plan, story: Sends, *, public: bool) -> dict[str, str]:
    """Return what annex III says of the tasks of III.3 by unit."""
    view = view_of(plan, assessment_of(plan, story), public=public)
    return {row.unit: str(row.states[3]) for row in view.tasks}


def test_the_total_of_the_zero_target_stays(plan: Plan, story: Sends) -> None:
    sends = [one for one in story.values() if one is not None]
    cases = sum(
        value
        for one in sends
        for key, value in one.figures.items()
        if key in {"CL_DK", "CL_MOI"} and isinstance(value, int)
    )
    view = view_of(plan, assessment_of(plan, story), public=True)
    assert view.targets[0].rows[0].numerator.value == cases


CANARY = 8317
"""A number of children that occurs nowhere else, in a district beside one with few."""


def test_no_part_of_a_public_document_holds_a_hidden_figure(plan: Plan) -> None:
    story: Sends = {
        "178": sent(CL_MOI=2, CL_CK=2, TB_CL=2, HT_CL=1),
        "180": sent(CL_MOI=CANARY, CL_CK=CANARY, HOC_CL=CANARY, TB_CL=CANARY, HT_CL=CANARY),
    }
    assessment = assessment_of(plan, story)
    for public in (False, True):
        view = view_of(plan, assessment, public=public)
        for written in (render_report(view, Register()), render_workbook(view, Register())):
            holding = [name for name, text in texts(written) if CANARY_TEXT.search(text)]
            assert bool(holding) is not public, holding


CANARY_TEXT = re.compile(r"(?<![\d.,])8\.?317(?![\d.,]*\d)")


def texts(package: bytes, inside: str = "") -> Iterator[tuple[str, str]]:
    """Yield every part of a document as text, those of documents embedded in it too."""
    with ZipFile(BytesIO(package)) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            if content.startswith(b"PK"):
                yield from texts(content, f"{inside}{name}/")
            else:
                yield f"{inside}{name}", content.decode("utf-8", "replace")


# --- the copies for the administration ------------------------------------------------------


def test_few_children_are_known_only_to_who_subtracts_from_a_total(
    plan: Plan, story: Sends
) -> None:
    assessment = assessment_of(plan, story)
    ledger = Ledger(plan, assessment, FIRST_HALF)
    shown = printed(view_of(plan, assessment))
    of_units = [one for one in shown if "@" in one.of]
    assert not ledger.few.keys() & worked_out(ledger, of_units).keys()
