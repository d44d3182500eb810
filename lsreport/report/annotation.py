"""A copy of a unit's own workbook with the opinions of the office on it: colours, comments, a list.

openpyxl opens what the reader of submissions has accepted, and nothing else. What the unit typed
stays as it is, protected sheets stay protected. A copy that was sent back is annotated afresh: the
marks of the last time go first. Macros are not copied: the copy is an .xlsx.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lsreport.domain.finding import Severity
from lsreport.excel.guard import shown
from lsreport.excel.styles import FORMULA_COLOUR, INPUT_COLOUR, line_count
from lsreport.ooxml.pack import fixed_core, repack
from lsreport.ooxml.workbook import read_bytes
from lsreport.report.native_values import clean
from lsreport.report.opinion_list import is_list, write_list
from lsreport.report.opinions import Opinion
from lsreport.report.stored_values import stored_again

ERROR_FILL = "FFFF7C80"
QUERY_FILL = "FFFFEB3B"
"""Colours no form uses, so that they can be told from those of the unit."""
HEADING = "Ý KIẾN KIỂM TRA"
"""First line of the office's part of a comment; what stands before it is the unit's own."""
_AUTHOR = "lsreport"
_FILLS = {Severity.ERROR: ERROR_FILL, Severity.QUERY: QUERY_FILL}
_ALWAYS = "AND(TRUE,TRUE)"
"""Condition of the marks' own conditional formats: true, and written by nobody else."""
_COMMENT_WIDTH = 340
_LINE_HEIGHT = 17
_COMMENT_CHARACTERS = 44
"""Excel's character units that a comment of that width has room for."""
_LEAST_LINES, _MOST_LINES = 4, 40
_LONGEST_COMMENT = 30_000
_LARGEST = 16 << 20
"""Bytes of all parts, unpacked: fifty times a form. openpyxl keeps every formatted cell in
memory, empty or not, which the reader of submissions passes over."""


class NotCopied(Exception):  # noqa: N818 - the name says what became of the workbook
    """A workbook that openpyxl cannot open or write, or that is too large for it."""


def annotate(original: bytes, opinions: Sequence[Opinion], moment: datetime) -> bytes:
    """Return a copy of `original`, a workbook the reader accepted, with the opinions on it.

    Each cell with an open error is red, with an open query yellow; every opinion stands in a
    comment of its cell and in the list on a sheet of its own. `moment` (aware) goes into the
    properties of the copy: the same arguments give the same bytes.

    Raises:
        NotCopied: openpyxl cannot open or write this workbook, or it is too large.
    """
    if _unpacked(original) > _LARGEST:
        raise NotCopied("too large to copy")
    workbook = _opened(original)
    _annotate(workbook, opinions)
    titles = tuple(sheet.title for sheet in workbook.worksheets)
    stored = stored_again(read_bytes(original), titles)
    described = fixed_core(moment, _AUTHOR)
    return repack(
        _saved(workbook), patch=lambda part, content: described(part, stored(part, content))
    )


def _unpacked(workbook: bytes) -> int:
    """Return the bytes of all parts; zipfile never gives more of a part than it declares."""
    with ZipFile(BytesIO(workbook)) as package:
        return sum(part.file_size for part in package.infolist())


def _opened(original: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that a form does not need
            return load_workbook(BytesIO(original))
    except Exception as error:
        # openpyxl promises nothing about workbooks of other programs; the caller goes without.
        raise NotCopied(str(error)) from error


def _saved(workbook: Workbook) -> bytes:
    saved = BytesIO()
    try:
        workbook.save(saved)
    except Exception as error:
        # What it has opened it may still be unable to write, such as texts with odd characters.
        raise NotCopied(str(error)) from error
    return saved.getvalue()


def _annotate(workbook: Workbook, opinions: Sequence[Opinion]) -> None:
    _clear(workbook)
    sheets = {shown(sheet.title): sheet for sheet in workbook.worksheets}
    cells: dict[tuple[str, str], list[Opinion]] = {}
    for opinion in opinions:
        place = opinion.place
        if place is not None and place.sheet in sheets:
            cell = _top_left(sheets[place.sheet], place.cell)
            cells.setdefault((place.sheet, cell), []).append(opinion)
    for (name, cell), found in cells.items():
        _mark(sheets[name][cell], found)
    for sheet in sheets.values():
        _show_marks_first(sheet)
    write_list(workbook, opinions, sheets)


def _top_left(sheet: Worksheet, cell: str) -> str:
    """Return the cell that shows what stands in a cell, which may be under a merged range."""
    under = (one for one in sheet.merged_cells.ranges if cell in one)
    return next((one.start_cell.coordinate for one in under), cell)


def _mark(cell: Cell, opinions: Sequence[Opinion]) -> None:
    """Colour a cell by its worst open opinion and put every opinion into its comment."""
    colours = {_FILLS.get(one.severity) for one in opinions if not one.agreed}
    for colour in _FILLS.values():
        if colour in colours:
            cell.fill = _fill(colour)
            break
    own = f"{cell.comment.text.rstrip()}\n\n" if cell.comment else ""
    text = own + "\n\n".join((HEADING, *map(_sentence, opinions)))
    comment = Comment(clean(text)[:_LONGEST_COMMENT], _AUTHOR)
    lines = line_count(comment.text, _COMMENT_CHARACTERS, 9)
    comment.width = _COMMENT_WIDTH
    comment.height = _LINE_HEIGHT * min(max(lines + 1, _LEAST_LINES), _MOST_LINES)
    cell.comment = comment


def _sentence(opinion: Opinion) -> str:
    return f"[{opinion.rule}] {opinion.kind}: {opinion.message}\n→ {opinion.remedy}"


def _show_marks_first(sheet: Worksheet) -> None:
    """Let the colours of the marks win over the conditional formats of the form.

    Excel goes by priority, LibreOffice by the order in which they stand.
    """
    marked = {
        colour: [one.coordinate for one in _cells(sheet) if _fill_of(one) == colour]
        for colour in _FILLS.values()
    }
    ahead = [(colour, cells) for colour, cells in marked.items() if cells]
    formats = ConditionalFormattingList()
    for priority, (colour, cells) in enumerate(ahead, 1):
        look = DifferentialStyle(fill=_fill(colour))
        rule = Rule("expression", dxf=look, priority=priority, stopIfTrue=True, formula=[_ALWAYS])
        formats.add(" ".join(cells), rule)
    for area, rule in _rules(sheet):
        rule.priority += len(ahead)
        formats.add(area, rule)
    sheet.conditional_formatting = formats


def _clear(workbook: Workbook) -> None:
    """Take away the marks of an earlier copy."""
    for sheet in workbook.worksheets:
        if is_list(sheet):
            workbook.remove(sheet)
    for sheet in workbook.worksheets:
        _clear_formats(sheet)
        for cell in _cells(sheet):
            if _fill_of(cell) in _FILLS.values():
                own = FORMULA_COLOUR if cell.protection.locked else INPUT_COLOUR
                cell.fill = _fill(f"FF{own[1:]}")
            if cell.comment and HEADING in cell.comment.text:
                _keep_own_comment(cell)


def _clear_formats(sheet: Worksheet) -> None:
    kept = ConditionalFormattingList()
    for area, rule in _rules(sheet):
        if rule.formula != [_ALWAYS]:
            kept.add(area, rule)
    sheet.conditional_formatting = kept


def _rules(sheet: Worksheet) -> Iterator[tuple[str, Rule]]:
    """Yield the rules of the conditional formats, each with its cells."""
    for formats in sheet.conditional_formatting:
        for rule in formats.rules:
            yield str(formats.sqref), rule


def _keep_own_comment(cell: Cell) -> None:
    """Leave of a comment what the unit wrote before the office's part."""
    comment = cell.comment
    own = comment.text.partition(HEADING)[0].strip() if comment else ""
    cell.comment = Comment(own, comment.author) if comment and own else None


def _cells(sheet: Worksheet) -> Iterable[Cell]:
    # Not iter_rows, which makes every cell between the corners of the sheet.
    return (cell for cell in sheet._cells.values() if isinstance(cell, Cell))


def _fill(colour: str) -> PatternFill:
    # A cell shows the first colour, a conditional format the second.
    return PatternFill("solid", fgColor=colour, bgColor=colour)


def _fill_of(cell: Cell) -> object:
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
