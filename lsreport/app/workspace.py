"""Workspaces: the folder an office keeps its configuration, inbox, store and reports in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lsreport.checks.judge import judge
from lsreport.domain.assessment import Assessment
from lsreport.domain.period import Period
from lsreport.domain.submission import ReferenceFigure
from lsreport.domain.unit import Unit
from lsreport.errors import NotFoundError
from lsreport.i18n import _
from lsreport.indicators import calendar
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan
from lsreport.indicators.reference import load_reference
from lsreport.report.office import Office, load_office
from lsreport.store.store import Store

CONFIGURATION = "lsreport.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Places of one workspace."""

    root: Path

    @property
    def configuration(self) -> Path:
        """`lsreport.toml`: plan, language, issuing body."""
        return self.root / CONFIGURATION

    @property
    def inbox(self) -> Path:
        """Where submissions are dropped; subfolders `YYYY-MM-DD/` say when they were received."""
        return self.root / "inbox"

    @property
    def out(self) -> Path:
        """Where forms and reports are written, a folder per period."""
        return self.root / "out"

    @property
    def texts(self) -> Path:
        """The analyst's own prose, one `PERIOD.md` each."""
        return self.root / "texts"

    @property
    def templates(self) -> Path:
        """Templates the office has changed; they win over the packaged ones."""
        return self.root / "templates"

    @property
    def reference(self) -> Path:
        """Denominators loaded by the office."""
        return self.root / "reference.csv"

    @property
    def log(self) -> Path:
        """What `run` came to, a line each time, for whoever looks after cron."""
        return self.root / "log"

    @property
    def store(self) -> Path:
        """Archive, journal and database."""
        return self.root / "store"


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened workspace: the plan in use, the office's configuration, and the store."""

    workspace: Workspace
    plan: Plan
    office: Office
    reference: tuple[ReferenceFigure, ...]
    store: Store
    command: str

    def assess(self, as_of: datetime | None, *periods: Period) -> Assessment:
        """Judge what was known as of a moment: every period of it, and those asked for."""
        vintage = self.store.vintage(as_of, self.reference)
        return judge(self.plan, vintage, self.store.waivers(as_of), also=periods)

    def assess_until(self, as_of: datetime | None, *periods: Period) -> Assessment:
        """Judge the periods asked for and those before them: all that they rest on."""
        vintage = self.store.vintage(as_of, self.reference)
        waivers = self.store.waivers(as_of)
        return judge(self.plan, vintage, waivers, also=periods, until=max(periods))

    def require(self, period: Period) -> Period:
        """Return the period.

        Raises:
            NotFoundError: the plan has no such period.
        """
        return require_period(self.plan, period)


def require_period(plan: Plan, period: Period) -> Period:
    """Return the period.

    Raises:
        NotFoundError: the plan has no such period.
        ConfigurationError: the registry does not say who reports for it.
    """
    if not calendar.exists(plan, period):
        raise NotFoundError(
            _("Period {period} is outside plan {plan}, whose first period is {first}."),
            period=period.id,
            plan=plan.number,
            first=plan.calendar.first_period,
        )
    calendar.expected(plan, period)
    return period


def expected_units(plan: Plan, period: Period, codes: Sequence[str]) -> tuple[Unit, ...]:
    """Return the units expected in `period`, only those of `codes` when any is given.

    Raises:
        NotFoundError: a code names no unit expected in the period.
    """
    units = calendar.expected(plan, period)
    known = {unit.code for unit in units}
    for code in codes:
        if code not in known:
            raise NotFoundError(
                _(
                    "Unit {code} is not expected in {period}. The units expected are listed by "
                    "`lsreport units {period}`."
                ),
                code=code,
                period=period.id,
            )
    return tuple(unit for unit in units if not codes or unit.code in codes)


def find_workspace(start: Path) -> Workspace:
    """Return the nearest workspace at `start` or above it.

    Raises:
        NotFoundError: no folder upward holds `lsreport.toml`.
    """
    for folder in (start, *start.parents):
        if (folder / CONFIGURATION).is_file():
            return Workspace(folder)
    raise NotFoundError(
        _(
            "No workspace in {folder} or above it. Make one with `lsreport init`, or name one "
            "with --workspace."
        ),
        folder=start,
    )


@contextmanager
def opened(workspace: Workspace, command: str) -> Iterator[Desk]:
    """Open a workspace for one command and close its store afterwards.

    `command` is what a waiting writer is told about who holds the store.

    Raises:
        NotFoundError: it is not a workspace.
        ConfigurationError: its configuration, plan or reference table is broken.
        StorageError: its store is damaged or from a newer version.
    """
    require_workspace(workspace)
    office = load_office(workspace.configuration)
    plan = plan_in_use(workspace, office.plan)
    # A folder or a broken link in its place is an error to name, not a table that is not there.
    given = os.path.lexists(workspace.reference)
    reference = load_reference(workspace.reference, plan) if given else ()
    with Store.open(workspace.store, command=command) as store:
        yield Desk(workspace, plan, office, reference, store, command)


def require_workspace(workspace: Workspace) -> Workspace:
    """Return the workspace, which is known by its configuration.

    Raises:
        NotFoundError: it is not a workspace.
    """
    if not workspace.configuration.is_file():
        raise NotFoundError(
            _("{folder} is not a workspace: it has no {file}. Make one with `lsreport init`."),
            folder=workspace.root,
            file=CONFIGURATION,
        )
    return workspace


def plan_in_use(workspace: Workspace, name: str) -> Plan:
    """Load the plan `lsreport.toml` names: an id of a packaged plan, or a folder."""
    return load_plan(plan_folder(workspace, name) or name)


def plan_folder(workspace: Workspace, name: str) -> Path | None:
    """Return the folder of a plan of the office's own, None for a packaged one."""
    folder = workspace.root / name
    return folder if folder.is_dir() else None
