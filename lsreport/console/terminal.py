"""The terminal: data on stdout, sentences and progress on stderr, styling only for a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from lsreport.errors import StorageError
from lsreport.i18n import Catalogue, Message, _


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
        """Print one line of data.

        Raises:
            StorageError: the output cannot be written, such as on a full disk.
        """
        with _printing():
            sys.stdout.write(f"{text}\n")

    def flush(self) -> None:
        """Hand everything printed to the system; raises as `line` does."""
        with _printing():
            sys.stdout.flush()

    def say(self, message: Message | str, /, **facts: object) -> None:
        """Tell the person something, on stderr; silent when quiet."""
        if not self.quiet:
            sys.stderr.write(f"{self.catalogue.text(message, **facts)}\n")

    def complain(self, message: Message | str, /, **facts: object) -> None:
        """Tell the person why the command stopped, on stderr, quiet or not."""
        sys.stderr.write(f"lsreport: {self.catalogue.text(message, **facts)}\n")

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
        console.print(table)

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


def drop_output() -> None:
    """Print nothing more, nor what still waits: the interpreter would try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _printing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_output()
        raise StorageError(
            _(
                "The output of the command cannot be written ({why}). Free some space or send it "
                "elsewhere, and run the command again."
            ),
            why=error.strerror or error,
        ) from error
