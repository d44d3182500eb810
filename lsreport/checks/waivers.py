"""Waivers: agreed exceptions, matched to findings by rule, unit, element and seen value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lsreport.checks.rule import Rule
from lsreport.domain.finding import Finding, Waiver


class Waivers:
    """The waivers of a vintage."""

    def __init__(self, waivers: Iterable[Waiver] = ()) -> None:
        """Index those not ended; of two for the same finding, the one recorded last holds."""
        self._waivers: dict[tuple[str, str, str, str], list[Waiver]] = {}
        held = (one for one in waivers if one.ended is None)
        for one in sorted(held, key=lambda waiver: waiver.recorded, reverse=True):
            self._waivers.setdefault((one.rule, one.unit, one.key, one.seen), []).append(one)

    def applied(self, rule: Rule, finding: Finding) -> Finding:
        """Return the finding, waived if its rule may be waived and a waiver holds in its period.

        A waiver names what was seen, so it lapses when the value changes.
        """
        if not rule.waivable or finding.unit is None or finding.period is None:
            return finding
        if finding.key is None or finding.seen is None:
            return finding
        known = self._waivers.get((finding.rule, finding.unit, finding.key, finding.seen), ())
        for waiver in known:
            if waiver.first <= finding.period <= waiver.until:
                return replace(finding, waived=waiver)
        return finding
