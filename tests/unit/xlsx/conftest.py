from __future__ import annotations

import pytest

from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("187")
