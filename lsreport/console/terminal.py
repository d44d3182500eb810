"""The terminal: data on stdout, sentences and progress on stderr, styling only for a person."""

from __future__ import annotations

import os
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from lsreport.console.tree import Branch, drawn
from lsreport.errors import StorageError
from lsreport.i18n import Catalogue, Message, _

COLUMNS = 80
"""Width that every terminal has: no sentence of a result is wider."""
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class ReaderGoneError(Exception):
    """Whoever read the output has stopped (`| head`): that is its right, and no error of ours."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and how it behaves when space is short."""

    heading: str
    """Source string of the catalogue."""
    number: bool = False
    """Numbers are set right and never wrapped."""
    wide: bool = False
    """Takes the space that is left, and wraps."""


class Terminal:
    """Shows results in one language."""

    def __init__(self, catalogue: Catalogue, *, quiet: bool = False) -> None:
        """Show sentences of `catalogue`; with `quiet`, none but errors."""
        self.catalogue = catalogue
        self.quiet = quiet

    def line(self, text: object) -> None:
        """Print one line of data; raises as `write` does."""
        self.write(f"{text}\n")

    def write(self, text: str) -> None:
        """Print data as it is.

        Raises:
            StorageError: the output cannot be written, such as on a full disk.
            ReaderGoneError: nobody reads it any more.
        """
        with _printing():
            sys.stdout.write(text)

    def flush(self) -> None:
        """Hand everything printed to the system; raises as `write` does."""
        with _printing():
            sys.stdout.flush()

    def say(self, message: Message | str, /, **facts: object) -> None:
        """Tell the person something, on stderr; silent when quiet."""
        if not self.quiet:
            _tell(f"{self.catalogue.text(message, **facts)}\n")

    def complain(self, message: Message | str, /, **facts: object) -> None:
        """Tell the person why the command stopped, on one line of stderr, quiet or not."""
        _tell(f"lsreport: {one_line(self.catalogue.text(message, **facts))}\n")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Print a table: 80 columns or more on a terminal, one line a row in a pipe."""
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        console = Console(file=sys.stdout, highlight=False)
        if not console.is_terminal:
            for row in rows:
                self.line("\t".join(" ".join(cell.split()) for cell in row))
            return
        if console.no_color:
            console = Console(file=sys.stdout, highlight=False, color_system=None)
        # On a narrower terminal its own wrapping loses nothing; a table squeezed would.
        console.width = max(console.width, COLUMNS)
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(
                self.catalogue.text(column.heading),
                justify="right" if column.number else "left",
                no_wrap=not column.wide,
                overflow="fold",
                ratio=1 if column.wide else None,
            )
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        with _printing():
            console.print(table)

    def tree(self, root: Branch) -> None:
        """Print a tree: 80 columns on a terminal, one line a branch in a pipe."""
        for line in drawn(root, COLUMNS if sys.stdout.isatty() else None):
            self.line(line)

    @contextmanager
    def progress(self, verb: str) -> Iterator[Callable[[int, int, str], None] | None]:
        """Show a progress bar on stderr while files are read; nothing off a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        task = bar.add_task(self.catalogue.text(verb), total=None)
        with bar:
            yield lambda done, total, _name: bar.update(task, completed=done, total=total)


def wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Return a sentence in lines of at most `COLUMNS`, the first and the others indented so."""
    return textwrap.wrap(
        text, COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def drop_output() -> None:
    """Print nothing more, nor what still waits: the interpreter would try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(text: str) -> None:
    # Perhaps nobody can hear it; what the command did is done, and its exit code says so.
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def one_line(sentence: str) -> str:
    """Return a sentence whose facts (file names, arguments) cannot break or repaint its line."""
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _UNSHOWABLE
        else character
        for character in sentence
    )


@contextmanager
def _printing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        drop_output()
        raise ReaderGoneError from error
    except OSError as error:
        drop_output()
        raise StorageError(
            _(
                "The output of the command cannot be written ({why}). Free some space or send it "
                "elsewhere, and run the command again."
            ),
            why=error.strerror or error,
        ) from error
