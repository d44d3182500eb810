"""`verify`: a report made again from archive and journal alone, and compared part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lsreport import __version__
from lsreport.app.documents import Document, documents
from lsreport.app.kept_inputs import desk_of
from lsreport.app.output import manifest_name
from lsreport.app.pdf import PDF, as_pdf, find_office
from lsreport.app.remade import Found, compare, compare_release, release_of
from lsreport.app.rereading import Rereader, received_until
from lsreport.app.review import review_documents
from lsreport.app.workspace import Desk, Workspace, require_workspace
from lsreport.domain.clock import lang_son_day
from lsreport.domain.period import Span
from lsreport.domain.release import Release
from lsreport.errors import NEEDS_A_PERSON, NotFoundError, StorageError
from lsreport.i18n import Message, _
from lsreport.ooxml.comparison import LIMITS, Difference
from lsreport.ooxml.package import Refused, read_file
from lsreport.report.recorded import ManifestError, Recorded, read_manifest
from lsreport.store.store import Store

ARCHIVE = "archive"
_WORD = ".docx"
_NOTHING_KNOWN = datetime.min.replace(tzinfo=UTC)
"""Before every entry of a journal."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of making a report again."""

    document: Path
    """The document compared: of a PDF the one it was made from."""
    differences: tuple[Difference, ...]
    """Everything that is not as it was, and where: in a part of the document, its manifest, an
    input, the plan, a release or the archive."""
    notes: tuple[Message, ...] = ()
    """What a reader should know besides, such as its release."""
    originals: int = 0
    """Archived files that were read again."""

    @property
    def exit_code(self) -> int:
        """1 when anything differs, 0 when report and sources are what they were."""
        return NEEDS_A_PERSON if self.differences else 0


def verify(workspace: Workspace, file: Path) -> Verification:
    """Make the report in `file` again from archive and journal, and say what differs.

    Of a PDF it is the Word document beside it that is made again, and if that is the same, the PDF
    from it. The database is not looked at, and nothing in the workspace is changed.

    Raises:
        NotFoundError: there is no such workspace or file, or no manifest beside it.
        ConfigurationError: configuration, plan, reference table, prose or template is broken.
        StorageError: the journal is missing, damaged or of a newer version.
    """
    require_workspace(workspace)
    is_print = file.suffix.casefold() == f".{PDF}"
    document = file.with_suffix(_WORD) if is_print else file
    printed = _read_file(file) if is_print else None
    content, manifest = _read(document)
    try:
        recorded = read_manifest(manifest)
    except ManifestError as error:
        unread = Message(_("cannot be read as a manifest ({why})"), {"why": error})
        return Verification(document, (Difference(manifest_name(document.name), unread),))
    found = Found(document.name, content, manifest, recorded)
    with (
        Store.recorded(workspace.store) as store,
        desk_of(workspace, store, recorded) as (desk, changed),
    ):
        verification = _verified(desk, document, found, changed)
    # LibreOffice is given no document that anybody may have changed.
    if printed is None or verification.differences:
        return verification
    return replace(verification, differences=tuple(_print_differences(file, printed, content)))


def _read(document: Path) -> tuple[bytes, bytes]:
    """Return a document and its manifest.

    Raises:
        NotFoundError: either is missing or cannot be read.
    """
    beside = document.with_name(manifest_name(document.name))
    if document.is_file() and not beside.exists():
        raise NotFoundError(
            _(
                "{manifest} is not beside {file}, and only it tells what the report was made "
                "from. Put back the one that `lsreport render` wrote with it."
            ),
            manifest=beside.name,
            file=document,
        )
    return _read_file(document), _read_file(beside)


def _read_file(path: Path) -> bytes:
    try:
        return read_file(path, LIMITS)
    except Refused as refused:
        raise NotFoundError(
            _("{file} cannot be read ({why}). Name a report that `lsreport render` wrote."),
            file=path,
            why=refused.detail,
        ) from refused


def _print_differences(file: Path, printed: bytes, document: bytes) -> Iterator[Difference]:
    """Yield how a PDF is not what LibreOffice makes of the Word document beside it."""
    try:
        made = as_pdf(find_office(), document)
    except StorageError as error:
        yield Difference(file.name, Message(_("was not compared. {why}"), {"why": error.message}))
        return
    if printed != made:
        other = _(
            "is not the PDF that LibreOffice makes of {document} here: it was changed, or another "
            "version of LibreOffice made it. Make it again, or compare it with that document"
        )
        facts = {"document": file.with_suffix(_WORD).name}
        yield Difference(file.name, Message(other, facts))


def _verified(desk: Desk, document: Path, found: Found, changed: tuple[str, ...]) -> Verification:
    recorded = found.recorded
    as_of = recorded.as_of or _NOTHING_KNOWN
    rereader = Rereader(desk.plan, desk.store)
    period = recorded.period
    last = max(period) if isinstance(period, Span) else period
    kept = received_until(desk.store.vintage(as_of), last)
    release = release_of(found, desk.store.releases())
    made = _made(desk, recorded, as_of)
    return Verification(
        document=document,
        differences=(
            *_differences(found, made, desk),
            *compare_release(found, release),
            *(Difference(ARCHIVE, one) for each in kept for one in rereader.disagreements(each)),
        ),
        notes=tuple(_notes(recorded, release, changed)),
        originals=len({one.sha256 for one in kept}),
    )


def _made(desk: Desk, recorded: Recorded, as_of: datetime) -> Document | None:
    """Return the document made again, None where there is none of its name."""
    period, name = recorded.period, recorded.document
    formats = {Path(name).suffix.removeprefix(".")}
    edition = recorded.edition
    if isinstance(period, Span):
        years = [desk.require(year) for year in period]
        assessment = desk.assess_until(as_of, *years)
        made = review_documents(desk, assessment, period, formats, edition, as_of=as_of, only=name)
    else:
        assessment = desk.assess(as_of, desk.require(period))
        signed = recorded.signed
        made = documents(
            desk, assessment, period, formats, edition, as_of=as_of, signed=signed, only=name
        )
    return made[0] if made else None


def _differences(found: Found, made: Document | None, desk: Desk) -> Iterator[Difference]:
    if made is None:
        facts = {"document": found.recorded.document}
        unknown = _("names {document}, and no report of its period and reader is called so")
        yield Difference(manifest_name(found.name), Message(unknown, facts))
        return
    yield from compare(found, made, desk.plan)


def _notes(
    recorded: Recorded, release: Release | None, changed: tuple[str, ...]
) -> Iterator[Message]:
    for name in changed:
        kept = _("{name} has changed since; it was taken as it was when the report was made.")
        yield Message(kept, {"name": name})
    if recorded.package != __version__:
        other = _("Made by lsreport {made}, and made again by {now}.")
        yield Message(other, {"made": recorded.package, "now": __version__})
    if release is not None:
        facts = {"day": lang_son_day(release.recorded), "number": release.number or "…"}
        yield Message(_("Recorded as final on {day}, number {number}."), facts)
