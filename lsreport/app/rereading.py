"""The archived originals read once more, and held against what the journal says of them."""

from __future__ import annotations

from collections.abc import Iterator

from lsreport.domain.clock import lang_son_day
from lsreport.domain.observation import Raw
from lsreport.domain.period import Period
from lsreport.domain.personal import looks_personal
from lsreport.domain.submission import Rejected, Submission, Vintage
from lsreport.errors import StorageError
from lsreport.excel.admission import Asked
from lsreport.excel.arrivals import read_arrival
from lsreport.excel.paper_groups import PaperReading
from lsreport.excel.submissions import Reading, Refusal
from lsreport.i18n import Message, _
from lsreport.indicators.plan import Plan
from lsreport.store.store import Store

_LONGEST = 60
"""Characters shown of a cell."""


def received_until(vintage: Vintage, last: Period) -> tuple[Submission | Rejected, ...]:
    """Return what a report of `last` rests on: the returns in use of it and of periods before."""
    kept: list[Submission | Rejected] = []
    for period, accepted in sorted(vintage.submissions.items()):
        kept += (accepted[unit] for unit in sorted(accepted) if period <= last)
    for period, rejected in sorted(vintage.rejected.items()):
        kept += (rejected[unit] for unit in sorted(rejected) if period <= last)
    return tuple(kept)


class Rereader:
    """Reads originals from the archive again; of an import sheet once for all its returns."""

    def __init__(self, plan: Plan, store: Store) -> None:
        """Read with the forms of `plan` what `store` keeps."""
        self._plan = plan
        self._store = store
        self._sheets: dict[str, PaperReading] = {}

    def disagreements(self, kept: Submission | Rejected) -> Iterator[Message]:
        """Yield what the archive says otherwise than the journal about a file."""
        try:
            content = self._store.original(kept.sha256)
        except StorageError as error:
            yield error.message
            return
        reading = self._reading(kept, content)
        facts = {"file": kept.file, "unit": kept.unit, "period": kept.period.id}
        if isinstance(kept, Rejected):
            if isinstance(reading, Reading):
                accepted = _("{file} ({unit}, {period}): rejected in the journal, accepted now")
                yield Message(accepted, facts)
        elif isinstance(reading, Reading):
            yield from (
                Message(msgid, {**facts, **more}) for msgid, more in _compared(kept, reading)
            )
        else:
            yield Message(
                _("{file} ({unit}, {period}): accepted in the journal, refused now"), facts
            )

    def _reading(self, kept: Submission | Rejected, content: bytes) -> Reading | Refusal | None:
        """Return what the original says of a unit and period, None where it says nothing."""
        if kept.sha256 not in self._sheets:
            paper = isinstance(kept, Submission) and kept.from_paper
            asked = Asked(None, None) if paper else Asked(kept.unit, kept.period)
            day = lang_son_day(kept.recorded)
            reading = read_arrival(content, kept.file, self._plan, asked, today=day)
            if not isinstance(reading, PaperReading):
                return reading
            self._sheets[kept.sha256] = reading
        returns = (one.reading for one in self._sheets[kept.sha256].returns)
        return next(
            (one for one in returns if (one.unit, one.period) == (kept.unit, kept.period)), None
        )


def _compared(kept: Submission, reading: Reading) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each thing the journal says of an original that its reading does not."""
    if (kept.form_version, kept.cover) != (reading.version, reading.cover):
        yield _("{file} ({unit}, {period}): the journal says something else of its cover"), {}
    told, seen = ({raw.key: raw for raw in raws} for raws in (kept.raws, reading.raws))
    for key in told | seen:
        if told.get(key) != seen.get(key):
            yield _cell_differs(key, told.get(key), seen.get(key))


def _cell_differs(key: str, told: Raw | None, seen: Raw | None) -> tuple[str, dict[str, object]]:
    cell = told or seen
    where = "" if cell is None else f"{cell.sheet}!{cell.cell}"
    facts: dict[str, object] = {"cell": where, "key": key, "told": _said(told), "seen": _said(seen)}
    if told is not None and seen is not None and told.text == seen.text:
        return _("{file} ({unit}, {period}): {cell} ({key}) is another kind of cell"), facts
    return (
        _(
            "{file} ({unit}, {period}): {cell} ({key}) is “{told}” in the journal, “{seen}” in "
            "the original"
        ),
        facts,
    )


def _said(raw: Raw | None) -> str:
    """Return what a cell says; what looks personal is never echoed."""
    text = "" if raw is None or raw.text is None else raw.text
    return "…" if looks_personal(text) or len(text) > _LONGEST else text
