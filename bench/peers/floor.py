"""The floor: every cell of every workbook read by python-calamine, and nothing done with them."""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def main(inbox: Path) -> None:
    """Read every workbook of a folder."""
    cells = 0
    for path in sorted(inbox.rglob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            cells += sum(map(len, workbook.get_sheet_by_name(name).to_python()))
    print(cells)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
