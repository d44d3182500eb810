"""Make the sample cycles again: `python tools/make_samples.py [--out DIR] [--libreoffice]`.

The same seed gives the same bytes. One workbook of 2025-H1 was saved by LibreOffice, whose bytes
differ between versions: it stays as it is as long as it says the same; `--libreoffice` makes it
again.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from samples import history
from samples.cycle import cycles, figures_in
from samples.filling import saved
from samples.places import HALF_2025, PERIODS
from samples.reference import reference_table
from samples.story import BUDGET_FILE, broken_files, meeting_budget
from samples.totals import totals_of

from lsreport.domain.period import Period
from lsreport.excel.submissions import Refusal, read_submission
from lsreport.indicators.loader import load_plan
from lsreport.indicators.plan import Plan
from lsreport.indicators.reference import load_reference

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
BROKEN = "broken"


def main() -> None:
    """Write the samples into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLES)
    parser.add_argument("--libreoffice", action="store_true")
    asked = parser.parse_args()
    make(asked.out, libreoffice=asked.libreoffice)
    print(asked.out)


def make(out: Path, *, libreoffice: bool) -> None:
    """Write the samples; workbooks of another seed are removed, once the new ones are made."""
    out.mkdir(parents=True, exist_ok=True)
    reference = out / "reference.csv"
    reference.write_text(reference_table(), encoding="utf-8")
    plan = load_plan("187")
    received = list(cycles(plan, load_reference(reference, plan)))
    files = {one.path: one.content for one in received}
    files |= {f"{BROKEN}/{name}": one for name, one in broken_files(received[-1].content).items()}
    files |= dict((_totals(plan), _meeting_budget(), (history.PATH, history.history_sheet(plan))))
    (saved_elsewhere,) = (one.path for one in received if one.saved_by_libreoffice)
    made = files[saved_elsewhere]
    files[saved_elsewhere] = (
        through_libreoffice(made) if libreoffice else _kept(out / saved_elsewhere, made, plan)
    )
    for folder in (*PERIODS, BROKEN, history.FOLDER):
        shutil.rmtree(out / folder, ignore_errors=True)
    for path, content in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)


def _totals(plan: Plan) -> tuple[str, bytes]:
    known = {period: figures_in(plan, Period.parse(period)) for period in PERIODS}
    text = json.dumps({period: totals_of(known, period) for period in PERIODS}, indent=1)
    # A pair stands on one line.
    return "totals.json", re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", text).encode() + b"\n"


def _meeting_budget() -> tuple[str, bytes]:
    day, name = BUDGET_FILE
    return f"{HALF_2025}/{day.isoformat()}/{name}", saved(meeting_budget(), day, {})


def through_libreoffice(content: bytes) -> bytes:
    """Return a workbook as LibreOffice saves it, under a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "form.xlsx", Path(folder) / "saved"
        source.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603
        return (target / source.name).read_bytes()


def _kept(path: Path, made: bytes, plan: Plan) -> bytes:
    """Return the workbook that stays as LibreOffice saved it; `made` where it never did.

    Raises:
        SystemExit: it does not say what the generator says.
    """
    if not path.is_file():
        return made
    kept = path.read_bytes()
    if _typed(kept, plan) != _typed(made, plan):
        raise SystemExit(f"{path} has other figures: run again with --libreoffice")
    return kept


def _typed(content: bytes, plan: Plan) -> dict[str, str | None]:
    reading = read_submission(content, "", plan)
    raws = () if isinstance(reading, Refusal) else reading.raws
    return {raw.key: raw.text for raw in raws if not raw.formula}


if __name__ == "__main__":
    main()
