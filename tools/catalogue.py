"""The Vietnamese catalogue: extract the sentences, keep the translations, compile.

`python tools/catalogue.py` updates `lsreport.po` and compiles `lsreport.mo`; with `--check` nothing
is written and the exit code is 1 when a sentence has no translation, names other places than its
source, is no longer used, or the compiled file is not the one the text gives.
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "lsreport" / "locale" / "vi" / "LC_MESSAGES"
TEXT, COMPILED = FOLDER / "lsreport.po", FOLDER / "lsreport.mo"
KEYWORDS = {"_": None, "ngettext": (1, 2), "plural": (1, 2)}
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = "# Vietnamese sentences of lsreport.\n#"


def extracted() -> Catalog:
    """Return every marked sentence of the package."""
    catalog = Catalog()
    found = extract_from_dir(
        str(ROOT / "lsreport"), method_map=[("**.py", "python")], keywords=KEYWORDS
    )
    for file, _line, message, _comments, context in found:
        catalog.add(message, locations=[(f"lsreport/{file}", 0)], context=context)
    return catalog


def translated() -> Catalog:
    """Return the translations as they stand in the text file."""
    with TEXT.open("rb") as file:
        catalog = read_po(file, locale="vi", domain="lsreport")
    # Babel dates a catalogue by the clock; the compiled file must not depend on the day.
    catalog.creation_date = catalog.revision_date = BUILT
    return catalog


def merged() -> Catalog:
    """Return every sentence of the package with its translation, in alphabetical order."""
    known = {message.id: message.string for message in translated() if message.id}
    catalog = Catalog(locale="vi", domain="lsreport", header_comment=HEADER, fuzzy=False)
    for message in extracted():
        if message.id:
            files = sorted({file for file, _ in message.locations})
            catalog.add(
                message.id,
                known.get(message.id, ""),
                locations=[(file, 0) for file in files],
            )
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """Return the machine file of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def text(catalog: Catalog) -> bytes:
    """Return the text file of a catalogue, without anything that depends on the day."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, sort_output=True, width=100, omit_header=True, include_lineno=False)
    head = f'{HEADER}\nmsgid ""\nmsgstr ""\n'
    head += '"Language: vi\\n"\n"MIME-Version: 1.0\\n"\n'
    head += '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    head += '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return head.encode() + buffer.getvalue()


def places(sentence: str | None) -> set[str]:
    """Return the names in braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence or "") if name is not None}


def faults(catalog: Catalog) -> list[str]:
    """Return what is wrong with the translations, a line each."""
    wrong: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if not all(strings):
            wrong.append(f"not translated: {sources[0]}")
        elif any(places(one) != places(sources[-1]) for one in strings):
            wrong.append(f"other places than its source: {sources[0]}")
    known = {message.id for message in catalog}
    wrong += [f"not used: {one.id}" for one in translated() if one.id and one.id not in known]
    return wrong


def main() -> int:
    """Update or check the catalogue."""
    catalog = merged()
    wrong = faults(catalog)
    if "--check" not in sys.argv[1:]:
        TEXT.write_bytes(text(catalog))
        COMPILED.write_bytes(compiled(translated()))
    elif COMPILED.read_bytes() != compiled(translated()):
        wrong.append("lsreport.mo is not compiled from lsreport.po: run `make catalogue`")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
