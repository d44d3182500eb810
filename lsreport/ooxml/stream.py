"""Stream an XML part of a package to callbacks; nothing of it is kept that nobody asked for."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.parsers import expat

from lsreport.ooxml.package import Fault, Package, Refused
from lsreport.ooxml.values import ESCAPE_LENGTH

_T = TypeVar("_T")
Attributes = dict[str, str]
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii"})


def parse(
    package: Package,
    part: str,
    namespaces: tuple[str, ...],
    *,
    starts: Mapping[str, Callable[[Attributes], object]] | None = None,
    texts: Mapping[str, Callable[[str], object]] | None = None,
    ends: Mapping[str, Callable[[], object]] | None = None,
    limit: int | None = None,
) -> None:
    """Call back for the elements of `part` that are in one of the `namespaces`, by local name.

    `starts` receive the attributes; `texts` the whole text of an element without children, at its
    end; `ends` nothing. Other elements are passed over. `limit` bounds the bytes read. A callback
    may raise ValueError for a value that breaks the format.

    Raises:
        Refused: DAMAGED if not well-formed XML, UNSAFE past a limit or with a DTD, TOO_SLOW.
    """
    limits = package.limits
    starters = _qualified(starts or {}, namespaces)
    textual = _qualified(texts or {}, namespaces)
    enders = _qualified(ends or {}, namespaces)
    pieces: list[str] = []
    depth = 0
    in_text = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth, in_text
        depth += 1
        if depth > limits.depth:
            raise _refused(part, Fault.UNSAFE, f"elements nested over {limits.depth} deep")
        if in_text:
            raise _refused(part, Fault.DAMAGED, "element inside a text")
        pieces.clear()
        in_text = name in textual
        if (action := starters.get(name)) is not None:
            action(attributes)

    def end(name: str) -> None:
        nonlocal depth, in_text
        depth -= 1
        if in_text:
            in_text = False
            text = "".join(pieces)
            if len(text) > ESCAPE_LENGTH * limits.text:
                raise _refused(part, Fault.UNSAFE, f"text of over {limits.text} characters")
            textual[name](text)
        if (action := enders.get(name)) is not None:
            action()

    feed(package, part, start=start, end=end, text=pieces.append, limit=limit)


def feed(
    package: Package,
    part: str,
    *,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
    limit: int | None = None,
) -> None:
    """Call back for every start tag, end tag and piece of text of a part, in its order.

    Names are qualified: the namespace, a space, the local name. `limit` bounds the bytes read; how
    deep elements are nested is for the callbacks to bound, which may raise ValueError.

    Raises:
        Refused: DAMAGED if not well-formed XML, UNSAFE past a limit or with a DTD, TOO_SLOW.
    """
    limits = package.limits
    declarations = 0

    def declare_namespace(*_: object) -> None:
        nonlocal declarations
        declarations += 1
        if declarations > limits.names:
            raise _refused(part, Fault.UNSAFE, f"over {limits.names} namespaces")

    def check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        # Left alone, the parser would look for a Python codec of whatever name the file gives.
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _refused(part, Fault.DAMAGED, f"encoding {encoding[:20]!r}")

    def refuse_dtd(*_: object) -> None:
        raise _refused(part, Fault.UNSAFE, "document type declaration")

    names: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ", intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartNamespaceDeclHandler = declare_namespace
    parser.XmlDeclHandler = check_encoding
    # Stops at the DTD itself, so that no part with entities is ever read to its end.
    parser.StartDoctypeDeclHandler = refuse_dtd
    fed = 0
    try:
        for chunk in package.chunks(part, limit):
            parser.Parse(chunk, False)
            fed += len(chunk)
            # Text comes in pieces, a tag only when complete: what expat holds back is one tag. Old
            # versions scan it again with each chunk, so a huge one would cost quadratic time.
            if 0 <= parser.CurrentByteIndex < fed - limits.token_bytes:
                raise _refused(part, Fault.UNSAFE, f"tag of over {limits.token_bytes} bytes")
            if len(names) > limits.names:
                raise _refused(part, Fault.UNSAFE, f"over {limits.names} distinct names")
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise _refused(part, Fault.DAMAGED, error) from error


def _refused(part: str, fault: Fault, reason: object) -> Refused:
    return Refused(fault, f"part {part!r}: {reason}")


def _qualified(handlers: Mapping[str, _T], namespaces: tuple[str, ...]) -> dict[str, _T]:
    return {f"{uri} {local}": handler for local, handler in handlers.items() for uri in namespaces}
