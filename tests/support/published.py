"""What a reader of everything that is published recovers: the attack on the stars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from lsreport.domain.period import Period
from support.ledger import ZERO_TARGET, Ledger, Printed
from support.recovery import Fact, Form, Reader, at_least, between, form


def worked_out(
    ledger: Ledger,
    printed: Sequence[Printed],
    *,
    before: Ledger | None = None,
    stars_are_few: bool = True,
) -> dict[str, Fraction]:
    """Return the starred figures and the few cells that a reader of `printed` recovers.

    `before` is the ledger of the same period of last year, whose figures stand beside. In a copy
    for the administration a star says 1 to 4; in a public one it says so only of an element that
    a single unit reports.
    """
    reader = Reader()
    facts = [*ledger.rules(), *ledger.facts(printed)]
    if before is not None:
        facts += [*before.rules(), *before.facts(list(_of_earlier(printed, before.period)))]
    stars = dict.fromkeys(one.of for one in printed if one.text == "*")
    asked = {of: known for of in stars if (known := ledger.asked(of))}
    facts += _said_by_stars(ledger, asked, stars_are_few=stars_are_few)
    reader.learn(one for one in facts if any(map(ledger.is_case, one.form)))
    for one in (ledger, before):
        if one is not None:
            asked |= {cell: form((cell, 1)) for cell in one.few}
    return reader.recovered(asked)


def _said_by_stars(
    ledger: Ledger, asked: Mapping[str, Form], *, stars_are_few: bool
) -> Iterator[Fact]:
    lonely, taken_away = set(ledger.alone()), ledger.taken_away()
    for of, known in asked.items():
        cells = list(known)
        element = cells[0].partition("@")[0]
        counted = element in ledger.cases and element not in taken_away
        if len(cells) == 1 and ((stars_are_few and counted) or element in lonely):
            yield between(known, 1, 4)
        elif stars_are_few and "@" in of:
            yield at_least(known, 1)


def _of_earlier(printed: Iterable[Printed], period: Period) -> Iterator[Printed]:
    """Yield what is said of an earlier period under the names it had then.

    The column of last year, the change since, and the point of a trend.
    """
    now = {one.of: one for one in printed}
    for of, one in now.items():
        if one.value is None:
            continue
        name, _, what = of.rpartition(" ")
        ratio = now.get(f"{name} ratio")
        if what == "previous":
            then = "numerator" if name == ZERO_TARGET else "ratio"
            yield Printed(f"{name} {then}", one.text, one.value)
        elif what == "change" and ratio and ratio.value is not None:
            yield Printed(f"{name} ratio", "", ratio.value - one.value)
        elif what == "ratio" and name.endswith(f" {period.id}"):
            yield Printed(f"{name.removesuffix(f' {period.id}')} ratio", one.text, one.value)
