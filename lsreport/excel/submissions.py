"""Read a submission: accept it with its raw observations, or reject it with the reasons.

A figure is found by the codes of its row and column and taken as it stands; what it means is for
the checks. Only a fault of the file or of the form rejects: a wrong figure never does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lsreport.checks import rejections, structure
from lsreport.domain.finding import Finding
from lsreport.domain.numbers import read_count
from lsreport.domain.observation import Place, Raw, RawKind
from lsreport.domain.period import Period
from lsreport.domain.submission import Cover
from lsreport.excel.admission import Admitted, Asked, admit, issued_version, window_end
from lsreport.excel.boxes import read_boxes
from lsreport.excel.coded import CodedRow, coded_rows
from lsreport.excel.drift import layout_changed
from lsreport.excel.guard import DEADLINE_SECONDS, refusal_finding
from lsreport.excel.identification import Claims, claims_of, disagreement
from lsreport.excel.identity import Identity, form_code
from lsreport.excel.keys import FormKeys, form_keys
from lsreport.excel.layout import form_layout, skeleton
from lsreport.indicators.plan import Plan
from lsreport.ooxml.package import read_file
from lsreport.ooxml.workbook import Refused, Workbook, read_bytes

_LONGEST_COVER_TEXT = 500
_LARGEST_SENDING = 99


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook whose structure was accepted."""

    unit: str
    period: Period
    version: str
    """Version of the form."""
    cover: Cover
    raws: tuple[Raw, ...]
    """The boxes found, in the order of the plan."""
    notes: tuple[Finding, ...]
    """Structure findings that do not reject it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A workbook that was not accepted."""

    findings: tuple[Finding, ...]
    unit: str | None
    """Whose return it is, where that is beyond doubt."""
    period: Period | None


def read_submission(
    source: Path | bytes,
    file: str,
    plan: Plan,
    *,
    unit: str | None = None,
    period: Period | None = None,
) -> Reading | Refusal:
    """Read the workbook in `source`, called `file` in messages.

    `unit` and `period` are what the caller says it is: the form must agree with them, and both
    together stand in for the identity of a form that has lost it.
    """
    try:
        workbook = read_bytes(
            read_file(source) if isinstance(source, Path) else source,
            deadline_seconds=DEADLINE_SECONDS,
        )
    except Refused as fault:
        return refused((refusal_finding(fault, file),), unit, period)
    return read_opened(workbook, file, plan, Asked(unit, period))


def read_opened(workbook: Workbook, file: str, plan: Plan, asked: Asked) -> Reading | Refusal:
    """Read a workbook that is already open, as `read_submission` does."""
    rows = coded_rows(workbook)
    claims = claims_of(workbook, file)
    identity = _identity(claims, rows, asked, plan, file)
    if isinstance(identity, Finding):
        return refused((identity,), asked.unit, asked.period)
    admitted = admit(plan, identity, asked, file)
    if not isinstance(admitted, Admitted):
        return refused(admitted, *_attributed(plan, identity, asked))
    form = form_keys(plan, admitted.unit, admitted.period, admitted.day)
    if not any(form.has_figures(row.code) for row in rows):
        missing = rejections.CODE_ROWS_MISSING.finding(
            unit=None, period=None, file=file, seen=f"{form.unit} {form.period}"
        )
        return refused((missing,), form.unit, form.period)
    bones = skeleton(form_layout(plan, admitted.unit, admitted.period))
    contents = read_boxes(rows, form, file)
    sending, unreadable = _sending(contents.raws.get("@sending"), form, file)
    return Reading(
        unit=form.unit,
        period=form.period,
        version=identity.version,
        cover=_cover(contents.raws, sending),
        raws=tuple(contents.raws[key] for key in form.figures if key in contents.raws),
        notes=(
            *_identity_notes(identity, claims, form, file),
            *layout_changed(rows, bones, form, file),
            *unreadable,
            *contents.findings,
        ),
    )


def refused(findings: tuple[Finding, ...], unit: str | None, period: Period | None) -> Refusal:
    """Return a refusal whose findings all say whose return it is, as far as that is known."""
    known = tuple(replace(finding, unit=unit, period=period) for finding in findings)
    return Refusal(known, unit, period)


def _identity(
    claims: Claims, rows: Sequence[CodedRow], asked: Asked, plan: Plan, file: str
) -> Identity | Finding:
    """Return which form it is, by its own marks, else as the caller says; or why neither can be."""
    if (finding := disagreement(claims, file)) is not None:
        return finding
    if claims.identities:
        return claims.identities[0]
    if not rows:
        return rejections.NOT_A_FORM.finding(
            unit=None, period=None, file=file, facts={"plan": plan.number}
        )
    if asked.unit is None or asked.period is None:
        return rejections.IDENTITY_MISSING.finding(unit=None, period=None, file=file)
    return Identity(plan.id, asked.unit, asked.period, issued_version(plan, asked.period))


def _attributed(plan: Plan, identity: Identity, asked: Asked) -> tuple[str | None, Period | None]:
    """Return the unit and period a form that is not taken belongs to beyond doubt."""
    of_plan = identity.plan == plan.id
    known_unit = of_plan and any(unit.code == identity.unit for unit in plan.units)
    known_period = of_plan and window_end(plan, identity.period) is not None
    unit = identity.unit if known_unit and asked.unit in {None, identity.unit} else None
    period = identity.period if known_period and asked.period in {None, identity.period} else None
    return unit, period


def _identity_notes(
    identity: Identity, claims: Claims, form: FormKeys, file: str
) -> Iterator[Finding]:
    if not claims.identities:
        yield structure.IDENTITY_AS_ASKED.finding(
            unit=form.unit, period=form.period, file=file, seen=f"{form.unit} {form.period}"
        )
    elif not claims.printed:
        yield structure.PRINTED_CODE.finding(
            unit=form.unit, period=form.period, file=file, expected=form_code(identity)
        )


def _cover(raws: Mapping[str, Raw], sending: int) -> Cover:
    return Cover(
        sending=sending,
        contact=_said(raws.get("@contact")),
        signer=_said(raws.get("@signer")),
        paper_number=_said(raws.get("@paper_number")),
        paper_date=_said(raws.get("@paper_date")),
        on_behalf_by=_said(raws.get("@on_behalf_by")),
        on_behalf_from=_said(raws.get("@on_behalf_from")),
    )


def _said(raw: Raw | None) -> str | None:
    """Return a text of the cover as typed, of bounded length."""
    if raw is None or raw.text is None or raw.kind is RawKind.ERROR:
        return None
    return raw.text[:_LONGEST_COVER_TEXT]


def _sending(raw: Raw | None, form: FormKeys, file: str) -> tuple[int, tuple[Finding, ...]]:
    """Return lần gửi, 1 when blank; what is no such number is 1 too, with a query."""
    if raw is None or raw.kind is RawKind.BLANK:
        return 1, ()
    reading = read_count(raw, _LARGEST_SENDING)
    if reading.fault is None and reading.value:
        return reading.value, ()
    place = Place(file, raw.sheet, raw.cell)
    query = structure.SENDING_UNREADABLE.finding(
        unit=form.unit,
        period=form.period,
        place=place,
        facts={"place": f"{place.sheet}!{place.cell}", "largest": _LARGEST_SENDING},
    )
    return 1, (query,)
