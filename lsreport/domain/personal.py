"""Text that looks as if it told who somebody is.

The forms ask for aggregates only. Content that looks personal is never echoed, printed or compared
(Children's Law art. 6, 21; Decree 56/2017 art. 33); a false alarm costs a question, a miss a name.
"""

from __future__ import annotations

import re

from lsreport.domain.numbers import cleaned

_DATE = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d{2}"
_WORD = r"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ][a-zà-öø-ýăđĩũơưạ-ỹ]*"
_NAME = rf"\b{_WORD}(?: {_WORD}){{2,4}}"
_PATTERNS = (
    # Citizen identity: 12 digits, in groups of three when typed by hand.
    re.compile(r"(?<![\d.,])\d{12}(?![\d])"),
    re.compile(r"(?<![\d.,])0\d{2}(?:[ .-]\d{3}){3}(?!\d)"),
    # Telephone: ten or eleven digits from 0, or +84.
    re.compile(r"(?<![\d.,])(?:0|\+84[ .-]?)[235789](?:[ .-]?\d){8,9}(?!\d)"),
    # "sinh ngày 12/3/2010", "sinh năm 2010", "SN 2010", "ngày sinh: 12/3/2010",
    # but not pupils (học sinh) or what occurred (phát sinh).
    re.compile(
        rf"(?<!phát )(?<!học )(?<!nữ )(?<!nam )(?<!thí )(?<!nảy )\bsinh (?:ngày |năm |tháng )?"
        rf":?\s*(?:{_DATE}|(?:19|20)\d{{2}}\b)",
        re.IGNORECASE,
    ),
    re.compile(r"\bngày (?:tháng năm )?sinh\b[^.;\n]{0,10}\d", re.IGNORECASE),
    re.compile(r"\bSN\s*:?\s*(?:19|20)\d{2}\b"),
    # "Hoàng Thị A, 12/3/2010", "Hoàng Thị A (2010)".
    re.compile(rf"{_NAME}\s*[,(-]\s*(?:{_DATE}|(?:19|20)\d{{2}}\))"),
)


def looks_personal(text: str) -> bool:
    """Say whether text holds an identity or telephone number, or a birth date or named date."""
    plain = cleaned(text) if text else ""
    return bool(plain) and any(pattern.search(plain) for pattern in _PATTERNS)
