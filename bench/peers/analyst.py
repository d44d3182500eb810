"""What an analyst would write: every workbook through pandas and openpyxl into one table."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pandas as pd


def _sheets(path: Path) -> dict[str, pd.DataFrame]:
    return pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def main(inbox: Path, database: Path) -> None:
    """Read every sheet of every workbook of a folder, and keep the cells in a database."""
    frames = []
    for path in sorted(inbox.rglob("*.xlsx")):
        for name, sheet in _sheets(path).items():
            cells = sheet.stack().rename("value").reset_index()
            frames.append(cells.assign(file=path.name, sheet=name))
    table = pd.concat(frames, ignore_index=True)
    table["value"] = table["value"].astype(str)
    with sqlite3.connect(database) as connection:
        table.to_sql("cell", connection, if_exists="replace")
    print(len(table))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
