from __future__ import annotations

from fractions import Fraction

import pytest

from lsreport.domain.period import Period
from lsreport.indicators.outcome import Evidence
from lsreport.report import figures
from lsreport.report.figures import Register, join, say

CELL = Evidence("CL_MOI", "178", Period(2024, annual=False), 1, "ab", 3, None)


def test_a_figure_keeps_its_number_its_digits_and_its_cells() -> None:
    ratio = figures.share(Fraction(8996, 10000), "2.2 ratio", evidence=(CELL,))
    assert (ratio.text, ratio.value, ratio.digits) == ("89,96%", Fraction(8996, 10000), 2)
    money = figures.million(1_234_500, "KP01 total")
    assert (money.text, money.value, money.digits) == ("1.234,5", 1_234_500, 1)
    assert figures.points(Fraction(-231, 10000), "x", signed=True).text == "-2,31"


def test_prose_pads_and_tables_do_not() -> None:
    assert figures.count(2, "classes", prose=True).text == "02"
    assert figures.count(2, "classes").text == "2"


def test_masking_leaves_no_number_behind() -> None:
    hidden = figures.masked(figures.count(3, "1.1@178 numerator", (CELL,)))
    assert (hidden.text, hidden.value, hidden.evidence[0].value) == ("*", None, None)
    assert hidden.of == "1.1@178 numerator"


def test_a_sentence_registers_the_figures_it_prints_in_their_order() -> None:
    one, two = figures.count(1, "a"), figures.count(2, "b")
    text = join((say("{n}/{d} lớp", n=one, d=two), "xong", say("{{}}")))
    register = Register()
    assert register.figure(text) == "1/2 lớp xong {}"
    assert register.figure("12") == "12"
    assert register.printed == [one, two]


def test_a_sentence_must_be_given_its_facts() -> None:
    with pytest.raises(KeyError, match="gap"):
        say("Còn thiếu {gap}.")
