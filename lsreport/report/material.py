"""What a report is made from, and the names it calls units by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lsreport.domain.assessment import Assessment, PeriodAssessment
from lsreport.domain.period import Period
from lsreport.indicators.outcome import Outcome
from lsreport.indicators.plan import Formula, Indicator, Plan
from lsreport.indicators.units import assessed
from lsreport.report import figures, wording
from lsreport.report.figures import Printable, Prose, say
from lsreport.report.hiding import mask_of
from lsreport.report.masking import Mask, keys_of_indicator
from lsreport.report.texts import Texts
from lsreport.report.view_types import Edition

LOCAL = "local"
"""Role of the units whose figures are counted by place of residence."""
_NAMED = 8
"""Units a sentence names before it counts the rest."""
_SYNTHETIC = "số liệu mô phỏng"
"""What the cover of a synthetic submission says in its contact or signer."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the parts of a view are computed from."""

    plan: Plan
    assessment: Assessment
    known: PeriodAssessment
    outcomes: tuple[Outcome, ...]
    previous: Mapping[str, Outcome]
    """Outcomes of the same period of last year by indicator."""
    mask: Mask
    previous_mask: Mask
    """What a document hides of the same period of last year."""
    texts: Texts
    edition: Edition

    @property
    def period(self) -> Period:
        """The period of the report."""
        return self.known.period

    @property
    def day(self) -> date:
        """Last day of the data window: what holds on it decides everything dated."""
        return self.known.window[1]

    def withholds(self, outcome: Outcome, formula: Formula) -> bool:
        """Say whether the document stars an indicator or line (`formula`) as a whole."""
        return self.mask.withholds(outcome, self._keys(outcome, formula))

    def withheld_before(self, before: Outcome, formula: Formula) -> bool:
        """Say whether it stars what the indicator or line came to in the year before."""
        return self.previous_mask.withholds(before, self._keys(before, formula))

    def _keys(self, outcome: Outcome, formula: Formula) -> tuple[str, ...]:
        return formula.keys or keys_of_indicator(self.indicator(outcome))

    @property
    def local_noun(self) -> str:
        """What the local units are called together."""
        return wording.local_units(self.day)

    @property
    def local(self) -> frozenset[str]:
        """Codes of the local units expected."""
        return frozenset(unit.code for unit in self.known.expected if LOCAL in unit.roles)

    def name(self, code: str) -> str:
        """Return the name of a unit, also of one that ended within the period."""
        entries = [unit for unit in self.plan.units if unit.code == code]
        begun = [unit for unit in entries if unit.valid_from <= self.day]
        return (begun or entries)[-1].name

    def names(self, codes: Iterable[str], of: str) -> Prose:
        """Return the names of units as a sentence lists them; `of` is what they have in common."""
        return listed([self.name(code) for code in codes], of)

    def indicator(self, outcome: Outcome) -> Indicator:
        """Return the definition of an outcome.

        Raises:
            KeyError: the plan has no such indicator.
        """
        found = self.plan.indicator(outcome.code)
        if found is None:
            raise KeyError(outcome.code)
        return found


def gathered(
    plan: Plan,
    assessment: Assessment,
    period: Period,
    outcomes: Sequence[Outcome],
    *,
    previous: Sequence[Outcome] = (),
    texts: Texts | None = None,
    edition: Edition | None = None,
) -> Material:
    """Return what the report of `period` is made from, in the words of its last day.

    `previous` are the outcomes of the same period of last year, none where it was not computed.
    """
    known, edition = assessed(plan, assessment, period), edition or Edition()
    before = period.same_period_last_year
    return Material(
        plan=plan.worded_on(known.window[1]),
        assessment=assessment,
        known=known,
        outcomes=tuple(outcomes),
        previous={outcome.code: outcome for outcome in previous},
        mask=mask_of(plan, assessment, period, outcomes, public=edition.public),
        previous_mask=mask_of(plan, assessment, before, previous, public=edition.public),
        texts=texts or Texts(),
        edition=edition,
    )


def listed(names: Sequence[str], of: str, most: int = _NAMED) -> Prose:
    """Return names as a sentence lists them, counting those past `most`."""
    if len(names) <= most + 1:
        return Prose((", ".join(names),))
    return say(
        "{named} và {rest} đơn vị khác",
        named=", ".join(names[:most]),
        rest=figures.count(len(names) - most, f"{of} rest", prose=True),
    )


def itemized(lead: Prose, items: Sequence[Printable]) -> Iterator[Prose]:
    """Yield `lead` with its items behind the colon: one in the same sentence, more on lines."""
    if len(items) == 1:
        yield say("{lead} {item}.", lead=lead, item=items[0])
        return
    yield lead
    for place, item in enumerate(items, 1):
        yield say("- {item}{sign}", item=item, sign="." if place == len(items) else ";")


def lower_first(text: str) -> str:
    """Return `text` as it stands inside a sentence: a first capital that begins a word is lowered.

    Abbreviations (UBND, HTX) and names of more than one word (Ban Chỉ đạo) keep theirs.
    """
    second = text.partition(" ")[2][:1]
    named = text[1:2].isupper() or second.isupper()
    return text if named else text[:1].lower() + text[1:]


def period_text(period: Period) -> str:
    """Return what a period is called: `6 tháng đầu năm 2024`, `năm 2024`."""
    return f"năm {period.year}" if period.annual else f"6 tháng đầu năm {period.year}"


def about(plan: Plan) -> str:
    """Return what the plan is about, as a sentence names it after "về"."""
    title = plan.title.removeprefix("Kế hoạch").strip()
    return lower_first(title)


def is_synthetic(known: PeriodAssessment) -> bool:
    """Say whether a return of the period says that its figures are made up."""
    covers = (judged.submission.cover for judged in known.returns.values())
    marks = (
        field or ""
        for cover in covers
        for field in (cover.contact, cover.signer, cover.on_behalf_from)
    )
    return any(_SYNTHETIC in mark.casefold() for mark in marks)
