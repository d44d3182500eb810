"""`units` and `indicators`: the registry and the catalogue of the plan, read from its data."""

from __future__ import annotations

from pathlib import Path

from lsreport.app.workspace import Workspace, plan_in_use
from lsreport.domain.period import Period
from lsreport.domain.unit import Unit
from lsreport.errors import NotFoundError
from lsreport.i18n import _
from lsreport.indicators import calendar
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Indicator, Plan
from lsreport.report.office import load_office

DEFAULT_PLAN = "187"


def plan_of(workspace: Workspace | None) -> Plan:
    """Load the plan a workspace uses, the packaged one outside of any.

    Raises:
        ConfigurationError: the configuration or the plan is broken.
    """
    if workspace is None:
        return load_plan(DEFAULT_PLAN)
    return plan_in_use(workspace, load_office(workspace.configuration).plan)


def source_of(workspace: Workspace | None) -> str | Path:
    """Return where the data files of the plan in use are: an id or a folder."""
    if workspace is None:
        return DEFAULT_PLAN
    name = load_office(workspace.configuration).plan
    folder = workspace.root / name
    return folder if folder.is_dir() else name


def units(plan: Plan, period: Period) -> tuple[Unit, ...]:
    """Return the units expected on the last day of the period's window.

    Raises:
        ConfigurationError: the registry names no unit on that day.
    """
    return calendar.expected(plan, period)


def indicators(plan: Plan, code: str | None) -> tuple[Indicator, ...]:
    """Return every definition, or the one of `code`.

    Raises:
        NotFoundError: the plan has no such indicator.
    """
    if code is None:
        return plan.indicators
    found = plan.indicator(code)
    if found is None:
        raise NotFoundError(
            _("Plan {plan} has no indicator {code}. It has: {codes}."),
            plan=plan.number,
            code=code,
            codes=", ".join(one.code for one in plan.indicators),
        )
    return (found,)
