"""What looks personal in a cell is not told by an explanation of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from lsreport.app.explain import Explanation, Reasoning
from lsreport.checks.content import PERSONAL_CONTENT
from lsreport.console.explained import show_explanations
from lsreport.console.explanation_document import explanation_document
from lsreport.console.terminal import Terminal
from lsreport.domain.finding import Finding, Severity
from lsreport.domain.observation import Observation, State
from lsreport.domain.submission import JudgedReturn
from lsreport.i18n import Catalogue
from lsreport.indicators.compute import compute
from lsreport.indicators.grounds import ground_of
from lsreport.indicators.traced import trace
from support.report import FIRST_HALF, Sent, assessment_of
from support.submissions import PLAN

PHONE = 912_345_678


def explanation() -> Explanation:
    """Return one district's residents informed, where somebody typed a telephone number."""
    doubtful = Observation("NL18.reached", State.VALUE, PHONE, None, quarantined=True)
    assessment = assessment_of(PLAN, {"178": Sent({"NL18.reached": doubtful})})
    known = assessment.periods[FIRST_HALF]
    finding = Finding(
        PERSONAL_CONTENT.code,
        Severity.ERROR,
        "178",
        FIRST_HALF,
        key="NL18.reached",
        seen=None,
        facts={"label": "NL18"},
    )
    judged: JudgedReturn = replace(known.returns["178"], aside={"NL18.reached": (finding,)})
    known = replace(known, returns={**known.returns, "178": judged})
    assessment = replace(assessment, periods={FIRST_HALF: known})
    indicator = PLAN.indicator("2.1b")
    assert indicator is not None
    outcome = next(o for o in compute(PLAN, assessment, FIRST_HALF) if o.code == "2.1b")
    traces = trace(PLAN, assessment, FIRST_HALF, indicator, outcome, indicator)
    reasoning = Reasoning(indicator, None, outcome, ground_of(indicator, outcome), traces[:1], ())
    return Explanation(PLAN, FIRST_HALF, known.window, None, assessment, reasoning, "178")


def test_a_number_that_looks_personal_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = explanation()
    assert found.reasoning.traces[0].owner.code == "178"
    terminal = Terminal(Catalogue("en"))
    show_explanations(terminal, [found], None)
    terminal.flush()
    told = capsys.readouterr().out
    assert "NL18.reached: set aside by a check · A!E" in told
    assert PERSONAL_CONTENT.code in told
    assert "912" not in told
    document = json.dumps(explanation_document([found], None, Catalogue("en")))
    assert str(PHONE) not in document
    assert PERSONAL_CONTENT.code in document
