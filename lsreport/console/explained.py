"""What `explain` shows a person: one tree from the clause down to the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lsreport.app.explain import Explanation, Reasoning
from lsreport.checks.questionnaire import COLUMNS
from lsreport.console.outcomes import NOTHING, VERDICTS, shown_level, shown_percent
from lsreport.console.owner_parts import OwnerParts, source_words
from lsreport.console.terminal import Terminal
from lsreport.console.tree import Branch, branch
from lsreport.domain.clock import LANG_SON
from lsreport.domain.observation import element_of, facet_of
from lsreport.i18n import Catalogue, _
from lsreport.indicators.grounds import Ground
from lsreport.indicators.outcome import Bounds, Outcome
from lsreport.indicators.plan import Formula, Target
from lsreport.report.numbers import NO_BASE, Rounding

GROUNDS = {
    Ground.NO_TARGET: _("no level is set, or the line is shown without being judged"),
    Ground.CASE: _("there must be no case, and one was found, whoever is missing"),
    Ground.SHORT: _("all must be covered, and an owner covers less than all of its own"),
    Ground.UNCONFIRMED: _("no case was found, but an owner has not shown its zero"),
    Ground.SUSPECTED: _("every owner shows its zero, but others reported what contradicts it"),
    Ground.CONFIRMED: _("every owner shows its zero, and nobody contradicts it"),
    Ground.UNBOUNDED: _("an owner is missing, and nothing bounds what it would add"),
    Ground.NOBODY: _("nobody is in scope, and no owner is missing"),
    Ground.LOW_REACHES: _("even the lower bound reaches the level"),
    Ground.HIGH_BELOW: _("even the upper bound is below the level"),
    Ground.BETWEEN: _("the level lies between the bounds: the missing owners decide"),
    Ground.LINE_FAILS: _("all lines must hold, and one is not met"),
    Ground.LINE_OPEN: _("all lines must hold, and one is undetermined"),
    Ground.LINES_HOLD: _("every line with somebody in scope is met"),
    Ground.LINES_EMPTY: _("no line has anybody in scope"),
}


def show_explanations(
    terminal: Terminal, explained: Sequence[Explanation], span: str | None
) -> None:
    """Print one tree: of a period, or of the years of a span under one root."""
    catalogue = terminal.catalogue
    if span is None:
        terminal.tree(_Telling(catalogue, explained[0]).root())
        return
    name = _name(explained[0].reasoning)
    years = (_Telling(catalogue, one).year() for one in explained)
    terminal.tree(branch(f"{name} · {span}", years))


def _name(reasoning: Reasoning) -> str:
    name = f"{reasoning.code} · {reasoning.indicator.name}"
    return f"{name}: {reasoning.line.name}" if reasoning.line else name


class _Telling:
    """One period explained in one language."""

    def __init__(self, catalogue: Catalogue, explained: Explanation) -> None:
        self._catalogue = catalogue
        self._explained = explained
        self._owners = OwnerParts(catalogue, explained)

    def root(self) -> Branch:
        return branch(_name(self._explained.reasoning), self._whole())

    def year(self) -> Branch:
        """Return the period as one of several: its result first, and a year without returns."""
        period, reasoning = self._explained.period.id, self._explained.reasoning
        if self._explained.is_gap:
            return Branch(self._say(_("{period}: no return is stored"), period=period))
        if not self._explained.has_part:
            unit = self._explained.unit
            said = self._say(_("{period}: {unit} has no part"), period=period, unit=unit)
            return Branch(said)
        found = f"{period}: {self._result(reasoning)}; {self._verdict(reasoning)}"
        return branch(found, self._whole())

    def _whole(self) -> Iterator[Branch]:
        one, reasoning = self._explained, self._explained.reasoning
        plan, indicator = one.plan, reasoning.indicator
        yield Branch(
            self._say(
                _("Period {period}: figures from {first} to {last}; plan {plan}"),
                period=one.period.id,
                first=one.window[0],
                last=one.window[1],
                plan=plan.number,
            )
        )
        if one.as_of is not None:
            moment = one.as_of.astimezone(LANG_SON)
            known = f"{self._catalogue.day(moment.date())} {moment:%H:%M}"
            yield Branch(self._say(_("As it was recorded here by {moment}"), moment=known))
        yield from map(self._clause, indicator.clause.split(", "))
        yield from self._reasoned(reasoning)

    def _reasoned(self, reasoning: Reasoning) -> Iterator[Branch]:
        """Yield what is said of an indicator and of each of its lines alike."""
        outcome = reasoning.outcome
        yield Branch(self._target(outcome.target))
        yield self._formula(reasoning)
        if reasoning.line is None or reasoning is self._explained.reasoning:
            reading = reasoning.indicator.reason
            yield Branch(self._say(_("Reading: {reason}"), reason=reading))
        result = self._result(reasoning)
        yield Branch(self._say(_("Result: {result}"), result=result))
        if reasoning.lines and reasoning.indicator.judged_line:
            # The whole repeats the judged line: its bounds and owners are told once, there.
            yield self._judged(reasoning)
        else:
            yield from self._bounds(outcome)
            yield self._judged(reasoning)
            yield from self._owners.branches(reasoning)
        for line in reasoning.lines:
            name = line.line.name if line.line else ""
            title = self._say(_("Line {code}: {name}"), code=line.code, name=name)
            yield branch(title, self._reasoned(line))

    def _target(self, target: Target | None) -> str:
        if target is None:
            return self._say(_("Target: none; shown for reference"))
        return self._say(
            _("Target: {words} ({op} {level}), {source}, from {since} until {until}"),
            words=target.words,
            op=target.op,
            level=target.value if target.op == "=" else shown_level(self._catalogue, target),
            source=target.source,
            since=target.since or NOTHING,
            until=target.until or NOTHING,
        )

    def _clause(self, clause: str) -> Branch:
        text = self._explained.plan.clauses.get(clause)
        if text is None:
            return Branch(self._say(_("Clause {clause}"), clause=clause))
        return Branch(self._say(_("Clause {clause}: {text}"), clause=clause, text=text))

    def _formula(self, reasoning: Reasoning) -> Branch:
        indicator, keys = reasoning.indicator, reasoning.formula.keys
        if reasoning.lines:
            added = indicator.overall == "total"
            said = _("Formula: the sum of its lines") if added else _("Formula: that of each line")
            return Branch(self._say(said))
        if indicator.kind == "issued":
            said = self._say(
                _("Formula: units that answer {answers}, over all units expected"),
                answers=self._counted_answers(keys[0]),
            )
        else:
            said = self._say(_("Formula: {formula}"), formula=written(reasoning.formula))
        named = dict.fromkeys((*keys, *((indicator.reviewed,) if indicator.reviewed else ())))
        return branch(said, (Branch(f"{key} · {self._label(key)}") for key in named))

    def _counted_answers(self, key: str) -> str:
        choices = self._explained.plan.elements[element_of(key)].choices
        counted = (f"{one.value} “{one.label}”" for one in choices if one.counts)
        either = self._say(_("or"))
        return f" {either} ".join(counted)

    def _label(self, key: str) -> str:
        element, facet = self._explained.plan.elements[element_of(key)], facet_of(key)
        if facet == "value":
            return element.label
        column = self._say(COLUMNS[facet])
        return self._say(_("{row}, column “{column}”"), row=element.label, column=column)

    def _result(self, reasoning: Reasoning) -> str:
        outcome = reasoning.outcome
        if reasoning.lines and reasoning.indicator.overall == "all_lines":
            return self._say(_("line by line"))
        if outcome.numerator is None:
            return self._say(_("no figure"))
        if outcome.kind == "count_is_zero":
            return self._say("{n}", n=outcome.numerator)
        counts = self._say("{n}/{d}", n=outcome.numerator, d=outcome.denominator)
        if outcome.ratio is None:
            return f"{counts} = {NO_BASE}"
        share = self._percent(outcome.ratio, outcome.target)
        reduced = 1 < outcome.ratio.denominator != outcome.denominator
        return f"{counts} = {outcome.ratio} = {share}" if reduced else f"{counts} = {share}"

    def _bounds(self, outcome: Outcome) -> Iterator[Branch]:
        if not outcome.owners.missing or outcome.kind == "count_is_zero":
            return
        if outcome.bounds is not None:
            yield self._bounded(outcome, outcome.bounds)
        elif outcome.numerator is not None:
            yield Branch(self._say(_("Bounds: none, the missing owners' size is not known")))

    def _bounded(self, outcome: Outcome, bounds: Bounds) -> Branch:
        target, n = outcome.target, outcome.numerator or 0
        missing = sum(one.denominator for one in bounds.assumed)
        said = self._say(
            _("Bounds: from {n}/{d} = {low} to {most}/{d} = {high}"),
            n=n,
            d=(outcome.denominator or 0) + missing,
            most=n + missing,
            low=self._percent(bounds.low, target, bound=Rounding.DOWN),
            high=self._percent(bounds.high, target, bound=Rounding.UP),
        )
        assumed = (
            Branch(
                self._say(
                    _("{unit}: a denominator of {count} assumed, {source}"),
                    unit=f"{one.unit} {one.line}" if one.line else one.unit,
                    count=one.denominator,
                    source=source_words(self._catalogue, one.source),
                )
            )
            for one in bounds.assumed
        )
        return branch(said, assumed)

    def _judged(self, reasoning: Reasoning) -> Branch:
        number, why = reasoning.ground.rule, self._say(GROUNDS[reasoning.ground])
        if number is not None:
            why = self._say(_("rule {number}: {why}"), number=number, why=why)
        verdict = self._verdict(reasoning)
        said = self._say(_("Verdict: {verdict} ({why})"), verdict=verdict, why=why)
        needed = reasoning.outcome.break_even
        if needed is None:
            return Branch(said)
        share = self._percent(needed, bound=Rounding.UP)
        even = self._say(_("the missing owners together would have to reach {share}"), share=share)
        return Branch(said, (Branch(even),))

    def _verdict(self, reasoning: Reasoning) -> str:
        level = reasoning.indicator.target_on(self._explained.window[1])
        if level is not None and reasoning.outcome.target is None:
            return self._say(_("for reference"))
        return self._say(VERDICTS[reasoning.outcome.verdict])

    def _percent(
        self, ratio: Fraction, target: Target | None = None, *, bound: Rounding | None = None
    ) -> str:
        return shown_percent(self._catalogue, ratio, target, bound=bound)

    def _say(self, msgid: str, **facts: object) -> str:
        return self._catalogue.text(msgid, **facts)


def written(formula: Formula) -> str:
    """Return a formula over its keys: `(A + B) ÷ C`, `A ÷ (B - C)`."""
    less = "".join(f" - {key}" for key in formula.denominator_less)
    numerator, denominator = " + ".join(formula.numerator), " + ".join(formula.denominator) + less
    if not denominator:
        return numerator
    return " ÷ ".join(f"({one})" if " " in one else one for one in (numerator, denominator))
