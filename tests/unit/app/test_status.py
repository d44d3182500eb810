from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from lsreport.app.init import init
from lsreport.app.status import ReturnState, status_of
from lsreport.app.workspace import Workspace, opened
from lsreport.domain.clock import LANG_SON
from lsreport.domain.submission import Rejected
from support.report import FIRST_HALF, RECEIVED, assessment_of


def test_a_refused_file_needs_a_person_before_the_return_is_due(tmp_path: Path) -> None:
    with opened(Workspace(init(tmp_path)), "status") as desk:
        assessed = assessment_of(desk.plan, {"186": None}).periods[FIRST_HALF]
        early = datetime(2024, 7, 1, tzinfo=LANG_SON)
        waiting = status_of(desk, assessed, early)
        refused = Rejected("ab", "186.xlsx", "186", FIRST_HALF, RECEIVED, RECEIVED, ())
        wrong = status_of(desk, replace(assessed, rejected={"186": refused}), early)
    assert waiting.exit_code == 0
    assert wrong.exit_code == 1
    unit = next(one for one in wrong.units if one.unit.code == "186")
    assert (unit.state, unit.errors) == (ReturnState.NOT_DUE, 1)
