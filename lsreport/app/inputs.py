"""What a report is made from besides submissions: settings, references, prose, template, plan."""

from __future__ import annotations

from pathlib import Path

from lsreport.app.init import PACKAGED_TEMPLATES
from lsreport.app.workspace import Workspace

PLAN = "plan/"
"""Before the names of the files of a plan that the office keeps in its workspace."""
TEMPLATES = "templates/"


def input_paths(
    workspace: Workspace, plan: Path | None, period: str, template: str
) -> dict[str, Path]:
    """Return where each input of a report is, by its name in manifests; some may not be there.

    `period` is the id of the period or span, `plan` the folder of a plan of the office's own, None
    where a packaged one is in use. A template the office changed wins over the packaged one.
    """
    own = workspace.templates / template
    paths = {
        workspace.configuration.name: workspace.configuration,
        workspace.reference.name: workspace.reference,
        f"texts/{period}.md": workspace.texts / f"{period}.md",
        f"{TEMPLATES}{template}": own if own.is_file() else PACKAGED_TEMPLATES / template,
    }
    files = [] if plan is None else sorted(plan.glob("*.toml"))
    return paths | {f"{PLAN}{file.name}": file for file in files}


def read_inputs(paths: dict[str, Path]) -> dict[str, bytes]:
    """Return the inputs that are there, by name."""
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
