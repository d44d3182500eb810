"""What in a template would read a file, run, or be fetched when a document is opened or printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lsreport.i18n import Message, _
from lsreport.ooxml.package import Package
from lsreport.ooxml.parts import read_relationships
from lsreport.ooxml.stream import Attributes, feed
from lsreport.report.template_tags import TAG_SIGN, Fault

_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_LINKS: Final = frozenset({"hyperlink"})
_RUNS: Final = frozenset({"vbaProject", "attachedTemplate", "control", "oleObject", "afChunk"})
_OPENED: Final = re.compile(r"(https?|mailto):", re.IGNORECASE)


def reaching_outside(package: Package) -> Iterator[Fault]:
    """Yield the links, programs and properties that a template may not have."""
    for part in package.names:
        if not part.lower().endswith(".rels"):
            continue
        for attributes in _relationships(package, part):
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            outside = attributes.get("TargetMode") == "External"
            if kind in _RUNS or (outside and not (kind in _LINKS and _OPENED.match(target))):
                text = _("it refers to {target} ({kind}); a template may hold no links to files")
                yield Fault(None, "", Message(text, {"target": target[:120], "kind": kind}))
    for kind, part in read_relationships(package, "").values():
        if kind == "core-properties" and part in package:
            found: list[str] = []
            feed(package, part, start=_nothing, end=_nothing, text=found.append)
            if TAG_SIGN.search("".join(found)):
                text = _("a tag stands in the properties of the document")
                yield Fault(None, "", Message(text))


def _relationships(package: Package, part: str) -> list[Attributes]:
    found: list[Attributes] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == _RELATIONSHIP:
            found.append(attributes)

    feed(package, part, start=start, end=_nothing, text=_nothing)
    return found


def _nothing(*_of: object) -> None:
    """Pass over what nobody asks for."""
