"""When a target was first on record as met, and what became of it in the years after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsreport.indicators.outcome import Verdict


@dataclass(frozen=True, slots=True)
class Milestone:
    """How a target fared over years, given by their places in the span."""

    known: tuple[int, ...]
    """Years with figures."""
    last: int
    """Last year with a level to reach."""
    first: int | None
    """First year on record as met; None where none is."""
    lost: tuple[int, ...] = ()
    """Later years that were not met."""
    open: tuple[int, ...] = ()
    """Later years without a conclusion, for want of figures."""

    @property
    def back(self) -> bool:
        """Whether it is met again in the last year, after one that was not."""
        return bool(self.lost) and self.last not in {*self.lost, *self.open}


def milestone(verdicts: Sequence[Verdict | None]) -> Milestone:
    """Return how a target fared; a year is None where nobody gave figures for it.

    Years without a level (`no_target`) at the end are none of its history.
    """
    judged = [place for place, one in enumerate(verdicts) if one is not Verdict.NO_TARGET]
    last = max(judged, default=-1)
    known = tuple(place for place in judged if verdicts[place] is not None)
    met = [place for place in judged if verdicts[place] is Verdict.MET]
    if not met:
        return Milestone(known, last, None)
    after = [place for place in judged if place > met[0]]
    lost = tuple(place for place in after if verdicts[place] is Verdict.NOT_MET)
    unclear = tuple(place for place in after if verdicts[place] in {None, Verdict.UNDETERMINED})
    return Milestone(known, last, met[0], lost, unclear)


def first_text(found: Milestone, years: Sequence[str]) -> str:
    """Return the year it was first met, as a table prints it; `Chưa` where it never was."""
    if found.first is not None:
        return f"Năm {years[found.first]}"
    return "Chưa" if found.known else "…"


def since_text(found: Milestone, years: Sequence[str]) -> str:
    """Return what became of it, as a table prints it; `-` where there is nothing to say."""
    if found.first is None or found.first == found.last:
        return "-"
    said = []
    if found.lost:
        said.append(f"Không đạt năm {_listed(found.lost, years)}")
    if found.open:
        said.append(f"Chưa đủ cơ sở năm {_listed(found.open, years)}")
    if found.back:
        said.append(f"Đạt lại năm {years[found.last]}")
    return "; ".join(said) or f"Giữ được đến năm {years[found.last]}"


def told(found: Milestone, years: Sequence[str]) -> str:
    """Return it as a sentence; empty where nothing is known."""
    if not found.known:
        return ""
    if found.first is None:
        return "Trong các năm có số liệu chưa ghi nhận đạt."
    first, last = years[found.first], years[found.last]
    if found.first == found.last:
        return f"Lần đầu ghi nhận đạt: năm {first}."
    said = []
    if found.lost:
        said.append(f"năm {_listed(found.lost, years)} không đạt")
    if found.open:
        said.append(f"năm {_listed(found.open, years)} chưa đủ cơ sở kết luận")
    if found.back:
        said.append(f"năm {last} đạt lại")
    if not said:
        return f"Ghi nhận đạt từ năm {first}, giữ được đến năm {last}."
    return f"Lần đầu ghi nhận đạt năm {first}; {'; '.join(said)}."


def _listed(places: Sequence[int], years: Sequence[str]) -> str:
    return ", ".join(years[place] for place in places)
