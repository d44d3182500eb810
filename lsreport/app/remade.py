"""A report as it lies there, held against the one made again and against the releases on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from lsreport.app.documents import Document
from lsreport.app.output import manifest_name
from lsreport.domain.clock import lang_son_day
from lsreport.domain.release import Release
from lsreport.i18n import Message, _
from lsreport.indicators.plan import Plan
from lsreport.ooxml.comparison import Difference, compare_packages, first_told
from lsreport.ooxml.package import Refused
from lsreport.report.letterhead import DRAFT
from lsreport.report.recorded import Recorded, manifest_changes, read_manifest

PLAN = "plan"
RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Found:
    """A report as it lies there."""

    name: str
    """File name of the document."""
    content: bytes
    manifest: bytes
    recorded: Recorded
    """What the manifest says."""

    @property
    def digest(self) -> str:
        """SHA-256 of the document."""
        return sha256(self.content).hexdigest()


def compare(found: Found, made: Document, plan: Plan) -> Iterator[Difference]:
    """Yield what of a report is not as it was made again: document, manifest, inputs, plan."""
    parts = () if found.content == made.content else _parts(found, made)
    yield from parts
    recorded, remade = found.recorded, read_manifest(made.manifest)
    if not parts and found.content != made.content and found.digest == recorded.sha256:
        # Packed by another build of zlib: every part is the same, and the file is the one written.
        entries = {**remade.entries, "sha256": recorded.sha256}
        remade = replace(remade, entries=entries)
    yield from first_told(manifest_name(found.name), manifest_changes(recorded, remade))
    for name in sorted(recorded.files.keys() | remade.files.keys()):
        yield from _input(name, recorded.files.get(name), remade.files.get(name))
    if recorded.plan != plan.digest:
        facts = {"made": recorded.plan[:12], "now": plan.digest[:12]}
        yield Difference(PLAN, Message(_("made with plan {made}, in use is {now}"), facts))


def _parts(found: Found, made: Document) -> tuple[Difference, ...]:
    try:
        differences = compare_packages(found.content, made.content)
    except Refused:
        broken = _("is damaged, or no longer a Word or Excel document")
        return (Difference(found.name, Message(broken)),)
    if differences or found.digest == found.recorded.sha256:
        return differences
    resaved = _("every part is as it was made, but the file was saved or packed again since")
    return (Difference(found.name, Message(resaved)),)


def _input(name: str, made: str | None, now: str | None) -> Iterator[Difference]:
    """Yield how an input is not the one a report was made from."""
    if made == now:
        return
    if made is None:
        yield Difference(name, Message(_("is used, but the manifest does not name it")))
    elif now is None:
        yield Difference(name, Message(_("is named in the manifest, but was not found")))
    else:
        changed = _(
            "has changed since the report was made, or the manifest has; no release kept it as it "
            "was, so the one in the workspace was used"
        )
        yield Difference(name, Message(changed))


def release_of(found: Found, releases: Iterable[Release]) -> Release | None:
    """Return the release that wrote a report, known by its document or its manifest."""
    own = {_document(found), _manifest(found)}
    written = (one for one in releases if own & {(file.name, file.sha256) for file in one.files})
    return max(written, key=lambda one: one.recorded, default=None)


def compare_release(found: Found, release: Release | None) -> Iterator[Difference]:
    """Yield what of a report is not as its release recorded it."""
    if release is None:
        if found.recorded.signed != DRAFT:
            unknown = _("no release on record has this number or day; `render --final` records it")
            yield Difference(RELEASE, Message(unknown))
        return
    recorded = {(file.name, file.sha256) for file in release.files}
    for name, digest in (_document(found), _manifest(found)):
        if (name, digest) not in recorded:
            facts = {"day": lang_son_day(release.recorded)}
            other = _("is not the file that the release recorded on {day} names")
            yield Difference(name, Message(other, facts))


def _document(found: Found) -> tuple[str, str]:
    return found.recorded.document, found.digest


def _manifest(found: Found) -> tuple[str, str]:
    return manifest_name(found.recorded.document), sha256(found.manifest).hexdigest()
