from __future__ import annotations

from datetime import date

import pytest

from lsreport.app.compute import Computation
from lsreport.console.outcomes import show_unit_figures
from lsreport.console.terminal import Terminal
from lsreport.domain.observation import State
from lsreport.domain.period import Period
from lsreport.i18n import Catalogue
from lsreport.indicators.outcome import Outcome, Owners, UnitFigure, Verdict
from lsreport.indicators.plan import Target


def test_the_share_of_a_unit_below_its_level_is_not_rounded_up_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    almost = Outcome(
        code="P1",
        clause="I.2",
        kind="coverage",
        target=Target(op=">=", value="0.90", words="90%", source=""),
        numerator=17_999,
        denominator=20_000,
        verdict=Verdict.NOT_MET,
        bounds=None,
        break_even=None,
        denominator_share=None,
        owners=Owners(1, 1),
        units=(UnitFigure("178", 17_999, 20_000, State.VALUE, None),),
    )
    window = (date(2023, 12, 15), date(2024, 6, 14))
    terminal = Terminal(Catalogue("vi"))
    show_unit_figures(terminal, Computation(Period(2024, annual=False), window, None, (almost,)))
    terminal.flush()
    assert "17.999/20.000\t89,995%\t" in capsys.readouterr().out
