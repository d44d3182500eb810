"""The areas that a table shows local units by, where there are more of them than a page holds."""

from __future__ import annotations

from datetime import timedelta

from lsreport.indicators.areas import Area, areas
from lsreport.report.material import LOCAL, Material

_MOST = 30
"""Units that a table shows one by one."""


def local_areas(material: Material) -> tuple[Area, ...]:
    """Return the areas of the local units: those of the units before them.

    Empty where the units are few, or where no area is known of them.
    """
    local = [unit for unit in material.known.expected if LOCAL in unit.roles]
    if len(local) <= _MOST:
        return ()
    before = max(unit.valid_from for unit in local) - timedelta(days=1)
    return areas(material.plan, material.day, before)
