"""The owners' branches of an explanation: what each gave, where it stands, and why one is missing.

Numbers of cells that look personal are never told: a finding about one carries no content.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from lsreport.app.explain import Explanation, Reasoning
from lsreport.checks.rulebook import message_of
from lsreport.console.outcomes import ABSENCES, NOTHING, shown_percent
from lsreport.console.tree import Branch, branch
from lsreport.domain.clock import LANG_SON
from lsreport.domain.finding import Finding
from lsreport.domain.observation import Absence, Place, State, element_of
from lsreport.domain.submission import Submission
from lsreport.excel.guard import shown
from lsreport.i18n import Catalogue, _
from lsreport.indicators.assumed import GIVEN, REFERENCE, AssumedPart
from lsreport.indicators.history import Accepted
from lsreport.indicators.outcome import Evidence, UnitFigure
from lsreport.indicators.traced import Term, Trace


def source_words(catalogue: Catalogue, source: str) -> str:
    """Return where an assumed denominator was taken from."""
    if source == GIVEN:
        return catalogue.text(_("as its own return gave it"))
    if source == REFERENCE:
        return catalogue.text(_("from the office's list"))
    return catalogue.text(_("carried from {period} with the margin added"), period=source)


class OwnerParts:
    """The owners of one explained period, in one language."""

    def __init__(self, catalogue: Catalogue, explained: Explanation) -> None:
        """Tell of the owners of `explained` in the language of `catalogue`."""
        self._catalogue = catalogue
        self._explained = explained

    def branches(self, reasoning: Reasoning) -> Iterator[Branch]:
        """Yield the owners used and those missing, and what others reported against a zero."""
        missing = [one for one in reasoning.traces if one.figure.reason is not None]
        used = [one for one in reasoning.traces if one.figure.reason is None]
        owners = reasoning.outcome.owners
        if used or not missing:
            share = reasoning.outcome.denominator_share
            said = self._say(
                _("Owners used: {used} of {expected}"), used=owners.used, expected=owners.expected
            )
            if share is not None and owners.missing:
                held = shown_percent(self._catalogue, share)
                said = self._say(
                    _("{owners}, with {share} of the denominator"), owners=said, share=held
                )
            yield branch(said, map(self._owner, used))
        if missing:
            said = self._say(_("Owners missing: {count}"), count=len(owners.missing))
            yield branch(said, map(self._owner, missing))
        if reasoning.outcome.suspicions:
            said = self._say(_("Reported by others against the zero"))
            yield branch(said, map(self._elsewhere, reasoning.outcome.suspicions))

    def _owner(self, trace: Trace) -> Branch:
        name = f"{trace.owner.code} {trace.owner.unit.name}"
        return branch(f"{name}: {self._part(trace.figure)}", self._under(trace))

    def _part(self, figure: UnitFigure) -> str:
        if figure.reason is not None:
            why = self._say(ABSENCES[figure.reason])
            if figure.numerator is None:
                return why
            return self._say(_("{why}; {n} counts all the same"), why=why, n=figure.numerator)
        if figure.state is State.NOT_APPLICABLE:
            return self._say(_("not applicable"))
        if figure.denominator is None:
            return self._say("{n}", n=figure.numerator)
        counts = self._say("{n}/{d}", n=figure.numerator, d=figure.denominator)
        share = shown_percent(self._catalogue, figure.ratio)
        return f"{counts} = {share}" if figure.ratio is not None else counts

    def _under(self, trace: Trace) -> Iterator[Branch]:
        owner = trace.owner
        if owner.judged is not None:
            yield Branch(self._received(owner.judged.submission))
            yield from (self._term(trace, term) for term in trace.terms)
        elif trace.figure.reason is None:
            said = self._say(_("silent; what it answered before stands until withdrawn"))
            yield branch(said, map(self._elsewhere, trace.figure.evidence))
        if trace.rejected is not None:
            file = shown(trace.rejected.file)
            said = self._say(_("{file} was not accepted"), file=file)
            yield branch(said, map(self._finding, trace.rejected.findings))
        yield from map(self._assumed, trace.assumed or ())

    def _received(self, submission: Submission) -> str:
        return self._say(
            _("{file}: revision {number} of {period}, received {received}"),
            file=shown(submission.file),
            number=submission.revision,
            period=submission.period.id,
            received=self._minute(submission.received),
        )

    def _minute(self, moment: datetime) -> str:
        local = moment.astimezone(LANG_SON)
        return f"{self._catalogue.day(local.date())} {local:%H:%M}"

    def _term(self, trace: Trace, term: Term) -> Branch:
        known = () if term.is_withheld else term.evidence
        cells = [f"{self._valued(one)} · {self._where(trace, one)}" for one in known]
        said = self._said(term)
        alone = len(cells) == 1 and term.evidence[0].key == term.key
        if alone and term.figure.reached_in in {None, trace.owner.period.id}:
            said, cells = f"{said} · {self._where(trace, term.evidence[0])}", []
        elif not cells and term.place is not None:
            said = f"{said} · {_address(term.place)}"
        more = [*map(Branch, cells), *map(self._finding, term.findings)]
        if term.brought_forward is not None:
            more.append(self._brought_forward(trace, term.brought_forward))
        return branch(said, more)

    def _said(self, term: Term) -> str:
        """Return a key with its figure, and what is particular about it."""
        figure = term.figure
        if figure.value is None:
            return f"{term.key}: {self._missing(term)}"
        if figure.state is State.NOT_APPLICABLE:
            return self._say(_("{key}: not applicable"), key=term.key)
        said = f"{term.key} = {self._value(term.key, figure.value)}"
        if figure.reached_in is not None and len(term.evidence) > 1:
            larger = _("{said}, of {period}: the larger of two years, at most the total")
            said = self._say(larger, said=said, period=figure.reached_in)
        if term.role == "subtracted":
            return self._say(_("{said}, subtracted"), said=said)
        if term.role == "review":
            return self._say(_("{said}, what a zero rests on"), said=said)
        if not term.added:
            return self._say(_("{said}, not added: it is another owner's part"), said=said)
        return said

    def _missing(self, term: Term) -> str:
        """Return why a figure is missing; the number put aside, unless its content is withheld."""
        why = self._say(ABSENCES[term.figure.absence or Absence.BLANK])
        doubtful = term.figure.doubtful
        if doubtful is None or term.is_withheld:
            return why
        return self._say(_("{why} (it says {count})"), why=why, count=doubtful)

    def _finding(self, finding: Finding) -> Branch:
        return Branch(f"{finding.rule}: {message_of(finding, self._catalogue)}")

    def _brought_forward(self, trace: Trace, last: Accepted) -> Branch:
        handed = self._explained.assessment.periods[last.period].handed
        said = (
            _("starts from {count}, handed over for {period}")
            if last.unit_code in handed
            else _("starts from {count}, in the return for {period}")
        )
        told = self._say(said, count=last.observation.figure, period=last.period.id)
        if last.unit_code != trace.owner.code:
            told = self._say(_("{said}, of {unit}"), said=told, unit=last.unit_code)
        cell = last.observation.place
        return Branch(told if cell is None else f"{told} · {shown(cell.file)} · {_address(cell)}")

    def _assumed(self, part: AssumedPart) -> Branch:
        said = self._say(_("assumed: {key} {count}"), key=part.key, count=part.count)
        return Branch(f"{said}, {self._source(part)}")

    def _source(self, part: AssumedPart) -> str:
        if part.listed is not None:
            return self._say(
                _("reference.csv line {line}: {source}, {day}"),
                line=part.listed.line,
                source=part.listed.source or NOTHING,
                day=part.listed.dated,
            )
        if part.carried is None:
            return source_words(self._catalogue, part.source)
        margin = Fraction(self._explained.plan.thresholds.carry_margin)
        cell = part.carried.observation.place
        said = self._say(
            _("carried from {period}: {count} and {margin} more, rounded up"),
            period=part.source,
            count=part.carried.observation.figure,
            margin=shown_percent(self._catalogue, margin),
        )
        return said if cell is None else f"{said} · {shown(cell.file)} · {_address(cell)}"

    def _valued(self, cell: Evidence) -> str:
        return f"{cell.key} = {self._value(cell.key, cell.value)}"

    def _value(self, key: str, value: int | None) -> str:
        """Return a number; of a choice, with the answer it stands for."""
        if value is None:
            return NOTHING
        element = self._explained.plan.elements.get(element_of(key))
        answers = {one.value: one.label for one in element.choices} if element else {}
        return f"{value} “{answers[value]}”" if value in answers else self._say("{n}", n=value)

    def _where(self, trace: Trace, cell: Evidence) -> str:
        """Return the place of a cell; in another file than the owner's return, that too."""
        own = trace.owner.judged.submission if trace.owner.judged else None
        if own is not None and (own.sha256, own.period) == (cell.sha256, cell.period):
            return _address(cell.place)
        return self._origin(cell)

    def _origin(self, cell: Evidence) -> str:
        return self._say(
            _("{place} · {unit}, {period}, revision {number}"),
            place=NOTHING if cell.place is None else _full(cell.place),
            unit=cell.unit,
            period=cell.period.id,
            number=cell.revision,
        )

    def _elsewhere(self, cell: Evidence) -> Branch:
        return Branch(f"{self._valued(cell)} · {self._origin(cell)}")

    def _say(self, msgid: str, **facts: object) -> str:
        return self._catalogue.text(msgid, **facts)


def _address(place: Place | None) -> str:
    return NOTHING if place is None else f"{shown(place.sheet)}!{place.cell}"


def _full(place: Place) -> str:
    return f"{shown(place.file)} · {_address(place)}"
