"""The rules on structure as they are declared."""

from __future__ import annotations

from lsreport.checks.rejections import REJECTIONS
from lsreport.checks.structure import STRUCTURE_RULES
from lsreport.domain.finding import Severity


def test_codes_and_names_are_given_once_and_in_order() -> None:
    codes = [rule.code for rule in STRUCTURE_RULES]
    assert codes == sorted(set(codes))
    assert {code[:3] for code in codes} == {"LS1"}
    assert len({rule.name for rule in STRUCTURE_RULES}) == len(codes)


def test_what_rejects_is_an_error_that_nobody_can_waive() -> None:
    assert {(rule.severity, rule.waivable) for rule in REJECTIONS} == {(Severity.ERROR, False)}
    assert [rule.code for rule in REJECTIONS if rule.code >= "LS140"] == []


def test_errors_about_cells_cannot_be_waived_either() -> None:
    waivable = {rule.severity for rule in STRUCTURE_RULES if rule.waivable}
    assert waivable == {Severity.QUERY, Severity.NOTE}


def test_every_rule_says_what_and_what_next() -> None:
    for rule in STRUCTURE_RULES:
        assert rule.message.endswith(".")
        assert rule.remedy.endswith(".")
        assert rule.source
